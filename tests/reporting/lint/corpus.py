"""Broken papers: each entry changes one thing of a recipe and names the rule that must tell it, and on which page.

``also``: rules that rightly speak up too; nothing else may be found, or the linter cries wolf.
"""

import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from tests.reporting.lint.recipe import (
    CHECKED,
    FULL,
    FULL_STATE,
    GROUNDS,
    JOINT,
    LETTER,
    LONG,
    OLD,
    PARTY,
    STATE,
    Para,
    Recipe,
    Side,
    grounded,
)

PDF, DOCX = "pdf", "docx"
BOTH = (PDF, DOCX)


@dataclass(frozen=True, kw_only=True)
class Broken:
    name: str
    recipe: Recipe
    rule: str
    page: int = 1
    word_page: int = 1
    forms: tuple[str, ...] = BOTH
    also: frozenset[str] = frozenset()

    @property
    def profile(self) -> str:
        return self.recipe.profile


def broken(
    name: str,
    rule: str,
    base: Recipe = PARTY,
    *,
    page: int = 1,
    word_page: int = 1,
    forms: tuple[str, ...] = BOTH,
    also: str = "",
    **changes: Any,
) -> Broken:
    return Broken(
        name=name,
        rule=rule,
        recipe=replace(base, **changes),
        page=page,
        word_page=word_page,
        forms=forms,
        also=frozenset(also.split()),
    )


def text(
    name: str,
    rule: str,
    words: str,
    *,
    at: int = 0,
    page: int = 1,
    base: Recipe = PARTY,
    also: str = "",
    **other: Any,
) -> Broken:
    return Broken(
        name=name,
        rule=rule,
        recipe=base.paragraph(at, words, **other),
        page=page,
        also=frozenset(also.split()),
    )


def items(*changed: str) -> tuple[str, ...]:
    return changed


def annex(**changes: Any) -> tuple[Side, ...]:
    return (replace(Side(), **changes),)


TCVN3 = "B¸o c¸o kÕt qu¶ c«ng t¸c d©n vËn cña thµnh phè trong n¨m qua."
VNI = "Baùo caùo keát quaû coâng taùc daân vaän cuûa thaønh phoá trong naêm qua."
LAST = len(PARTY.body) - 1

OLD_GROUNDS = tuple(ground.removeprefix("- ") for ground in (GROUNDS[0], GROUNDS[1].replace(".", ",")))

