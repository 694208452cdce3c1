"""One board's keys, made once a session: keys cost more than the signatures they make."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from tests.signing.make_pdf import fills, prepared_pdf, stamp

from dvapp.domain.signing.verification import SignatureFinding, Verification
from dvapp.services.reports.paging import Fields
from dvapp.signing.authority import ThrowawayAuthority
from dvapp.signing.keys import OpenKey
from dvapp.signing.signatures import PdfSignatures

NOW = datetime(2019, 1, 15, 9, 30, tzinfo=timezone(timedelta(hours=7)))
LATER = NOW + timedelta(hours=1)
LONG_AFTER = datetime(2030, 1, 1, tzinfo=UTC)
PASSWORD = "mật khẩu"

LEADER = "Nguyễn Thị Lãnh Đạo"
BOARD = "Ban Dân vận Thành ủy"


@dataclass(frozen=True, kw_only=True)
class World:
    authority: ThrowawayAuthority
    leader: OpenKey
    seal: OpenKey
    lasting: OpenKey
    """The leader's with a certificate of twenty years: other programs sign by the clock of the day the tests run."""
    signatures: PdfSignatures

    def key(self, **certificate: object) -> OpenKey:
        """A key with a certificate of your choice."""
        given = {"name": LEADER, "organisation": BOARD, "password": PASSWORD} | certificate
        moment = given.pop("opened", NOW)
        return self.signatures.open_key(self.authority.issue(**given), PASSWORD, now=moment)  # type: ignore[arg-type]

    def signed(self, pdf: bytes | None = None, *, key: OpenKey | None = None, role: str = "leader") -> bytes:
        return self.signatures.certify(
            prepared_pdf() if pdf is None else pdf,
            key or self.leader,
            field=Fields.LEADER,
            stamp=stamp(LEADER),
            when=NOW,
            role=role,
            place="Hà Nội",
        )

    def sealed(self, signed: bytes | None = None, *, key: OpenKey | None = None) -> bytes:
        return self.signatures.seal(
            self.signed() if signed is None else signed,
            key or self.seal,
            field=Fields.SEAL,
            stamp=stamp(BOARD, Fields.SEAL),
            when=NOW + timedelta(minutes=5),
            fills=fills(),
        )

    def verify(self, pdf: bytes, *, now: datetime = LATER, trust: bytes | None = None) -> Verification:
        return self.signatures.verify(pdf, trust=self.authority.pem if trust is None else trust, now=now)

    def only(self, pdf: bytes, *, now: datetime = LATER) -> SignatureFinding:
        (finding,) = self.verify(pdf, now=now).signatures
        return finding


def make_world() -> World:
    """An authority, a leader with an RSA key, a seal with one on an elliptic curve."""
    authority = ThrowawayAuthority("Cơ quan chứng thực thử nghiệm", NOW)
    signatures = PdfSignatures()

    def key(name: str, kind: str, days: int = 365) -> OpenKey:
        issued = authority.issue(name=name, organisation=BOARD, password=PASSWORD, key=kind, days=days)  # type: ignore[arg-type]
        return signatures.open_key(issued, PASSWORD, now=NOW)

    return World(
        authority=authority,
        leader=key(LEADER, "rsa"),
        seal=key(BOARD, "ec"),
        lasting=key(LEADER, "ec", days=7300),
        signatures=signatures,
    )
