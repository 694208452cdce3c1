"""One writing per value."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from dvapp.db.canonical import canonical, digest
from dvapp.db.tables import UtcTime, write_time


def test_equal_values_are_written_alike():
    assert canonical({"b": [1, None, True], "a": "đ"}) == '{"a":"đ","b":[1,null,true]}'
    assert canonical({"x": 1, "a": 2}) == canonical({"a": 2, "x": 1})
    with pytest.raises(ValueError, match="Out of range"):
        canonical(float("nan"))


def test_a_digest_is_sha256():
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


aware = st.datetimes(min_value=datetime(1000, 1, 2), max_value=datetime(9998, 1, 1)).map(  # noqa: DTZ001  # made aware here
    lambda moment: moment.replace(tzinfo=timezone(timedelta(hours=7)))
)


@given(aware, aware)
def test_times_are_kept_to_the_microsecond_and_sort_as_texts(one, other):
    kept = UtcTime().process_result_value(write_time(one), sqlite.dialect())
    assert kept == one
    assert kept.tzinfo is UTC
    assert (write_time(one) < write_time(other)) == (one < other)
