"""The report that every program of ``benchmarks/reports.py`` sets: three fifths text, two fifths annex table.

Plain data and the standard library only, as each program runs in an environment of its own.
"""

from dataclasses import dataclass

_SENTENCES = """\
Ban Dân vận Quận uỷ đã phối hợp với các cơ quan, đơn vị tổ chức kiểm tra việc thực hiện kỷ luật, kỷ cương hành chính và văn \
hoá công sở tại các phường trên địa bàn; qua kiểm tra đã kịp thời chấn chỉnh những tồn tại, hạn chế.
Công tác tuyên truyền được đổi mới về nội dung và hình thức, góp phần nâng cao trách nhiệm của cán bộ, công chức, viên chức \
và người lao động trong thực hiện nhiệm vụ được giao, tạo sự đồng thuận trong các tầng lớp Nhân dân.
Tỷ lệ hài lòng của người dân đối với bộ phận tiếp nhận và trả kết quả giải quyết thủ tục hành chính đạt 93,5%, tăng 2,1 \
điểm phần trăm so với cùng kỳ năm trước.
Việc đối thoại giữa người đứng đầu cấp uỷ, chính quyền với Nhân dân được duy trì nền nếp, đúng quy định; các kiến nghị được \
tiếp thu, giải quyết và trả lời công khai.""".splitlines()

COLUMNS = ("STT", "Chỉ tiêu", "Đơn vị tính", "Kết quả")
TITLE = "kết quả thực hiện “Năm dân vận chính quyền” 2018"
ANNEX = "Số liệu kết quả thực hiện “Năm dân vận chính quyền” 2018"
DATA_NAME = "bao-cao.json"

_PARAGRAPHS_A_PAGE = 3.9
_ROWS_A_PAGE = 32.0
"""As many as our own layout sets on a page."""


@dataclass(frozen=True, slots=True)
class Content:
    """``text``: headings (``True``) and paragraphs; ``rows``: of the annex."""

    text: tuple[tuple[bool, str], ...]
    rows: tuple[tuple[str, str, str, str], ...]

    @property
    def data(self) -> bytes:
        """What is attached, where a program can attach: the rows as JSON."""
        import json

        return json.dumps({"rows": self.rows}, ensure_ascii=False).encode()


def content(pages: int) -> Content:
    """Content for about so many pages."""
    text: list[tuple[bool, str]] = []
    annex = max(1, round(pages * 0.4))
    for n in range(round((pages - annex - 0.6) * _PARAGRAPHS_A_PAGE)):
        if n % 8 == 0:
            text.append((True, f"{n // 8 + 1}. Kết quả thực hiện nhiệm vụ trọng tâm"))
        words = " ".join(_SENTENCES[(n + k) % 4] for k in range(3))
        text.append((False, f"Đoạn {n + 1}. {words}"))
    rows = tuple(
        (
            str(n + 1),
            f"Phường {n + 1}: số cơ quan được kiểm tra",
            "cơ quan",
            f"{n * 137 % 2000}",
        )
        for n in range(round(annex * _ROWS_A_PAGE) - 6)
    )
    return Content(tuple(text), rows)
