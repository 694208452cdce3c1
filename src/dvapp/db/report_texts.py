"""What a report's changed text is kept as: one JSON object, so that a new part of it needs no migration.

Each section stands under its own code, as in the first stores; other parts stand under names with a star, which no section
can have, and are left out while they say nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dvapp.db.canonical import canonical
from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import ReportKindCode
from dvapp.domain.papers.options import plain_options, read_options
from dvapp.domain.papers.reports import Answer, Reason, ReportText, SectionText

ACCEPTED, REASONS, OPTIONS = "*accepted", "*reasons", "*options"


def text_content(text: ReportText) -> str:
    """A changed text in canonical form."""
    sections = {code: list(section.paragraphs) for code, section in text.sections.items()}
    return canonical({**sections, **dict(_parts(text))})


def _parts(text: ReportText) -> Iterator[tuple[str, object]]:
    if text.accepted:
        yield (
            ACCEPTED,
            {
                code: {name: _plain_answer(answer) for name, answer in answers.items()}
                for code, answers in text.accepted.items()
            },
        )
    if text.reasons:
        yield REASONS, {rule: {"text": r.text, "told": r.told} for rule, r in text.reasons.items()}
    if options := plain_options(text.options):
        yield OPTIONS, options


def _plain_answer(answer: Answer) -> dict[str, object]:
    return {"shown": answer.shown, "against": answer.against, "reason": answer.reason}


def read_text(kind: str, period: Period, plain: Mapping[str, Any]) -> ReportText:
    """A changed text from what is kept.

    :raises ValueError, TypeError, KeyError: it is not what :func:`text_content` writes.
    """
    return ReportText(
        kind=ReportKindCode(kind),
        period=period,
        sections={
            code: SectionText(code=code, paragraphs=tuple(told))
            for code, told in plain.items()
            if not code.startswith("*")
        },
        accepted={
            code: {name: Answer(**answer) for name, answer in answers.items()}
            for code, answers in plain.get(ACCEPTED, {}).items()
        },
        reasons={rule: Reason(**reason) for rule, reason in plain.get(REASONS, {}).items()},
        options=read_options(plain.get(OPTIONS, {})),
    )
