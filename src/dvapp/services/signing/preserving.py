"""Making a signed paper last: revocation answers and a timestamp are added when there is a way to get them."""

import logging
from collections.abc import Sequence
from pathlib import Path

from dvapp.domain.signing.timestamp_errors import RevocationListUnreadable
from dvapp.services.places import PDF, named, require_output
from dvapp.services.ports import Preservation, Tools

log = logging.getLogger(__name__)


def preserve_document(
    source: Path,
    *,
    authority: str,
    trust: Path,
    lists: Sequence[Path] = (),
    fetch: bool = False,
    out: Path,
    tools: Tools,
) -> None:
    """Add to a signed PDF what a verifier years from now will ask for. The input stays as it is.

    :param authority: address of the timestamp authority; it is asked because the user named it.
    :param lists: revocation lists, such as came on a stick from a computer with a network.
    :param fetch: whether the places that certificates name may be asked as well.
    :raises PdfUnreadable, NotSigned, SignatureBroken: it is no signed paper, or was changed.
    :raises TrustUnreadable, RevocationListUnreadable, SignerNotTrusted, TimestampNotTrusted: what is trusted.
    :raises TimestampUnavailable: no timestamp came; nothing is written.
    :raises FileMissing, FileUnreadable, FileUnwritable, DiskFull, OutputIsInput, OutputTaken: the files.
    """
    require_output(out, source, trust, *lists, start=PDF, files=tools.files)
    pdf = tools.files.read(source)
    for path in lists:
        with named(path):
            if not tools.files.read(path):
                raise RevocationListUnreadable
    evidence = Preservation(
        authority=authority,
        trust=tools.files.read(trust),
        lists=[tools.files.read(path) for path in lists],
        fetch=fetch,
    )
    with named(source):
        preserved = tools.signatures.preserve(pdf, evidence, now=tools.clock.now())
    tools.files.write(out, preserved)
    log.info("a signed document was given a timestamp")
