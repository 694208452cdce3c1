"""What a revocation list still tells after its time. Imports cryptography; load it late.

Libraries do not look into a list once a newer one is due. Whoever stands on it stays revoked all the same: only a hold
is ever lifted, and nobody should sign while one may still stand.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from asn1crypto import crl
from asn1crypto import x509 as asn1_x509
from cryptography import x509

from dvapp.signing.x509_facts import signed_list


def revoked_on(
    path: Sequence[asn1_x509.Certificate], lists: Sequence[crl.CertificateList], moment: datetime
) -> datetime | None:
    """Since when one of ``path`` (root first) is revoked by the list of the authority above it; ``None``: none is.

    :param moment: what is revoked after it does not count.
    """
    for above, below in pairwise(path):
        for found in lists:
            since = _since(above, below, found)
            if since is not None and since <= moment:
                return since
    return None


def lists_about(
    path: Sequence[asn1_x509.Certificate], lists: Sequence[crl.CertificateList]
) -> list[x509.CertificateRevocationList]:
    """The lists that the authority above the last of ``path`` signed, the newest first."""
    if len(path) < 2:
        return []
    above = x509.load_der_x509_certificate(path[-2].dump())
    own = [
        read
        for found in lists
        if found.issuer == path[-2].subject
        and signed_list(read := x509.load_der_x509_crl(found.dump()), above)
    ]
    return sorted(own, key=lambda one: one.last_update_utc, reverse=True)


def _since(
    above: asn1_x509.Certificate, below: asn1_x509.Certificate, found: crl.CertificateList
) -> datetime | None:
    if found.issuer != above.subject:
        return None
    read = x509.load_der_x509_crl(found.dump())
    entry = read.get_revoked_certificate_by_serial_number(below.serial_number)
    if entry is None or not signed_list(read, x509.load_der_x509_certificate(above.dump())):
        return None
    return min(entry.revocation_date_utc, _unsafe_since(entry) or entry.revocation_date_utc)


def _unsafe_since(entry: x509.RevokedCertificate) -> datetime | None:
    """Since when its key is held to be in wrong hands (RFC 5280, 5.3.2), which is often known only afterwards."""
    try:
        return entry.extensions.get_extension_for_class(x509.InvalidityDate).value.invalidity_date_utc
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return None