CORPUS: tuple[Broken, ...] = (
    # --- the sheet
    broken("letter paper", "page.size", width=215.9, height=279.4, also="margin.right page_number.place type.place"),
    broken("left margin of the guide of 2004", "margin.left", left=35, also="page_number.place type.place"),
    broken("left margin too small", "margin.left", left=25, also="page_number.place type.place"),
    broken("right margin of 2004", "margin.right", right=20, also="page_number.place type.place"),
    broken("top margin too small", "margin.top", top=12, page=2, forms=(PDF,)),
    broken("top margin too small in Word", "margin.top", top=15, forms=(DOCX,)),
    broken("top margin too large", "margin.top", top=35, page=2),
    broken("bottom margin too small", "margin.bottom", bottom=10),
    broken("bottom margin too large", "margin.bottom", bottom=60, body=(Para(text=" ".join([LONG] * 12)),), also="body.pitch"),
    broken("a landscape annex out to the edge", "margin.landscape", page=3, forms=(PDF,), annexes=annex(landscape=True, cells=(("STT", "Chỉ tiêu" + " rất dài" * 24, "Kết quả"),))),
    # --- page numbers
    broken("a number on the first page", "page_number.first", number_first=True),
    broken("no page numbers", "page_number.missing", numbers=False, page=2, forms=(PDF,)),
    broken("no page numbers in Word", "page_number.missing", numbers=False, forms=(DOCX,)),
    broken("a page number leapt over", "page_number.sequence", number_step=2, page=2, forms=(PDF,)),
    broken("page numbers at the foot", "page_number.place", number_at="bottom", page=2, forms=(PDF,)),
    broken("page numbers at the foot in Word", "page_number.place", number_at="bottom", forms=(DOCX,)),
    broken("page numbers in the middle of the sheet", "page_number.place", number_shift=-7.5, page=2, forms=(PDF,)),
    broken("page numbers at the right in Word", "page_number.place", number_shift=50, forms=(DOCX,)),
    broken("page numbers between hyphens", "page_number.form", number_words="- {} -", page=2, forms=(PDF,)),
    broken("page numbers with a word", "page_number.form", number_words="Trang {}", forms=(DOCX,)),
    broken("small page numbers", "page_number.size", page_number_size=11, page=2, forms=(PDF,)),
    broken("small page numbers in Word", "page_number.size", page_number_size=11, forms=(DOCX,)),
    broken("an annex that counts on in 2026", "page_number.sequence", restart=False, page=3, forms=(PDF,)),
    # --- fonts
    broken("a paper in Helvetica", "font.family", OLD, font="Helvetica", forms=(PDF,), also="*"),
    broken("a font that is not embedded", "font.embedded", OLD, forms=(PDF,), also="*", font="Times-Roman"),
    broken("a paper in Arial", "font.family", font="Arial", forms=(DOCX,)),
    broken("a paper in a TCVN3 font", "text.old_encoding", font=".VnTime", forms=(DOCX,), also="font.family"),
    # --- head
    broken("the title line in small letters", "motto.text", motto=("Đảng Cộng sản Việt Nam",)),
    broken("no title line", "motto.text", motto=()),
    broken("a light title line", "motto.style", motto_bold=False),
    broken("a small title line", "motto.size", motto_sizes=(13,)),
    broken("no rule under the title line", "motto.rule", rule_length=0),
    broken("half a rule under the title line", "motto.rule", rule_length=0.5, forms=(PDF,)),
    broken("no issuer", "issuer.missing", superior="", issuer="", also="issuer.mark"),
    broken("an issuer in small letters", "issuer.caps", issuer="Ban Dân vận"),
    broken("a light issuer", "issuer.style", issuer_bold=False),
    broken("a bold superior", "issuer.style", superior_bold=True),
    broken("a small left block", "issuer.size", left_size=12),
    broken("no star", "issuer.mark", mark=""),
    broken("hyphens for a star", "issuer.mark", mark="-----"),
    broken("no rule under a state issuer", "issuer.mark", replace(STATE, profile="state-2020"), mark="x", forms=(PDF,)),
    broken("a draft's words upright", "draft.style", draft="Dự thảo", draft_italic=False),
    # --- number and date
    broken("no number line", "number.missing", number=""),
    broken("a number line without number", "number.missing", number="Số       -BC/BDVTU", forms=(PDF,)),
    broken("a colon after Số", "number.form", number="Số: 12-BC/BDVTU"),
    broken("no slash in the symbol", "number.form", number="Số 12-BC-BDVTU"),
    broken("the year in the number", "number.form", number="Số 12/2027-BC/BDVTU", also="number.kind"),
    broken("the State's form in a Party paper", "number.form", number="Số 12/BC-BDVTU"),
    broken("no colon in a State paper", "number.form", STATE, number="Số 12/BC-SNV"),
    broken("a number not padded", "number.padding", number="Số 5-BC/BDVTU"),
    broken("a number padded too far", "number.padding", number="Số 012-BC/BDVTU"),
    broken("the symbol of another type", "number.kind", number="Số 12-KH/BDVTU"),
    broken("a small number line", "number.size", number_size=12),
    broken("a bold number line", "number.style", number_bold=True),
    broken("no date line", "date.missing", date=""),
    broken("no comma before the day", "date.form", date="Hà Nội ngày 15 tháng 01 năm 2027"),
    broken("a day not in the calendar", "date.form", date="Hà Nội, ngày 31 tháng 02 năm 2027"),
    broken("a day not padded", "date.padding", date="Hà Nội, ngày 5 tháng 01 năm 2027"),
    broken("a month not padded", "date.padding", date="Hà Nội, ngày 15 tháng 2 năm 2027"),
    broken("a month padded in vain", "date.padding", date="Hà Nội, ngày 15 tháng 05 năm 2027"),
    broken("a shortened place", "date.place", date="TP. Hà Nội, ngày 15 tháng 01 năm 2027"),
    broken("an upright date line", "date.style", date_italic=False),
    broken("a small date line", "date.size", date_size=11),
    # --- title
    broken("no document type", "type.missing", kind="", summary="", hyphens=""),
    broken("the document type in small letters", "type.caps", kind="Báo cáo"),
    broken("a light document type", "type.style", kind_bold=False),
    broken("a small document type", "type.size", kind_size=13),
    broken("a title at the left", "type.place", centred=False),
    broken("no summary", "summary.missing", summary=""),
    broken("a summary in capitals", "summary.case", summary="KẾT QUẢ CÔNG TÁC DÂN VẬN NĂM 2026"),
    broken("a full stop after the summary", "summary.case", summary="kết quả công tác dân vận năm 2026."),
    broken("a light summary", "summary.style", summary_bold=False),
    broken("a small summary", "summary.size", summary_size=12),
    broken("no hyphens below the summary", "title.mark", hyphens=""),
    broken("three hyphens below the summary", "title.mark", hyphens="---"),
    broken("a star below the summary", "title.mark", hyphens="***"),
    broken("Kính gửi in a Party report", "address.unwanted", address="Kính gửi: Thường trực Thành uỷ"),
    broken("no Kính gửi in a State report", "address.missing", STATE, address=""),
    # --- text
    broken("a small text", "body.size", size=13),
    broken("a large text", "body.size", size=16),
    broken("no first-line indent", "body.indent", indent=0),
    broken("an indent of half an inch", "body.indent", indent=12.7),
    broken("lines too near", "body.pitch", pitch=16),
    broken("lines too far in 2026", "body.pitch", pitch=24),
    broken("no room between paragraphs", "body.gap", gap=0),
    broken("a ragged text", "body.justified", body=tuple(replace(p, justified=False) for p in PARTY.body)),
    text("the old ending", "ending.old", CHECKED[:-1] + "./.", at=LAST, page=2, also="text.doubled_sign"),
    text("no full stop at the end", "ending.stop", CHECKED[:-1], at=LAST, page=2),
    # --- headings
    text("a stop after a Roman number", "heading.form", "I. KẾT QUẢ THỰC HIỆN", at=1),
    text("a bracket after a number", "heading.form", "1) Công tác tuyên truyền, triển khai thực hiện", at=2),
    text("a light heading", "heading.style", PARTY.body[1].text, at=1, bold=False),
    text("an upright heading of the third rung", "heading.style", PARTY.body[3].text, at=3, italic=False),
    text("a heading left out", "heading.sequence", "1.3. Đối thoại với Nhân dân", at=5),
    text("a heading that comes twice", "heading.sequence", "1.1. Đối thoại với Nhân dân", at=5),
    text("a Roman number left out", "heading.sequence", "III- PHƯƠNG HƯỚNG, NHIỆM VỤ", at=11, page=2),
    text("a rung left out", "heading.ladder", "3.1. Đối thoại với Nhân dân", at=5),
    text("a point left out", "list.sequence", "c) Phối hợp với các cơ quan hành chính nhà nước cùng cấp.", at=9),
    text("a bullet", "list.bullet", "• Phối hợp với các cơ quan hành chính nhà nước cùng cấp.", at=9),
    # --- signature
    broken("nobody signs", "signer.missing", titles=(), signed="", page=2, also="", forms=(PDF,)),
    broken("nobody signs in Word", "signer.missing", titles=(), signed="", forms=(DOCX,)),
    broken("an office in small letters", "signer.caps", titles=(("Trưởng ban", True),), page=2, forms=(PDF,)),
    broken("KT. in a Party paper", "signer.form", titles=(("KT. TRƯỞNG BAN", True), ("PHÓ TRƯỞNG BAN", False)), page=2, forms=(PDF,)),
    broken("T/M. in a Party paper", "signer.form", titles=(("T/M. BAN THƯỜNG VỤ", True), ("BÍ THƯ", False)), forms=(DOCX,)),
    broken("K/T in a State paper", "signer.form", STATE, titles=(("K/T GIÁM ĐỐC", True), ("PHÓ GIÁM ĐỐC", True)), page=2, forms=(PDF,)),
    broken("a deputy alone", "signer.deputy", titles=(("PHÓ TRƯỞNG BAN", True),), page=2, forms=(PDF,)),
    broken("a stop after the name", "signer.stop", signed="Nguyễn Thị Hồng Hạnh.", page=2, forms=(PDF,)),
    broken("a degree before the name", "signer.degree", signed="TS. Nguyễn Thị Hồng Hạnh", page=2, forms=(PDF,)),
    broken("no name on a finished paper", "signer.name", signed="", page=2, forms=(PDF,)),
    broken("a name in capitals", "signer.name", signed="NGUYỄN THỊ HỒNG HẠNH", page=2, forms=(PDF,)),
    broken("a light name", "signer.style", name_bold=False, page=2, forms=(PDF,)),
    broken("a bold deputy's title", "signer.style", titles=(("K/T TRƯỞNG BAN", True), ("PHÓ TRƯỞNG BAN", True)), page=2, forms=(PDF,)),
    broken("a small signature block", "signer.size", sign_size=12, page=2, forms=(PDF,)),
    broken("a degree in Word", "signer.degree", signed="PGS.TS. Nguyễn Thị Hồng Hạnh", forms=(DOCX,)),
    # --- recipients
    broken("no recipients", "recipients.missing", label="", underlined="", items=(), page=2, forms=(PDF,)),
    broken("no recipients in Word", "recipients.missing", label="", underlined="", items=(), forms=(DOCX,)),
    broken("no colon after Nơi nhận", "recipients.label", label="Nơi nhận", page=2, forms=(PDF,)),
    broken("the colon underlined too", "recipients.underline", underlined="Nơi nhận:", page=2, forms=(PDF,)),
    broken("Nơi nhận not underlined", "recipients.underline", underlined="", forms=(DOCX,)),
    broken("a bold Nơi nhận", "recipients.label_style", label_look="bold italic", forms=(DOCX,)),
    broken("a small Nơi nhận", "recipients.label_style", label_size=12, page=2, forms=(PDF,)),
    broken("no dash before a recipient", "recipients.dash", items=items("Ban Dân vận Trung ương;", "- Các ban của Thành uỷ;", "- Lưu Ban Dân vận."), page=2, forms=(PDF,)),
    broken("the separator of 2018 in 2026", "recipients.separator", items=OLD.items, page=2, forms=(PDF,)),
    broken("the separator of 2026 in 2018", "recipients.separator", OLD, items=PARTY.items, forms=(DOCX,)),
    broken("no full stop after the last recipient", "recipients.last", items=(*PARTY.items[:-1], "- Lưu Ban Dân vận"), page=2, forms=(PDF,)),
    broken("no archive", "recipients.archive", items=(*PARTY.items[:2], "- Các ban của Thành uỷ."), forms=(DOCX,)),
    broken("large recipients", "recipients.style", items_size=14, forms=(DOCX,)),
    # --- annexes
    broken("an annex's label in capitals", "annex.label", annexes=annex(label="PHỤ LỤC I"), page=3, forms=(PDF,)),
    broken("a padded annex", "annex.label", annexes=annex(label="Phụ lục số 01"), word_page=2, forms=(DOCX,), also="annex.sequence"),
    broken("an annex without a label", "annex.label", annexes=annex(label=""), page=3, forms=(PDF,), also="page_number.missing"),
    broken("an annex left out", "annex.sequence", annexes=(Side(), Side(label="Phụ lục 3")), page=4, forms=(PDF,)),
    broken("an annex without a title", "annex.title", annexes=annex(title=""), page=3, forms=(PDF,)),
    broken("a light annex", "annex.style", annexes=annex(bold=False), word_page=2, forms=(DOCX,)),
    broken("an annex tied to nothing in 2026", "annex.reference", annexes=annex(reference=""), page=3, forms=(PDF,)),
    # --- letters and signs
    text("two spaces", "text.double_space", LONG.replace("đã tham mưu", "đã  tham mưu")),
    text("two spaces in a last line", "text.double_space", "Công tác  dân vận.", at=9),
    text("a space before a comma", "text.space_before", LONG.replace("thành phố đến cơ sở,", "thành phố đến cơ sở ,")),
    text("no space after a comma", "text.space_after", LONG.replace("cơ sở, gắn", "cơ sở,gắn")),
    text("two commas", "text.doubled_sign", LONG.replace("cơ sở, gắn", "cơ sở,, gắn")),
    text("straight quotes beside curly ones", "text.quotes", CHECKED.replace("kiểm tra công vụ", '"kiểm tra công vụ"'), at=4),
    text("an English thousands separator", "number.thousands", "Toàn thành phố có 1,234 tổ dân vận.", at=9),
    text("an English decimal point", "number.decimal", "Tỷ lệ hài lòng đạt 93.5% số người được hỏi.", at=9),
    text("a space before the percent sign", "number.spaced_percent", "Tỷ lệ hài lòng đạt 93,5 % số người được hỏi.", at=9),
    text("a date not padded in the text", "date.in_text", "Căn cứ Kế hoạch ban hành ngày 9/01/2026 của Thành uỷ.", at=9),
    text("a month padded in the text", "date.in_text", "Căn cứ Kế hoạch ban hành ngày 04/06/2026 của Thành uỷ.", at=9),
    text("decomposed letters", "text.nfd", unicodedata.normalize("NFD", "Công tác dân vận của hệ thống chính trị."), at=9, also="text.space_before text.double_space"),
    text("a replacement character", "text.boxes", "Công tác dân v\ufffdn của hệ thống.", at=9),
    text("an empty box", "text.boxes", "Đã hoàn thành □ công việc được giao.", at=9),
    text("an emoji", "text.boxes", "Đã hoàn thành 😀 công việc được giao.", at=9),
    text("a Han letter", "text.boxes", "Đã hoàn thành 漢 công việc được giao.", at=9),
    text("both tone styles", "text.tone_style", LONG.replace("kịp thời", "hòa giải kịp thời").replace("Nhân dân", "cấp uỷ")),
    text("a paragraph in TCVN3", "text.old_encoding", TCVN3, at=9, also="text.boxes"),
    text("a paragraph in VNI", "text.old_encoding", VNI, at=9),
    broken("two sizes in a paragraph", "body.mixed_size", forms=(DOCX,), body=(replace(PARTY.body[0], large=" Rất quan trọng."), *PARTY.body[1:])),
    broken("a State annex in Arabic numbers", "annex.label", STATE, forms=(DOCX,), word_page=2, annexes=(replace(STATE.annexes[0], label="Phụ lục 1"),)),
    text("two sizes in the text", "body.size", PARTY.body[4].text, at=4, size=12),
    # --- what only some papers have
    broken("an urgency of no guide", "urgency.form", FULL, urgency="KHẨN CẤP"),
    broken("an urgency in small letters", "urgency.form", FULL, urgency="Khẩn"),
    broken("a light urgency", "urgency.style", FULL, urgency_bold=False),
    broken("a small urgency", "urgency.style", FULL, urgency_size=11),
    broken("an urgency without its frame", "urgency.style", FULL_STATE, framed=False, forms=(PDF,), also="circulation.style"),
    broken("an urgency below the date", "urgency.place", FULL, urgency_at="right", circulation=""),
    broken("a circulation below the number", "circulation.place", FULL, circulation_at="left", urgency=""),
    broken("a circulation in small letters", "circulation.form", FULL, circulation="Lưu hành nội bộ"),
    broken("a light circulation", "circulation.style", FULL, circulation_bold=False),
    broken("a large circulation", "circulation.style", FULL, circulation_size=14),
    broken("a large typist's sign", "typist.size", FULL, typist_size=12, page=2),
    broken("a large contact", "contact.size", FULL, contact_size=12),
    broken("a joint paper with the symbol of one body", "number.joint", JOINT, number="Số 12-BC/BDVTU"),
    broken("an upright label of Kính gửi", "addressees.style", LETTER, address_italic=False),
    broken("no colon after Kính gửi", "addressees.form", FULL_STATE, address="Kính gửi"),
    broken("the separator of 2018 between addressees in 2026", "addressees.form", LETTER, address="Kính gửi: - Thường trực Thành uỷ,"),
    broken("no stop after the last addressee", "addressees.form", FULL_STATE, addressees=("- Uỷ ban nhân dân Thành phố Hà Nội;", "- Sở Tài chính Hà Nội;")),
    Broken(name="grounds of 2018 in 2026", rule="grounds.dash", recipe=grounded(PARTY, *OLD_GROUNDS), also=frozenset({"grounds.end"})),
    Broken(name="a comma after a ground", rule="grounds.end", recipe=grounded(PARTY, GROUNDS[0].replace(";", ","), GROUNDS[1])),
    Broken(name="a stop after the last ground in 2018", rule="grounds.end", recipe=grounded(OLD, OLD_GROUNDS[0], GROUNDS[1][2:])),
    Broken(name="grounds of a State paper upright", rule="grounds.style", recipe=grounded(STATE, GROUNDS[0][2:], GROUNDS[1][2:])),
    broken("a draft of no number", "draft.form", draft="Dự thảo số"),
)  # fmt: skip

BASES = (
    PARTY,
    OLD,
    STATE,
    FULL,
    FULL_STATE,
    JOINT,
    LETTER,
    grounded(PARTY, *GROUNDS),
    grounded(OLD, *OLD_GROUNDS),
    grounded(STATE, GROUNDS[0][2:], GROUNDS[1][2:], italic=True),
)
