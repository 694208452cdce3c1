"""``dvappctl report text, write, changes, accept, keep``: a report's text and its living sentences, without a window."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import json_option, opened, print_json, print_table, store_options
from dvapp.host.i18n import _, ngettext

if TYPE_CHECKING:
    from dvapp.domain.papers.living import Change
    from dvapp.services.reports.composing import EditableSection

_Command = Callable[..., Any]


def _report_options(command: _Command) -> _Command:
    """Which report: ``--kind`` and ``--period``."""
    command = click.option("--period", required=True, help=_("2018, 2018-H1, 2018-Q3, 2018-9M or 2018-05."))(
        command
    )
    return click.option("--kind", required=True, help=_("Report kind, such as BC06."))(command)


@click.command(help=_("Print a report's text as it can be edited, figures in braces."))
@_report_options
@json_option
@store_options
def text(kind: str, period: str, as_json: bool, own_store: Path | None, own_password: Path | None) -> None:
    """Print the text in work."""
    from dvapp.domain.calendar.periods import parse_period
    from dvapp.services.reports.composing import editable_sections
    from dvapp.services.reports.living import typed_numbers

    wanted = parse_period(period)
    with opened(own_store, own_password) as session:
        session.pack.outline(kind).require(wanted)
        sections = editable_sections(session, kind=kind, period=wanted)
        numbers = typed_numbers(session, kind=kind, period=wanted)
    if as_json:
        print_json(
            {
                "kind": kind,
                "period": wanted.written,
                "sections": [_plain_section(section) for section in sections],
                "typed_numbers": [
                    {
                        "section": n.section,
                        "paragraph": n.paragraph + 1,
                        "offset": n.offset,
                        "text": n.text,
                        "candidates": [c.notation for c in n.candidates],
                    }
                    for n in numbers
                ],
            }
        )
        return
    for section in sections:
        mark = " *" if section.edited else ""
        click.echo(f"[{section.code}]{mark} {section.heading}".rstrip())
        for paragraph in section.paragraphs:
            click.echo(f"  {paragraph}")


@click.command(
    help=_(
        "Replace a section's text by a file's, one paragraph a line, or by standard input (-); figures stand in braces."
    )
)
@_report_options
@click.option("--section", required=True, help=_("The section's code, as “report text” prints it."))
@click.option("--reset", is_flag=True, help=_("Let the section follow the template pack again."))
@click.argument("file", required=False, type=click.Path(path_type=Path, allow_dash=True))
@json_option
@store_options
def write(
    kind: str,
    period: str,
    section: str,
    reset: bool,
    file: Path | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Keep a section's text."""
    from dvapp.domain.calendar.periods import parse_period
    from dvapp.services.reports.composing import reset_section
    from dvapp.services.reports.texts import require_section, write_section

    if reset is (file is not None):
        raise click.UsageError(_("Name a file, or - for standard input, or --reset."))
    wanted = parse_period(period)
    paragraphs = _paragraphs(file) if file is not None else []
    with opened(own_store, own_password) as session:
        session.pack.outline(kind).require(wanted)
        require_section(session, kind, section)
        if reset:
            reset_section(session, kind=kind, period=wanted, code=section)
        else:
            write_section(session, kind=kind, period=wanted, code=section, paragraphs=paragraphs)
    if as_json:
        print_json({"section": section, "edited": not reset})
    else:
        click.echo(_("Kept section {section}.").format(section=section))


