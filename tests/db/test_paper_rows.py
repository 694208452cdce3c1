"""Papers in the file: their steps are only ever added, whoever writes, and what was kept is what comes out."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from dvapp.db.canonical import canonical
from dvapp.db.paper_rows import PIECE, plain_step, read_step, unpacked
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.chain.chain_errors import PaperContentDamaged
from dvapp.domain.chain.papers import Paper, Place, Relation, Step
from dvapp.domain.chain.steps import State, StepKind
from dvapp.domain.codes import ReportKindCode
from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.verification import Level
from dvapp.domain.values import DateSpan

NOW = datetime(2019, 1, 15, 8, 0, tzinfo=UTC)
PERIOD = parse_period("2018")


def step(seq: int = 1, kind: StepKind = StepKind.BEGIN, state: State = State.DRAFT, **more: Any) -> Step:
    return Step(paper="p1", seq=seq, version=1, kind=kind, state=state, login="owner", at=NOW, **more)


def paper(*steps: Step, paper_id: str = "p1", **more: Any) -> Paper:
    return Paper(
        id=paper_id,
        kind=ReportKindCode("BC06"),
        period=PERIOD,
        begun_at=NOW,
        steps=steps or (step(),),
        **more,
    )


def tamper(store: Any, statement: str) -> None:
    """Write past the program, as somebody with the key could."""
    with store._engine.begin() as connection:
        connection.execute(text(statement))


def rows_of(store: Any) -> list[Any]:
    with store._engine.connect() as connection:
        return list(connection.execute(text("SELECT * FROM paper_steps")).fetchall())


def keep(store: Any, *steps: Step) -> None:
    with store.unit_of_work() as work:
        work.papers.begin(paper(*steps), PERIOD.span)
        work.commit()


ISSUED = (
    step(),
    step(2, StepKind.SEAL, State.SEALED, locks=PERIOD.span, shown="12-BC/BDVQU"),
    step(3, StepKind.ISSUE, State.ISSUED, locks=PERIOD.span, shown="12-BC/BDVQU"),
)


def test_papers_come_back_as_they_were_kept(store):
    with store.unit_of_work() as work:
        data = work.papers.keep(b"{}", packed=True)
        work.commit()
    rich = step(
        2, StepKind.RETURN, State.RETURNED, reason="Sai", place=Place(section="a", paragraph=0),
        deadline=date(2019, 1, 20), role=Role.DEPUTY, findings=0, day=date(2019, 1, 16),
        as_of=date(2018, 12, 31), data=data, last_write=0, alone=True, name="Nguyễn",
    )  # fmt: skip
    keep(store, step(), rich)
    other = paper(replace(step(), paper="p2"), paper_id="p2", follows="p1", relation=Relation.CORRECTS)
    with store.unit_of_work() as work:
        work.papers.begin(other, PERIOD.span)
        work.commit()
    with store.reading() as read:
        assert read.papers.get("p1") == paper(step(), rich)
        assert read.papers.all() == (other, paper(step(), rich))
        assert read.papers.get("p3") is None
    assert store.check().faults == ()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
@pytest.mark.parametrize("packed", [True, False])
def test_contents_of_any_size_come_back_whole(store, size: int, packed: bool):
    content = hashlib.sha256(b"x").digest() * (size // 32 + 1)
    with store.unit_of_work() as work:
        sha256 = work.papers.keep(content[:size], packed=packed)
        assert work.papers.keep(content[:size], packed=packed) == sha256
        work.commit()
    with store.reading() as read:
        assert read.papers.content(sha256) == content[:size]
        with pytest.raises(PaperContentDamaged):
            read.papers.content("0" * 64)
    assert store.check().faults == ()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM papers",
        "DELETE FROM paper_steps",
        "DELETE FROM paper_contents",
        "DELETE FROM paper_pieces",
        "UPDATE papers SET period = '2017'",
        "UPDATE paper_steps SET state = 'draft'",
        "UPDATE paper_steps SET content = '{}'",
        "UPDATE paper_contents SET size = 1",
        "UPDATE paper_pieces SET content = x'00'",
        "INSERT INTO paper_steps VALUES ('p1', 9, 'reopen', 'draft', '{}', '2019-01-15T08:00:00.000000Z')",
        "INSERT INTO paper_steps VALUES ('p1', 4, 'reopen', 'draft', '{}', '2019-01-15T08:00:00.000000Z')",
        "INSERT INTO paper_steps VALUES ('p1', 4, 'timestamp', 'draft', '{}', '2019-01-15T08:00:00.000000Z')",
        "INSERT INTO paper_steps VALUES ('p1', 4, 'register', 'draft', '{}', '2019-01-15T08:00:00.000000Z')",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_issued(store, statement: str):
    keep(store, *ISSUED)
    with store.unit_of_work() as work:
        work.papers.keep(b"%PDF-", packed=False)
        work.commit()
    before = rows_of(store)
    with pytest.raises(Exception, match=r"stay as they are|follow one another|has ended"):
        tamper(store, statement)
    assert rows_of(store) == before


def test_a_paper_that_went_out_may_get_a_timestamp_and_nothing_else(store):
    said = {"locks": PERIOD.span, "shown": "12-BC/BDVQU"}
    dated = step(4, StepKind.TIMESTAMP, State.ISSUED, level=Level.LTA, received=True, **said)
    entered = step(5, StepKind.REGISTER, State.REGISTERED, **said)
    again = step(6, StepKind.TIMESTAMP, State.REGISTERED, level=Level.B, **said)
    keep(store, *ISSUED, dated, entered, again)
    with store.reading() as read:
        kept = read.papers.get("p1")
    assert kept == paper(*ISSUED, dated, entered, again)
    assert kept.undated
    values = "('p1', 7, '{}', '{}', '{{}}', '2019-01-15T08:00:00.000000Z')"
    for kind, state in (("register", "registered"), ("seal", "registered"), ("timestamp", "issued")):
        with pytest.raises(Exception, match="has ended"):
            tamper(store, f"INSERT INTO paper_steps VALUES {values.format(kind, state)}")
    assert store.check().faults == ()


def test_a_missing_guard_and_a_damaged_content_are_found(store):
    with store.unit_of_work() as work:
        sha256 = work.papers.keep(b"%PDF-" * 9, packed=False)
        work.papers.begin(paper(step(pdf=sha256)), PERIOD.span)
        work.commit()
    tamper(store, "DROP TRIGGER paper_pieces_unchanged")
    assert store.check().faults == ("papers_unguarded",)
    tamper(store, "UPDATE paper_pieces SET content = x'00'")
    assert set(store.check().faults) == {"papers_unguarded", "paper_damaged:BC06/2018"}
    tamper(store, "DROP TRIGGER paper_steps_unchanged")
    tamper(store, "UPDATE paper_steps SET state = 'issued'")
    assert "paper_altered:p1/1" in store.check().faults


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
STEPS = st.builds(
    Step,
    paper=st.just("p1"),
    seq=st.integers(1, 99),
    version=st.integers(1, 9),
    kind=st.sampled_from(StepKind),
    state=st.sampled_from(State),
    login=TEXTS.filter(bool),
    name=TEXTS,
    alone=st.booleans(),
    at=st.just(NOW),
    reason=TEXTS,
    place=st.none() | st.builds(Place, section=TEXTS, paragraph=st.none() | st.integers(0, 9), code=TEXTS),
    deadline=st.none() | st.dates(),
    role=st.none() | st.sampled_from(Role),
    number=st.none() | st.integers(0, 99_999),
    findings=st.none() | st.integers(0, 9),
    as_of=st.none() | st.dates(),
    last_write=st.none() | st.integers(0, 9),
    locks=st.none() | st.dates().map(lambda day: DateSpan(since=day, until=day)),
)


@given(STEPS)
def test_a_step_reads_back_as_it_was_written(one: Step):
    row = {
        "paper": one.paper,
        "seq": one.seq,
        "kind": one.kind.value,
        "state": one.state.value,
        "content": canonical(plain_step(one)),
        "done_at": one.at,
    }
    assert read_step(row) == one


def test_what_is_not_of_our_writing_is_told():
    with pytest.raises(ValueError, match="compressed"):
        unpacked("zlib", b"no")
    with pytest.raises(ValueError, match="step"):
        read_step(
            {"content": "[]", "paper": "p", "seq": 1, "kind": "begin", "state": "draft", "done_at": NOW}
        )
