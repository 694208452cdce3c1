"""Tables and migrations say the same, and a later revision changes a store whole or not at all."""

import subprocess
import sys
from dataclasses import replace
from textwrap import dedent

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from tests.db.made import PASSWORD, environment, record, sha256

from dvapp.db import keyring, migrate
from dvapp.db.engine import make_engine
from dvapp.db.import_rows import read_rows
from dvapp.db.keys import unwrap_key
from dvapp.db.tables import metadata
from dvapp.domain.codes import KindCode, RecordId
from dvapp.domain.errors import StoreDamaged, StoreNewer
from dvapp.domain.sheets.imports import Import, ImportedRow, SavedMapping

BEFORE = {"unit": "hn", "happened": "2018-05-29", "values": {"visits": 3}}
ROW = ImportedRow(
    record=RecordId("r1"), before=BEFORE, after="d" * 64, cells=(("B2", "3"), ("C2", "Mai Dịch"))
)
IMPORT = Import(
    id="i1",
    file="đơn thư.xlsx",
    sha256="a" * 64,
    kind=KindCode("petitions"),
    sheet="Biểu 1",
    count=1,
    rows=(ROW,),
)
MAPPING = SavedMapping(
    head="b" * 64, kind=KindCode("petitions"), columns=(("KN", "complaints"), ("STT", "")), file="x.xlsx"
)
DDL = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name != 'alembic_version'"


def ddl(engine) -> set[tuple[str, ...]]:
    with engine.connect() as connection:
        return {(row[0], row[1], " ".join(row[2].split())) for row in connection.execute(text(DDL))}


def take_back(connection, revision: str) -> None:
    """Leave only what stores of a revision had."""
    engine = create_engine("sqlite://")
    with engine.begin() as made:
        config = Config(attributes={"connection": made})
        config.set_main_option("script_location", str(migrate.SCRIPTS).replace("%", "%%"))
        command.upgrade(config, revision)
        then = {row[1] for row in made.execute(text(DDL))}
        command.upgrade(config, "head")
        newer = {row[1] for row in made.execute(text(DDL))} - then
    engine.dispose()
    while there := [row for row in connection.execute(text(DDL)) if row[1] in newer]:
        # a virtual table takes its own tables along, and a table its indexes
        there.sort(key=lambda row: ("VIRTUAL" not in row[2], row[0] != "table"))
        connection.execute(text(f"DROP {there[0][0]} {there[0][1]}"))
    connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_migrations_make_the_tables_that_the_program_knows():
    by_migrations, by_tables = create_engine("sqlite://"), create_engine("sqlite://")
    with by_migrations.begin() as connection:
        migrate.upgrade(connection)
    metadata.create_all(by_tables)
    assert ddl(by_migrations) == ddl(by_tables)
    by_migrations.dispose()
    by_tables.dispose()


def test_the_known_head_is_the_last_revision():
    assert ScriptDirectory(str(migrate.SCRIPTS)).get_heads() == [migrate.HEAD]


def test_the_tables_can_be_said_in_postgresql():
    dialect = postgresql.dialect()
    for table in metadata.sorted_tables:
        assert "SERIAL" not in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert len(str(index.name)) < 63
            assert str(CreateIndex(index).compile(dialect=dialect))


def test_every_constraint_has_its_name():
    for table in metadata.sorted_tables:
        assert all(constraint.name for constraint in table.constraints)


@pytest.mark.slow
def test_an_ordinary_start_needs_no_alembic(closed):
    script = f"""
        import sys
        from pathlib import Path
        from dvapp.db.stores import SqlStores
        from dvapp.host.clock import SystemClock
        store = SqlStores(SystemClock()).open(Path({str(closed)!r}), {PASSWORD!r})
        with store.unit_of_work() as uow:
            uow.records.all()
        store.close()
        print("alembic" in sys.modules)
    """
    told = subprocess.run(
        [sys.executable, "-c", dedent(script)], check=True, capture_output=True, text=True, env=environment()
    )
    assert told.stdout.strip() == "False"


# --- a later revision ------------------------------------------------------------------------------------------------

FAMILY = """
    op.create_table("parents", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Integer))
    op.create_table("children", sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent", sa.Integer, sa.ForeignKey("parents.id", ondelete="CASCADE"), nullable=False))
    op.execute("INSERT INTO parents VALUES (1, 2)")
    op.execute("INSERT INTO children VALUES (1, 1)")
"""
REBUILT = """
    with op.batch_alter_table("parents", recreate="always") as table:
        table.alter_column("a", new_column_name="b")
"""


@pytest.fixture
def scripts(tmp_path):
    """The program's revisions, to which later ones can be added."""
    folder = tmp_path / "100% later"
    (folder / "versions").mkdir(parents=True)
    for path in (migrate.SCRIPTS / "env.py", *(migrate.SCRIPTS / "versions").glob("r*.py")):
        (folder / path.relative_to(migrate.SCRIPTS)).write_bytes(path.read_bytes())

    def add(revision, before, *lines):
        head = f"import sqlalchemy as sa\nfrom alembic import op\nrevision = {revision!r}\ndown_revision = {before!r}\n"
        body = "def upgrade():\n" + "".join(f"{line}\n" for line in lines)
        (folder / "versions" / f"r{revision}.py").write_text(head + body)
        return folder

    return add


