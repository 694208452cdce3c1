"""Whether a place that tells about revocation can be reached, and what time it is there. Nothing of a paper is sent."""

import http.client
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from asn1crypto import x509

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds to wait for one place."""

_NO_HEAD = {405, 501}
"""A server that knows the place and not this way of asking (RFC 9110, 15.5.6 and 15.6.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A place that answered.

    :param time: what time it is there; ``None``: it did not say.
    """

    place: str
    time: datetime | None


def lists_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """Where the certificate says that lists of what was revoked lie."""
    return _reachable(point.url for point in certificate.crl_distribution_points)


def places_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """Where to ask about the certificate, as it says itself: those that answer at once, then lists."""
    return (*_reachable(certificate.ocsp_urls), *lists_of(certificate))


def _reachable(urls: object) -> tuple[str, ...]:
    return tuple(url for url in urls if url and str(url).startswith(("http://", "https://")))  # type: ignore[attr-defined]  # what asn1crypto gives


def hear(places: Sequence[str], *, lists: Sequence[str]) -> Heard | None:
    """The first place that answers; ``None``: nobody does.

    :param lists: those of the places that must have what was asked for. The others want a question, and refuse a bare call.
    """
    return next((heard for place in places if (heard := _heard(place, is_list=place in lists))), None)


def _heard(place: str, *, is_list: bool) -> Heard | None:
    parts = urlsplit(place)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    try:
        caller = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
        try:
            caller.request("HEAD", parts.path or "/")
            answer = caller.getresponse()
        finally:
            caller.close()
        if is_list and answer.status >= 400 and answer.status not in _NO_HEAD:
            return None
        return Heard(place=place, time=_time(answer.getheader("Date")))
    except (OSError, ValueError, http.client.HTTPException) as error:
        log.info("a place that tells about revocation does not answer: %s", type(error).__name__)
        return None


def _time(written: str | None) -> datetime | None:
    try:
        told = parsedate_to_datetime(written or "")
    except ValueError:
        return None
    return told if told.tzinfo is not None else None
