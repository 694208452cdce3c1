"""Words for a report's settings: what each is called, what it is for, what its choices mean. Qt-free."""

from dvapp.domain.papers.options import OptionForm, OptionGroup, Setting, option_spec
from dvapp.host.i18n import _


def group_words(group: OptionGroup) -> str:
    """What a group of settings is called."""
    match group:
        case OptionGroup.HEAD:
            return _("Notices at the head")
        case OptionGroup.OPENING:
            return _("Before the text")
        case OptionGroup.SIGNER:
            return _("Who signs")
        case OptionGroup.FOOT:
            return _("Below the signature and on the page")
        case OptionGroup.JOINT:
            return _("Issued together with another body")


def option_words(name: str) -> str:
    """What a setting is called."""
    return _labels()[name]


def option_help(name: str) -> str:
    """One sentence on what a setting is for and how it is written; empty where the name says all."""
    return _helps().get(name, "")


def choice_words(name: str, code: str) -> str:
    """What a choice means; the empty one too."""
    if not code:
        return _("none") if name == "urgency" else _("by the role")
    return {
        "party": _("the Party"),
        "state": _("the state (Nghị định 30/2020)"),
        "khan": _("urgent (KHẨN)"),
        "thuong_khan": _("very urgent (THƯỢNG KHẨN)"),
        "hoa_toc": _("express (HOẢ TỐC)"),
        "leader": _("the head"),
        "deputy": _("a deputy"),
        "own": _("in his own right"),
        "acting": _("acting (Q.)"),
        "for_head": _("for the head (K/T)"),
        "on_behalf": _("on behalf (T/M)"),
        "by_order": _("by order (T/L)"),
    }[code]


def setting_words(name: str, value: Setting | None) -> str:
    """A setting's value in words."""
    if value is None or value == "" or value == ():
        return "–"
    if option_spec(name).form is OptionForm.CHOICE:
        return choice_words(name, str(value))
    match value:
        case bool():
            return _("yes") if value else _("no")
        case tuple():
            return "; ".join(value)
        case _:
            return str(value)


def _labels() -> dict[str, str]:
    return {
        "layout": _("Layout by the rules of"),
        "urgency": _("Urgency"),
        "circulation": _("Circulation"),
        "draft_number": _("Number of the draft"),
        "addressees": _("Addressees"),
        "grounds": _("Legal grounds"),
        "role": _("Signed by"),
        "authority": _("Authority"),
        "behalf": _("On whose behalf"),
        "signer": _("Name of the signer"),
        "recipients": _("Recipients"),
        "typist": _("Typist and copies"),
        "contact": _("Contact"),
        "duplex": _("Print on both sides"),
        "qr": _("QR code in the bottom margin"),
        "joint": _("A joint paper"),
        "second_name": _("Name in a sentence"),
        "second_superior": _("Superior body"),
        "second_issuer": _("Name at the head"),
        "second_symbol": _("Symbol"),
        "second_head_title": _("Title of the head"),
        "second_deputy_title": _("Title of the deputy"),
        "second_role": _("Signed by"),
        "second_authority": _("Authority"),
        "second_behalf": _("On whose behalf"),
        "second_signer": _("Name of the signer"),
    }


def _helps() -> dict[str, str]:
    return {
        "layout": _(
            "Papers of the state are numbered from 1 in each calendar year, those of the Party through a term."
        ),
        "urgency": _("Printed under the number and symbol."),
        "circulation": _("Printed under the date, such as LƯU HÀNH NỘI BỘ."),
        "draft_number": _("Only drafts show it: “Dự thảo lần 2”."),
        "addressees": _(
            "One a line, without dash and end mark. Papers of the Party show them only in a công văn."
        ),
        "grounds": _("One a line, without dash and end mark; the layout adds them."),
        "authority": _("Without a choice: the head signs in his own right, a deputy for the head."),
        "behalf": _("In capitals, such as BAN THƯỜNG VỤ; printed after T/M or T/L."),
        "signer": _("Needed before signing only on joint papers; the key's holder is printed otherwise."),
        "recipients": _("One a line, without dash and end mark; the archive line is added."),
        "typist": _("Such as HTL-50b; printed small below the recipients."),
        "contact": _("Address, telephone, e-mail; printed at the foot of the first page."),
        "duplex": _("Margins are mirrored on the backs of the sheets."),
        "qr": _(
            "Names the report and a digest of the data inside it. The official layouts know no such code."
        ),
        "joint": _("Both bodies stand at the head, sign and seal; the second one first."),
        "second_name": _("Such as Uỷ ban nhân dân quận Cầu Giấy."),
        "second_issuer": _("In capitals, as it stands at the head of the paper."),
        "second_symbol": _("Such as UBND; it stands in the number line."),
        "second_signer": _(
            "Must be known before the first signature: nothing on the pages may change after it."
        ),
    }
