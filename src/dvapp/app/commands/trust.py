"""``dvappctl trust``: the authorities by which signatures are trusted, kept on this computer."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import json_option, print_json, print_table
from dvapp.app.commands.trust_lists import crl
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.signing.authorities import TrustedAuthority
    from dvapp.services.signing.trust import Candidate

_FILE = click.Path(path_type=Path)


@click.group(
    help=_(
        "Authorities that signatures are trusted by, and their revocation lists. None comes with the program, and the "
        "system’s are never used."
    )
)
def trust() -> None:
    """Group of trust commands."""


trust.add_command(crl)


@trust.command(name="list", help=_("Authorities that are trusted here, and who put them there."))
@click.option("--removed", is_flag=True, help=_("Also those that were removed."))
@json_option
def list_(removed: bool, as_json: bool) -> None:
    """List authorities."""
    from dvapp.app.tools import make_tools
    from dvapp.services.signing.trust import trusted_authorities

    tools = make_tools()
    found, kept = trusted_authorities(tools, removed=removed), tools.trust.kept()
    if as_json:
        print_json(
            {
                "machine_folder": str(tools.trust.machine_folder),
                "locked": kept.locked,
                "unreadable": list(kept.faults),
                "authorities": [_plain(one) for one in found],
            }
        )
        return
    if not found:
        click.echo(
            _(
                "No authority is trusted yet: no document can be confirmed. Add the certificate of the authority that "
                "issued your signing certificates: dvappctl trust add FILE."
            )
        )
    else:
        _print_table(found)
    for name in kept.faults:
        click.echo(_("Not a certificate or a list, and not used: {file}").format(file=name), err=True)
    if kept.locked:
        click.echo(
            _("Only the authorities in {folder} count here.").format(folder=tools.trust.machine_folder)
        )


def _print_table(found: "tuple[TrustedAuthority, ...]") -> None:
    from dvapp.ui.trust.words import MARK, day, origin_words, removed_words, standing_words, use_words

    heads = (_("Fingerprint"), _("Name"), _("For"), _("Valid until"), _("State"), _("Added"))
    rows = [
        (
            one.facts.fingerprint[:MARK],
            one.facts.name,
            use_words(one.kept.use),
            day(one.facts.valid_to),
            removed_words(one) or standing_words(one.standing),
            origin_words(one),
        )
        for one in found
    ]
    print_table(heads, rows)


@trust.command(help=_("Everything about one authority; name it by the beginning of its fingerprint."))
@click.argument("fingerprint")
@json_option
def show(fingerprint: str, as_json: bool) -> None:
    """Show an authority."""
    from dvapp.app.tools import make_tools
    from dvapp.services.signing.trust import authority_named

    one = authority_named(fingerprint, make_tools())
    if as_json:
        print_json(_plain(one))
    else:
        _print(one)


@trust.command(help=_("Trust the authority of a certificate file (PEM, DER or P7B)."))
@click.argument("file", type=_FILE)
@click.option(
    "--as-root",
    is_flag=True,
    help=_("Trust it by itself although another authority issued it."),
)
@json_option
def add(file: Path, as_root: bool, as_json: bool) -> None:
    """Add one authority."""
    from dvapp.app.tools import make_tools
    from dvapp.host.account import account_name
    from dvapp.services.signing.trust import add_authority

    one = add_authority(file, by=account_name(), as_root=as_root, tools=make_tools())
    if as_json:
        print_json(_plain(one))
    else:
        _print(one)


@trust.command(
    name="import",
    help=_(
        "Trust the authorities of a bundle: those that are new. Expired and weak ones are taken only when they are named."
    ),
)
@click.argument("file", type=_FILE)
@click.option(
    "--only", multiple=True, metavar="FINGERPRINT", help=_("Take this one, whatever it is; repeatable.")
)
@click.option("--dry-run", is_flag=True, help=_("Only tell what is in the file."))
@json_option
def import_(file: Path, only: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Import a bundle."""
    from dvapp.app.tools import make_tools
    from dvapp.host.account import account_name
    from dvapp.services.signing.trust import add_authorities, choose_candidates, examine_file

    tools = make_tools()
    found = examine_file(file, tools)
    chosen = choose_candidates(found, only)
    if not dry_run:
        add_authorities(chosen, source=file.name, by=account_name(), tools=tools)
    if as_json:
        print_json(
            {
                "file": str(file),
                "dry_run": dry_run,
                "certificates": [
                    {
                        "fingerprint": one.found.facts.fingerprint,
                        "name": one.found.facts.name,
                        "news": one.news.value,
                        "use": one.use.value,
                        "taken": one in chosen,
                    }
                    for one in found
                ],
            }
        )
        return
    _print_candidates(found, chosen)
    if not dry_run:
        click.echo(_("Authorities added: {count}.").format(count=len(chosen)))


