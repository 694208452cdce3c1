"""What a reader is told, in Vietnamese, of each kind of attack: that the paper must not be used, what was changed, where."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigSeedSubFilter
from tests.signing.attacks import RAW, REVISIONS
from tests.signing.make_pdf import prepared_pdf
from tests.signing.world import World

from dvapp.domain.errors import DvError
from dvapp.domain.signing.known_papers import KnownPaper
from dvapp.host.i18n import language, set_language
from dvapp.services.reports.paging import Fields
from dvapp.ui.messages import refusal_words
from dvapp.ui.verify import words

MUST_NOT = "Văn bản không hợp lệ, không được sử dụng"
LATER = "Sau khi ký có thay đổi không phải do cấp số hay đóng dấu."
DIGEST = "Nội dung đã bị sửa sau khi ký: giá trị băm không khớp với giá trị đã ký."
FORM = "Chữ ký số không đúng định dạng, không kiểm tra được."
MEDDLED = "tệp có chữ ký số nhưng cấu trúc không đúng chuẩn: bị hỏng hoặc đã bị can thiệp sau khi ký, không được sử dụng"
PRINTED = "nội dung in trên trang bị thay đổi (trang 1)"
FONTS = "phông chữ bị thay thế (hình chữ có thể khác) (trang 1)"
LAID_OVER = "có ghi chú hoặc vật khác bị đặt lên trang hoặc bị gỡ khỏi trang (trang 1)"
SHAPE = "trang bị xoay, cắt hoặc đổi khổ (trang 1)"
ATTACHED = "dữ liệu đính kèm văn bản bị thay đổi"
SETTINGS = "thiết đặt chung của văn bản bị thay đổi"
DRAWN = "cách hiển thị các ô điền bị thay đổi"
KEPT = "đã bổ sung chứng thư số và thông tin thu hồi để kiểm tra về sau"
LEADER_LOOKS = "ô ChuKyLanhDao bị đổi hình thức hoặc vị trí (trang 1)"

CHANGED = {
    # shadow attacks: replace, hide, hide and replace
    "overlay": PRINTED,
    "replaced_content": PRINTED,
    "replaced_stream": PRINTED,
    "hidden_layer": "các lớp hiển thị (ẩn, hiện được) bị thay đổi",
    "dropped_annotations": "ô điền hoặc chữ ký bị gỡ khỏi trang (trang 1)",
    "swapped_look_of_the_leader": LEADER_LOOKS,
    # replaced fonts
    "swapped_font_file": FONTS,
    "swapped_encoding": FONTS,
    "swapped_widths": FONTS,
    # incremental saving: pages added, removed, turned
    "more_pages": "thêm trang (trang 2)",
    "first_page_doubled": "thêm trang (trang 2)",
    "other_pages": "thêm trang (trang 1); bỏ trang của văn bản đã ký (trang 1)",
    "no_pages": "bỏ trang của văn bản đã ký (trang 1)",
    "fewer_pages_counted": "có thay đổi khác không giải thích được",
    "turned_page": SHAPE,
    "turned_by_the_tree": SHAPE,
    "cropped_page": SHAPE,
    "scaled_page": SHAPE,
    "page_action": "hành động tự chạy hoặc mã lệnh bị thay đổi (trang 1)",
    "free_text": LAID_OVER,
    "stamp": LAID_OVER,
    "redaction": LAID_OVER,
    "link": LAID_OVER,
    "file_note": LAID_OVER,
    # attachment
    "second_attachment": ATTACHED,
    "replaced_attachment": ATTACHED,
    "no_attachment": ATTACHED,
    "foreign_store": f"{KEPT}; có thay đổi khác không giải thích được",
    "overlay_with_a_store": f"{PRINTED}; {KEPT}",
    "look_with_a_store": f"ô SoVanBan bị đổi hình thức hoặc vị trí (trang 1); {KEPT}",
    # form fields
    "field_of_the_same_name": "có ô điền bị đặt thêm lên trang, trùng tên với ô khác (trang 1)",
    "dynamic_form": DRAWN,
    "counted_fields": DRAWN,
    "new_field": "đã điền ô con-so: 999 (trang 1)",
    "moved_leader": LEADER_LOOKS,
    "hidden_leader": LEADER_LOOKS,
    "renamed_leader": f"chữ ký ChuKyLanhDao bị gỡ bỏ; đã thêm chữ ký số khac (trang 1); {LEADER_LOOKS}",
    "scripted_field": "ô SoVanBan bị đổi hình thức hoặc vị trí (trang 1)",
    "wished_appearances": DRAWN,
    # certification, catalogue, description
    "uncertified": "dấu hiệu cấm thay đổi văn bản bị gỡ bỏ",
    "usage_rights": "dấu hiệu cấm thay đổi văn bản bị gỡ bỏ",
    "open_action": "hành động tự chạy hoặc mã lệnh bị thay đổi",
    "document_actions": "hành động tự chạy hoặc mã lệnh bị thay đổi",
    "bookmarks": SETTINGS,
    "other_language": SETTINGS,
    "viewer_settings": SETTINGS,
    "other_numbers_of_pages": SETTINGS,
    "made_a_portfolio": SETTINGS,
    "other_title": "tiêu đề hoặc thông tin mô tả văn bản bị thay đổi",
    "other_metadata": "tiêu đề hoặc thông tin mô tả văn bản bị thay đổi",
}

RAW_WORDS = {
    "freed_content": f"{LATER} Nội dung thay đổi: {PRINTED}.",
    "raw_replaced_content": f"{LATER} Nội dung thay đổi: {PRINTED}.",
    "loose_objects": f"{LATER} Nội dung thay đổi: có thay đổi khác không giải thích được.",
    "loose_trailer": MEDDLED,
    "shadowing_object_stream": f"{LATER} Nội dung thay đổi: {PRINTED}; {FONTS}; ô điền hoặc chữ ký bị gỡ khỏi trang (trang 1).",
    "archive_behind": f"{LATER} Nội dung thay đổi: có thay đổi khác không giải thích được.",
    "archive_before": "tệp hỏng hoặc không phải PDF",
    "ended_twice": MEDDLED,
    "copied_signature": MEDDLED,
    "wrapped": MEDDLED,
    "forged_nulls_in_ranges": MEDDLED,
}
"""The others change bytes that were signed."""


@pytest.fixture(autouse=True)
def in_vietnamese():
    before = language()
    set_language("vi")
    yield
    set_language(before)


@pytest.fixture(scope="module")
def open_end(world: World) -> bytes:
    """Sealed, but the seal's field did not ask that nothing may change."""
    return world.sealed(world.signed(prepared_pdf(lock=False)))


