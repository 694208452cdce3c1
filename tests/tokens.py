"""Real tokens of SoftHSM: the same driver interface as a USB stick, kept in a folder of the tests."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12

PIN = "246810"
OFFICER_PIN = "13579135"

DRIVERS = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
)


def driver() -> Path:
    """SoftHSM's library. :raises StopIteration: it is not installed (tools/setup.sh does it)."""
    return next(Path(path) for path in DRIVERS if Path(path).is_file())


_FLAGS = bytes.fromhex("000000008000534b0000000000000002")
"""Before the flags in a token's file: their attribute (of the vendor's own) and its kind, a number."""

LAST_TRY, LOCKED, COUNT_LOW, TO_BE_CHANGED = 0x20000, 0x40000, 0x10000, 0x80000
"""Flags of a token (PKCS#11 v2.40, table 6): of its user's PIN."""


@dataclass(frozen=True, kw_only=True)
class Hsm:
    """A folder of tokens."""

    folder: Path


def make_hsm(folder: Path, *labels: str) -> Hsm:
    """A folder with empty tokens, each with :data:`PIN`; the driver of this process looks there from now on."""
    import pkcs11

    folder.mkdir(parents=True)
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    for label in labels:
        command = ["softhsm2-util", "--init-token", "--free", "--label", label]
        subprocess.run(
            [*command, "--pin", PIN, "--so-pin", OFFICER_PIN], check=True, capture_output=True, timeout=60
        )
    pkcs11.lib(str(driver())).reinitialize()
    return Hsm(folder=folder)


def set_flags(hsm: Hsm, label: str, *, add: int = 0, take: int = 0) -> None:
    """Let a token tell other flags of itself, as it stands in its file: SoftHSM itself never locks a PIN."""
    import pkcs11

    token = pkcs11.lib(str(driver())).get_token(token_label=label)
    here = hsm.folder / next(
        path.parent.name for path in hsm.folder.glob("*/token.object") if label.encode() in path.read_bytes()
    )
    content = (here / "token.object").read_bytes()
    old = int(token.flags)
    at = content.index(_FLAGS + old.to_bytes(8, "big")) + len(_FLAGS)
    changed = content[:at] + ((old | add) & ~take).to_bytes(8, "big") + content[at + 8 :]
    (here / "token.object").write_bytes(changed)
    begin_anew()


def allow_mechanisms(hsm: Hsm, names: str) -> None:
    """Let the driver know these mechanisms only; ``ALL`` for every one."""
    settings = hsm.folder / "softhsm2.conf"
    lines = [line for line in settings.read_text().splitlines() if not line.startswith("slots.mechanisms")]
    settings.write_text("\n".join([*lines, f"slots.mechanisms = {names}"]) + "\n")
    begin_anew()


def begin_anew() -> None:
    """Let the driver look at its folder and its settings again; what is open breaks, as when all tokens are pulled out."""
    import pkcs11

    pkcs11.lib(str(driver())).reinitialize()


def put_key(
    label: str,
    key_file: bytes,
    password: str,
    *,
    key_id: bytes = b"\x01",
    with_key: bool = True,
    with_certificate: bool = True,
) -> None:
    """Put the key and certificate of a PKCS#12 on a token, as an authority's office does."""
    import pkcs11
    from pkcs11 import Attribute, ObjectClass
    from pkcs11.util.ec import decode_ec_private_key
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    content = pkcs12.load_pkcs12(key_file, password.encode())
    assert content.key is not None
    assert content.cert is not None
    der = content.key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    decode = decode_rsa_private_key if isinstance(content.key, rsa.RSAPrivateKey) else decode_ec_private_key
    token = pkcs11.lib(str(driver())).get_token(token_label=label)
    with token.open(rw=True, user_pin=PIN) as session:
        certificate = decode_x509_certificate(content.cert.certificate.public_bytes(Encoding.DER))
        common = {Attribute.TOKEN: True, Attribute.ID: key_id, Attribute.LABEL: "khoá"}
        if with_certificate:
            session.create_object({**certificate, **common, Attribute.CLASS: ObjectClass.CERTIFICATE})
        if not with_key:
            return
        private = {Attribute.PRIVATE: True, Attribute.SENSITIVE: True, Attribute.SIGN: True}
        session.create_object({**decode(der), **common, **private, Attribute.EXTRACTABLE: False})
