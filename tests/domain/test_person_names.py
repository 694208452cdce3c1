"""Whether a certificate's name is that of whoever was to sign."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.language.person_names import plain_name, same_name
from dvapp.domain.signing.signers import Claim, OtherName, other_names, printed_name

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
WORDS = st.text(alphabet=LETTERS, min_size=3, max_size=6)
NAMES = st.lists(WORDS, min_size=2, max_size=4).map(lambda words: " ".join(words).title())
TITLES = st.sampled_from(["", "TS. ", "ThS. ", "PGS.TS. ", "GS. TS. ", "Thạc sĩ ", "đồng chí ", "BS.CKII. "])


@given(
    name=NAMES, title=TITLES, form=st.sampled_from(["NFC", "NFD"]), gap=st.sampled_from([" ", "  ", "\u00a0"])
)
def test_a_name_stays_a_persons_however_it_is_written(name: str, title: str, form: str, gap: str) -> None:
    written = unicodedata.normalize(form, f" {title}{name.upper()} ".replace(" ", gap))  # type: ignore[arg-type]
    assert same_name(written, name)
    assert same_name(name, written)
    assert other_names(written, paper=name, account=name) == ()


@given(one=NAMES, other=NAMES)
def test_two_names_are_one_person_only_where_every_letter_and_accent_is(one: str, other: str) -> None:
    assert same_name(one, other) == (plain_name(one) == plain_name(other))
    assert same_name(one, one)
    assert printed_name(one, paper=other, account=other) in (
        {one} if not same_name(one, other) else {one, other}
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Văn Án", "Nguyễn Văn An"),
        ("Nguyễn Văn An", "Nguyễn An"),
        ("Nguyen Van An", "Nguyễn Văn An"),
        ("", ""),
        ("  ", "Nguyễn Văn An"),
        ("Ông Ích Khiêm", "Ích Khiêm"),
        ("TS", ""),
    ],
)
def test_an_accent_or_a_word_more_is_another_person_and_no_name_is_nobodys(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_the_place_of_a_tone_says_nothing_and_titles_behind_a_name_fall_away() -> None:
    assert same_name("Trần Hoà", "TRẦN HÒA, ThS.")


def test_paper_and_account_are_told_apart_and_one_person_is_told_once() -> None:
    assert other_names("Hoàng Anh", paper="TS. Lê Uyển", account="Lê Uyển") == (
        OtherName(claim=Claim.PAPER, name="TS. Lê Uyển"),
    )
    assert other_names("Hoàng Anh", paper="Lê Uyển", account="Vũ Bình") == (
        OtherName(claim=Claim.PAPER, name="Lê Uyển"),
        OtherName(claim=Claim.ACCOUNT, name="Vũ Bình"),
    )
    assert other_names("Hoàng Anh", paper="Hoàng Anh", account="Vũ Bình") == (
        OtherName(claim=Claim.ACCOUNT, name="Vũ Bình"),
    )
    assert other_names("Hoàng Anh") == ()


def test_a_certificate_in_capitals_is_printed_as_the_account_writes_the_name() -> None:
    assert printed_name("LÊ THỊ UYỂN", account="Lê Thị Uyển") == "Lê Thị Uyển"
    assert printed_name("LÊ THỊ UYỂN", account="Vũ Bình") == "LÊ THỊ UYỂN"
    assert printed_name("Lê Thị Uyển", account="lê thị uyển") == "Lê Thị Uyển"
    assert printed_name("LÊ THỊ UYỂN", paper="ThS. Lê Thị Uyển") == "ThS. Lê Thị Uyển"
