"""Tries to use a store as somebody without rights to write; prints the refusal's code. Arguments: open|create, path."""

import os
import sys
from pathlib import Path

from tests.db.made import CHEAP, INFO, PASSWORD, Ticking

from dvapp.db.stores import SqlStores
from dvapp.domain.errors import DvError


def main() -> None:
    doing, path = sys.argv[1], Path(sys.argv[2])
    stores = SqlStores(Ticking(), kdf=CHEAP)
    if doing != "full" and os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    try:
        if doing == "open":
            stores.open(path, PASSWORD).close()
        else:
            stores.create(path, PASSWORD, INFO).close()
    except DvError as refusal:
        print(refusal.code, refusal.where)
    else:
        print("done")


main()
