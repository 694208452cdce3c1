"""``dvappctl``: everything the window can do, from a command line.

Exit codes: 0 done, 1 refused (one sentence on stderr, or with ``--json`` an object), 2 usage; ``verify`` has its own.
"""

import json
import sys
from collections.abc import Sequence

from dvapp.app.usage import usage_words
from dvapp.domain.errors import DvError
from dvapp.host.i18n import language_of, set_language

DONE, REFUSED, USAGE = 0, 1, 2

LOOK_AT_FILES = "--look-at-files"
"""What a frozen program calls itself with (:mod:`dvapp.app.isolation.process`): it has no ``python -m``."""


TRY_DRIVER = "--try-driver"
"""The same, for :mod:`dvapp.app.isolation.drivers`; the driver's file follows."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given == [LOOK_AT_FILES]:
        from dvapp.app.isolation.worker import main as look_at_files

        sys.exit(look_at_files())
    if given[:1] == [TRY_DRIVER]:
        from dvapp.app.isolation.driver_worker import main as try_driver

        sys.exit(try_driver(given[1:]))
    sys.exit(run(given))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; a refusal is told, never raised."""
    import click

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    set_language(_wished_language(arguments))
    from dvapp.app.commands import cli

    try:
        result = cli.main(args=arguments, prog_name="dvappctl", standalone_mode=False)
    except DvError as error:
        tell(error, as_json="--json" in arguments)
        return REFUSED
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as error:
        sys.stderr.write(usage_words(error) + "\n")
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        sys.stderr.write("\n")
        return REFUSED
    except BrokenPipeError:
        # The reader of our output has left (as in "| head"); there is nobody to tell.
        sys.stderr.close()
        return REFUSED
    return result if isinstance(result, int) else DONE


def _wished_language(arguments: Sequence[str]) -> str:
    """The language must be known before the commands, and with them their help, are read."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
    return language_of()


def tell(error: DvError, *, as_json: bool) -> None:
    """Say a refusal on stderr: one sentence, or an object."""
    from dvapp.domain.catalogue.catalogue_errors import EntryRefused
    from dvapp.domain.recording.records import InvalidRecord
    from dvapp.ui.messages import fault_words, refusal_words

    message = " ".join(refusal_words(error).split())
    if not as_json:
        sys.stderr.write(message + "\n")
        return
    told: dict[str, object] = {"code": error.code, "message": message, "where": error.where}
    if isinstance(error, InvalidRecord | EntryRefused):
        told["faults"] = [{"field": f.field, "code": f.code, "message": fault_words(f)} for f in error.faults]
    sys.stderr.write(json.dumps(told, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
