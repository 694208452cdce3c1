"""What the doctor of tokens found, as text: what mends it, how all of it stands, and a copy for whoever helps. Qt-free."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dvapp import __version__
from dvapp.domain.signing.tokens import Health, Symptom, TokenPlace
from dvapp.host.i18n import _, ngettext
from dvapp.services.signing.tokens import Examinable
from dvapp.ui.token_words import check_words, health_words, symptom_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What one examination found.

    :param subject: what was looked at, as far as it could be read. :param when: when it began.
    """

    place: TokenPlace
    subject: Examinable | None
    when: datetime
    symptoms: tuple[Symptom, ...]


def mend_words(symptom: Symptom) -> str:
    """What to do about a finding, where the finding's own sentence does not say it."""
    lists = _("Without a network, bring the authority’s revocation list from a file (Settings, Authorities).")
    authority = _("Add the authority’s certificate to those you trust (Settings, Authorities).")
    return {
        "pin_wrong": _("Look it up before you try again: after two wrong ones none is tried here."),
        "pin_low": _("If you are not sure of it, try it in the token maker’s program first."),
        "certificate_unsuitable": _(
            "Choose another key of the token; if it has none, ask the authority for a certificate to sign with."
        ),
        "certificate_old_digest": _("Ask the authority for a new certificate."),
        "unlocking_locked": _("Mind the PIN, and ask the authority whether it can change the token in time."),
        "unlocking_low": _("Leave that PIN to the authority that issued the token."),
        "certificate_revoked": _("Ask the authority for a new certificate."),
        "chain_not_asked": authority,
        "chain_unknown": authority,
        "revocation_unnamed": lists,
        "revocation_not_asked": lists,
        "revocation_unreachable": lists,
        "signing_not_asked": _("With the PIN, a page is signed, verified and thrown away."),
        "signing_spared": _("Mend that first, then examine the token again."),
        "signature_broken": _("Install the maker’s driver anew, or try another computer."),
    }.get(symptom.code, "")


def worst(symptoms: Sequence[Symptom]) -> Health:
    """How all of it stands: the worst that was found; what is only not known makes nothing worse."""
    found = {one.health for one in symptoms}
    return next((health for health in (Health.BAD, Health.DOUBTFUL) if health in found), Health.GOOD)


def summary_words(symptoms: Sequence[Symptom]) -> str:
    """All of it in one sentence."""
    bad = sum(one.health is Health.BAD for one in symptoms)
    doubts = sum(one.health is Health.DOUBTFUL for one in symptoms)
    if bad:
        return ngettext(
            "{count} fault keeps the token from signing.", "{count} faults keep the token from signing.", bad
        ).format(count=bad)
    if doubts:
        return ngettext(
            "The token can sign; {count} thing should be minded.",
            "The token can sign; {count} things should be minded.",
            doubts,
        ).format(count=doubts)
    if any(one.check == "signing" and one.health is Health.GOOD for one in symptoms):
        return _("The token signs.")
    return _("Nothing was found that keeps the token from signing.")


def examined_text(examined: Examined) -> str:
    """All of it for whoever helps: program, computer, device and each finding. No PIN is part of it."""
    return "\n".join([*_head(examined), "", *_lines(examined.symptoms)])


def _head(examined: Examined) -> list[str]:
    subject, place = examined.subject, examined.place
    lines = [
        _("Examination of a signing device"),
        f"dvapp {__version__} · {platform.system()} {platform.release()} · {platform.architecture()[0]}",
        f"{examined.when:%d/%m/%Y %H:%M}",
        _("Driver: {path}").format(path=place.driver),
    ]
    if subject is not None:
        token = subject.token
        made = " ".join(part for part in (token.maker, token.model) if part)
        lines.append(
            _("Token: {label} · serial {serial} · {made}").format(
                label=token.label, serial=token.serial, made=made
            )
        )
    elif place.serial:
        lines.append(_("Token: serial {serial}").format(serial=place.serial))
    if subject is not None and subject.key is not None:
        lines.append(
            _("Key: {key} ({algorithm})").format(key=subject.key.id, algorithm=subject.key.algorithm.upper())
        )
    return lines


def _lines(symptoms: Sequence[Symptom]) -> list[str]:
    lines = []
    for one in symptoms:
        words = " ".join(part for part in (symptom_words(one), mend_words(one)) if part)
        code = f" [{one.code}]" if one.code else ""
        lines.append(f"- {check_words(one.check)}: {health_words(one.health)}{code}. {words}".rstrip())
    return lines
