"""What a QR code of a printed page says about a file, in words. Qt-free: the command line uses them too."""

from dvapp.domain.papers.page_codes import PageCode
from dvapp.host.i18n import _, ngettext
from dvapp.services.reports.qr_check import Match, PageFinding, PaperFinding


def qr_refusals() -> dict[str, str]:
    """One sentence for each refusal about printed pages."""
    return {
        "scan_unreadable": _(
            "“{where}” cannot be read as a picture; scan or photograph the page again, as PNG, JPEG, TIFF or PDF."
        ),
        "no_code": _(
            "No QR code was found in “{where}”; scan the whole page at 200 dots per inch or more, or photograph its lower "
            "left corner from nearby."
        ),
        "code_foreign": _(
            "This code is not one of a report of this program: {where}. It says nothing about the file."
        ),
    }


def match_title(found: PaperFinding) -> str:
    """The answer in a few words."""
    return {
        Match.SAME: ngettext(
            "The page belongs to this file", "The pages belong to this file", len(found.findings)
        ),
        Match.OTHER_DATA: _("The page was NOT printed from this file: other data"),
        Match.OTHER_REPORT: _("The page is of ANOTHER report"),
        Match.OTHER_COUNT: _("The page was NOT printed from this file: another number of pages"),
    }[found.match]


def match_state(found: PaperFinding) -> str:
    """The colour's name of an answer; nothing that is not signed is green."""
    if found.match is not Match.SAME:
        return "error"
    return "ok" if found.signed and not found.blank else "info"


def finding_words(one: PageFinding, found: PaperFinding) -> str:
    """One code beside the file, as a sentence."""
    page = page_words(one.code, found.pages)
    return {
        Match.SAME: _("{page}: printed from the data in this file (digest {digest})."),
        Match.OTHER_DATA: _(
            "{page}: the same report {name}, but with other figures or text (digest {digest}, the file’s is {own})."
        ),
        Match.OTHER_REPORT: _("{page}: of the report {name}; the file is {own_name}."),
        Match.OTHER_COUNT: _("{page}: the same data, but the file has {pages} pages."),
    }[one.match].format(
        page=page,
        digest=digest_words(one.code.digest),
        own=digest_words(found.digest),
        name=one.code.name.upper(),
        own_name=found.name.upper(),
        pages=found.pages,
    )


def page_words(code: PageCode, pages: int) -> str:
    """Which page a code is of."""
    if code.page is None:
        return _("Page 1 of {pages} (code of the older form)").format(pages=pages)
    return _("Page {page} of {pages}").format(page=code.page, pages=code.pages)


def digest_words(digest: str) -> str:
    """The beginning of a digest, as it can be compared by eye."""
    return digest[:12].upper()


def missing_words(found: PaperFinding) -> str:
    """Which pages of the file were not shown; nothing when none is missing, or when only one was shown."""
    if not found.missing:
        return ""
    return ngettext(
        "Page {pages} was not shown.", "Pages {pages} were not shown.", len(found.missing)
    ).format(pages=", ".join(map(str, found.missing)))


def caution_words(found: PaperFinding) -> str:
    """What the answer does not say."""
    if found.match is not Match.SAME:
        return ""
    words = _(
        "The code speaks of figures and text, not of number, date, seal or what somebody wrote by hand: compare those with "
        "the file by eye."
    )
    if found.signed:
        return words + " " + _("The file’s data lie under an intact signature; whose it is, “verify” tells.")
    return words + " " + _("The file is NOT signed: nothing vouches for its data.")


def foreign_words(found: PaperFinding) -> str:
    """How many codes were none of ours."""
    if not found.foreign:
        return ""
    return ngettext(
        "{count} other code on the picture is not one of this program.",
        "{count} other codes on the picture are not of this program.",
        len(found.foreign),
    ).format(count=len(found.foreign))


def blank_words(found: PaperFinding) -> str:
    """Pictures of which nothing is known, and what helps; empty when there are none."""
    if not found.blank:
        return ""
    return _(
        "No code was found in {pictures}; take the page again, nearer, straight and in even light."
    ).format(pictures=", ".join(found.blank))


def all_words(found: PaperFinding) -> list[str]:
    """Everything, a sentence each, the answer first."""
    words = [
        match_title(found) + ".",
        *(finding_words(one, found) for one in found.findings),
        missing_words(found),
        foreign_words(found),
        blank_words(found),
        caution_words(found),
    ]
    return [one for one in words if one]
