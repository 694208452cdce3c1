"""Looking a certificate up in a long revocation list without reading every entry of it. Imports pyHanko; load it late.

Lists of public authorities have a hundred thousand entries, of which pyHanko makes objects one by one, several times for
each signature: more than a file may take. Whose serial number stands nowhere in a list's bytes is not on it; only when it
does is the list read as before.
"""

from typing import Any

from asn1crypto import crl, x509
from pyhanko_certvalidator.revinfo import validate_crl

_read_through = validate_crl.find_cert_in_list


def _find(
    cert: Any, cert_issuer_name: x509.Name, certificate_list: crl.CertificateList, name: x509.Name
) -> Any:
    """As pyHanko's: when and why ``cert`` was revoked, or nothing of both."""
    if isinstance(cert, x509.Certificate):
        serial = cert["tbs_certificate"]["serial_number"].dump()
        if serial not in certificate_list["tbs_cert_list"].contents:
            return None, None
    return _read_through(cert, cert_issuer_name, certificate_list, name)


def install() -> None:
    """Let pyHanko look so; it offers no other way than to put the function in its place."""
    vars(validate_crl)["find_cert_in_list"] = _find
