"""What the verdict on a file rests on, as files that other programs read. Imports pyHanko; load it late.

Names are plain ASCII, so that every archiver on every system shows them alike.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from asn1crypto import cms, crl, ocsp, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from dvapp.domain.signing.evidence import EvidenceItem
from dvapp.signing.revisions import fields_of, open_pdf
from dvapp.signing.trust import Evidence, evidence_of, read_evidence

_MARK = 16
"""Digits of a SHA-256 in a file's name."""


def evidence_items(
    pdf: bytes, *, trust: bytes | None, lists: Sequence[bytes] = ()
) -> tuple[EvidenceItem, ...]:
    """Signatures, timestamps, certificates and revocation answers of a file and of its reader, each once.

    A signature that cannot be read gives nothing; the verdict says so.

    :raises TrustUnreadable: ``trust`` holds no certificate.
    :raises PdfUnreadable: not a PDF.
    """
    reader = open_pdf(pdf)
    given = read_evidence(trust, lists)
    found: dict[str, EvidenceItem] = {}
    for item in (*_of_signatures(reader), *_of_store(_stored(reader, given)), *_of_roots(given)):
        found.setdefault(item.name, item)
    return tuple(found.values())


def _stored(reader: PdfFileReader, given: Evidence) -> Evidence:
    try:
        return evidence_of(reader, given)
    except Exception:  # noqa: BLE001 - a stranger's security store may be broken anywhere; the rest is still evidence
        return given


def _of_signatures(reader: PdfFileReader) -> Iterator[EvidenceItem]:
    """In the order of signing, as the verdict lists them."""
    signed = []
    for field in fields_of(reader).values():
        if field.is_signature and field.is_filled:
            try:
                signature = EmbeddedPdfSignature(reader, field.reference.get_object(), field.name)
                signed.append((signature.signed_revision, tuple(_of_signature(signature))))
            except Exception:  # noqa: BLE001 - as in examine: one broken signature must not hide the others
                signed.append((reader.total_revisions, ()))
    for number, (_revision, items) in enumerate(sorted(signed, key=lambda pair: pair[0]), 1):
        for item in items:
            apart = item.name.startswith(("certificates/", "revocation/"))
            name = item.name if apart else f"signatures/{number:02}/{item.name}"
            yield EvidenceItem(name=name, content=item.content)


def _of_signature(signature: EmbeddedPdfSignature) -> Iterator[EvidenceItem]:
    value = cms.ContentInfo.load(signature.pkcs7_content)
    yield EvidenceItem(name="signature.p7s", content=value.dump())
    yield EvidenceItem(name="signer.pem", content=_pem(signature.signer_cert))
    ranges = " ".join(str(int(number)) for number in signature.byte_range)
    yield EvidenceItem(name="byte-range.txt", content=f"{ranges}\n".encode("ascii"))
    yield from _of_certificates([signature.signer_cert, *signature.other_embedded_certs])
    for attribute in _attributes(signature.signer_info, "unsigned_attrs"):
        if attribute["type"].native == "signature_time_stamp_token":
            for token in attribute["values"]:
                yield EvidenceItem(name="timestamp.tst", content=token.dump())
                yield from _of_certificates(
                    [one.chosen for one in token["content"]["certificates"] if one.name == "certificate"]
                )
    for attribute in _attributes(signature.signer_info, "signed_attrs"):
        if attribute["type"].native == "adobe_revocation_info_archival":
            for archive in attribute["values"]:
                yield from _of_lists(archive["crl"] or ())
                yield from _of_answers(archive["ocsp"] or ())


def _attributes(signer: cms.SignerInfo, kind: str) -> Sequence[Any]:
    found = signer[kind]
    return tuple(found) if found.native is not None else ()


def _of_store(evidence: Evidence) -> Iterator[EvidenceItem]:
    yield from _of_certificates(evidence.certificates)
    yield from _of_lists(evidence.lists)
    yield from _of_answers(evidence.answers)


def _of_roots(given: Evidence) -> Iterator[EvidenceItem]:
    """The authorities that the reader trusts, apart: they say by whose word the verdict was reached."""
    if given.roots:
        yield EvidenceItem(name="trust/authorities.pem", content=b"".join(_pem(root) for root in given.roots))


def _of_certificates(certificates: Sequence[x509.Certificate]) -> Iterator[EvidenceItem]:
    for certificate in certificates:
        content = certificate.dump()
        yield EvidenceItem(name=f"certificates/{_mark(content)}.pem", content=_pem(certificate))


def _of_lists(lists: Sequence[crl.CertificateList]) -> Iterator[EvidenceItem]:
    for content in (one.dump() for one in lists):
        yield EvidenceItem(name=f"revocation/{_mark(content)}.crl", content=content)


def _of_answers(answers: Sequence[ocsp.OCSPResponse]) -> Iterator[EvidenceItem]:
    for content in (one.dump() for one in answers):
        yield EvidenceItem(name=f"revocation/{_mark(content)}.ocsp", content=content)


def _mark(content: bytes) -> str:
    return sha256(content).hexdigest()[:_MARK]


def _pem(certificate: x509.Certificate) -> bytes:
    return bytes(pem.armor("CERTIFICATE", certificate.dump()))
