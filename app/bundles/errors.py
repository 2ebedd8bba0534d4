"""Why a bundle, a receipt or a key card is not taken: each a sentence and what to do."""

from __future__ import annotations

from app.problems import Problem


class BadBundle(Problem):
    """The whole file is refused and nothing has changed."""


class UnknownSigner(BadBundle):
    """Signed by nobody we know; `unit` is only what the file claims."""

    def __init__(self, unit: str, key: str) -> None:
        super().__init__(
            f"Gói dữ liệu ghi là của đơn vị {unit}, nhưng khóa ký {key} chưa được ghi danh ở đây.",
            "Nhập thẻ khóa của đơn vị đó và đối chiếu dãy số qua điện thoại rồi nhập lại gói.",
        )
        self.unit, self.key = unit, key


def damaged(detail: str) -> BadBundle:
    return BadBundle(
        f"Gói dữ liệu bị hỏng hoặc bị sửa: {detail}.",
        "Chép lại từ USB; nếu vẫn lỗi, đề nghị nơi gửi xuất gói mới. Không có gì bị thay đổi.",
    )
