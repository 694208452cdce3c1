"""What other programs say of a signed file."""

import subprocess
from pathlib import Path

import pikepdf


def said(*command: object) -> str:
    """What a program prints."""
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, check=False, text=True, timeout=60)
    return done.stdout + done.stderr


def signatures_in(path: Path) -> list[tuple[bytes, bytes]]:
    """Each signer's CMS structure, and the bytes it covers."""
    content = path.read_bytes()
    found = []
    with pikepdf.open(path) as opened:
        for field in opened.Root.AcroForm.Fields:
            value = field.get("/V")
            if field.get("/FT") != "/Sig" or value is None or value.Type != "/Sig":
                continue
            at, length, again, rest = (int(number) for number in value.ByteRange)
            covered = content[at : at + length] + content[again : again + rest]
            found.append((bytes(value.Contents), covered))
    return found


def openssl_verifies(cms: bytes, covered: bytes, folder: Path) -> bool:
    """Whether OpenSSL finds a signature good for the bytes it covers. ``folder``: one that is not there yet."""
    folder.mkdir()
    (folder / "cms.der").write_bytes(_trimmed(cms))
    (folder / "covered").write_bytes(covered)
    command = [
        "openssl", "cms", "-verify", "-inform", "DER", "-in", "cms.der", "-content", "covered", "-binary",
        "-noverify", "-out", "out",
    ]  # fmt: skip
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=60).returncode == 0


def _trimmed(value: bytes) -> bytes:
    """Without the zeros behind the structure."""
    head = value[1]
    if head < 0x80:
        return value[: 2 + head]
    wide = head & 0x7F
    return value[: 2 + wide + int.from_bytes(value[2 : 2 + wide], "big")]
