"""A paper as a recipe: what the makers put on pages. The plain recipe follows the profile; a defect changes one thing."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, kw_only=True)
class Para:
    text: str
    bold: bool = False
    italic: bool = False
    size: float | None = None
    indent: float | None = None
    justified: bool = True
    font: str | None = None
    large: str = ""  # words of another size behind it


@dataclass(frozen=True, kw_only=True)
class Side:
    """An annex."""

    label: str = "Phụ lục 1"
    title: str = "Số liệu kết quả công tác dân vận"
    reference: str = "(Kèm theo Báo cáo số 12-BC/BDVTU, ngày 15/01/2027 của Ban Dân vận Thành uỷ Hà Nội)"
    bold: bool = True
    size: float = 15
    landscape: bool = False
    cells: tuple[tuple[str, ...], ...] = (
        ("STT", "Chỉ tiêu", "Kết quả"),
        ("1", "Số cơ quan, đơn vị được kiểm tra", "1.234"),
        ("2", "Tỷ lệ hài lòng", "93,5%"),
    )


LONG = (
    "Thực hiện chủ đề “Năm dân vận chính quyền”, Ban Dân vận đã tham mưu ban hành kế hoạch và phối hợp với các cơ "
    "quan, đơn vị triển khai đồng bộ các nhiệm vụ từ thành phố đến cơ sở, gắn với cải cách hành chính, thực hiện quy "
    "chế dân chủ ở cơ sở và giải quyết kịp thời kiến nghị chính đáng của Nhân dân trên địa bàn."
)
CHECKED = (
    "Các đoàn kiểm tra đã kiểm tra công vụ đối với 36 cơ quan, đơn vị; phát hiện và đề nghị chấn chỉnh kịp thời những "
    "hạn chế trong tiếp công dân, giải quyết thủ tục hành chính; việc đối thoại giữa người đứng đầu cấp uỷ, chính "
    "quyền với Nhân dân được duy trì nền nếp, đúng quy định."
)


def _body() -> tuple[Para, ...]:
    def head(text: str, *, italic: bool = False) -> Para:
        return Para(text=text, bold=True, italic=italic)

    return (
        Para(text=LONG),
        head("I- KẾT QUẢ THỰC HIỆN"),
        head("1. Công tác tuyên truyền, triển khai thực hiện"),
        head("1.1. Kiểm tra công vụ", italic=True),
        Para(text=CHECKED),
        head("1.2. Đối thoại với Nhân dân", italic=True),
        Para(text=LONG),
        head("2. Công tác phối hợp"),
        Para(text="a) Phối hợp với Mặt trận Tổ quốc và các đoàn thể chính trị - xã hội."),
        Para(text="b) Phối hợp với các cơ quan hành chính nhà nước cùng cấp."),
        Para(text=CHECKED),
        head("II- PHƯƠNG HƯỚNG, NHIỆM VỤ"),
        head("1. Nhiệm vụ trọng tâm"),
        Para(text=LONG),
        Para(text=CHECKED),
        head("2. Giải pháp"),
        Para(text=CHECKED),
        Para(text=LONG),
    )


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """The plain one is a Party paper of 2027."""

    profile: str = "party-2026"
    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    font: str = "Times New Roman"
    motto: tuple[str, ...] = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
    motto_sizes: tuple[float, ...] = (15,)
    motto_bold: bool = True
    rule_length: float = 1.0
    superior: str = "THÀNH UỶ HÀ NỘI"
    superior_bold: bool = False
    issuer: str = "BAN DÂN VẬN"
    issuer_bold: bool = True
    left_size: float = 14
    mark: str = "*"
    number: str = "Số 12-BC/BDVTU"
    number_size: float = 14
    number_bold: bool = False
    date: str = "Hà Nội, ngày 15 tháng 01 năm 2027"
    date_size: float = 14
    date_italic: bool = True
    draft: str = ""
    draft_italic: bool = True
    kind: str = "BÁO CÁO"
    kind_size: float = 15
    kind_bold: bool = True
    centred: bool = True
    summary: str = "kết quả thực hiện công tác dân vận năm 2026"
    summary_size: float = 15
    summary_bold: bool = True
    hyphens: str = "-----"
    address: str = ""
    address_italic: bool = True
    addressees: tuple[str, ...] = ()
    urgency: str = ""
    urgency_bold: bool = True
    urgency_size: float = 14
    urgency_at: str = "left"  # below the number line; "right": below the date
    circulation: str = ""
    circulation_bold: bool = True
    circulation_size: float = 12
    circulation_at: str = "right"
    framed: bool = False
    typist: str = ""
    typist_size: float = 8
    contact: str = ""
    contact_size: float = 10
    second: tuple[str, ...] = ()  # superior, issuer, title and name of the other body
    body: tuple[Para, ...] = field(default_factory=_body)
    size: float = 15
    pitch: float = 19
    gap: float = 9.35
    indent: float = 10
    titles: tuple[tuple[str, bool], ...] = (("TRƯỞNG BAN", True),)
    signed: str = "Nguyễn Thị Hồng Hạnh"
    name_bold: bool = True
    sign_size: float = 14
    label: str = "Nơi nhận:"
    underlined: str = "Nơi nhận"
    label_size: float = 14
    label_look: str = "regular"
    items: tuple[str, ...] = (
        "- Ban Dân vận Trung ương;",
        "- Thường trực Thành uỷ (để báo cáo);",
        "- Các ban của Thành uỷ;",
        "- Lưu Ban Dân vận.",
    )
    items_size: float = 12
    number_first: bool = False
    numbers: bool = True
    number_step: int = 1
    number_words: str = "{}"
    number_at: str = "top"
    number_shift: float = 0
    page_number_size: float = 14
    restart: bool = True
    annexes: tuple[Side, ...] = (Side(),)

    def paragraph(self, at: int, text: str, **other: object) -> "Recipe":
        """The same with another text at one place."""
        body = list(self.body)
        body[at] = replace(body[at], text=text, **other)  # type: ignore[arg-type]
        return replace(self, body=tuple(body))


PARTY = Recipe()

OLD = replace(
    PARTY,
    profile="party-2018",
    date="Hà Nội, ngày 15 tháng 01 năm 2019",
    items=tuple(item.replace(";", ",") for item in PARTY.items),
    annexes=(Side(reference=""),),
    restart=False,
)

STATE = replace(
    PARTY,
    profile="state-2020",
    motto=("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    motto_sizes=(12, 13),
    superior="UỶ BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI",
    issuer="SỞ NỘI VỤ",
    left_size=13,
    mark="",
    number="Số: 12/BC-SNV",
    number_size=13,
    kind_size=14,
    summary="Kết quả thực hiện công tác dân vận năm 2026",
    summary_size=14,
    hyphens="",
    address="Kính gửi: Uỷ ban nhân dân Thành phố Hà Nội",
    address_italic=False,
    size=14,
    pitch=18,
    body=tuple(replace(p, text=p.text.replace("I- ", "I. ").replace("II- ", "II. ")) for p in PARTY.body),
    titles=(("KT. GIÁM ĐỐC", True), ("PHÓ GIÁM ĐỐC", True)),
    label_size=12,
    label_look="bold italic",
    underlined="",
    items=("- Như trên;", "- Thường trực Thành uỷ (để báo cáo);", "- Lưu: VT, VP."),
    items_size=11,
    annexes=(Side(label="Phụ lục", size=14, reference="(Kèm theo Báo cáo số 12/BC-SNV của Sở Nội vụ)"),),
)

GROUNDS = (
    "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;",
    "- Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ Thành phố.",
)


def grounded(recipe: Recipe, *grounds: str, italic: bool = False) -> Recipe:
    """The same with căn cứ before its text."""
    return replace(recipe, body=(*(Para(text=ground, italic=italic) for ground in grounds), *recipe.body))


FULL = replace(
    PARTY,
    urgency="THƯỢNG KHẨN",
    circulation="LƯU HÀNH NỘI BỘ",
    typist="NTH.15",
    contact="Số 4 phố Lê Lai, Hà Nội. Điện thoại: 024.38259999",
)
FULL_STATE = replace(
    STATE,
    urgency="KHẨN",
    urgency_size=13,
    circulation="LƯU HÀNH NỘI BỘ",
    circulation_size=13,
    framed=True,
    typist="NTH.15",
    typist_size=11,
    contact="Số 4 phố Lê Lai, Hà Nội. Điện thoại: 024.38259999",
    contact_size=11,
    address="Kính gửi:",
    addressees=("- Uỷ ban nhân dân Thành phố Hà Nội;", "- Sở Tài chính Hà Nội."),
)
JOINT = replace(
    PARTY,
    number="Số 12-BC/BDVTU-BTGTU",
    second=("THÀNH UỶ HÀ NỘI", "BAN TUYÊN GIÁO", "TRƯỞNG BAN", "Trần Văn Bình"),
)
LETTER = replace(
    PARTY,
    number="Số 12-CV/BDVTU",
    kind="",
    summary="",
    hyphens="",
    address="Kính gửi: - Thường trực Thành uỷ;",
    addressees=("- Văn phòng Thành uỷ.",),
)
