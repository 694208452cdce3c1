"""Telling the writes of others from a store's own, by the numbers of the audit rows."""

import threading


class Hearing:
    """What an open store knows of the numbers given out so far. The writing threads and the window's both come here.

    Own writes that follow directly on the last number known are nobody's news. A gap before them means that somebody
    else wrote in between; then the number stays where it is until :meth:`news` was asked.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: int | None = None

    def wrote(self, first: int, last: int) -> None:
        """This store committed the audit rows ``first`` to ``last``."""
        with self._lock:
            if self._known is not None and first == self._known + 1:
                self._known = last

    def news(self, last: int) -> int | None:
        """The last number known when others wrote since this was asked last, ``None`` when nobody did.

        The first answer is always ``None``: there is nothing yet to compare with.

        :param last: the highest number in the store now.
        """
        with self._lock:
            known, self._known = self._known, last
            return known if known is not None and last > known else None
