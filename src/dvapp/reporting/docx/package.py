"""The file around a document: an empty one without anything of the library's template, and the same bytes each time.

python-docx starts from a template that carries 160 styles, a theme, a picture and the traces of an old Word. None of
it belongs to an official paper; what stays is the document, its styles and settings, and what they say of the file.
"""

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.rel import Relationships

LANGUAGE = "vi-VN"

_LONGEST = 255
"""Letters of a property that Word takes."""

LAYOUT_WORD = "dvapp-layout:"
"""Before the layout's code in the file's identifier."""

_KEPT = ("/officeDocument", "/styles", "/settings", "/core-properties")
"""Ends of the relationship types that stay; headers come later and are kept by themselves."""

_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

_SETTINGS = f"""<w:settings {_NAMES}>
<w:zoom w:percent="100"/>
<w:defaultTabStop w:val="567"/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification"
 w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
<w:compatSetting w:name="enableOpenTypeFeatures" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
</w:compat>
<w:themeFontLang w:val="{LANGUAGE}"/>
<w:decimalSymbol w:val=","/>
<w:listSeparator w:val=";"/>
</w:settings>"""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can tell: nothing inside says when it was packed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the file says of itself.

    :param when: the report's day, not the day of the export.
    :param layout: the layout profile it follows; the linter asks for it.
    """

    title: str
    layout: str
    author: str
    when: datetime


def empty_document(about: About) -> "Document":
    """A document without text, styles, theme or pictures."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    _keep(document.part.package.rels)
    _keep(document.part.rels)
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    for child in list(parse_xml(_SETTINGS)):
        settings.append(child)
    told = document.core_properties
    author = about.author[:_LONGEST]
    told.title, told.author, told.last_modified_by = about.title[:_LONGEST], author, author
    told.created = told.modified = about.when
    told.language, told.comments, told.keywords = LANGUAGE, "", ""
    told.identifier = f"{LAYOUT_WORD}{about.layout}"
    told.revision = 1
    return document


def _keep(relations: "Relationships") -> None:
    for key in [key for key, rel in relations.items() if not rel.reltype.endswith(_KEPT)]:
        del relations[key]


def mirror_margins(document: "Document") -> None:
    """Let left and right margin change sides on the back of each sheet."""
    from docx.oxml import OxmlElement

    settings = document.settings.element
    settings.insert(1, OxmlElement("w:mirrorMargins"))  # after the zoom, as the schema wants it


def packed(document: "Document") -> bytes:
    """The document's file: every part in the order of its name, with the same time, compressed alike."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w") as target:
        # Word wants the content types first.
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name), compresslevel=6)
    return out.getvalue()
