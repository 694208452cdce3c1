"""What the check panel says of each thing it found."""

from dvapp.domain.judging.rules import Breach
from dvapp.domain.papers.findings import Finding, Inspection, PaperForm, Spot, ToldBy
from dvapp.domain.papers.living import Change
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.ui.report.check_model import CheckModel, Group, GroupState, is_error
from dvapp.ui.report.report_model import profile_words
from dvapp.ui.report.steps_model import missing_words


def group_title(group: Group) -> str:
    """What a group is called."""
    return {
        Group.CHANGES: _("Figures that changed"),
        Group.RULES: _("Warnings on the figures"),
        Group.LAYOUT: _("Layout"),
    }[group]


def group_intro(group: Group) -> str:
    """What stands in a group."""
    return {
        Group.CHANGES: _(
            "The text was agreed to with other words. Accept the new ones, or keep the old with a reason."
        ),
        Group.RULES: _("An error must be mended in the figures; a warning needs a reason, which is printed."),
        Group.LAYOUT: _("The drawn pages, read with the eyes of the guide."),
    }[group]


def group_said(model: CheckModel, group: Group) -> tuple[str, str]:
    """How a group stands, and the theme's state for it."""
    count = model.count(group)
    match model.state(group):
        case GroupState.UNKNOWN:
            return _("not checked yet"), "info"
        case GroupState.BUSY:
            return _("checking…"), "info"
        case GroupState.CLEAN:
            return _("nothing to do"), "ok"
        case GroupState.REMARKS:
            return ngettext("{count} finding", "{count} findings", count).format(count=count), "warn"
        case GroupState.BLOCKED:
            return ngettext("{count} to answer", "{count} to answer", count).format(count=count), "error"


def change_words(change: Change, headings: dict[str, str]) -> tuple[str, str]:
    """What changed, and where."""
    place = headings.get(change.section, "") or _("Opening")
    return (
        _("“{old}” is now “{new}”").format(old=change.old, new=change.new),
        _("{section}, paragraph {number}").format(section=place, number=change.paragraph + 1),
    )


def breach_need(breach: Breach) -> str:
    """What a breach needs in this report."""
    if is_error(breach):
        return _("Error: the report cannot be submitted until the figures are mended.")
    if breach.confirmed:
        return _("Reason given.")
    if breach.reason:
        return _("The numbers changed since the reason was given: confirm it or write another.")
    return _("Warning: give the reason, or mend the figures.")


def finding_words(finding: Finding) -> tuple[str, str]:
    """What is found and expected, and where."""
    said = language()
    found, expected = finding.found.said_in(said), finding.expected.said_in(said)
    return (
        finding.title.said_in(said),
        _("{place}: found {found}; expected {expected}").format(
            place=place_words(finding.spot), found=found, expected=expected
        ),
    )


def place_words(spot: Spot) -> str:
    """Where on the paper."""
    place = _("page {page}").format(page=spot.page)
    if spot.paragraph is not None:
        place += ", " + _("paragraph {number}").format(number=spot.paragraph)
    elif spot.y is not None:
        down = LocaleFormats(language()).number(round(spot.y))
        place += ", " + _("{down} mm from the top").format(down=down)
    return place


def file_words(name: str, found: Inspection) -> str:
    """What a file was judged by, and what came of it."""
    told = {
        ToldBy.USER: _("as chosen"),
        ToldBy.DATA: _("as its data says"),
        ToldBy.HEAD: _("as its head tells"),
    }[found.told_by]
    count = len(found.findings)
    result = (
        _("nothing found")
        if found.clean
        else ngettext("{count} finding", "{count} findings", count).format(count=count)
    )
    return _("{name}, judged as {profile} ({told}): {result}.").format(
        name=name, profile=profile_words(found.profile), told=told, result=result
    )


def picture_words(found: Inspection) -> str:
    """What there is to look at."""
    if found.form is PaperForm.DOCX:
        return _("A DOCX has no pages of its own; places are told by paragraph.")
    return _("Choose a finding to see its place on the page.")


def step_words(model: CheckModel) -> str:
    """What the first step says below its name."""
    if model.answers is None:
        return _("figures, warnings, layout")
    if model.obstacles:
        return missing_words(model.obstacles)
    if model.inspection is not None and model.inspection.findings:
        count = len(model.inspection.findings)
        return ngettext("{count} layout finding", "{count} layout findings", count).format(count=count)
    return _("nothing stands in the way")
