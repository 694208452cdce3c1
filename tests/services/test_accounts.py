"""Who may open a store, and what each may do there."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.staff import PASSWORDS, Staff, staff_tools

from dvapp.domain.accounts.account_errors import (
    AccountNameMissing,
    AccountUnknown,
    DutiesClash,
    DutiesMissing,
    LastAdministrator,
    LoginInvalid,
    LoginNeeded,
    LoginTaken,
    NotAllowed,
    PasswordToChange,
    TooManyAccounts,
)
from dvapp.domain.accounts.duties import APART, MAY, Action, Duty, clash
from dvapp.domain.errors import PasswordTooShort, WrongPassword
from dvapp.services.accounts.accounts import (
    add_account,
    change_account,
    change_password,
    give_password,
    list_accounts,
    shut_account,
)
from dvapp.services.stores import create_store, open_session


@pytest.fixture
def staff(tmp_path) -> Iterator[Staff]:
    made = Staff.copied(tmp_path / "phòng làm việc")
    yield made
    made.close()


def test_a_new_store_has_one_account_that_may_do_everything(tmp_path) -> None:
    blank = create_store(
        tmp_path / "x.dvapp", board="005", year=2018, password="đủ dài rồi đó", tools=staff_tools()
    )
    assert blank.actor.alone
    assert all(blank.actor.may(action) for action in Action)
    (owner,) = list_accounts(blank)
    assert (owner.login, owner.duties) == ("owner", frozenset(Duty))
    blank.store.close()


def test_with_the_first_further_account_the_owner_only_keeps_the_accounts(staff) -> None:
    owner = staff.session("owner")
    assert owner.actor.duties == {Duty.ADMINISTRATOR}
    with pytest.raises(NotAllowed) as refusal:
        owner.changing(Action.RECORD)
    assert refusal.value.details == {"action": "record", "duties": "deputy,leader,officer"}


@pytest.mark.parametrize("action", Action, ids=lambda one: one.value)
@pytest.mark.parametrize("login", PASSWORDS)
def test_each_duty_may_do_what_the_table_says_and_nothing_else(staff_read, login, action) -> None:
    session = staff_read.session(login)
    (duty,) = session.actor.duties
    if duty in MAY[action]:
        session.require(action)
        return
    with pytest.raises(NotAllowed) as refusal:
        session.require(action)
    assert refusal.value.where == login


@pytest.fixture(scope="module")
def staff_read(tmp_path_factory) -> Iterator[Staff]:
    made = Staff.copied(tmp_path_factory.mktemp("ma trận"))
    yield made
    made.close()


def test_every_write_names_the_login_of_its_writer(staff) -> None:
    officer = staff.session("chuyenvien")
    with officer.changing(Action.ARRANGE) as work:
        assert work.transaction.actor == "chuyenvien"


def test_a_store_with_several_accounts_asks_whose_password_it_is(staff) -> None:
    with pytest.raises(LoginNeeded) as refusal:
        open_session(staff.path, PASSWORDS["owner"], tools=staff.tools)
    assert refusal.value.details["logins"] == ", ".join(sorted(PASSWORDS))


def test_the_password_of_another_account_opens_nothing(staff) -> None:
    with pytest.raises(WrongPassword):
        open_session(staff.path, PASSWORDS["vanthu"], tools=staff.tools, login="chuyenvien")
    with pytest.raises(AccountUnknown):
        open_session(staff.path, PASSWORDS["vanthu"], tools=staff.tools, login="nguoi-la")


def test_a_first_password_must_be_changed_before_anything_else(staff) -> None:
    owner = staff.session("owner")
    add_account(owner, "moi", name="Lê Văn Mới", duties=[Duty.OFFICER], password="cấp lần đầu")
    with pytest.raises(PasswordToChange):
        open_session(staff.path, "cấp lần đầu", tools=staff.tools, login="moi")
    with pytest.raises(PasswordTooShort):
        change_password(staff.path, "cấp lần đầu", "ngắn", tools=staff.tools, login="moi")
    change_password(staff.path, "cấp lần đầu", "của riêng tôi", tools=staff.tools, login="moi")
    session = open_session(staff.path, "của riêng tôi", tools=staff.tools, login="moi")
    assert session.actor.name == "Lê Văn Mới"
    session.store.close()


def test_a_shut_account_opens_no_more_and_its_open_window_writes_no_more(staff) -> None:
    owner, officer = staff.session("owner"), staff.session("chuyenvien")
    shut_account(owner, "chuyenvien")
    with pytest.raises(AccountUnknown):
        officer.changing(Action.RECORD)
    with pytest.raises(AccountUnknown):
        open_session(staff.path, PASSWORDS["chuyenvien"], tools=staff.tools, login="chuyenvien")
    give_password(owner, "chuyenvien", "mở lại lần nữa")
    with pytest.raises(PasswordToChange):
        open_session(staff.path, "mở lại lần nữa", tools=staff.tools, login="chuyenvien")


def test_a_password_whose_account_never_came_into_the_list_opens_nothing(tmp_path) -> None:
    tools = staff_tools()
    session = create_store(
        tmp_path / "ban.dvapp", board="005", year=2018, password="chỉ một mình", tools=tools
    )
    session.store.give_password("moi", "đủ dài rồi đó")
    with pytest.raises(AccountUnknown):
        open_session(session.store.path, "đủ dài rồi đó", tools=tools, login="moi")
    session.store.close()


def test_changed_duties_count_in_a_window_that_is_open_already(staff) -> None:
    owner, officer = staff.session("owner"), staff.session("chuyenvien")
    change_account(owner, "chuyenvien", duties=[Duty.CLERK])
    with pytest.raises(NotAllowed):
        officer.changing(Action.RECORD)
    officer.changing(Action.NUMBER)


def test_what_an_account_cannot_be_is_refused_and_nothing_is_kept(staff) -> None:
    owner = staff.session("owner")
    before = list_accounts(owner)
    wish: dict[str, Any] = {"name": "A", "duties": [Duty.OFFICER], "password": "đủ dài rồi đó"}
    for refusal, login, more in (
        (LoginInvalid, "Chuyên viên", {}),
        (LoginInvalid, "", {}),
        (LoginInvalid, "-a", {}),
        (LoginTaken, "vanthu", {}),
        (LoginTaken, "owner", {}),
        (AccountNameMissing, "a", {"name": "  "}),
        (DutiesMissing, "a", {"duties": []}),
        (DutiesClash, "a", {"duties": [Duty.LEADER, Duty.CLERK]}),
        (PasswordTooShort, "a", {"password": "ngắn"}),
    ):
        with pytest.raises(refusal):
            add_account(owner, login, **{**wish, **more})
    assert list_accounts(owner) == before
    assert staff.tools.stores.logins(staff.path) == tuple(sorted(PASSWORDS))


def test_somebody_is_always_left_to_keep_the_accounts(staff) -> None:
    owner = staff.session("owner")
    with pytest.raises(LastAdministrator):
        shut_account(owner, "owner")
    with pytest.raises(LastAdministrator):
        change_account(owner, "owner", duties=[Duty.OFFICER])
    add_account(owner, "it", name="Trần Quản Trị", duties=[Duty.ADMINISTRATOR], password="đủ dài rồi đó")
    shut_account(owner, "owner")
    assert staff.tools.stores.logins(staff.path) == tuple(sorted({*PASSWORDS, "it"} - {"owner"}))


def test_a_full_keyring_is_said_and_every_password_still_opens(staff) -> None:
    owner = staff.session("owner")

    def fill() -> None:
        for number in range(120):
            add_account(
                owner,
                f"{number:03d}{secrets.token_hex(14)}",
                name="A",
                duties=[Duty.OFFICER],
                password="đủ dài rồi đó",
            )

    with pytest.raises(TooManyAccounts):
        fill()
    logins = staff.tools.stores.logins(staff.path)
    assert len(logins) >= 60
    assert {one.login for one in list_accounts(owner)} == set(logins)
    open_session(staff.path, PASSWORDS["vanthu"], tools=staff.tools, login="vanthu").store.close()


def test_a_backup_opens_with_every_account_s_password(staff, tmp_path) -> None:
    copy = tmp_path / "bản sao.dvapp"
    staff.session("owner").store.back_up(copy)
    for login, password in PASSWORDS.items():
        open_session(copy, password, tools=staff.tools, login=login).store.close()


def test_the_check_of_the_store_covers_accounts(staff) -> None:
    assert staff.session("owner").store.check().faults == ()


@pytest.mark.parametrize("pair", APART, ids=lambda pair: "+".join(sorted(one.value for one in pair)))
def test_duties_that_exclude_each_other_are_found(pair) -> None:
    assert clash(pair) == pair
    assert clash(frozenset(Duty)) in APART


def test_services_write_only_through_the_session() -> None:
    services = Path(__file__).parents[2] / "src" / "dvapp" / "services"
    own = {
        "session.py",
        "accounts.py",
        "next_year.py",
    }  # the door itself, one's own password, a store being made
    for file in services.rglob("*.py"):
        if file.name not in own:
            assert ".unit_of_work(" not in file.read_text(encoding="utf-8"), file
