"""The register as it is printed: a cover and one table, in Vietnamese whatever the language of the window.

Source of cover and columns: Nghị định 30/2020/NĐ-CP, Phụ lục IV, mẫu sổ đăng ký văn bản đi.
"""

from dataclasses import dataclass
from datetime import datetime

HEADS = (
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)
"""The ten columns of the form; "Ký nhận" stays free for a pen."""

TITLE = "SỔ ĐĂNG KÝ VĂN BẢN ĐI"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPart:
    """The lines of one series. ``lines``: as many cells as :data:`HEADS`.

    :param title: what papers these are ("Báo cáo (BC), nhiệm kỳ từ ngày 01/8/2015").
    """

    title: str
    lines: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterBook:
    """A register, or a part of it, ready to be printed.

    :param profile: code of the layout whose sheets and letters it has. :param superior, board: names on the cover.
    :param facts: the lines of the cover below the title: years, days, numbers, volume.
    :param made: the line that says when it was printed.
    :param data: the same as JSON, to be attached.
    """

    profile: str
    superior: str
    board: str
    facts: tuple[str, ...]
    made: str
    parts: tuple[BookPart, ...]
    data: bytes
    made_at: datetime
