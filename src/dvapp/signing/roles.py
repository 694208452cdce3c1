"""In which role somebody signs, said inside the signature: to people as its reason, to programs as a signed attribute.

The attribute is signer-attributes-v2 of ETSI EN 319 122-1 (5.2.6.1) with a claimed role (RFC 5755, 4.4.5). It is
claimed, as the reason is: the certificate says who signs, and the signer says as what. Imports pyHanko; load it late.
"""

from collections.abc import Mapping

from asn1crypto import cms
from pyhanko.sign.ades.api import CAdESSignedAttrSpec, SignerAttrSpec
from pyhanko.sign.general import NonexistentAttributeError, find_unique_cms_attribute

from dvapp.domain.signing.verification import PaperPart, SignatureRole
from dvapp.services.reports.paging import Fields
from dvapp.signing.revisions import FormField

_PREFIX = "urn:x-dvapp:role:"

REASONS = {
    SignatureRole.LEADER: "Trưởng ban ký",
    SignatureRole.DEPUTY: "Phó trưởng ban ký thay trưởng ban",
    SignatureRole.SEAL: "Cơ quan ban hành, ghi số, ngày và đóng dấu",
}
"""Words of the document, not of the program: Vietnamese in every language of the window."""

SECOND_REASONS = {
    SignatureRole.LEADER: "Lãnh đạo cơ quan cùng ban hành ký",
    SignatureRole.DEPUTY: "Cấp phó của cơ quan cùng ban hành ký",
    SignatureRole.SEAL: "Cơ quan cùng ban hành đóng dấu",
}
"""The same for the second body of a joint paper, whose heads may have other titles."""

_PARTS = {
    PaperPart.LEADER: Fields.LEADER,
    PaperPart.SECOND_LEADER: Fields.SECOND_LEADER,
    PaperPart.SECOND_SEAL: Fields.SECOND_SEAL,
    PaperPart.NUMBER: Fields.NUMBER,
    PaperPart.DATE: Fields.DATE,
    PaperPart.SEAL: Fields.SEAL,
}
_SECOND = frozenset({PaperPart.SECOND_LEADER, PaperPart.SECOND_SEAL})


def parts_of(fields: Mapping[str, FormField]) -> tuple[tuple[PaperPart, ...], tuple[PaperPart, ...]]:
    """What a document must bear to be issued, and what of it is not there; nothing for a document that is none of ours.

    A place that should be prepared and is not there counts as missing.
    """
    if not is_ours(fields):
        return (), ()
    joint = any(_PARTS[part] in fields for part in _SECOND)
    expected = tuple(part for part in PaperPart if joint or part not in _SECOND)
    return expected, tuple(p for p in expected if not (_PARTS[p] in fields and fields[_PARTS[p]].is_filled))


def is_ours(fields: Mapping[str, FormField]) -> bool:
    """Whether this program prepared the document: it has at least one of our places."""
    return any(name in fields for name in _PARTS.values())


def is_of_second(field: str) -> bool:
    """Whether a place is one of the second body's."""
    return field in {Fields.SECOND_LEADER, Fields.SECOND_SEAL}


def reason_of(field: str, role: SignatureRole) -> str:
    """What a signature says of itself, in the words of the document."""
    return (SECOND_REASONS if is_of_second(field) else REASONS)[role]


def claim(role: SignatureRole) -> CAdESSignedAttrSpec:
    """The signed attribute that claims ``role``."""
    name = cms.GeneralName(name="uniform_resource_identifier", value=_PREFIX + role.value)
    attribute = cms.AttCertAttribute({"type": "role", "values": [cms.RoleSyntax({"role_name": name})]})
    return CAdESSignedAttrSpec(
        signer_attributes=SignerAttrSpec(claimed_attrs=[attribute], certified_attrs=[])
    )


def place_of(field: str) -> SignatureRole:
    """What a field is prepared for, whoever signed there."""
    return {
        Fields.LEADER: SignatureRole.LEADER,
        Fields.SECOND_LEADER: SignatureRole.LEADER,
        Fields.SEAL: SignatureRole.SEAL,
        Fields.SECOND_SEAL: SignatureRole.SEAL,
    }.get(field, SignatureRole.OTHER)


def role_of(field: str, signer: cms.SignerInfo) -> SignatureRole:
    """The role of a signature: the field says which place it is, its signed attribute who stood there.

    A leader's place that claims nothing was signed with another program: the leader's, as the pages say.
    """
    place = place_of(field)
    stands_in = place is SignatureRole.LEADER and _PREFIX + SignatureRole.DEPUTY.value in _claimed(signer)
    return SignatureRole.DEPUTY if stands_in else place


def _claimed(signer: cms.SignerInfo) -> set[str]:
    try:
        attributes = find_unique_cms_attribute(signer["signed_attrs"], "signer_attributes_v2")[
            "claimed_attributes"
        ]
    except NonexistentAttributeError:
        return set()
    return {
        role["role_name"].native
        for attribute in attributes
        if attribute["type"].native == "role"
        for role in attribute["values"]
    }
