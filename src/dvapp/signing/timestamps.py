"""Asks a timestamp authority (RFC 3161), patiently. Imports pyHanko; load it late.

Answers take from two seconds to two minutes where such services are busy (pdf.md), so a request waits long and is made
again after a pause, and whoever waits may stop. What is asked carries a digest and nothing of the document.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError

from dvapp.domain.signing.timestamp_errors import (
    FOREIGN,
    LATE,
    NO_TIMESTAMP,
    REFUSED,
    UNREACHABLE,
    TimestampUnavailable,
)

T = TypeVar("T")
log = logging.getLogger(__name__)

PATIENCE = 180
"""Seconds that one request may take."""

PAUSES = (2, 10, 30, 60, 60)
"""Seconds before the second and each further request."""

_LOOK = 0.2
"""Seconds between two looks at whether the user still wants to wait."""

_GIVEN = frozenset({"granted", "granted_with_mods"})


class PatientTimeStamper(HTTPTimeStamper):
    """pyHanko's client, which asks several times and then refuses in words.

    :param pauses: seconds before each further request.
    :param patience: seconds that one request may take.
    :param watch: called again and again while it waits; whatever refusal it raises ends the waiting.
    """

    def __init__(
        self,
        url: str,
        *,
        pauses: tuple[float, ...] = PAUSES[:2],
        patience: float = PATIENCE,
        watch: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(url, timeout=patience)
        self._pauses = pauses
        self._watch = watch or (lambda: None)

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A timestamp of exactly this digest.

        :raises TimestampUnavailable: it did not come, or is none.
        """
        reason = ""
        for pause in (*self._pauses, None):
            try:
                return await self._asked(message_digest, md_algorithm)
            except TimestampRequestError as error:
                reason = _reason(error)
                log.info("no timestamp: %s, %s", reason, type(error.__cause__ or error).__name__)
            except TimeoutError:
                reason = LATE
            except (ValueError, TypeError, KeyError) as error:
                reason = NO_TIMESTAMP
                log.info("no timestamp: %s", type(error).__name__)
            if pause is not None:
                await self._waited(asyncio.sleep(pause))
        raise TimestampUnavailable(where=self.url, reason=reason)

    async def _asked(self, digest: bytes, algorithm: str) -> cms.ContentInfo:
        nonce, request = self.request_cms(digest, algorithm)  # type: ignore[no-untyped-call]  # pyHanko's
        response = await self._waited(self.async_request_tsa_response(request))
        if response["status"]["status"].native not in _GIVEN:
            raise TimestampRequestError(REFUSED)
        token = response["time_stamp_token"]
        told = _told(token)
        if told["message_imprint"]["hashed_message"].native != digest:
            raise TimestampRequestError(FOREIGN)
        if nonce is not None and told["nonce"].native != request["nonce"].native:
            raise TimestampRequestError(FOREIGN)
        return token

    async def _waited(self, work: Coroutine[Any, Any, T]) -> T:
        """The work's result, unless the user stops waiting for it."""
        task = asyncio.ensure_future(work)
        try:
            while not task.done():
                self._watch()
                await asyncio.wait({task}, timeout=_LOOK)
            return task.result()
        finally:
            task.cancel()


def _reason(error: TimestampRequestError) -> str:
    """Why a request came to nothing, of the reasons that users are told."""
    cause = error.__cause__
    if isinstance(cause, TimeoutError):
        return LATE
    if isinstance(cause, OSError):
        return UNREACHABLE
    return str(error) if str(error) in {REFUSED, FOREIGN} else NO_TIMESTAMP


def pauses_of(tries: int) -> tuple[float, ...]:
    """The pauses between so many tries."""
    return PAUSES[: max(0, tries - 1)]


def _told(token: cms.ContentInfo) -> tsp.TSTInfo:
    """What the authority signed."""
    content = token["content"]["encap_content_info"]["content"].parsed
    if not isinstance(content, tsp.TSTInfo):
        raise TypeError("no timestamp")
    return content
