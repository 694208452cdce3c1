"""The program's log: ids and counts at INFO, content never; a bounded tail in memory for the crash report."""

import logging
import logging.handlers
from collections import deque
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class Tail(logging.Handler):
    """The last lines of the log, kept in memory."""

    def __init__(self, lines: int = 200) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=lines)
        self.setFormatter(logging.Formatter(_FORMAT))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(self.format(record))


def start_log(file: Path | None = None) -> Tail:
    """Log the program's own messages to a rotating file (when it can be written) and to the returned tail."""
    tail = Tail()
    logger = logging.getLogger("dvapp")
    logger.setLevel(logging.INFO)
    logger.addHandler(tail)
    if file is not None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            handler = logging.handlers.RotatingFileHandler(
                file, maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True
            )
        except OSError:
            return tail
        handler.setFormatter(logging.Formatter(_FORMAT))
        logger.addHandler(handler)
    return tail
