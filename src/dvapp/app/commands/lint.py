"""``dvappctl lint``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import json_option, print_json
from dvapp.host.i18n import _, language, ngettext

if TYPE_CHECKING:
    from dvapp.domain.papers.findings import Finding, Inspection, Spot

FOUND = 6
"""Exit code when a paper departs from its profile."""


@click.command(
    help=_(
        "Read a finished PDF or DOCX and report each departure from the official layout: page, place, rule, what was "
        "found and what is expected. Exit code 0: nothing found, 6: something found, 1: refused."
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--profile", help=_("Layout profile; without it, it is told from the file."))
@json_option
@click.pass_context
def lint(context: click.Context, file: Path, profile: str | None, as_json: bool) -> None:
    """Exit 0 nothing found, 6 something found, 1 refused."""
    from dvapp.exchange.files import LocalFiles
    from dvapp.host.resources import resources_folder
    from dvapp.reporting.lint.linter import PaperLinter
    from dvapp.services.reports.linting import inspect_paper

    linter = PaperLinter(resources_folder())
    found = inspect_paper(file, profile=profile, linter=linter, files=LocalFiles())
    if as_json:
        print_json(plain_inspection(found, file))
    else:
        _print(found, file)
    context.exit(0 if found.clean else FOUND)


def plain_inspection(found: "Inspection", file: Path) -> dict[str, Any]:
    """An inspection as JSON values."""
    return {
        "file": str(file),
        "form": found.form.value,
        "profile": found.profile,
        "profile_told_by": found.told_by.value,
        "pages": found.pages,
        "findings": [_plain(finding) for finding in found.findings],
    }


def _plain(finding: "Finding") -> dict[str, Any]:
    spot, said = finding.spot, language()
    return {
        "rule": finding.rule,
        "title": finding.title.said_in(said),
        "page": spot.page,
        "x_mm": None if spot.x is None else round(spot.x, 1),
        "y_mm": None if spot.y is None else round(spot.y, 1),
        "paragraph": spot.paragraph,
        "found": finding.found.said_in(said),
        "expected": finding.expected.said_in(said),
    }


def _print(found: "Inspection", file: Path) -> None:
    from dvapp.domain.papers.findings import ToldBy

    told = {
        ToldBy.USER: _("as you chose"),
        ToldBy.DATA: _("told by the data inside"),
        ToldBy.HEAD: _("told by its head"),
    }[found.told_by]
    click.echo(_("{file}: profile {profile} ({told})").format(file=file, profile=found.profile, told=told))
    for finding in found.findings:
        said = language()
        click.echo(f"{_place(finding.spot)}: {finding.rule} – {finding.title.said_in(said)}")
        click.echo(
            "    "
            + _("found {found}; expected {expected}").format(
                found=finding.found.said_in(said), expected=finding.expected.said_in(said)
            )
        )
    if found.clean:
        click.echo(_("Nothing departs from the layout."))
    else:
        count = len(found.findings)
        click.echo(ngettext("{count} departure.", "{count} departures.", count).format(count=count))


def _place(spot: "Spot") -> str:
    place = _("page {page}").format(page=spot.page)
    if spot.paragraph is not None:
        place += ", " + _("paragraph {number}").format(number=spot.paragraph)
    if spot.x is not None and spot.y is not None:
        return place + f", {spot.x:.1f} × {spot.y:.1f} mm"
    if spot.y is not None:
        return place + ", " + _("{distance} mm from the top").format(distance=f"{spot.y:.1f}")
    if spot.x is not None:
        return place + ", " + _("{distance} mm from the left").format(distance=f"{spot.x:.1f}")
    return place
