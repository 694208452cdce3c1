"""The options that say how a signature is made: timestamp, pictures, questions asked online. Unsaid, the settings count."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.signing.choices import Signed, Stamping
    from dvapp.services.signing.manner import Manner

_FILE = click.Path(path_type=Path)

Command = Callable[..., Any]


def manner_options(*, seal: bool) -> Callable[[Command], Command]:
    """``--timestamp``, ``--no-timestamp``, ``--online`` and the picture; the command gets ``manner``.

    :param seal: whether the picture is a seal's instead of a signature's.
    """

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def given(
            tsa: tuple[str, ...],
            no_timestamp: bool,
            online: bool | None,
            picture: Path | None,
            no_picture: bool,
            clear_ground: bool,
            picture_size: float | None = None,
            **others: Any,
        ) -> Any:
            made = _manner(
                tsa, seal=seal, online=online, no_timestamp=no_timestamp, picture=picture,
                no_picture=no_picture, clear_ground=clear_ground, picture_size=picture_size,
            )  # fmt: skip
            return command(manner=made, **others)

        options = (*_COMMON, *(_SEAL if seal else _SIGNATURE))
        for option in reversed(options):
            given = option(given)
        return given

    return decorate


def stamping_of(tsa: tuple[str, ...]) -> "Stamping":
    """Whom to ask for a timestamp: who is named, else whom the settings name.

    :raises SettingInvalid: what is named is no address.
    """
    from dataclasses import replace

    from dvapp.host.paths import settings_file
    from dvapp.host.settings import Settings
    from dvapp.host.signing_choices import signing_choices

    kept = signing_choices(Settings(settings_file())).stamping
    return replace(kept, authorities=tsa) if tsa else kept


def asked_stamping(tsa: tuple[str, ...]) -> "Stamping":
    """The same, for a step that is nothing without a timestamp.

    :raises click.UsageError: nobody is named.
    """
    stamping = stamping_of(tsa)
    if not stamping.authorities:
        raise click.UsageError(
            _("Name a timestamp authority with --tsa, or keep one: dvappctl settings set tsa URL.")
        )
    return stamping


def evidence_options(command: Command) -> Command:
    """``--tsa``, ``--trust``, ``--crl`` and ``--online``: where a timestamp and revocation answers come from."""
    for option in (
        click.option("--online", is_flag=True, help=_("Also ask the places that the certificates name.")),
        click.option(
            "--crl",
            "lists",
            multiple=True,
            type=_FILE,
            metavar="FILE",
            help=_("A revocation list at hand; may be repeated."),
        ),
        click.option(
            "--trust",
            type=_FILE,
            metavar="FILE",
            help=_("Authorities to trust (PEM, DER or P7B); those of “dvappctl trust” unless given."),
        ),
        click.option(
            "--tsa",
            multiple=True,
            metavar="URL",
            help=_("A timestamp authority to ask; may be repeated. Those of the settings unless given."),
        ),
    ):
        command = option(command)
    return command


def _manner(
    tsa: tuple[str, ...],
    *,
    seal: bool,
    online: bool | None,
    no_timestamp: bool,
    picture: Path | None,
    no_picture: bool,
    clear_ground: bool,
    picture_size: float | None,
) -> "Manner":
    from dvapp.domain.signing.choices import Stamping
    from dvapp.host.paths import settings_file
    from dvapp.host.settings import Settings
    from dvapp.host.signing_choices import signing_choices
    from dvapp.services.signing.manner import Manner

    kept = signing_choices(Settings(settings_file()))
    own = kept.seal_picture if seal else kept.signature_picture
    return Manner(
        stamping=Stamping() if no_timestamp else stamping_of(tsa),
        online=kept.online if online is None else online,
        picture=None if no_picture else picture or own,
        own=not no_picture and picture is None,
        clear_ground=clear_ground,
        picture_size=picture_size or (kept.seal_size if picture is None else None),
    )


def tell_signed(signed: "Signed") -> None:
    """Say on stderr what the signer has to know; the result is on stdout."""
    from dvapp.ui.signed_words import doubt_words

    for words in doubt_words(signed):
        click.echo(words, err=True)


def plain_signed(signed: "Signed") -> dict[str, Any]:
    """What came of signing as JSON values."""
    return {
        "level": signed.level.value,
        "doubts": [doubt.value for doubt in signed.doubts],
        "certificate_of": signed.holder or None,
        "expected": [{"by": one.claim.value, "name": one.name} for one in signed.others],
        "timestamp_refused": signed.refused.code if signed.refused is not None else None,
    }


_COMMON = (
    click.option(
        "--timestamp",
        "tsa",
        multiple=True,
        metavar="URL",
        help=_("A timestamp authority to ask; may be repeated. Those of the settings unless given."),
    ),
    click.option("--no-timestamp", is_flag=True, help=_("Ask for no timestamp.")),
    click.option(
        "--online/--offline",
        default=None,
        help=_("Whether to ask the places that the certificate names if it was revoked."),
    ),
)
_CLEAR = click.option(
    "--clear-white", "clear_ground", is_flag=True, help=_("Take the white ground of the picture for nothing.")
)
_SIGNATURE = (
    click.option(
        "--signature-image",
        "picture",
        type=_FILE,
        metavar="FILE",
        help=_("Picture of the handwritten signature (PNG, transparent, blue)."),
    ),
    click.option(
        "--no-signature-image", "no_picture", is_flag=True, help=_("Show no picture of the signature.")
    ),
    _CLEAR,
)
_SEAL = (
    click.option(
        "--seal-image",
        "picture",
        type=_FILE,
        metavar="FILE",
        help=_("Picture of the seal (PNG, transparent, red)."),
    ),
    click.option(
        "--seal-size",
        "picture_size",
        type=click.FloatRange(10, 60),
        metavar="MM",
        help=_("Real width of the seal."),
    ),
    click.option(
        "--no-seal-image", "no_picture", is_flag=True, help=_("Draw the seal instead of showing its picture.")
    ),
    _CLEAR,
)
