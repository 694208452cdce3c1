"""Telling where days do not follow numbers in the register; nothing is refused for it."""

from collections.abc import Mapping
from datetime import date

from dvapp.domain.chain.papers import Paper
from dvapp.domain.register.numbers import Number
from dvapp.domain.register.order import Place, later_below, out_of_order
from dvapp.services.register.register_ports import NumberFilter
from dvapp.services.session import Session


def lines_out_of_order(session: Session) -> Mapping[Place, Number]:
    """Lines whose paper bears an earlier day than that of the number just below, each with that number."""
    with session.store.reading() as read:
        return out_of_order(read.register.find(NumberFilter()))


def number_out_of_order(session: Session, series: str, number: int, day: date) -> Number | None:
    """The number just below one that is given on a day, when its paper bears a later day."""
    with session.store.reading() as read:
        return later_below(number, day, read.register.find(NumberFilter(series=series)))


def paper_out_of_order(session: Session, paper: Paper) -> Number | None:
    """As :func:`number_out_of_order`, of the number and day that a paper bears; ``None`` where it has none."""
    step = paper.numbering
    if step is None or step.number is None or step.day is None:
        return None
    return number_out_of_order(session, step.lease, step.number, step.day)
