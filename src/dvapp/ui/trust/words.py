"""Authorities and revocation lists in words. Qt-free: the command line uses them too."""

from collections.abc import Iterator
from datetime import datetime

from dvapp.domain.signing.authorities import (
    CertificateFacts,
    KnownList,
    ListFacts,
    Origin,
    SignerStanding,
    Standing,
    TrustedAuthority,
    Use,
)
from dvapp.domain.signing.verification import Revocation
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.signing.revocation_lists import Brought, Outcome
from dvapp.services.signing.trust import News

MARK = 8
"""Digits of a fingerprint that lists show."""


def trust_refusals() -> dict[str, str]:
    """One sentence for each refusal about authorities: what is wrong, and what mends it."""
    return {
        "not_an_authority": _(
            "The certificate of {name} in “{where}” is not an authority’s: it may not issue certificates, so nothing can "
            "be trusted through it. Ask the authority for its own certificate."
        ),
        "several_authorities": _(
            "“{where}” holds more than one certificate; import it, and choose after a look at each."
        ),
        "authority_unknown": _(
            "No authority, or more than one, has a fingerprint that begins with {where}; give at least six digits "
            "of it."
        ),
        "authority_of_machine": _(
            "{where} was put there by whoever looks after this computer and is removed there, in {folder}."
        ),
        "trust_locked": _(
            "On this computer only the authorities in {where} count; ask whoever looks after it to add one."
        ),
        "nobody_trusted": _(
            "No authority is trusted on this computer yet; add the certificate of the one that issued the signing "
            "certificates, or name a file of authorities."
        ),
        "revocation_list_unknown": _(
            "None of your revocation lists, or more than one, has a fingerprint that begins with {where}."
        ),
        "no_revocation_lists": _("The folder “{where}” holds no revocation list (files *.crl)."),
    }


# --- certificates ----------------------------------------------------------------------------------------------------


def fingerprint_words(fingerprint: str) -> str:
    """A fingerprint as it is read out: upper case, four digits at a time."""
    digits = fingerprint.upper()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def use_words(use: Use) -> str:
    """What a kept certificate is for."""
    return {Use.ROOT: _("trusted root"), Use.LINK: _("authority between")}[use]


def standing_words(standing: Standing) -> str:
    """How an authority stands, in a few words."""
    return {
        Standing.GOOD: _("in use"),
        Standing.EXPIRED: _("expired"),
        Standing.NOT_YET: _("not valid yet"),
        Standing.UNLINKED: _("leads to no trusted root"),
        Standing.NOT_AN_AUTHORITY: _("no authority"),
    }[standing]


def standing_help(standing: Standing) -> str:
    """What that means, as a sentence; nothing when all is well."""
    return {
        Standing.GOOD: "",
        Standing.EXPIRED: _(
            "Its period is over. It still counts for documents that a timestamp proves older than that."
        ),
        Standing.NOT_YET: _("Its period has not begun; nothing is trusted through it before."),
        Standing.UNLINKED: _(
            "Nothing is trusted through it until the root that it leads to is trusted, too."
        ),
        Standing.NOT_AN_AUTHORITY: _("Its certificate may not issue others, so it is not used."),
    }[standing]


def state_of(authority: TrustedAuthority) -> str:
    """The colour's name of how an authority stands."""
    if authority.kept.removed_at is not None:
        return "draft"
    return {Standing.GOOD: "ok", Standing.NOT_AN_AUTHORITY: "error"}.get(authority.standing, "warn")


def origin_words(authority: TrustedAuthority) -> str:
    """Who put an authority there and when."""
    kept = authority.kept
    if kept.origin is Origin.MACHINE:
        return _("by whoever looks after this computer, file {source} of {day}").format(
            source=kept.source, day=day(kept.at)
        )
    return _("by {who} on {day}, from {source}").format(who=kept.by, day=day(kept.at), source=kept.source)


def removed_words(authority: TrustedAuthority) -> str:
    """Who removed an authority and when; nothing while it counts."""
    kept = authority.kept
    if kept.removed_at is None:
        return ""
    return _("removed by {who} on {day}").format(who=kept.removed_by, day=day(kept.removed_at))


def fact_lines(facts: CertificateFacts) -> Iterator[tuple[str, str]]:
    """What a certificate says, line by line."""
    yield _("Name"), facts.name
    if facts.organisation:
        yield _("Organisation"), facts.organisation
    yield _("Issued by"), _("itself") if facts.self_signed else facts.issuer
    yield _("Valid"), f"{day(facts.valid_from)} – {day(facts.valid_to)}"
    yield _("Key"), f"{facts.key}, {facts.algorithm.upper()}" if facts.algorithm else facts.key
    yield _("Serial number"), facts.serial.upper()
    yield _("May issue certificates"), _limits_words(facts)
    yield _("May be used for"), ", ".join(map(usage_words, facts.usage)) or _("not said")
    yield _("Trusted for"), ", ".join(map(purpose_words, facts.purposes)) or _("every purpose")
    if facts.names:
        yield _("Limited to names"), "; ".join(facts.names)
    yield _("SHA-256 fingerprint"), fingerprint_words(facts.fingerprint)