@pytest.fixture
def opened(stores, store, path):
    """A closed store with two records: its file, key and wraps."""
    with store.unit_of_work() as uow:
        uow.records.put(record(1))
        uow.records.put(record(2))
        uow.commit()
    store.close()
    wraps = keyring.read(path).wraps
    key = unwrap_key(wraps, PASSWORD)[0]  # type: ignore[index]  # it opens
    return path, key, wraps


def rows(path, key, query):
    engine = make_engine(path, key)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def test_children_survive_when_their_parent_is_made_anew(stores, opened, scripts):
    path, key, wraps = opened
    scripts("0007", "0006", FAMILY)
    folder = scripts("0008", "0007", REBUILT)
    copy = migrate.bring_up_to_date(path, key, wraps, "0006", scripts=folder)
    assert rows(path, key, "SELECT version_num FROM alembic_version") == [("0008",)]
    assert rows(path, key, "SELECT b FROM parents") == [(2,)]
    assert rows(path, key, "SELECT count(*) FROM children") == [(1,)]
    assert keyring.read(path).whole
    before = stores.open(copy, PASSWORD)
    assert (before.check().records, before.check().faults) == (2, ())
    before.close()
    # the program, which knows nothing of 0008, leaves such a store alone
    untouched = sha256(path)
    with pytest.raises(StoreNewer):
        stores.open(path, PASSWORD)
    assert sha256(path) == untouched


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        ('    op.add_column("drafts", sa.Column("x", sa.Integer))\n    1 / 0', ZeroDivisionError),
        (FAMILY + '    op.execute("INSERT INTO children VALUES (2, 7)")', StoreDamaged),
        ('    op.execute("DELETE FROM records")', StoreDamaged),
        ('    op.drop_table("records")', StoreDamaged),
    ],
)
def test_a_revision_that_goes_wrong_changes_nothing(stores, opened, scripts, lines, refusal):
    path, key, wraps = opened
    folder = scripts("0007", "0006", lines)
    with pytest.raises(refusal):
        migrate.bring_up_to_date(path, key, wraps, "0006", scripts=folder)
    store = stores.open(path, PASSWORD)
    assert (store.check().records, store.check().faults) == (2, ())
    store.close()


def test_a_second_copy_does_not_replace_the_first(opened, scripts):
    path, key, wraps = opened
    folder = scripts("0007", "0006", "    1 / 0")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            migrate.bring_up_to_date(path, key, wraps, "0006", scripts=folder)
    copies = sorted(found.name for found in path.parent.glob("*before*"))
    assert copies == [f"{path.stem}.before-0006-2.dvapp", f"{path.stem}.before-0006.dvapp"]


def test_a_store_without_its_own_row_is_damaged(stores, opened):
    path, key, _ = opened
    engine = make_engine(path, key)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM store"))
    with pytest.raises(StoreDamaged):
        stores.open(path, PASSWORD)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    engine.dispose()
    with pytest.raises(StoreDamaged):
        stores.open(path, PASSWORD)


def test_foreign_keys_are_on_in_ordinary_work(opened):
    path, key, _ = opened
    assert rows(path, key, "PRAGMA foreign_keys") == [(1,)]
    assert rows(path, key, "PRAGMA synchronous") == [(2,)]
    assert rows(path, key, "PRAGMA journal_mode") == [("wal",)]
    assert rows(path, key, "PRAGMA auto_vacuum") == [(0,)]


def test_a_store_from_before_imports_could_be_undone_opens_and_can_import(stores, opened):
    path, key, _ = opened
    engine = make_engine(path, key)
    with engine.begin() as connection:
        take_back(connection, "0001")
    engine.dispose()
    store = stores.open(path, PASSWORD)
    with store.unit_of_work() as uow:
        assert (len(uow.records.all()), uow.imports.all(), uow.mappings.all()) == (2, (), ())
        uow.imports.put(IMPORT)
        uow.mappings.put(MAPPING)
        uow.commit()
    with store.unit_of_work() as uow:
        (listed,) = uow.imports.all()
        assert (listed.count, listed.rows, listed.undone_at) == (1, (), None)
        assert uow.imports.get(IMPORT.id) == replace(IMPORT, done_at=listed.done_at)
        assert uow.mappings.all() == (MAPPING,)
    assert store.check().faults == ()
    store.close()
    assert path.with_name(f"{path.stem}.before-0001.dvapp").exists()


def test_an_import_or_mapping_changed_from_outside_is_told(stores, opened):
    path, key, _ = opened
    store = stores.open(path, PASSWORD)
    with store.unit_of_work() as uow:
        uow.imports.put(IMPORT)
        uow.mappings.put(MAPPING)
        uow.commit()
    store.close()
    engine = make_engine(path, key)
    with engine.begin() as connection:
        connection.execute(text("UPDATE imports SET kept = 7"))
        connection.execute(text("UPDATE mappings SET content = '{'"))
    engine.dispose()
    store = stores.open(path, PASSWORD)
    assert set(store.check().faults) == {f"import_altered:{IMPORT.id}", f"mapping_unreadable:{MAPPING.head}"}
    with pytest.raises(StoreDamaged), store.unit_of_work() as uow:
        uow.mappings.all()
    store.close()


def test_what_was_imported_from_cells_reads_back_as_it_was():
    with pytest.raises(ValueError, match="rows of an import"):
        read_rows('{"rows": [{}]}')
