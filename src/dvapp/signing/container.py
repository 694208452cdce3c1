"""The parts of a signature that the signature itself does not cover. Imports asn1crypto; load it late.

A CMS structure (RFC 5652) carries versions, algorithm names and the name of the signer's authority outside of the
signed attributes. Nothing can be forged with them, and libraries read over them; but a byte that was changed there is
a byte changed after signing, and the promise is that none goes unnoticed. So they must be what the standard makes of
the rest.
"""

from asn1crypto import algos, cms, parser, x509

_NO_PARAMETERS = (b"", b"\x05\x00")  # absent or NULL, RFC 5754, section 2


def is_regular(
    value: bytes, signed: cms.SignedData, signer: cms.SignerInfo, certificate: x509.Certificate
) -> bool:
    """Whether the unsigned parts follow from the signed ones.

    :param value: the structure as it stands in the file, with the zeros behind it.
    :param signed: what was read from it; ``signer``: the only signer of that; ``certificate``: his own.
    """
    digests = list(signed["digest_algorithms"])
    return (
        _nests(parser.peek(value), value)
        and _has_regular_versions(signed, signer)
        and _names_signer(signer, certificate)
        and all(_is_plain(digest) for digest in (*digests, signer["digest_algorithm"]))
        and [digest["algorithm"].native for digest in digests]
        == [signer["digest_algorithm"]["algorithm"].native]
    )


def names_certificate(signer: cms.SignerInfo) -> bool:
    """Whether the signer signed which certificate is meant, as ETSI EN 319 142-1 (table 1) demands of PAdES."""
    named = {"signing_certificate", "signing_certificate_v2"}
    return any(attribute["type"].native in named for attribute in signer["signed_attrs"])


def _nests(end: int, value: bytes) -> bool:
    """Whether each structure is filled by its parts to the last byte, up to ``end``.

    A length that was made larger would take in the zeros behind, which asn1crypto reads over.
    """
    at = 0
    while at < end:
        family, form, tag, header, content, trailer = parser.parse(value[at:end])
        if (family, tag) == (0, 0):
            return False
        if form == 1 and not _nests(len(content), content):
            return False
        at += len(header) + len(content) + len(trailer)
    return at == end


def _has_regular_versions(signed: cms.SignedData, signer: cms.SignerInfo) -> bool:
    """RFC 5652, 5.1 and 5.3. Attribute certificates raise the structure's version in ways that are let through."""
    by_name = signer["sid"].name == "issuer_and_serial_number"
    is_data = signed["encap_content_info"]["content_type"].native == "data"
    plain = all(certificate.name == "certificate" for certificate in signed["certificates"])
    usual = "v1" if by_name and is_data else "v3"
    return bool(
        signer["version"].native == ("v1" if by_name else "v3")
        and (signed["version"].native == usual or not plain)
    )


def _names_signer(signer: cms.SignerInfo, certificate: x509.Certificate) -> bool:
    """To the letter: pyHanko compares names as people would read them."""
    if signer["sid"].name != "issuer_and_serial_number":
        return True  # a key identifier: found by comparing bytes
    named = signer["sid"].chosen
    return bool(
        named["issuer"].dump() == certificate.issuer.dump()
        and named["serial_number"].native == certificate.serial_number
    )


def _is_plain(digest: algos.DigestAlgorithm) -> bool:
    return digest["parameters"].dump() in _NO_PARAMETERS
