"""Why a bundle, a receipt or a key card is not taken: each a sentence and what to do."""

from __future__ import annotations

import errno

from app.problems import Problem, os_said


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


def foreign() -> BadBundle:
    return BadBundle(
        "Tệp này không phải gói dữ liệu của Sổ Tư Pháp.",
        "Chọn tệp có tên dạng 31360-20261123-0007-p1of1.stp trên USB.",
    )


def newer(named: str) -> BadBundle:
    return BadBundle(
        f"Gói dữ liệu theo định dạng {named}, bản chương trình này chưa đọc được.",
        "Cập nhật chương trình ở nơi nhận rồi nhập lại.",
    )


_SENTENCES = {
    errno.ENOENT: "không thấy tệp, có thể USB đã bị rút",
    errno.ENODEV: "USB đã bị rút",
    errno.EIO: "USB báo lỗi khi đọc",
    errno.EACCES: "không có quyền đọc tệp này",
    errno.EPERM: "không có quyền đọc tệp này",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOSPC: "ổ đĩa của máy không còn chỗ để mở gói",
}


def unreadable(name: str, error: OSError) -> BadBundle:
    why = _SENTENCES.get(error.errno or 0, os_said(error))
    return BadBundle(f"Không đọc được tệp {name}: {why}.", "Cắm lại USB rồi chọn lại tệp.")
