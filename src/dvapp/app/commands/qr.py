"""``dvappctl qr``: whether a printed page belongs to a file."""

from pathlib import Path

import click

from dvapp.app.commands.frame import json_option, print_json
from dvapp.host.i18n import _

_FILE = click.Path(path_type=Path)


@click.group(help=_("Printed pages that bear a QR code, beside their file."))
def qr() -> None:
    """Group of commands about printed pages."""


@qr.command(
    help=_(
        "Tell whether printed pages belong to a report’s file: from scans or photographs, or from what a scanner typed."
    )
)
@click.argument("file", type=_FILE)
@click.option(
    "--picture",
    "pictures",
    multiple=True,
    type=_FILE,
    metavar="FILE",
    help=_("A scan or photograph (PNG, JPEG, TIFF, PDF); repeatable."),
)
@click.option("--text", "texts", multiple=True, metavar="TEXT", help=_("What a scanner read; repeatable."))
@json_option
def check(file: Path, pictures: tuple[Path, ...], texts: tuple[str, ...], as_json: bool) -> None:
    """Exit 0 when every page belongs to the file, 4 when one does not."""
    from dvapp.app.tools import make_tools
    from dvapp.services.reports.qr_check import Match, check_pictures, check_texts
    from dvapp.ui.qr.words import all_words, finding_words

    if bool(pictures) == bool(texts):
        raise click.UsageError(_("Give either --picture or --text."))
    tools = make_tools()
    found = check_pictures(file, pictures, tools=tools) if pictures else check_texts(file, texts, tools=tools)
    if as_json:
        print_json(
            {
                "file": str(file),
                "match": found.match.value,
                "report": found.name,
                "digest": found.digest,
                "pages": found.pages,
                "signed": found.signed,
                "missing": list(found.missing),
                "foreign": list(found.foreign),
                "blank": list(found.blank),
                "message": " ".join(all_words(found)),
                "codes": [
                    {
                        "report": one.code.name,
                        "digest": one.code.digest,
                        "page": one.code.page,
                        "pages": one.code.pages,
                        "match": one.match.value,
                        "message": finding_words(one, found),
                    }
                    for one in found.findings
                ],
            }
        )
    else:
        for words in all_words(found):
            click.echo(words)
    if found.match is not Match.SAME or found.blank:
        click.get_current_context().exit(_NOT_OF_FILE)


_NOT_OF_FILE = 4
"""As a failed verification."""
