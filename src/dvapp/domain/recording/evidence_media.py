"""What a file is, by its content: pictures, papers, sheets; and what is refused because it could run.

Names lie. A program called ``anh.jpg`` is found by its first bytes, and a paper called ``bien-ban.exe`` would be run by
its name. So both are looked at, and the ending never decides what a file is taken for.
"""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from io import BytesIO

from dvapp.domain.recording.evidence_errors import EvidenceIsProgram
from dvapp.domain.recording.evidence_programs import refuse_program_name, refuse_program_start


class MediaGroup(Enum):
    """What people call a file."""

    PICTURE = "picture"
    PDF = "pdf"
    TEXT = "text"
    SHEET = "sheet"
    SLIDES = "slides"
    MAIL = "mail"
    SOUND = "sound"
    FILM = "film"
    ARCHIVE = "archive"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaType:
    """A kind of content. ``endings``: those that fit it, the usual one first; none where any may."""

    code: str
    group: MediaGroup
    endings: tuple[str, ...] = ()


class Remark(Enum):
    """What is told of a file that is kept: something its opener shall know."""

    MACROS = "macros"
    NAMED_OTHERWISE = "named_otherwise"
    NOT_LOOKED_INTO = "not_looked_into"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look at a file found."""

    media: MediaType
    remarks: tuple[Remark, ...] = ()


def _made(code: str, group: MediaGroup, endings: str = "") -> MediaType:
    return MediaType(code=code, group=group, endings=tuple(f".{one}" for one in endings.split()))


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_WORD, _EXCEL = "application/msword", "application/vnd.ms-excel"
UNKNOWN = _made("application/octet-stream", MediaGroup.OTHER)
_TYPES = (
    _made("application/pdf", MediaGroup.PDF, "pdf"),
    _made("image/png", MediaGroup.PICTURE, "png"),
    _made("image/jpeg", MediaGroup.PICTURE, "jpg jpeg jfif jpe"),
    _made("image/gif", MediaGroup.PICTURE, "gif"),
    _made("image/webp", MediaGroup.PICTURE, "webp"),
    _made("image/bmp", MediaGroup.PICTURE, "bmp dib"),
    _made("image/tiff", MediaGroup.PICTURE, "tif tiff"),
    _made("image/heic", MediaGroup.PICTURE, "heic heif"),
    _made("image/avif", MediaGroup.PICTURE, "avif"),
    _made(f"{_OOXML}wordprocessingml.document", MediaGroup.TEXT, "docx docm dotx dotm"),
    _made(f"{_OOXML}spreadsheetml.sheet", MediaGroup.SHEET, "xlsx xlsm xlsb xltx xltm"),
    _made(f"{_OOXML}presentationml.presentation", MediaGroup.SLIDES, "pptx pptm ppsx ppsm potx"),
    _made(f"{_ODF}text", MediaGroup.TEXT, "odt ott"),
    _made(f"{_ODF}spreadsheet", MediaGroup.SHEET, "ods ots"),
    _made(f"{_ODF}presentation", MediaGroup.SLIDES, "odp otp"),
    _made(_WORD, MediaGroup.TEXT, "doc dot wps"),
    _made(_EXCEL, MediaGroup.SHEET, "xls xlt et"),
    _made("application/vnd.ms-powerpoint", MediaGroup.SLIDES, "ppt pps pot dps"),
    _made("application/vnd.ms-outlook", MediaGroup.MAIL, "msg"),
    _made("application/x-ole-storage", MediaGroup.OTHER),
    _made("message/rfc822", MediaGroup.MAIL, "eml"),
    _made("application/rtf", MediaGroup.TEXT, "rtf doc"),
    _made("application/xml", MediaGroup.TEXT, "xml"),
    _made("text/plain", MediaGroup.TEXT),
    _made("audio/mpeg", MediaGroup.SOUND, "mp3"),
    _made("audio/mp4", MediaGroup.SOUND, "m4a"),
    _made("audio/wav", MediaGroup.SOUND, "wav"),
    _made("audio/ogg", MediaGroup.SOUND, "ogg oga opus ogv"),
    _made("audio/flac", MediaGroup.SOUND, "flac"),
    _made("audio/amr", MediaGroup.SOUND, "amr"),
    _made("video/mp4", MediaGroup.FILM, "mp4 m4v mov 3gp"),
    _made("video/x-matroska", MediaGroup.FILM, "mkv webm"),
    _made("video/x-msvideo", MediaGroup.FILM, "avi"),
    _made("application/zip", MediaGroup.ARCHIVE, "zip"),
    _made("application/vnd.rar", MediaGroup.ARCHIVE, "rar"),
    _made("application/x-7z-compressed", MediaGroup.ARCHIVE, "7z"),
    _made("application/gzip", MediaGroup.ARCHIVE, "gz tgz"),
    _made("application/x-tar", MediaGroup.ARCHIVE, "tar"),
    UNKNOWN,
)
_BY_CODE = {one.code: one for one in _TYPES}
_KNOWN_ENDINGS = frozenset(ending for one in _TYPES for ending in one.endings)


def media_type(code: str) -> MediaType:
    """The type with that code; one of a later version is :data:`UNKNOWN`."""
    return _BY_CODE.get(code, UNKNOWN)


_MARKUP = (b"<script", b"<html", b"<!doctype html", b"<svg", b"<?php", b"<hta:")
_MSI = bytes.fromhex("8410 0c00 0000 0000 c000 0000 0000 0046")
"""Class of a Windows installer package, kept in the root entry of its OLE storage (the same for its patches)."""

_HEAD = 4096
"""Bytes in which a file says what it is."""


def look(content: bytes, name: str) -> Looked:
    """What a file is, from all its bytes and its name.

    :raises EvidenceIsProgram: it is a program or a script, by content or by name, or an archive that holds one.
    """
    refuse_program_name(name)
    head = content[:_HEAD]
    refuse_program_start(head, name)
    if head[257:262] == b"ustar":
        return _told(_BY_CODE["application/x-tar"], name, Remark.NOT_LOOKED_INTO)
    if content[32769:32774] == b"CD001":
        raise EvidenceIsProgram(where=name, what="ISO 9660")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(content, name)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole(content, name)
    if (code := _by_start(head)) is not None:
        closed = _BY_CODE[code].group is MediaGroup.ARCHIVE
        return _told(_BY_CODE[code], name, *((Remark.NOT_LOOKED_INTO,) if closed else ()))
    return _text(head, name)


def _told(media: MediaType, name: str, *remarks: Remark) -> Looked:
    """The type with its remarks, among them that the name's ending says another one."""
    ending = "." + name.rpartition(".")[2].casefold() if "." in name else ""
    other = bool(media.endings) and ending in _KNOWN_ENDINGS and ending not in media.endings
    unknown = media.code in {UNKNOWN.code, "text/plain"} and ending in _KNOWN_ENDINGS
    return Looked(media=media, remarks=(*remarks, *((Remark.NAMED_OTHERWISE,) if other or unknown else ())))


