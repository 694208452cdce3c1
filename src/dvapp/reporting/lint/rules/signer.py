"""Who signs: titles, forms K/T and T/M, the name."""

import re
from collections.abc import Iterator

from dvapp.domain.papers.findings import PaperForm, Spot
from dvapp.reporting.lint.register import Case, Hit, hit, quoted, rule, say
from dvapp.reporting.lint.rules.shared import is_caps, sizes, styles

_DEGREES = re.compile(
    r"\b(?:TS|ThS|Ths|PGS|GS|BS|KS|CN|CVCC|NGND|NGƯT)\s*\.|\b(?:Tiến sĩ|Thạc sĩ|Giáo sư|Phó giáo sư|Bác sĩ|Kỹ sư)\b",
    re.IGNORECASE,
)
_FORM = re.compile(r"(?:K\s?/?\s?T|T\s?/?\s?M|T\s?/?\s?L|TUQ|T\s?/\s?UQ|Q)\b\.?", re.IGNORECASE)

_OFFICE = re.compile(r"(?:PHÓ|ỦY VIÊN|UỶ VIÊN|CHÁNH|TRƯỞNG|BÍ THƯ|CHỦ TỊCH|GIÁM ĐỐC|TỔNG)\b")


@rule("signer.missing", "Quyền hạn, chức vụ của người ký", "Signer's title present")
def missing(case: Case) -> Iterator[Hit]:
    """Every paper says in which office it is signed."""
    if not case.parts.ending.titles:
        body, label = case.parts.body, case.parts.ending.label
        last = label or (body[-1].lines[-1] if body and body[-1].lines else body[-1] if body else None)
        yield hit(
            Spot(page=last.page if last is not None else case.paper.sheets[-1].page),
            say("không có", "none"),
            say("chức vụ người ký", "the signer's office"),
        )


@rule("signer.caps", "Chức vụ viết hoa", "Signer's title in capitals")
def caps(case: Case) -> Iterator[Hit]:
    """In capitals."""
    for piece in case.parts.ending.titles:
        if not is_caps(piece.text):
            yield hit(piece, quoted(piece.text), quoted(piece.text.upper()))


@rule("signer.form", "Cách viết K/T, T/M, T/L", "Form of K/T, T/M, T/L")
def form(case: Case) -> Iterator[Hit]:
    """Party: a slash and no full stop. State: a full stop and no slash."""
    for piece in case.parts.ending.titles:
        if re.match(case.norms.signer.form_wrong, piece.text.strip()):
            yield hit(piece, quoted(piece.text), case.norms.signer.form_example)


@rule("signer.deputy", "Cấp phó ký thay", "A deputy signs for the head")
def deputy(case: Case) -> Iterator[Hit]:
    """A deputy's title stands under the head's, who is signed for."""
    for signer in case.parts.ending.signers:
        first = signer.titles[0]
        if re.match(r"phó\b", first.text.strip(), re.IGNORECASE):
            yield hit(
                first,
                quoted(first.text),
                say("K/T và chức vụ cấp trưởng ở dòng trên", "K/T and the head's title above it"),
            )


@rule("signer.stop", "Không chấm sau chức vụ, họ tên", "No full stop in the signature block")
def stop(case: Case) -> Iterator[Hit]:
    """No full stop behind title or name."""
    for piece in (*case.parts.ending.titles, *case.parts.ending.name):
        if re.search(r"[.,;:]$", piece.text.strip()):
            yield hit(piece, quoted(piece.text), quoted(piece.text.strip().rstrip(".,;: ")))


@rule("signer.degree", "Không ghi học hàm, học vị", "No academic titles")
def degree(case: Case) -> Iterator[Hit]:
    """A name and nothing before it."""
    for piece in case.parts.ending.name:
        if _DEGREES.search(piece.text):
            yield hit(piece, quoted(piece.text), quoted(_DEGREES.sub("", piece.text).strip(" .,")))


@rule("signer.name", "Họ tên người ký", "Signer's name")
def name(case: Case) -> Iterator[Hit]:
    """It stands there once it is known, and not in capitals."""
    ending = case.parts.ending
    for signer in ending.signers:
        if not signer.name and not case.paper.open_form and case.paper.form is PaperForm.PDF:
            yield hit(signer.titles[-1], say("không có", "none"), say("họ tên người ký", "the signer's name"))
    for piece in ending.name:
        if is_caps(piece.text) and len(piece.text) > 3:
            yield hit(piece, quoted(piece.text), quoted(piece.text.title()))


@rule("signer.style", "Kiểu chữ khối chữ ký", "Style of the signature block")
def style(case: Case) -> Iterator[Hit]:
    """Bold; in the Party's layout the office under K/T or T/M is regular."""
    for signer in case.parts.ending.signers:
        under_form = False
        for piece in signer.titles:
            words = piece.text.strip()
            own = under_form and (_FORM.match(words) is not None or _OFFICE.match(words.upper()) is not None)
            if not own or case.norms.signer.own_title_bold:
                yield from styles([piece], bold=True, italic=False)
            elif piece.bold:
                yield from styles([piece], bold=False, italic=False)
            under_form = under_form or _FORM.match(words) is not None
        yield from styles(signer.name, bold=True, italic=False)


@rule("signer.size", "Cỡ chữ khối chữ ký", "Size of the signature block")
def size(case: Case) -> Iterator[Hit]:
    """As the guide says."""
    yield from sizes([*case.parts.ending.titles, *case.parts.ending.name], case.norms.signer.size)
