"""Who may write in the register, and what not even the store lets happen to it."""

from contextlib import nullcontext

import pytest
from sqlalchemy import text
from tests.services.registers import (
    begin,
    entered,
    wish,
)

from dvapp.db.register_health import register_faults
from dvapp.domain.accounts.account_errors import NotAllowed
from dvapp.domain.accounts.accounts import Account
from dvapp.domain.accounts.duties import Action, Duty
from dvapp.domain.register.numbers import State
from dvapp.services.register.lines import (
    amend_line,
    find_numbers,
)
from dvapp.services.register.numbering import (
    lease_number,
    return_number,
)
from dvapp.services.register.register_ports import NumberFilter
from dvapp.services.register.series import list_series
from dvapp.services.session import Session


def labels(session: Session, *states: State) -> list[str]:
    return [one.label for one in find_numbers(session, NumberFilter(states=frozenset(states)))]


@pytest.mark.parametrize("duty", list(Duty))
def test_only_the_clerk_numbers_and_registers(session, duty):
    begin(session)
    line = entered(session, "một")
    with session.changing(Action.MANAGE_ACCOUNTS) as work:
        work.accounts.put(Account(login="owner", name="Ai đó", duties=frozenset({duty})))
        work.commit()
    doings = (
        lambda: begin(session, "KH"),
        lambda: lease_number(session, wish("p2")),
        lambda: return_number(session, line.series, 2, reason="x"),
        lambda: entered(session, "hai"),
        lambda: amend_line(session, line.series, 1, {"note": "x"}, reason="x"),
    )
    for doing in doings:
        with nullcontext() if duty is Duty.CLERK else pytest.raises(NotAllowed):
            doing()
    assert labels(session, State.USED)[0] == "01-BC/BDVQU"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM numbers",
        "DELETE FROM number_events",
        "DELETE FROM number_series",
        "UPDATE numbers SET state = 'returned', issued = NULL, content = ''",
        "UPDATE numbers SET number = 2",
        "UPDATE numbers SET issued = '2018-07-01'",
        "UPDATE numbers SET paper = 'p2'",
        "UPDATE number_events SET reason = 'khác'",
        "UPDATE number_series SET first = 2",
        "INSERT INTO numbers SELECT * FROM numbers",
    ],
)
def test_not_even_sql_frees_a_used_number(session, statement):
    begin(session)
    entered(session, "một")
    with (
        pytest.raises(Exception, match=r"never|stays|UNIQUE|constraint"),
        session.store._engine.begin() as connection,
    ):
        connection.execute(text(statement))
    assert session.store.check().faults == ()


def test_the_check_of_the_store_finds_gaps_and_lost_guards(session):
    begin(session)
    for n in range(3):
        entered(session, str(n))
    with session.store._engine.begin() as connection:
        connection.execute(text("DROP TRIGGER numbers_are_kept"))
        connection.execute(text("DROP TRIGGER number_events_are_kept"))
        for table in ("number_events", "numbers"):
            connection.execute(text(f"DELETE FROM {table} WHERE number = 2"))
    assert set(session.store.check().faults) >= {"number_altered:" + list_series(session)[0].id + "/2"}
    with session.store._engine.connect() as connection:
        assert set(register_faults(connection)) == {"number_missing:BC/2", "register_unguarded"}