def _by_start(head: bytes) -> str | None:
    starts = (
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
        (b"{\\rtf", "application/rtf"),
        (b"ID3", "audio/mpeg"),
        (b"\xff\xfb", "audio/mpeg"),
        (b"\xff\xf3", "audio/mpeg"),
        (b"OggS", "audio/ogg"),
        (b"fLaC", "audio/flac"),
        (b"#!AMR", "audio/amr"),
        (b"\x1aE\xdf\xa3", "video/x-matroska"),
        (b"Rar!\x1a\x07", "application/vnd.rar"),
        (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
        (b"\x1f\x8b", "application/gzip"),
    )
    for start, code in starts:
        if head.startswith(start):
            return code
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith(b"RIFF"):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(head[8:12])
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in {12, 40, 52, 56, 64, 108, 124}:
        return "image/bmp"
    return _brand(head[8:12]) if head[4:8] == b"ftyp" else None


def _brand(brand: bytes) -> str:
    """The type of a file in the ISO container, by its main brand."""
    if brand in {b"heic", b"heix", b"hevc", b"mif1", b"msf1"}:
        return "image/heic"
    return {b"avif": "image/avif", b"M4A ": "audio/mp4"}.get(brand, "video/mp4")


def _zip(content: bytes, name: str) -> Looked:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError):
        return _told(_BY_CODE["application/zip"], name, Remark.NOT_LOOKED_INTO)
    office = _office(members, content)
    if office is None:
        _refuse_programs_in(members, name)
        return _told(_BY_CODE["application/zip"], name)
    macros = any(
        member.casefold().endswith("vbaproject.bin") or member.startswith(("Basic/", "Scripts/"))
        for member in members
    )
    return _told(_BY_CODE[office], name, *((Remark.MACROS,) if macros else ()))


def _office(members: list[str], content: bytes) -> str | None:
    if "[Content_Types].xml" in members:
        folders = {member.partition("/")[0] for member in members}
        for folder, part in (
            ("word", "wordprocessingml.document"),
            ("xl", "spreadsheetml.sheet"),
            ("ppt", "presentationml.presentation"),
        ):
            if folder in folders:
                return f"{_OOXML}{part}"
    # An OpenDocument file begins with its own type, stored as it is.
    for part in ("spreadsheet", "presentation", "text"):
        if members[:1] == ["mimetype"] and f"{_ODF}{part}".encode() in content[:200]:
            return f"{_ODF}{part}"
    return None


def _refuse_programs_in(members: Iterable[str], name: str) -> None:
    for member in members:
        if member in {"META-INF/MANIFEST.MF", "AndroidManifest.xml"}:
            raise EvidenceIsProgram(where=name, what=member)
        try:
            refuse_program_name(member.rstrip("/").rpartition("/")[2])
        except EvidenceIsProgram as found:
            raise EvidenceIsProgram(where=name, what=member[-80:]) from found


def _ole(content: bytes, name: str) -> Looked:
    """A file of the old Office, by the names of its streams, which stand in it in UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if _MSI in content:
        raise EvidenceIsProgram(where=name, what="MSI")
    streams = (
        ("WordDocument", _WORD),
        ("Workbook", _EXCEL),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
        ("__substg1.0_", "application/vnd.ms-outlook"),
        ("Book", _EXCEL),
    )
    code = next((code for stream, code in streams if holds(stream)), "application/x-ole-storage")
    return _told(_BY_CODE[code], name, *((Remark.MACROS,) if holds("_VBA_PROJECT") else ()))


def _text(head: bytes, name: str) -> Looked:
    """Words, or bytes that nobody knows. Pages with scripts in them are refused."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    plain = head.decode("utf-16", "ignore").encode("utf-8", "ignore") if wide else head
    lowered = plain.lower()
    for mark in _MARKUP:
        if mark in lowered and lowered.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            raise EvidenceIsProgram(where=name, what=mark.decode() + ">")
    if b"\0" in plain:
        return _told(UNKNOWN, name)
    if lowered.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return _told(_BY_CODE["application/xml"], name)
    if name.casefold().endswith(".eml"):
        return _told(_BY_CODE["message/rfc822"], name)
    controls = sum(byte < 32 and byte not in b"\t\r\n\f\x1b" for byte in plain)
    return _told(_BY_CODE["text/plain"] if not controls else UNKNOWN, name)
