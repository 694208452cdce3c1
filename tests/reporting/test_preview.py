"""Pages of a text in work: they look as the finished file will, and a page that changed is never taken for the old one."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reporting.documents import PROFILES, document
from tests.reporting.samples import DATA, RESOURCES, annex, paragraph, report

from dvapp.domain.codes import ProfileCode
from dvapp.domain.errors import GlyphMissing
from dvapp.domain.papers.reports import Block, Paragraph, Report, Stage
from dvapp.reporting.pages import ReportPages
from dvapp.services.reports.paging import PagesInWork

_DOTS = 24.0


def shown(pages: ReportPages, pdf: bytes) -> list[bytes]:
    return [pages.picture(pdf, n, dots_per_inch=_DOTS).pixels for n in range(pages.pages(pdf))]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", ["optional", "joint", "annexes"])
@pytest.mark.parametrize("stage", list(Stage))
def test_the_pages_on_the_screen_are_those_of_the_file(
    pages: ReportPages, profile: str, name: str, stage: Stage
):
    made = replace(document(name, profile), stage=stage)
    seen, drawn = pages.preview(made, DATA), pages.draw(made, DATA)
    assert shown(pages, seen.pdf) == shown(pages, drawn)
    assert len(seen.sizes) == len(seen.digests) == pages.pages(drawn)
    assert seen.places == pages.places(made)


def test_a_sign_of_the_data_is_the_same_on_the_screen_and_another_one_for_other_data(pages: ReportPages):
    made = report(qr=True)
    seen, other = pages.preview(made, DATA), pages.preview(made, DATA + b" ")
    assert shown(pages, seen.pdf) == shown(pages, pages.draw(made, DATA))
    assert not set(seen.digests) & set(other.digests)  # every page bears one


def test_sizes_are_those_of_the_pages_turned_ones_too(pages: ReportPages):
    made = report(annexes=(replace(annex(), landscape=True),))
    seen = pages.preview(made, b"")
    upright, turned = seen.sizes[0], seen.sizes[-1]
    assert upright == pytest.approx((595.28, 841.89), abs=0.01)
    assert turned == (upright[1], upright[0])


def agree(pages: ReportPages, one: PagesInWork, other: PagesInWork) -> None:
    """Pages of the same name have the same picture."""
    first, second = shown(pages, one.pdf), shown(pages, other.pdf)
    pictures = dict(zip(one.digests, first, strict=True))
    for digest, picture in zip(other.digests, second, strict=True):
        assert pictures.get(digest, picture) == picture
    for n, (before, after) in enumerate(zip(first, second, strict=False)):
        if before != after:
            assert one.digests[n] != other.digests[n]


_WORDS = st.lists(
    st.sampled_from(["Dân", "vận", "khéo", "2018", "ở", "cơ", "sở;", "Ặ", "Ỡ", "“ngày”", "–", "12,5%", "ﬁ"]),
    min_size=1,
    max_size=40,
)
_CHANGES = st.one_of(
    _WORDS.map(lambda words: {"words": " ".join(words)}),
    st.sampled_from(
        [{"profile": name} for name in PROFILES]
        + [{"stage": stage} for stage in Stage]
        + [{"title": "kết quả khác"}, {"duplex": True}, {"urgency": "Khẩn"}, {"annexes": (annex(30),)}]
    ),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(change=_CHANGES, at=st.integers(0, 10_000))
def test_whatever_changes_no_page_is_taken_for_the_old_one(
    pages: ReportPages, change: dict[str, object], at: int
):
    before = report(sections=8, annexes=(annex(),))
    after = changed(before, change, at)
    fresh = ReportPages(RESOURCES)
    one, other = pages.preview(before, b""), pages.preview(after, b"")
    agree(pages, one, other)
    assert fresh.preview(after, b"") == other, "what was drawn before leaves no trace"


def changed(made: Report, change: dict[str, object], at: int) -> Report:
    if "words" not in change:
        return replace(made, **change)  # type: ignore[arg-type]
    places = [n for n, block in enumerate(made.blocks) if isinstance(block, Paragraph)]
    place = places[at % len(places)]
    blocks: list[Block] = list(made.blocks)
    old = blocks[place]
    assert isinstance(old, Paragraph)
    blocks[place] = replace(paragraph(str(change["words"])), section=old.section, number=old.number)
    return replace(made, blocks=tuple(blocks))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.tuples(_CHANGES, st.integers(0, 10_000)), min_size=2, max_size=5))
def test_after_any_row_of_edits_the_pages_are_those_of_a_fresh_drawing(
    pages: ReportPages, edits: list[tuple[dict[str, object], int]]
):
    made = report(sections=6, annexes=(annex(),))
    again = pages.preview(made, b"")
    for change, at in edits:
        made = changed(made, change, at)
        again = pages.preview(made, b"")
        fresh = ReportPages(RESOURCES).preview(made, b"")
        assert again.digests == fresh.digests
        assert again == fresh
    assert shown(pages, again.pdf) == shown(pages, ReportPages(RESOURCES).draw(made, b""))


def test_an_annex_of_the_same_words_is_laid_out_anew_where_its_label_or_layout_is_another(pages: ReportPages):
    alone = report(annexes=(annex(),))
    two = report(annexes=(annex(), replace(annex(), number=2)))
    for made in (
        alone,
        two,
        replace(two, duplex=True),
        replace(alone, profile=ProfileCode("state-2020")),
        alone,
    ):
        assert pages.preview(made, b"") == ReportPages(RESOURCES).preview(made, b"")


@pytest.mark.parametrize(
    "text", ["😀", "漢 chữ", "một\n\thai", "a\u0301 e\u0323\u0302", "\u200d", "", "việc 😀 và 😀"]
)
def test_what_the_font_lacks_is_what_the_pages_would_refuse(pages: ReportPages, text: str):
    found = pages.missing(text)
    assert all(0 <= at < len(text) for at in found)
    kept = "".join(letter for at, letter in enumerate(text) if at not in found)
    assert pages.missing(kept) == ()
    made = report(blocks=(paragraph(f"Câu {text}"),), annexes=())
    if found:
        with pytest.raises(GlyphMissing):
            pages.preview(made, b"")
    else:
        pages.preview(made, b"")


def test_pages_before_a_changed_word_keep_their_names(pages: ReportPages):
    made = report(sections=12)
    last = max(n for n, block in enumerate(made.blocks) if isinstance(block, Paragraph))
    blocks = (*made.blocks[:last], paragraph("Một câu khác."), *made.blocks[last + 1 :])
    before, after = pages.preview(made, b""), pages.preview(replace(made, blocks=blocks), b"")
    assert before.digests[:2] == after.digests[:2]
    assert before.digests != after.digests
