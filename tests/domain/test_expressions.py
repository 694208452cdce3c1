from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.errors import RuleInvalid
from dvapp.domain.expressions import _evaluated, _made, add, amount, evaluate, names_in, percent
from dvapp.domain.values import NOT_APPLICABLE, Amount

amounts = st.one_of(st.none(), st.just(NOT_APPLICABLE), st.integers(0, 10**6))


@given(amounts, amounts)
def test_a_sum_with_a_blank_part_is_blank(left: Amount, right: Amount) -> None:
    total = amount("a + b", {"a": left, "b": right})
    assert (total is None) == (left is None or right is None)
    assert total == add(right, left)


def test_not_applicable_adds_nothing_and_is_not_zero() -> None:
    assert amount("a + b", {"a": 3, "b": NOT_APPLICABLE}) == 3
    assert amount("a + b", {"a": NOT_APPLICABLE, "b": NOT_APPLICABLE}) is NOT_APPLICABLE
    assert amount("a - b", {"a": 3, "b": NOT_APPLICABLE}) == 3


def test_a_share_is_rounded_half_up_to_one_decimal() -> None:
    assert percent(1, 8) == Decimal("12.5")
    assert percent(1, 2000) == Decimal("0.1")
    assert amount("percent(a, b)", {"a": 2, "b": 3}) == Decimal("66.7")


def test_a_share_of_nothing_is_not_a_number() -> None:
    assert percent(0, 0) is NOT_APPLICABLE
    assert percent(None, 0) is None


def test_a_comparison_with_a_blank_side_is_neither_true_nor_false() -> None:
    assert evaluate("a <= b", {"a": None, "b": 3}) is None
    assert evaluate("a <= b", {"a": 4, "b": 3}) is False


@pytest.mark.parametrize(
    "expression",
    [
        "a.__class__",
        "__import__('os')",
        "open('x')",
        "(lambda: 1)()",
        "[x for x in (1, 2)]",
        "a +",
        "2 ** 9999999",
        "'x' * 10",
        "a" + " + a" * 400,
        "percent(a)",
    ],
)
def test_nothing_but_arithmetic_can_be_written(expression: str) -> None:
    with pytest.raises(RuleInvalid):
        amount(expression, {"a": 1})


def test_the_names_of_a_formula_are_told_without_its_functions() -> None:
    assert names_in("percent(B01 + B02, B01)") == ("B01", "B02")


operands = st.sampled_from(["a", "b", "c", "0", "7"])
expressions = st.recursive(
    operands,
    lambda inner: st.one_of(
        st.builds(
            "({} {} {})".format, inner, st.sampled_from(["+", "-", "*", "<=", "==", "and", "or"]), inner
        ),
        st.builds("(-{})".format, inner),
        st.builds("percent({}, {})".format, inner, inner),
        st.builds("({} if {} else {})".format, inner, inner, inner),
    ),
    max_leaves=6,
)


@given(expressions, amounts, amounts)
def test_nested_functions_say_what_the_evaluator_says(expression: str, a: Amount, b: Amount) -> None:
    names = {"a": a, "b": b}
    made = _made(expression)
    if made is not None:
        assert answer(lambda: made(names)) == answer(lambda: _evaluated(expression, names))
    assert ("if" in expression) == (made is None)


def answer(work: Callable[[], object]) -> object:
    """What comes of it: a value with its type, or the class of an error."""
    try:
        value = work()
    except (TypeError, ArithmeticError, ValueError) as error:
        return type(error)
    return type(value), value
