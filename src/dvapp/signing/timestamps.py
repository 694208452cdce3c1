"""Asks a timestamp authority (RFC 3161), patiently. Imports pyHanko; load it late.

Answers take from two seconds to two minutes where such services are busy (pdf.md), so a request waits long and is made
again after a pause. What is asked carries a digest and nothing of the document.
"""

import asyncio
import logging

from asn1crypto import tsp
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError

from dvapp.domain.signing.timestamp_errors import TimestampUnavailable

log = logging.getLogger(__name__)

PATIENCE = 180
"""Seconds that one request may take."""

PAUSES = (2, 10)
"""Seconds before the second and third request."""


class PatientTimeStamper(HTTPTimeStamper):
    """pyHanko's client, which asks three times and then refuses in words.

    :param pauses: seconds before each further request.
    """

    def __init__(self, url: str, *, pauses: tuple[float, ...] = PAUSES, patience: float = PATIENCE) -> None:
        super().__init__(url, timeout=patience)
        self._pauses = pauses

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The authority's answer.

        :raises TimestampUnavailable: it did not come, or is none.
        """
        reason = ""
        for pause in (*self._pauses, None):
            try:
                answer = await super().async_request_tsa_response(req)
                if answer["status"]["status"].native in {"granted", "granted_with_mods"}:
                    return answer
                reason = "refused"
            except TimestampRequestError as error:
                reason = type(error.__cause__).__name__
            except (TimeoutError, ValueError) as error:  # too slow, or what came is no answer
                reason = type(error).__name__
            log.info("no timestamp: %s", reason)
            if pause is not None:
                await asyncio.sleep(pause)
        raise TimestampUnavailable(where=self.url, reason=reason)
