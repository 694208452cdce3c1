"""The process that tries a driver of tokens: ``python -m dvapp.app.isolation.driver_worker DRIVER``.

A driver is a maker's program that runs within ours. One that dies or hangs does it here first, where nobody is hurt.
"""

import os
import sys


def main(arguments: list[str]) -> int:
    """Load the driver, start it and ask which tokens are in and what stands on them. Leaves at once: some drivers hang when they are put away.

    What it refuses in words is well: the program hears the same words when it asks itself.
    """
    from contextlib import suppress
    from pathlib import Path

    from dvapp.domain.errors import DvError
    from dvapp.host.clock import SystemClock
    from dvapp.signing.tokens import keys_of, tokens_of

    os.dup2(2, 1)  # whatever a driver prints is nobody's answer
    with suppress(DvError):
        for token in tokens_of(Path(arguments[0])):
            keys_of(token.driver, token.serial, now=SystemClock().now())
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