def told(world: World, pdf: bytes) -> tuple[str, str]:
    """The title of the verdict and its sentences, or the sentence of the refusal."""
    try:
        found = world.verify(pdf)
    except DvError as refusal:
        return MUST_NOT, refusal_words(refusal)
    return words.verdict_title(found), words.verdict_words(found)


def test_every_attack_has_its_words():
    assert set(CHANGED) == set(REVISIONS)
    assert set(RAW_WORDS) <= set(RAW)


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_after_the_seal_is_told_with_its_page(world, open_end, name):
    assert told(world, REVISIONS[name](open_end)) == (
        MUST_NOT,
        f"{LATER} Nội dung thay đổi: {CHANGED[name]}.",
    )


@pytest.mark.parametrize("name", sorted(RAW.keys() - {"freed_signature"}))
def test_changed_bytes_are_told(world, open_end, name):
    title, said = told(world, RAW[name](open_end))
    assert title == MUST_NOT
    assert RAW_WORDS.get(name, DIGEST) in said or (name not in RAW_WORDS and FORM in said)


def test_a_signature_that_was_freed_is_told(world, open_end):
    title, said = told(world, RAW["freed_signature"](open_end))
    assert title == MUST_NOT
    assert LEADER_LOOKS in said


def test_what_was_changed_before_somebody_trusted_sealed_it_is_told_at_the_leaders_signature(world):
    changed = REVISIONS["free_text"](world.signed(prepared_pdf(lock=False)))
    meta = PdfSignatureMetadata(field_name=Fields.SEAL, subfilter=SigSeedSubFilter.PADES)
    sealed = PdfSigner(meta, world.seal.signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(changed)))
    title, said = told(world, sealed.getvalue())
    assert title == MUST_NOT
    assert LAID_OVER in said


def test_a_paper_cut_back_to_the_leaders_copy_says_that_it_is_not_issued(world, signed, sealed):
    found = world.verify(sealed[: len(signed)])
    assert words.verdict_title(found) == "Đã ký, chưa phát hành"
    assert "Văn bản CHƯA phát hành" in words.issue_words(found)


def test_a_copy_without_signatures_is_recognised_where_the_store_knows_the_paper(world, sealed):
    from dataclasses import replace
    from datetime import date

    known = KnownPaper(
        number="12-BC/BDVTU", issued=date(2019, 1, 15), signatures=2, title="", digest="x", data_digest="y"
    )
    bare = replace(world.verify(prepared_pdf()), lost=known)
    assert words.verdict_words(bare) == (
        "Văn bản này đã được phát hành số 12-BC/BDVTU ngày 15/01/2019 với 2 chữ ký. "
        "Tệp đang xem không còn chữ ký nào. Đề nghị lấy lại tệp đã ký."
    )
    cut = replace(world.verify(world.signed()), lost=known)
    assert "Tệp đang xem chỉ còn 1 chữ ký." in words.lost_words(cut)
