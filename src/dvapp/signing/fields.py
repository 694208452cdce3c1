"""Fills prepared text fields and gives fields their looks. Imports pyHanko; load it late."""

from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.form_tools import get_single_field_annot
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from dvapp.services.reports.paging import FieldFill
from dvapp.signing.revisions import FormField

_READ_ONLY = 1  # ISO 32000-1, table 221: the user may not change the value


def fill(writer: IncrementalPdfFileWriter, field: FormField, content: FieldFill) -> None:
    """Write a text into ``field`` and show it, read-only from now on.

    No ``/NeedAppearances``: a viewer that draws the text itself would take another font, and a change of the form's own
    dictionary would look suspicious to a verifier.
    """
    target = field.reference.get_object()
    target[pdf_name("/V")] = generic.TextStringObject(content.text)
    flags = int(target["/Ff"]) if "/Ff" in target else 0
    target[pdf_name("/Ff")] = generic.NumberObject(flags | _READ_ONLY)
    show(writer, target, content.appearance)
    writer.mark_update(field.reference)


def show(writer: IncrementalPdfFileWriter, field: generic.DictionaryObject, picture: bytes) -> None:
    """Make a one-page PDF the look of a field's only widget.

    The page becomes the normal appearance itself, its page box the appearance's: nothing scales it but a viewer whose
    field has another size. (pyHanko's own stamp styles put a margin of 5 points around it.)
    """
    widget = get_single_field_annot(field)
    page = writer.import_page_as_xobject(PdfFileReader(BytesIO(picture)))
    widget[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): page})
    widget.pop("/AS", None)
    writer.update_container(widget)
