"""Making a signed paper last: revocation answers and a timestamp are added when there is a way to get them."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from dvapp.domain.signing.authorities import Trusted
from dvapp.domain.signing.choices import Stamping
from dvapp.domain.signing.timestamp_errors import TimestampUnavailable
from dvapp.domain.signing.trust_errors import NobodyTrusted
from dvapp.services.places import PDF, named, require_output
from dvapp.services.ports import Preservation, Tools
from dvapp.services.signing import verifying

log = logging.getLogger(__name__)


def preserve_document(
    source: Path,
    *,
    stamping: Stamping,
    trust: Path | None = None,
    lists: Sequence[Path] = (),
    fetch: bool = False,
    out: Path,
    tools: Tools,
    watch: Callable[[], None] | None = None,
) -> None:
    """Add to a signed PDF what a verifier years from now will ask for. The input stays as it is.

    :param stamping: the timestamp authorities; they are asked because the user named them, each when the one before did
        not answer.
    :param trust: a file of authorities; without one, those that are managed, with their revocation lists.
    :param lists: revocation lists, such as came on a stick from a computer with a network.
    :param fetch: whether the places that certificates name may be asked as well.
    :param watch: called while it waits; whatever refusal it raises ends the waiting.
    :raises PdfUnreadable, NotSigned, SignatureBroken: it is no signed paper, or was changed.
    :raises NobodyTrusted: nobody is, and no file names anybody.
    :raises TrustUnreadable, RevocationListUnreadable, SignerNotTrusted, TimestampNotTrusted: what is trusted.
    :raises TimestampUnavailable: no timestamp came, or nobody was to be asked; nothing is written.
    :raises FileMissing, FileUnreadable, FileUnwritable, DiskFull, OutputIsInput, OutputTaken: the files.
    """
    named_files = (*((trust,) if trust is not None else ()), *lists)
    require_output(out, source, *named_files, start=PDF, files=tools.files)
    preserved = preserved_bytes(
        tools.files.read(source),
        source,
        stamping=stamping,
        trusted=trusted_with(trust, lists, tools),
        fetch=fetch,
        tools=tools,
        watch=watch,
    )
    tools.files.write(out, preserved)
    log.info("a signed document was given a timestamp")


def preserved_bytes(
    pdf: bytes,
    place: PurePath,
    *,
    stamping: Stamping,
    trusted: Trusted,
    fetch: bool,
    tools: Tools,
    watch: Callable[[], None] | None = None,
) -> bytes:
    """A signed paper with its timestamp, wherever it is kept.

    :param place: names the bytes in refusals.
    :raises: as :func:`preserve_document` says of the paper, the authorities and the timestamp.
    """
    last = TimestampUnavailable(where="", reason="nobody to ask")
    for address in stamping.authorities:
        evidence = Preservation(
            authority=address,
            trust=trusted.roots,
            between=trusted.between,
            lists=trusted.lists,
            fetch=fetch,
            patience=stamping.patience,
            tries=stamping.tries,
            watch=watch,
        )
        try:
            with named(place):
                return tools.signatures.preserve(pdf, evidence, now=tools.clock.now())
        except TimestampUnavailable as refusal:
            last = refusal
    raise last


def trusted_with(trust: Path | None, lists: Sequence[Path], tools: Tools) -> Trusted:
    """Whom to trust for it, with the revocation lists at hand and those of some files.

    :param trust: a file of authorities; without one, those that are managed.
    :raises NobodyTrusted: nobody is, and no file names anybody.
    :raises FileMissing, FileUnreadable, TrustUnreadable, RevocationListUnreadable: the files.
    """
    contents = []
    for path in lists:
        content = tools.files.read(path)
        with named(path):
            contents.append(tools.certificates.read_list(content)[0])
    own = verifying.trusted(trust, tools)
    if not own.roots.strip():
        raise NobodyTrusted
    return replace(own, lists=(*own.lists, *contents))
