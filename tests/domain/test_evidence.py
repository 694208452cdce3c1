"""What a file is, what it may be called, and what is refused because it could run."""

import io
import unicodedata
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.codes import RecordId
from dvapp.domain.recording.evidence import MOST_NAME, Evidence, file_name, kept_name, shortened, told_apart
from dvapp.domain.recording.evidence_errors import EvidenceIsProgram, EvidenceNameInvalid
from dvapp.domain.recording.evidence_media import UNKNOWN, MediaGroup, Remark, look, media_type

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def packed(*members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for member in members:
            archive.writestr(
                member, "application/vnd.oasis.opendocument.text" if member == "mimetype" else "x"
            )
    return made.getvalue()


def evidence(name: str, media: str = "application/pdf") -> Evidence:
    return Evidence(id="e", record=RecordId("r"), name=name, media=media_type(media), size=1, sha256="0" * 64)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (PDF, "biên bản.pdf", "application/pdf"),
        (b"rubbish before\n" + PDF, "quét.pdf", "application/pdf"),
        (PNG, "ảnh.png", "image/png"),
        (b"\xff\xd8\xff\xe1" + bytes(30), "IMG_0001.JPG", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a.webp", "image/webp"),
        (b"\0\0\0\x18ftypheic", "a.heic", "image/heic"),
        (b"\0\0\0\x18ftypisom", "a.mp4", "video/mp4"),
        (b"#!AMR\n...", "ghi âm.amr", "audio/amr"),
        (b"{\\rtf1", "a.rtf", "application/rtf"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "application/msword"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "application/vnd.ms-excel"),
        ("Biên bản họp".encode(), "a.txt", "text/plain"),
        ("Biên bản".encode("utf-16"), "a.txt", "text/plain"),
        (b"From: a@b.vn\nSubject: x\n\n.", "thu.eml", "message/rfc822"),
        (bytes(range(256)), "a.dwg", "application/octet-stream"),
        (packed("a.pdf", "ảnh/b.jpg"), "a.zip", "application/zip"),
        (packed("mimetype", "content.xml"), "a.odt", "application/vnd.oasis.opendocument.text"),
    ],
)
def test_a_file_is_what_its_content_says(content, name, code):
    looked = look(content, name)
    assert looked.media.code == code
    assert Remark.NAMED_OTHERWISE not in looked.remarks


@pytest.mark.parametrize("folder", ["word", "xl", "ppt"])
def test_macros_in_a_file_of_office_are_told(folder):
    plain = packed("[Content_Types].xml", f"{folder}/document.xml")
    macros = packed("[Content_Types].xml", f"{folder}/document.xml", f"{folder}/vbaProject.bin")
    name = {"word": "a.docm", "xl": "a.xlsm", "ppt": "a.pptm"}[folder]
    assert look(plain, name).remarks == ()
    assert look(macros, name).remarks == (Remark.MACROS,)


def test_macros_of_the_old_office_are_told():
    content = OLE + "WordDocument _VBA_PROJECT".encode("utf-16-le")
    assert look(content, "a.doc").remarks == (Remark.MACROS,)


def test_a_name_that_says_another_kind_is_told():
    assert look(PDF, "ảnh.jpg").remarks == (Remark.NAMED_OTHERWISE,)
    assert look(b"only words", "ảnh.jpg").remarks == (Remark.NAMED_OTHERWISE,)
    assert look(PDF, "Thông báo số 12").remarks == ()


def test_an_archive_that_cannot_be_looked_into_is_told():
    for content in (b"Rar!\x1a\x07\0", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"PK\x03\x04 cut off"):
        assert Remark.NOT_LOOKED_INTO in look(content, "a").remarks


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\0",
        b"\x7fELF\x02",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"#!/bin/sh\n",
        b"L\0\0\0\x01\x14\x02\0",
        b"ITSF\x03",
        b"MSCF\0\0",
        b"<html><script>alert(1)</script>",
        b"\xef\xbb\xbf  <!DOCTYPE html>\n",
        b"<?xml version='1.0'?><svg onload='x()'/>",
        "<html>".encode("utf-16"),
        OLE + bytes.fromhex("84100c0000000000c000000000000046"),
        packed("META-INF/MANIFEST.MF", "A.class"),
        packed("tài liệu/đọc.txt", "tài liệu/giải nén.EXE"),
        packed("setup.js"),
        bytes(32769) + b"CD001",
    ],
)
def test_a_program_is_refused_whatever_it_is_called(content):
    with pytest.raises(EvidenceIsProgram):
        look(content, "ảnh hội nghị.jpg")