def _print_candidates(found: "tuple[Candidate, ...]", chosen: "tuple[Candidate, ...]") -> None:
    from dvapp.ui.trust.words import MARK, day, news_words, use_words

    print_table(
        (_("Fingerprint"), _("Name"), _("For"), _("Valid until"), _("What it is"), _("Taken")),
        [
            (
                one.found.facts.fingerprint[:MARK],
                one.found.facts.name,
                use_words(one.use),
                day(one.found.facts.valid_to),
                news_words(one.news),
                _("yes") if one in chosen else _("no"),
            )
            for one in found
        ],
    )


@trust.command(help=_("Trust an authority no longer; “restore” brings it back."))
@click.argument("fingerprint")
@json_option
def remove(fingerprint: str, as_json: bool) -> None:
    """Remove an authority."""
    from dvapp.app.tools import make_tools
    from dvapp.host.account import account_name
    from dvapp.services.signing.trust import authority_named, remove_authority

    tools = make_tools()
    one = remove_authority(fingerprint, by=account_name(), tools=tools)
    if as_json:
        print_json(_plain(authority_named(one.facts.fingerprint, tools)))
    else:
        click.echo(
            _("{name} is trusted no longer. To bring it back: dvappctl trust restore {mark}").format(
                name=one.facts.name, mark=one.facts.fingerprint[:16]
            )
        )


@trust.command(help=_("Trust an authority again that was removed."))
@click.argument("fingerprint")
@json_option
def restore(fingerprint: str, as_json: bool) -> None:
    """Bring an authority back."""
    from dvapp.app.tools import make_tools
    from dvapp.host.account import account_name
    from dvapp.services.signing.trust import restore_authority

    one = restore_authority(fingerprint, by=account_name(), tools=make_tools())
    if as_json:
        print_json(_plain(one))
    else:
        _print(one)


@trust.command(help=_("Write the certificates of the authorities in use, or of those you name, as PEM."))
@click.argument("fingerprints", nargs=-1)
@click.option("--out", required=True, type=_FILE, metavar="FILE", help=_("The PEM file to write."))
@json_option
def export(fingerprints: tuple[str, ...], out: Path, as_json: bool) -> None:
    """Export authorities."""
    from dvapp.app.tools import make_tools
    from dvapp.services.places import require_output
    from dvapp.services.signing.trust import PEM, export_authorities

    tools = make_tools()
    require_output(out, start=PEM, files=tools.files)
    pem = export_authorities(fingerprints, tools)
    tools.files.write(out, pem)
    if as_json:
        print_json({"file": str(out), "count": pem.count(b"-----BEGIN CERT")})
    else:
        click.echo(_("Written: {file}.").format(file=out))


def _print(one: "TrustedAuthority") -> None:
    from dvapp.ui.trust.words import fact_lines, origin_words, removed_words, standing_words, use_words
    from dvapp.ui.trust.words import standing_help as help_words

    for label, value in fact_lines(one.facts):
        click.echo(f"{label}: {value}")
    click.echo(f"{_('For')}: {use_words(one.kept.use)}")
    state = removed_words(one) or standing_words(one.standing)
    click.echo(f"{_('State')}: {state}. {help_words(one.standing)}".rstrip())
    click.echo(f"{_('Added')}: {origin_words(one)}")


def _plain(one: "TrustedAuthority") -> dict[str, Any]:
    facts, kept = one.facts, one.kept
    return {
        "fingerprint": facts.fingerprint,
        "name": facts.name,
        "organisation": facts.organisation,
        "issuer": facts.issuer,
        "serial": facts.serial,
        "valid_from": facts.valid_from.isoformat(),
        "valid_to": facts.valid_to.isoformat(),
        "key": facts.key,
        "algorithm": facts.algorithm,
        "self_signed": facts.self_signed,
        "is_authority": facts.is_authority,
        "path_length": facts.path_length,
        "usage": list(facts.usage),
        "purposes": list(facts.purposes),
        "names": list(facts.names),
        "use": kept.use.value,
        "state": one.standing.value,
        "chain": list(one.chain),
        "origin": kept.origin.value,
        "added_by": kept.by or None,
        "added_at": kept.at.isoformat(),
        "source": kept.source,
        "removed_by": kept.removed_by or None,
        "removed_at": kept.removed_at.isoformat() if kept.removed_at else None,
    }
