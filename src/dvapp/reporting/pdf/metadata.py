"""What a file says of itself, as XMP (ISO 16684-1; ISO 19005-3, 6.6)."""

from dataclasses import dataclass
from datetime import datetime

_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told. ``conformance``: the letter of PDF/A-3, "A" or "B"."""

    title: str
    author: str
    language: str
    program: str
    when: datetime
    conformance: str


def xmp_packet(told: Told) -> bytes:
    """The packet."""
    spaces = "".join(f'\n    xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
    when = told.when.isoformat()
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""{spaces}>
   <pdfaid:part>3</pdfaid:part>
   <pdfaid:conformance>{told.conformance}</pdfaid:conformance>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(told.title)}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{escape(told.author)}</rdf:li></rdf:Seq></dc:creator>
   <dc:language><rdf:Bag><rdf:li>{escape(told.language)}</rdf:li></rdf:Bag></dc:language>
   <xmp:CreateDate>{when}</xmp:CreateDate>
   <xmp:ModifyDate>{when}</xmp:ModifyDate>
   <xmp:MetadataDate>{when}</xmp:MetadataDate>
   <xmp:CreatorTool>{escape(told.program)}</xmp:CreatorTool>
   <pdf:Producer>{escape(told.program)}</pdf:Producer>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


def escape(text: str) -> str:
    """Text as XML wants it. The library's own function would load a web client for this."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def pdf_date(when: datetime) -> str:
    """A PDF date (ISO 32000-1, 7.9.4)."""
    zone = when.strftime("%z")
    return f"D:{when:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:]}'"
