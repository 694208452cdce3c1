"""The :class:`dvapp.services.signing.verify_ports.Verifier` that works in a process of its own."""

import atexit
import threading
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import cast

from dvapp.app.isolation.process import Helper
from dvapp.domain.signing.comparison import ComparedPage, Comparison
from dvapp.domain.signing.evidence import EvidenceItem
from dvapp.domain.signing.verification import Verification
from dvapp.services.reports.paging import PageImage
from dvapp.services.signing.verify_ports import Stopped, never

LIMIT = 10.0
"""Seconds for a verdict, its evidence or one picture."""

LIMIT_OF_COMPARING = 60.0
"""Seconds for all pages of two states."""


class SeparateVerifier:
    """Asks one process, which is started with the first question and kept."""

    def __init__(self, *, limit: float = LIMIT) -> None:
        self._limit = limit
        self._helper = Helper()
        atexit.register(self._helper.close)

    def verify(
        self,
        pdf: bytes,
        *,
        trust: bytes | None,
        now: datetime,
        lists: Sequence[bytes] = (),
        between: bytes = b"",
        stopped: Stopped = never,
    ) -> Verification:
        """See the port."""
        return cast(
            "Verification",
            self._helper.ask(
                "verify",
                limit=self._limit,
                stopped=stopped,
                pdf=pdf,
                trust=trust,
                now=_fixed(now),
                lists=tuple(lists),
                between=between,
            ),
        )

    def evidence(
        self, pdf: bytes, *, trust: bytes | None, lists: Sequence[bytes] = (), stopped: Stopped = never
    ) -> tuple[EvidenceItem, ...]:
        """See the port."""
        found = self._helper.ask(
            "evidence", limit=self._limit, stopped=stopped, pdf=pdf, trust=trust, lists=tuple(lists)
        )
        return cast("tuple[EvidenceItem, ...]", found)

    def compare(self, before: bytes, now: bytes, *, stopped: Stopped = never) -> Comparison:
        """See the port."""
        found = self._helper.ask("compare", limit=LIMIT_OF_COMPARING, stopped=stopped, before=before, now=now)
        return cast("Comparison", found)

    def side_by_side(
        self, before: bytes, now: bytes, page: ComparedPage, *, dots_per_inch: float, stopped: Stopped = never
    ) -> bytes:
        """See the port."""
        picture = self._helper.ask(
            "side_by_side",
            limit=self._limit,
            stopped=stopped,
            before=before,
            now=now,
            page=page,
            dots_per_inch=dots_per_inch,
        )
        return cast("bytes", picture)

    def data_of(self, pdf: bytes) -> bytes | None:
        """See the port."""
        return cast("bytes | None", self._helper.ask("data", limit=self._limit, stopped=never, pdf=pdf))

    def pages(self, pdf: bytes) -> int:
        """See the port."""
        return cast("int", self._helper.ask("pages", limit=self._limit, stopped=never, pdf=pdf))

    def picture(self, pdf: bytes, page: int, *, dots_per_inch: float) -> PageImage:
        """See the port."""
        drawn = self._helper.ask(
            "picture", limit=self._limit, stopped=never, pdf=pdf, page=page, dots_per_inch=dots_per_inch
        )
        return cast("PageImage", drawn)

    def warm_up(self) -> None:
        """See the port."""
        threading.Thread(target=self._helper.warm_up, daemon=True, name="dvapp-warm-up").start()

    def close(self) -> None:
        """End the process; the next question starts another."""
        self._helper.close()


def _fixed(time: datetime) -> datetime:
    """The same moment in a zone that is only an offset: names of zones are not sent."""
    offset = time.utcoffset()
    return time if offset is None else time.astimezone(timezone(offset))
