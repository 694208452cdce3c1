"""Reports to draw in tests: a city board and a district board, short and long."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.codes import IndicatorCode, ProfileCode, ReportKindCode, UnitCode
from dvapp.domain.papers.reports import (
    AnnexTable,
    Block,
    Heading,
    Issuer,
    Paragraph,
    Report,
    Role,
    ShownWords,
    Signatory,
    Stage,
    TableRow,
)

RESOURCES = Path(__file__).parents[2] / "resources"
DATA = '{"format":"dvapp-report","vi":"Báo cáo"}'.encode()

CITY = Issuer(
    board=UnitCode("hn"),
    name="Ban Dân vận Thành uỷ Hà Nội",
    superior="THÀNH UỶ HÀ NỘI",
    issuer="BAN DÂN VẬN",
    symbol="BDVTU",
    place="Hà Nội",
)
DISTRICT = Issuer(
    board=UnitCode("005"),
    name="Ban Dân vận Quận uỷ Cầu Giấy",
    superior="QUẬN UỶ CẦU GIẤY",
    issuer="BAN DÂN VẬN",
    symbol="BDVQU",
    place="Cầu Giấy",
)
PEOPLE = Issuer(
    board=UnitCode("005"),
    name="Uỷ ban nhân dân quận Cầu Giấy",
    superior="ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI",
    issuer="ỦY BAN NHÂN DÂN QUẬN CẦU GIẤY",
    symbol="UBND",
    place="Cầu Giấy",
)
PROPAGANDA = Issuer(
    board=UnitCode("tg"),
    name="Ban Tuyên giáo Thành uỷ Hà Nội",
    superior="THÀNH UỶ HÀ NỘI",
    issuer="BAN TUYÊN GIÁO",
    symbol="BTGTU",
    place="Hà Nội",
)
HOME_AFFAIRS = Issuer(
    board=UnitCode("nv"),
    name="Sở Nội vụ Hà Nội",
    superior="ỦY BAN NHÂN DÂN THÀNH PHỐ",
    issuer="SỞ NỘI VỤ",
    symbol="SNV",
    place="Hà Nội",
)

_SENTENCES = (
    (
        "Thực hiện chủ đề “Năm dân vận chính quyền” 2018, Ban Dân vận đã tham mưu ban hành kế hoạch và phối hợp với "
        "các cơ quan, đơn vị triển khai đồng bộ các nhiệm vụ từ thành phố đến cơ sở, gắn với cải cách hành chính."
    ),
    (
        "Các đoàn kiểm tra đã kiểm tra công vụ đối với 36 cơ quan, đơn vị; phát hiện và đề nghị chấn chỉnh kịp thời "
        "những hạn chế trong tiếp công dân, giải quyết thủ tục hành chính và thực hiện quy chế dân chủ ở cơ sở."
    ),
    (
        "Tỷ lệ hài lòng của người dân đối với bộ phận tiếp nhận và trả kết quả đạt 93,5%; số phiếu phát ra, thu về "
        "được tổng hợp tại Phụ lục 1 kèm theo báo cáo này."
    ),
    "Việc đối thoại giữa người đứng đầu cấp uỷ, chính quyền với Nhân dân được duy trì nền nếp, đúng quy định.",
)


def paragraph(text: str, *, section: str = "S1", number: int = 0) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph(runs=(ShownWords(text=text),), section=section, number=number)


def blocks(count: int) -> tuple[Block, ...]:
    """An opening and ``count`` short sections of headings and paragraphs."""
    made: list[Block] = [paragraph(_SENTENCES[0], section="opening")]
    for n in range(count):
        if n % 3 == 0:
            made.append(Heading(level=1, text=f"{'I' * (n // 3 % 3 + 1)}- KẾT QUẢ THỰC HIỆN"))
        made.append(Heading(level=2, text=f"{n % 3 + 1}. Công tác tuyên truyền, triển khai thực hiện"))
        if n % 2:
            made.append(Heading(level=3, text=f"{n % 3 + 1}.1. Kiểm tra công vụ"))
        runs = (
            ShownWords(text="Kết quả: đã kiểm tra "),
            ShownWords(text=f"{36 + n}", bold=True, figures=(IndicatorCode("B01"),)),
            ShownWords(text=" cơ quan, đơn vị. " + _SENTENCES[1]),
        )
        made.append(Paragraph(runs=runs, section=f"S{n}", number=0))
        made += [paragraph(_SENTENCES[(n + k) % 4], section=f"S{n}", number=k) for k in range(1, 3)]
    return tuple(made)


def annex(rows: int = 12, number: int = 1) -> AnnexTable:
    """A table with a group before every sixth figure."""
    made: list[TableRow] = []
    for n in range(rows):
        if n % 6 == 0:
            made.append(
                TableRow(code=None, cells=(f"{chr(65 + n // 6 % 26)}. Nhóm chỉ tiêu số {n // 6 + 1}",))
            )
        label = "Số cơ quan, đơn vị được kiểm tra công vụ" + ", kể cả kiểm tra đột xuất tại cơ sở" * (n % 3)
        value = "chưa có số liệu" if n % 7 == 3 else f"{(n * 137) % 2000:,}".replace(",", ".")
        made.append(TableRow(code=IndicatorCode(f"B{n:02d}"), cells=(str(n + 1), label, "cơ quan", value)))
    return AnnexTable(
        number=number,
        title="Số liệu kết quả thực hiện “Năm dân vận chính quyền” 2018",
        columns=("STT", "Chỉ tiêu", "Đơn vị tính", "Kết quả"),
        rows=tuple(made),
    )


def report(
    *,
    profile: str = "party-2018",
    stage: Stage = Stage.FOR_SIGNATURE,
    issuer: Issuer = CITY,
    sections: int = 5,
    annexes: tuple[AnnexTable, ...] | None = None,
    name: str | None = "Nguyễn Thị Hồng Hạnh",
    role: Role = Role.LEADER,
    **changes: Any,
) -> Report:
    """The summary of 2018; further keywords replace its fields."""
    made = Report(
        kind=ReportKindCode("BC06"),
        document_type="BÁO CÁO",
        type_symbol="BC",
        title="kết quả thực hiện “Năm dân vận chính quyền” 2018",
        period=Period(kind=PeriodKind.YEAR, year=2018),
        as_of=date(2018, 12, 31),
        stage=stage,
        profile=ProfileCode(profile),
        issuer=issuer,
        signatory=Signatory(role=role, head_title="TRƯỞNG BAN", deputy_title="PHÓ TRƯỞNG BAN", name=name),
        blocks=blocks(sections),
        annexes=(annex(),) if annexes is None else annexes,
        recipients=(
            "Ban Dân vận Trung ương",
            "Thường trực Thành uỷ (để báo cáo)",
            "Các đồng chí Uỷ viên Ban Thường vụ Thành uỷ phụ trách địa bàn các quận, huyện, thị xã",
            "Các ban của Thành uỷ",
        ),
        archive="Lưu Ban Dân vận",
        figures=(),
        pack="ha-noi-2018",
        pack_version="1",
    )
    return replace(made, **changes)
