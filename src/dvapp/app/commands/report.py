"""``dvappctl report``: compose, sign, issue."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dvapp.app.commands.frame import json_option, opened, print_json, store_options
from dvapp.app.commands.key_options import key_options
from dvapp.app.commands.manner_options import (
    asked_stamping,
    evidence_options,
    manner_options,
    plain_signed,
    tell_signed,
)
from dvapp.domain.errors import DateInvalid, NumberInvalid
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.services.ports import Tools
    from dvapp.services.signing.keys import KeySource
    from dvapp.services.signing.manner import Manner

_FILE = click.Path(path_type=Path)


@click.group(help=_("Compose, sign, number and seal reports."))
def report() -> None:
    """Group of report commands."""


@report.command(help=_("Compose a report as PDF: the copy for signature, or a draft."))
@click.option("--kind", required=True, help=_("Report kind, such as BC06."))
@click.option("--period", required=True, help=_("2018, 2018-H1, 2018-Q3, 2018-9M or 2018-05."))
@click.option("--profile", help=_("Layout profile; without it the one in force on the report's date."))
@click.option("--draft", is_flag=True, help=_("Mark the pages as a draft."))
@click.option("--qr", is_flag=True, help=_("Print a QR code in the bottom margin of every page."))
@click.option("--out", required=True, type=_FILE, metavar="FILE", help=_("The PDF to write."))
@json_option
@store_options
def compose(
    kind: str,
    period: str,
    profile: str | None,
    draft: bool,
    qr: bool,
    out: Path,
    as_json: bool,
    own_store: Path | None,
    own_password: Path | None,
) -> None:
    """Compose a report."""
    from dataclasses import replace

    from dvapp.domain.calendar.periods import parse_period
    from dvapp.domain.papers.reports import Stage
    from dvapp.services.reports.composing import compose_report, write_report

    wanted = parse_period(period)
    stage = Stage.DRAFT if draft else Stage.FOR_SIGNATURE
    with opened(own_store, own_password) as session:
        made = compose_report(session, kind=kind, period=wanted, profile=profile, stage=stage)
        write_report(session, replace(made, qr=made.qr or qr), out)
    if as_json:
        print_json({"file": str(out), "kind": made.kind, "period": wanted.written, "profile": made.profile})
    else:
        click.echo(_("Composed {file}.").format(file=out))


@report.command(help=_("Sign the copy for signature with a key file (PKCS#12) or a token."))
@click.argument("file", type=_FILE)
@click.option("--role", required=True, type=click.Choice(["leader", "deputy"]), help=_("Who signs."))
@click.option(
    "--body",
    type=click.Choice(["lead", "second"]),
    default="lead",
    help=_("For which body of a joint paper; the one in charge unless given."),
)
@click.option("--out", required=True, type=_FILE, metavar="FILE", help=_("The signed PDF to write."))
@key_options
@manner_options(seal=False)
@json_option
def sign(
    file: Path,
    role: str,
    body: str,
    out: Path,
    find_key: "Callable[[Tools], KeySource]",
    manner: "Manner",
    as_json: bool,
) -> None:
    """Sign as leader or deputy."""
    from dvapp.app.tools import make_tools
    from dvapp.domain.papers.reports import Role
    from dvapp.services.signing.sign import Body, sign_report

    tools = make_tools()
    signed = sign_report(
        file, key=find_key(tools), role=Role(role), out=out, tools=tools, body=Body(body), manner=manner
    )
    if as_json:
        print_json({"file": str(out), "role": role, "body": body, **plain_signed(signed)})
    else:
        click.echo(_("Signed {file}.").format(file=out))
        tell_signed(signed)


@report.command(help=_("Seal a joint report for its second body, before it is numbered."))
@click.argument("file", type=_FILE)
@click.option("--out", required=True, type=_FILE, metavar="FILE", help=_("The sealed PDF to write."))
@key_options
@manner_options(seal=True)
@json_option
def seal(
    file: Path, out: Path, find_key: "Callable[[Tools], KeySource]", manner: "Manner", as_json: bool
) -> None:
    """Seal for the second body."""
    from dvapp.app.tools import make_tools
    from dvapp.services.signing.sign import seal_second

    tools = make_tools()
    signed = seal_second(file, key=find_key(tools), out=out, tools=tools, manner=manner)
    if as_json:
        print_json({"file": str(out), "body": "second", **plain_signed(signed)})
    else:
        click.echo(_("Sealed {file} for the second body.").format(file=out))
        tell_signed(signed)


@report.command(help=_("Number, date and seal a signed report."))
@click.argument("file", type=_FILE)
@click.option("--number", required=True, help=_("Document number, such as 12."))
@click.option("--date", "issued", required=True, metavar="YYYY-MM-DD", help=_("Day of issue."))
@click.option("--out", required=True, type=_FILE, metavar="FILE", help=_("The issued PDF to write."))
@key_options
@manner_options(seal=True)
@json_option
def issue(
    file: Path,
    number: str,
    issued: str,
    out: Path,
    find_key: "Callable[[Tools], KeySource]",
    manner: "Manner",
    as_json: bool,
) -> None:
    """Number, date and seal."""
    from dvapp.app.tools import make_tools
    from dvapp.services.signing.sign import issue_report

    counted, day = _number(number), _day(issued)
    tools = make_tools()
    signed = issue_report(
        file, number=counted, issued=day, key=find_key(tools), out=out, tools=tools, manner=manner
    )
    if as_json:
        print_json({"file": str(out), "number": counted, "date": day.isoformat(), **plain_signed(signed)})
    else:
        click.echo(_("Numbered and sealed {file}.").format(file=out))
        tell_signed(signed)


@report.command(
    help=_("Add a timestamp over a signed report, and revocation answers; what was signed stays as it is.")
)
@click.argument("file", type=_FILE)
@evidence_options
@click.option("--out", required=True, type=_FILE, metavar="FILE", help=_("The PDF to write."))
@json_option
def timestamp(
    file: Path,
    tsa: tuple[str, ...],
    trust: Path | None,
    lists: tuple[Path, ...],
    online: bool,
    out: Path,
    as_json: bool,
) -> None:
    """Make a signed report last."""
    from dvapp.app.tools import make_tools
    from dvapp.services.signing.preserving import preserve_document

    stamping = asked_stamping(tsa)
    preserve_document(
        file, stamping=stamping, trust=trust, lists=lists, fetch=online, out=out, tools=make_tools()
    )
    if as_json:
        print_json({"file": str(out)})
    else:
        click.echo(_("Stamped {file}.").format(file=out))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise NumberInvalid(where="number", text=text)
    return int(text)


def _day(text: str) -> date:
    from dvapp.domain.recording.plain import iso_day

    day = iso_day(text)
    if day is None:
        raise DateInvalid(where="date", text=text)
    return day