def _limits_words(facts: CertificateFacts) -> str:
    if not facts.is_authority:
        return _("no")
    if facts.path_length is None:
        return _("yes, with any number of authorities below it")
    if facts.path_length == 0:
        return _("yes, to holders only, not to further authorities")
    return ngettext(
        "yes, with {count} authority below it at most",
        "yes, with {count} authorities below it at most",
        facts.path_length,
    ).format(count=facts.path_length)


def usage_words(usage: str) -> str:
    """A bit of the key usage."""
    return {
        "digital_signature": _("signatures"),
        "non_repudiation": _("signatures that bind"),
        "key_encipherment": _("encrypting keys"),
        "data_encipherment": _("encrypting data"),
        "key_agreement": _("agreeing on keys"),
        "key_cert_sign": _("issuing certificates"),
        "crl_sign": _("revocation lists"),
    }.get(usage, usage)


def purpose_words(purpose: str) -> str:
    """An extended purpose; one that has no name stays a number."""
    return {
        "time_stamping": _("timestamps"),
        "email_protection": _("mail"),
        "client_auth": _("signing in"),
        "server_auth": _("servers"),
        "code_signing": _("programs"),
        "ocsp_signing": _("revocation answers"),
        "any": _("every purpose"),
    }.get(purpose, purpose)


def uses_words(uses: str) -> str:
    """What a certificate is made for instead of signing documents, from the codes of a refusal."""
    ca = {"ca": _("an authority")}
    return ", ".join(ca.get(one) or purpose_words(usage_words(one)) for one in uses.split(", "))


def news_words(news: News) -> str:
    """What a certificate of a file would bring."""
    return {
        News.NEW: _("new"),
        News.KNOWN: _("known already"),
        News.BACK: _("removed before"),
        News.EXPIRED: _("new, but outside its period"),
        News.WEAK: _("new, but its key is too weak"),
        News.NOT_AN_AUTHORITY: _("no authority"),
    }[news]


# --- revocation lists ------------------------------------------------------------------------------------------------


def list_state_words(known: KnownList) -> str:
    """How a kept list stands."""
    if not known.proved:
        return _("not used: none of your authorities signed it")
    if known.facts.is_delta:
        return _("not used: it tells only changes to another list")
    if known.stale:
        return _("TOO OLD since {day}").format(day=_due(known.facts))
    return _("recent, next on {day}").format(day=_due(known.facts))


def list_state(known: KnownList) -> str:
    """The colour's name of how a kept list stands."""
    if not known.proved or known.facts.is_delta:
        return "draft"
    return "warn" if known.stale else "ok"


def age_words(facts: ListFacts, now: datetime) -> str:
    """How long ago a list was issued."""
    days = (now - facts.made).days
    if days < 1:
        return _("issued today")
    return ngettext("{count} day old", "{count} days old", days).format(count=days)


def list_count_words(facts: ListFacts) -> str:
    """How many certificates stand on a list."""
    return ngettext("{count} certificate revoked", "{count} certificates revoked", facts.count).format(
        count=LocaleFormats(language()).number(facts.count)
    )


def outcome_words(brought: Brought) -> str:
    """What came of a list that was brought."""
    return {
        Outcome.KEPT: _("kept"),
        Outcome.KEPT_STALE: _("kept, but TOO OLD: a newer one was due; get it"),
        Outcome.SAME: _("known already"),
        Outcome.OLDER: _("not kept: a newer one is here"),
        Outcome.UNPROVED: _("not kept: none of your authorities signed it; add its authority first"),
        Outcome.DELTA: _("not kept: it tells only changes to another list; get the whole list"),
        Outcome.FUTURE: _("not kept: it is dated in the future; look at this computer’s clock"),
        Outcome.UNREADABLE: _("not kept: it is no revocation list"),
    }[brought.outcome]


def outcome_state(outcome: Outcome) -> str:
    """The colour's name of what came of a list."""
    good = {Outcome.KEPT: "ok", Outcome.SAME: "ok", Outcome.OLDER: "draft"}
    return good.get(outcome, "warn" if outcome is Outcome.KEPT_STALE else "error")


def _due(facts: ListFacts) -> str:
    return day(facts.due) if facts.due is not None else _("a day that it does not say")


# --- before signing --------------------------------------------------------------------------------------------------


def signer_words(standing: SignerStanding) -> str:
    """What should be known of a signer's certificate before it signs; nothing when all is well."""
    if not standing.known:
        return _(
            "The certificate does not lead to an authority you trust: whoever verifies with your authorities will not be "
            "able to confirm this signature."
        )
    if standing.revocation is Revocation.REVOKED:
        when = day(standing.revoked_at) if standing.revoked_at is not None else ""
        return _("The certificate was REVOKED on {day}.").format(day=when)
    if standing.revocation is Revocation.UNKNOWN and standing.stale and standing.list_made is not None:
        return _(
            "Whether the certificate was revoked is not known: the newest revocation list at hand is of {day} and too old."
        ).format(day=day(standing.list_made))
    if standing.revocation is Revocation.UNKNOWN:
        return _("Whether the certificate was revoked is not known: no revocation list is at hand.")
    return ""


def day(moment: datetime) -> str:
    """The day of a moment, here."""
    return LocaleFormats(language()).screen_day(moment.astimezone().date())
