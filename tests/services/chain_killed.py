"""Another process that numbers and seals a paper and is killed in the middle of it, where its argument says.

Arguments: folder of the office, place. Says "there" on its way and then waits to be killed.
"""

import sys
import time
from pathlib import Path

from tests.services.chain_office import CLERK, ISSUED, KIND, PERIOD, Office, cheap_tools

from dvapp.services.chain import issuing
from dvapp.services.chain.papers import paper_of
from dvapp.services.chain.taking import Taking


def hang() -> None:
    """Tell that the place is reached, and stay there."""
    print("there", flush=True)
    time.sleep(600)


def main() -> None:
    folder, place = Path(sys.argv[1]), sys.argv[2]
    clerk = Office(tools=cheap_tools(), folder=folder).by(CLERK)
    paper = paper_of(clerk, kind=KIND, period=PERIOD)
    assert paper is not None
    key = Office(tools=clerk.tools, folder=folder).key("dau")
    issuing.number_paper(clerk, paper.id, day=ISSUED)
    if place == "between number and seal":
        hang()
    if place == "between seal and keeping":
        Taking.commit = lambda _self: hang()  # type: ignore[method-assign, assignment]
    issuing.seal_paper(clerk, paper.id, key=key)


main()
