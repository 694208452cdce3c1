"""Lists written to files, read back by a library of others."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from dvapp.app.tools import make_tools
from dvapp.domain.codes import KindCode
from dvapp.domain.errors import Cancelled, OutputIsInput
from dvapp.domain.recording.plain import read_record
from dvapp.domain.recording.searching import EVERYTHING, ListFilter, ListOrder
from dvapp.domain.recording.searching_errors import ListEmpty, ListFormUnknown
from dvapp.host.i18n import set_language
from dvapp.services.recording.record_list import export_list
from dvapp.services.recording.records import save_record
from dvapp.services.session import Session, new_record_id
from dvapp.services.stores import create_store
from dvapp.ui.records.list_words import list_words


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    set_language("vi")
    session = create_store(
        tmp_path_factory.mktemp("tep") / "ban.dvapp",
        board="005",
        year=2018,
        password="mat khau 123",
        tools=make_tools(),
    )
    kind = session.pack.kind("inspection")
    for day, values in (
        ("2018-05-01", {"theme": '=HYPERLINK("x")', "visits": 0, "conduct": "not_applicable"}),
        ("2018-05-02", {"theme": "@lệnh", "visits": 1234567, "conduct": 3, "units": ["00163"]}),
        ("2018-05-03", {"theme": "Kỷ luật; kỷ cương"}),
    ):
        plain = {"happened": day, "values": {"form": "self", **values}}
        save_record(
            read_record(kind, plain, record_id=new_record_id(), board=session.store.info.board),
            session=session,
        )
    other = session.pack.kind("commendation")
    filled: dict[str, object] = {**other.example, "unit": "005"}
    save_record(
        read_record(other, filled, record_id=new_record_id(), board=session.store.info.board), session=session
    )
    yield session
    session.store.close()


def write(session, path, filter_=EVERYTHING, step=None):
    order = ListOrder(descending=False)
    return export_list(session, path, words=list_words(), filter_=filter_, order=order, step=step)


def test_each_kind_has_a_sheet_and_values_keep_their_types(board, tmp_path):
    path = tmp_path / "danh sách.xlsx"
    assert write(board, path) == 4
    book = CalamineWorkbook.from_path(path)
    assert len(book.sheet_names) == 3
    assert len(book.get_sheet_by_index(0).to_python()) == 5
    name = next(n for n in book.sheet_names[1:] if "kiểm tra" in n)
    head, *lines = book.get_sheet_by_name(name).to_python()
    visits = next(n for n, title in enumerate(head) if str(title).startswith("Số lượt đơn vị"))
    conduct = next(n for n, title in enumerate(head) if str(title).startswith("Quy tắc ứng xử"))
    assert [line[visits] for line in lines] == [0, 1234567, ""]
    assert lines[0][conduct] != lines[1][conduct] != lines[2][conduct] == ""
    assert isinstance(lines[0][conduct], str)
    assert [line[0] for line in lines] == [date(2018, 5, 1), date(2018, 5, 2), date(2018, 5, 3)]
    assert "Phường Mai Dịch" in lines[1]


def test_no_text_is_a_formula(board, tmp_path):
    path = tmp_path / "l.xlsx"
    write(board, path)
    with ZipFile(path) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    write(board, tmp_path / "l.csv", ListFilter(kind=KindCode("inspection")))
    rows = list(csv.reader(io.StringIO((tmp_path / "l.csv").read_text("utf-8-sig")), delimiter=";"))
    cells = {cell for row in rows for cell in row}
    assert '\'=HYPERLINK("x")' in cells
    assert "'@lệnh" in cells
    assert "Kỷ luật; kỷ cương" in cells
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_a_file_that_was_stopped_leaves_nothing(board, tmp_path):
    for name in ("l.xlsx", "l.csv"):

        def stop(_done, _of):
            raise Cancelled

        with pytest.raises(Cancelled):
            write(board, tmp_path / name, step=stop)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_refused(board, tmp_path):
    with pytest.raises(ListEmpty):
        write(board, tmp_path / "l.xlsx", ListFilter(words="khôngcó"))
    with pytest.raises(ListFormUnknown):
        write(board, tmp_path / "l.pdf")
    linked = tmp_path / "kho.xlsx"
    linked.symlink_to(board.store.path)
    with pytest.raises(OutputIsInput):
        write(board, linked)
    assert board.store.check().faults == ()
