"""What is allowed agrees with where we draw, and each profile's norms are whole."""

import pytest
from tests.reporting.samples import RESOURCES

from dvapp.domain.errors import ProfileUnknown
from dvapp.reporting.lint.linter import PaperLinter
from dvapp.reporting.lint.norms import Span, norm_codes, read_norms
from dvapp.reporting.profile import profile_codes, read_profile

CODES = norm_codes(RESOURCES / "lint")


def test_every_layout_has_its_norms():
    assert set(profile_codes(RESOURCES / "profiles")) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_layout_keeps_within_the_norms(code: str):
    layout, norms = read_profile(RESOURCES / "profiles", code), read_norms(RESOURCES / "lint", code)
    page, body = layout.page, layout.body
    pairs: list[tuple[float, Span]] = [
        (page.top, norms.page.top),
        (page.bottom, norms.page.bottom),
        (page.left, norms.page.left),
        (page.right, norms.page.right),
        (page.number_size, norms.page.number_size),
        (layout.left_head.size, norms.head.superior_size),
        (layout.number.size, norms.head.number_size),
        (layout.right_head.date_size, norms.head.date_size),
        (layout.title.type_size, norms.title.type_size),
        (layout.title.summary_size, norms.title.summary_size),
        (body.size, norms.body.size),
        (body.indent, norms.body.indent),
        (body.pitch_points, norms.body.pitch),
        (layout.signature.size, norms.signer.size),
        (layout.recipients.label_size, norms.recipients.label_size),
        (layout.recipients.list_size, norms.recipients.size),
        (layout.annex.label_size, norms.annex.label_size),
        (layout.annex.title_size, norms.annex.title_size),
    ]
    assert all(low <= value <= high for value, (low, high) in pairs), pairs
    assert body.gap * 72 / 25.4 >= norms.body.gap
    assert layout.recipients.separator == norms.recipients.separator
    assert layout.recipients.label_underlined == norms.recipients.label_underlined
    assert layout.left_head.mark == norms.head.mark
    assert layout.title.mark == norms.title.mark
    assert layout.annex.restart_numbers == norms.page.annexes_restart


def test_an_unknown_profile_is_refused(linter: PaperLinter):
    with pytest.raises(ProfileUnknown):
        linter.inspect(b"%PDF-", profile="nobody")
