"""Blank forms as workbooks: locked heads, cells that take only what fits, and a sheet that explains every column."""

import io
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from dvapp.domain.papers.showing import period_words
from dvapp.domain.recording.kinds import Field, FieldType
from dvapp.domain.sheets.blank_forms import BlankForm
from dvapp.domain.sheets.cells import address

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FORM_SHEET, HELP_SHEET = "Biểu", "Hướng dẫn"
UNIT_HEAD, DAY_HEADS = "Đơn vị", ("Từ ngày", "Đến ngày")
_HEAD_ROW = 3
_LONGEST_LIST = 255
"""Characters of a drop-down list that Excel takes."""
_LISTS = 3
"""The first column of the help sheet with the answers of a longer list."""
_FONT = {"font_name": "Times New Roman", "font_size": 12}


def blank_form(form: BlankForm) -> bytes:
    """The form as XLSX; the same bytes for the same form."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(form.period.year, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        _write_form(book, book.add_worksheet(FORM_SHEET), form)
        _write_help(book, book.add_worksheet(HELP_SHEET), form)
    return content.getvalue()


def _write_form(book: "Workbook", sheet: "Worksheet", form: BlankForm) -> None:
    head = book.add_format(
        {
            **_FONT,
            "bold": True,
            "border": 1,
            "text_wrap": True,
            "align": "center",
            "valign": "vcenter",
            "bg_color": "#E8EEF5",
        }
    )
    fixed = book.add_format({**_FONT, "border": 1})
    sheet.write_string(0, 0, form.mark, book.add_format({**_FONT, "font_size": 9, "font_color": "#666666"}))
    title = _nfc(f"{form.kind.plural.vi} {period_words(form.period)}")
    sheet.write_string(1, 0, title, book.add_format({**_FONT, "bold": True, "font_size": 14}))
    sheet.write_string(2, 0, _nfc(f"Gửi: {form.board}"), book.add_format({**_FONT, "italic": True}))
    days = () if form.happened else DAY_HEADS
    heads = [UNIT_HEAD, *days, *(_headed(field) for field in form.columns)]
    for column, said in enumerate(heads):
        sheet.write_string(_HEAD_ROW, column, _nfc(said), head)
    sheet.set_default_row(21)
    sheet.set_row(_HEAD_ROW, 64)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(heads) - 1, 15)
    last = _HEAD_ROW + len(form.units) * form.rows_for_each
    for number in range(_HEAD_ROW + 1, last + 1):
        unit = form.units[(number - _HEAD_ROW - 1) // form.rows_for_each]
        sheet.write_string(number, 0, _nfc(unit.name), fixed)
    lists = {str(field.code): place for field, place in _listed(form)}
    for column, field in enumerate((*([None] * len(days)), *form.columns), start=1):
        if field is not None and field.of_indicators:
            _write_named(sheet, column, form, fixed)
        else:
            _write_column(book, sheet, column, field, last, lists)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_named(sheet: "Worksheet", column: int, form: BlankForm, fixed: "Format") -> None:
    """The figures that every unit is asked for, one a row; they are not to be changed."""
    sheet.set_column(column, column, 60)
    for number in range(len(form.units) * len(form.named)):
        said = form.named[number % len(form.named)]
        sheet.write_string(_HEAD_ROW + 1 + number, column, _nfc(said), fixed)


def _write_column(
    book: "Workbook",
    sheet: "Worksheet",
    column: int,
    field: Field | None,
    last: int,
    lists: Mapping[str, str],
) -> None:
    """Unlocked cells, and what may be typed there; ``None``: a column of days."""
    look = book.add_format({**_FONT, "border": 1, "locked": False, **_number_form(field)})
    for row in range(_HEAD_ROW + 1, last + 1):
        sheet.write_blank(row, column, None, look)
    if (rule := _rule(field, lists)) is not None:
        sheet.data_validation(_HEAD_ROW + 1, column, last, column, rule)


def _number_form(field: Field | None) -> dict[str, str]:
    match field.type if field else FieldType.DATE:
        case FieldType.INTEGER:
            return {"num_format": "#,##0"}
        case FieldType.DATE:
            return {"num_format": "dd/mm/yyyy"}
        case FieldType.TEXT | FieldType.LONG_TEXT:
            return {"num_format": "@"}
        case _:
            return {}


def _rule(field: Field | None, lists: Mapping[str, str]) -> dict[str, Any] | None:
    """``lists``: where answers stand that do not fit into a rule, by the field's code."""
    if field is None or field.type is FieldType.DATE:
        return {
            "validate": "date",
            "criteria": ">=",
            "value": date(2000, 1, 1),
            "error_title": "Không phải ngày",
            "error_message": "Ghi theo dạng ngày/tháng/năm.",
        }
    if field.type.numeric:
        # Where “không áp dụng” is an answer, a word must be possible: Excel then only warns.
        return {
            "validate": "integer" if field.type is FieldType.INTEGER else "decimal",
            "criteria": ">=",
            "value": field.minimum if field.minimum is not None else 0,
            "error_type": "warning" if field.may_not_apply else "stop",
            "error_title": "Không phải số",
            "error_message": "Chỉ ghi số; để trống nếu chưa có số liệu.",
        }
    if field.code in lists:
        return {"validate": "list", "source": lists[field.code]}
    return {"validate": "list", "source": _answers(field)} if field.choices else None


def _answers(field: Field) -> list[str]:
    return [_nfc(choice.label.vi) for choice in field.choices]


def _listed(form: BlankForm) -> Iterator[tuple[Field, str]]:
    """Fields whose answers are too long for a rule, or have commas, which would part them: with the cells they stand in.

    They stand right of the help, a column for each.
    """
    column = _LISTS
    for field in form.columns:
        said = _answers(field)
        if field.of_indicators or (
            len(",".join(said)) <= _LONGEST_LIST and not any("," in one for one in said)
        ):
            continue
        letters = address(0, column)[:-1]
        yield field, f"='{HELP_SHEET}'!${letters}$2:${letters}${len(said) + 1}"
        column += 1


def _write_help(book: "Workbook", sheet: "Worksheet", form: BlankForm) -> None:
    bold = book.add_format({**_FONT, "bold": True})
    plain = book.add_format({**_FONT, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    lines: list[tuple[str, str, Format]] = [
        (
            "Cách điền",
            "Mỗi dòng một việc hoặc một tháng của đơn vị đã ghi sẵn. Không sửa tiêu đề, không thêm cột.",
            plain,
        ),
        ("Để trống", "Chưa có số liệu. Không ghi dấu gạch.", plain),
        ("Số 0", "Đã đếm và không có.", plain),
        ("Không áp dụng", "Ghi “không áp dụng” khi việc không phát sinh ở đơn vị.", plain),
    ]
    for field in form.columns:
        said = field.help.vi
        if field.choices and not field.of_indicators:
            said = f"{said} Chọn: {'; '.join(choice.label.vi for choice in field.choices)}."
        lines.append((_headed(field), said, plain))
    for row, (head, said, look) in enumerate(lines):
        sheet.write_string(row, 0, _nfc(head), bold)
        sheet.write_string(row, 1, _nfc(said), look)
    sheet.print_area(0, 0, len(lines) - 1, 1)
    for column, (field, _place) in enumerate(_listed(form), start=_LISTS):
        sheet.set_column(column, column, 34)
        for row, answer in enumerate((_headed(field), *_answers(field))):
            sheet.write_string(row, column, _nfc(answer), plain if row else bold)
    sheet.protect("")


def _headed(field: Field) -> str:
    return f"{field.label.vi} ({field.unit.vi})" if field.unit.vi else field.label.vi


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
