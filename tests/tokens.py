"""Real tokens of SoftHSM: the same driver interface as a USB stick, kept in a folder of the tests."""

import os
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

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

OWN_PAD, READ_ONLY, INITIALIZED = 0x100, 0x2, 0x400
"""Flags of the token itself: it has keys of its own to type a PIN on, nobody may write on it, it was set up."""

UNLOCKING_LAST, UNLOCKING_LOCKED = 0x200000, 0x400000
"""Flags of the PIN with which its issuer unlocks it."""

_SOURCE = Path(__file__).with_name("faulty_driver.c")


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


def make_token_without_pin(label: str) -> None:
    """One more token, as it leaves its maker: set up, and no PIN of its user yet. What is open breaks."""
    from ctypes import CDLL, byref, c_ulong

    library, count = CDLL(str(driver())), c_ulong()
    library.C_GetSlotList(0, None, byref(count))
    slots = (c_ulong * count.value)()
    library.C_GetSlotList(0, slots, byref(count))
    pin = OFFICER_PIN.encode()
    blank = c_ulong(slots[count.value - 1])  # the last one of SoftHSM is always blank
    answer = library.C_InitToken(blank, pin, c_ulong(len(pin)), label.encode().ljust(32))
    assert answer == 0, hex(answer)
    begin_anew()


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


def faulty_driver(path: Path, *faults: str, entrance: bool = True) -> Path:
    """A driver that passes everything on to SoftHSM's, but for its faults (faulty_driver.c says which there are)."""
    path.write_bytes(_compiled(entrance))
    path.chmod(0o755)
    Path(f"{path}.faults").write_text("\n".join([f"passes_to {driver()}", *faults]) + "\n")
    return path


def compiled(source: str | Path, *options: str) -> bytes:
    """A library of C (tools/setup.sh sees that there is a compiler). ``options``: behind the source, as libraries want it."""
    with TemporaryDirectory() as folder:
        made = Path(folder) / "library.so"
        given = ["-xc", "-", "-xnone"] if isinstance(source, str) else [str(source)]
        command = ["cc", "-std=gnu11", "-shared", "-fPIC", *given, *options, "-o", str(made), "-ldl"]
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            timeout=60,
            input=source.encode() if isinstance(source, str) else None,
        )
        return made.read_bytes()


@cache
def _compiled(entrance: bool) -> bytes:
    return compiled(_SOURCE, *(() if entrance else ("-DWITHOUT_ENTRANCE",)))


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
    name: bytes = "khoá".encode(),
) -> None:
    """Put the key and certificate of a PKCS#12 on a token, as an authority's office does.

    :param name: what both are called there, as bytes: not every office writes UTF-8.
    """
    import pkcs11
    from pkcs11 import Attribute, ObjectClass
    from pkcs11.attributes import AttributeMapper
    from pkcs11.util.ec import decode_ec_private_key
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    content = pkcs12.load_pkcs12(key_file, password.encode())
    assert content.key is not None
    assert content.cert is not None
    der = content.key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    decode = decode_rsa_private_key if isinstance(content.key, rsa.RSAPrivateKey) else decode_ec_private_key
    token = pkcs11.lib(str(driver())).get_token(token_label=label)
    letters = AttributeMapper()
    letters.register_handler(Attribute.LABEL, bytes, bytes)
    with token.open(rw=True, user_pin=PIN, attribute_mapper=letters) as session:
        certificate = decode_x509_certificate(content.cert.certificate.public_bytes(Encoding.DER))
        common = {Attribute.TOKEN: True, Attribute.ID: key_id, Attribute.LABEL: name}
        if with_certificate:
            session.create_object({**certificate, **common, Attribute.CLASS: ObjectClass.CERTIFICATE})
        if not with_key:
            return
        private = {Attribute.PRIVATE: True, Attribute.SENSITIVE: True, Attribute.SIGN: True}
        session.create_object({**decode(der), **common, **private, Attribute.EXTRACTABLE: False})
