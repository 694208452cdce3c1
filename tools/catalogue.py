"""The message catalogues: extract from the code, merge, compile, and tell when they are stale.

    python tools/catalogue.py update     merge the words of the code into each translations/*/LC_MESSAGES/dvapp.po
    python tools/catalogue.py compile    write the .mo files that are missing or older than their .po
    python tools/catalogue.py check      exit 1 and say what is missing, left over, fuzzy or untranslated

No ``.pot`` is kept: it would hold nothing that the code does not, and no ``.mo``: it is made by set-up and by the wheel.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "dvapp"
TRANSLATIONS = ROOT / "translations"

# `N_` marks words in a table that are translated later, where they are shown.
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "gettext": None, "pgettext": ((1, "c"), 2)}

# Written by us and not by Babel, whose header changes with the day and with its version.
HEADER = """\
# Words of dvapp. English in the code, formal wording of party and state offices in the translations.
msgid ""
msgstr ""
"Project-Id-Version: dvapp\\n"
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

PLACE = re.compile(r"\{(\w*)[^{}]*\}|%\((\w+)\)[sd]")


def key(message: Message) -> tuple[str, str]:
    """Context and (singular) id: what gettext looks a message up by."""
    return (message.context or "", message.id if isinstance(message.id, str) else message.id[0])


def texts(value: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """The forms of a message id or of a translation as a list; a missing translation is one empty form."""
    if value is None:
        return [""]
    return [value] if isinstance(value, str) else list(value)


def places(text: str) -> set[str]:
    """Names of the ``{name}`` and ``%(name)s`` in a text."""
    return {a or b for a, b in PLACE.findall(text.replace("{{", "").replace("}}", ""))}


def extracted() -> Catalog:
    """All messages of the code, in order of file and line, without line numbers (they would change every day)."""
    catalogue = Catalog(project="dvapp", charset="utf-8")
    found = extract_from_dir(
        SOURCES,
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("L10N:",),
        strip_comment_tags=True,
    )
    for name, _line, ids, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        catalogue.add(
            ids, None, [(f"src/dvapp/{Path(name).as_posix()}", 0)], auto_comments=comments, context=context
        )
    return catalogue


def po_files() -> list[Path]:
    """Every catalogue of the checkout, in order of language."""
    return sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po"))


def read(po: Path) -> Catalog:
    """A catalogue as it stands in its file; the folder above ``LC_MESSAGES`` names the language."""
    with po.open("rb") as file:
        return read_po(file, locale=po.parent.parent.name, abort_invalid=True)


def messages(catalogue: Catalog) -> Iterator[Message]:
    """The messages without the header (whose id is empty)."""
    return (message for message in catalogue if message.id)


def update() -> int:
    """Merge the words of the code into each catalogue; nothing is guessed, what the code lost is dropped."""
    source = extracted()
    for po in po_files():
        catalogue = read(po)
        catalogue.update(source, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        header = HEADER.format(language=catalogue.locale_identifier, plural=catalogue.plural_forms)
        with po.open("wb") as file:
            file.write(header.encode())
            write_po(file, catalogue, width=110, omit_header=True, include_lineno=False, ignore_obsolete=True)
        empty = sum(not all(texts(message.string)) for message in messages(catalogue))
        print(f"{po.relative_to(ROOT)}: {len(catalogue)} messages, {empty} without translation")
    return 0


def compile_all() -> int:
    """Write each ``.mo`` that is missing or older than its ``.po``; whole or not at all."""
    for po in po_files():
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
            continue
        part = mo.with_suffix(".mo.part")
        with part.open("wb") as file:
            write_mo(file, read(po))
        part.replace(mo)
    return 0


def faults(source: Catalog, catalogue: Catalog) -> Iterator[str]:
    """What keeps a catalogue from being a complete and current translation of the code, one sentence each."""
    wanted = {key(message) for message in messages(source)}
    known = {key(message): message for message in messages(catalogue)}
    yield from (f"not in the catalogue: {text!r}" for _, text in sorted(wanted - known.keys()))
    yield from (f"no longer in the code: {text!r}" for _, text in sorted(known.keys() - wanted))
    for (_, text), message in sorted(known.items()):
        if message.fuzzy:
            yield f"fuzzy: {text!r}"
        if not all(texts(message.string)):
            yield f"not translated: {text!r}"
            continue
        allowed = set[str]().union(*map(places, texts(message.id)))
        for form in texts(message.string):
            if unknown := places(form) - allowed:
                yield f"{text!r}: the translation uses unknown {', '.join(sorted(unknown))}"
            if isinstance(message.id, str) and (lost := allowed - places(form)):
                yield f"{text!r}: the translation leaves out {', '.join(sorted(lost))}"


def check() -> int:
    """Exit 1 with every fault of every catalogue; nothing is written."""
    source = extracted()
    count = 0
    for po in po_files():
        for fault in faults(source, read(po)):
            print(f"{po.relative_to(ROOT)}: {fault}", file=sys.stderr)
            count += 1
    if count:
        print(
            f"{count} faults in the catalogues. `make catalogue` merges, a person translates.",
            file=sys.stderr,
        )
        return 1
    print(f"catalogues complete: {len(source)} messages, {len(po_files())} language(s) beside English")
    return 0


def main(words: list[str]) -> int:
    """Run the commands named, in their order; the first that fails ends it."""
    commands = {"update": update, "compile": compile_all, "check": check}
    if not words or not commands.keys() >= set(words):
        print(__doc__, file=sys.stderr)
        return 2
    return next((code for word in words if (code := commands[word]())), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