@click.command(
    help=_("Figures that changed since somebody agreed to them. The exit code is 1 if there are any.")
)
@_report_options
@json_option
@store_options
@click.pass_context
def changes(
    context: click.Context,
    kind: str,
    period: str,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """List changes that wait for an answer, and what was kept."""
    from dvapp.domain.calendar.periods import parse_period
    from dvapp.services.reports import living

    wanted = parse_period(period)
    with opened(own_store, own_password) as session:
        found = living.changes(session, kind=kind, period=wanted)
        kept = living.kept_answers(session, kind=kind, period=wanted)
    if as_json:
        print_json(
            {
                "changes": [_plain_change(change) for change in found],
                "kept": [{**_plain_change(k.change), "reason": k.reason} for k in kept],
            }
        )
    elif found:
        heads = [_("Section"), _("Paragraph"), _("Figure"), _("Agreed"), _("Now")]
        print_table(heads, [[c.section, str(c.paragraph + 1), c.reference, c.old, c.new] for c in found])
    else:
        click.echo(_("Nothing has changed."))
    context.exit(1 if found else 0)


@click.command(help=_("Agree to what changed figures show now: all of them, or those of a section."))
@_report_options
@click.option("--all", "everything", is_flag=True, help=_("All of the report."))
@click.option("--section", help=_("The section's code, as “report text” prints it."))
@click.option("--figure", "reference", metavar="REF", help=_("One figure, as “report changes” prints it."))
@json_option
@store_options
def accept(
    kind: str,
    period: str,
    everything: bool,
    section: str | None,
    reference: str | None,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Accept changes."""
    from dvapp.domain.calendar.periods import parse_period
    from dvapp.services.reports import living

    if everything is (section is not None) or (everything and reference is not None):
        raise click.UsageError(_("Say either --all or --section."))
    with opened(own_store, own_password) as session:
        found = living.accept(
            session, kind=kind, period=parse_period(period), section=section, reference=_bare(reference)
        )
    _tell(found, as_json)


@click.command(help=_("Keep the words agreed to although the figure changed; the reason is printed."))
@_report_options
@click.option("--section", required=True, help=_("The section's code, as “report text” prints it."))
@click.option(
    "--figure",
    "reference",
    required=True,
    metavar="REF",
    help=_("One figure, as “report changes” prints it."),
)
@click.option("--reason", required=True, help=_("Why, as it is to be printed."))
@json_option
@store_options
def keep(
    kind: str,
    period: str,
    section: str,
    reference: str,
    reason: str,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Keep old words with a reason."""
    from dvapp.domain.calendar.periods import parse_period
    from dvapp.services.reports import living

    with opened(own_store, own_password) as session:
        found = living.keep(
            session,
            kind=kind,
            period=parse_period(period),
            section=section,
            reference=_bare(reference) or "",
            reason=reason,
        )
    _tell(found, as_json)


COMMANDS = (text, write, changes, accept, keep)


def _bare(reference: str | None) -> str | None:
    """With or without its braces."""
    return None if reference is None else reference.strip().removeprefix("{").removesuffix("}")


def _tell(found: tuple["Change", ...], as_json: bool) -> None:
    if as_json:
        print_json({"changes": [_plain_change(change) for change in found]})
    else:
        count = len(found)
        click.echo(
            ngettext("{count} change answered.", "{count} changes answered.", count).format(count=count)
        )


def _plain_change(change: "Change") -> dict[str, Any]:
    """People count paragraphs from 1."""
    return {
        "section": change.section,
        "paragraph": change.paragraph + 1,
        "reference": change.reference,
        "figures": list(change.codes),
        "old": change.old,
        "new": change.new,
    }


def _plain_section(section: "EditableSection") -> dict[str, Any]:
    return {
        "section": section.code,
        "level": section.level,
        "heading": section.heading,
        "edited": section.edited,
        "paragraphs": list(section.paragraphs),
    }


def _paragraphs(file: Path) -> list[str]:
    """The lines of a UTF-8 file, or of standard input.

    :raises FileMissing, FileUnreadable: as they say; the latter also for a file in another encoding.
    """
    import sys

    from dvapp.domain.errors import FileUnreadable
    from dvapp.exchange.files import LocalFiles

    content = sys.stdin.buffer.read() if str(file) == "-" else LocalFiles().read(file)
    try:
        told = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnreadable(where=str(file), reason="UTF-8") from error
    return told.replace("\r\n", "\n").replace("\r", "\n").split("\n")