@pytest.mark.parametrize(
    "name",
    [
        "cài đặt.exe",
        "CÀI ĐẶT.EXE",
        "quyết định.pdf.exe",
        "quyết định.exe.pdf",
        "quyết định.pdf.exe. . ",
        "a.lnk",
        "a.html",
        "a.svg",
        "a.ps1",
        "a.docx.js",
        "a.iso",
    ],
)
def test_a_name_that_a_system_would_run_is_refused(name):
    with pytest.raises(EvidenceIsProgram):
        look(PDF, name)


@pytest.mark.parametrize(
    "name", ["Số 12.QĐ.pdf", "báo cáo v1.2 (bản cuối).docx", "thư từ vnexpress.com.pdf", "Không đuôi"]
)
def test_dots_in_an_honest_name_are_no_offence(name):
    look(PDF, name)


def test_an_ending_written_backwards_is_seen_through():
    hidden = "biên bản\u202egpj.exe"
    assert kept_name(hidden) == "biên bảngpj.exe"
    with pytest.raises(EvidenceIsProgram):
        look(PNG, kept_name(hidden))


def test_names_are_kept_composed_and_in_one_line():
    assert kept_name(unicodedata.normalize("NFD", "Biên bản\nhọp  tổ.pdf")) == "Biên bản họp tổ.pdf"


@pytest.mark.parametrize("name", ["", " ", "...", "\u200b", "x" * (MOST_NAME + 1)])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(EvidenceNameInvalid):
        kept_name(name)


@pytest.mark.parametrize(
    ("kept", "given"),
    [
        ("CON.pdf", "_CON.pdf"),
        ("com1.bien-ban.pdf", "_com1.bien-ban.pdf"),
        ("Lượt 1/2: họp?.pdf", "Lượt 1_2_ họp_.pdf"),
        ("thật ra là pdf.jpg", "thật ra là pdf.jpg.pdf"),
        ("không đuôi", "không đuôi.pdf"),
        (".ẩn.pdf", "ẩn.pdf"),
    ],
)
def test_a_handed_out_name_suits_every_system_and_the_content(kept, given):
    assert file_name(evidence(kept)) == given


def test_the_ending_of_a_kind_that_nobody_knows_stays():
    assert file_name(evidence("bản vẽ.dwg", UNKNOWN.code)) == "bản vẽ.dwg"


@given(st.text(min_size=1, max_size=400))
def test_whatever_a_file_is_called_its_names_are_safe(name):
    try:
        kept = kept_name(shortened(name))
    except EvidenceNameInvalid:
        return
    assert kept == kept_name(kept)
    given_out = file_name(evidence(kept))
    assert given_out.endswith(".pdf")
    assert len(given_out.encode()) <= 255
    assert not set(given_out) & set('/\\:*?"<>|\0\n')
    assert not given_out.startswith((" ", "."))


@given(st.binary(max_size=300), st.sampled_from(["a.pdf", "a", "a.jpg", "a.txt"]))
def test_any_bytes_are_told_apart_or_refused(content, name):
    try:
        looked = look(content, name)
    except EvidenceIsProgram:
        return
    assert isinstance(looked.media.group, MediaGroup)


@given(st.binary(max_size=200))
def test_a_broken_archive_ends_in_words(rubbish):
    with_head = b"PK\x03\x04" + rubbish + packed("a.txt")[-40:]
    try:
        look(with_head, "a.zip")
    except EvidenceIsProgram:
        return


def test_files_of_one_name_are_told_apart_in_a_folder():
    assert told_apart(["a.pdf", "A.pdf", "a.pdf", "b"]) == ["a.pdf", "A (2).pdf", "a (3).pdf", "b"]


def test_every_type_is_found_again_by_its_code():
    assert media_type("image/png").code == "image/png"
    assert media_type("of/tomorrow") is UNKNOWN
    assert replace(evidence("a"), name="b").name == "b"
