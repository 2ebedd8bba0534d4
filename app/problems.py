"""What can go wrong outside the program, said so that a person knows what to do next.

There are two families of errors: a `Problem` is shown calmly; anything else is a fault of ours, for the crash window.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass

# What systems say of files and folders in English, whatever the language of the computer.
_SYSTEM = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EACCES: "không được phép mở hoặc ghi",
    errno.EPERM: "không được phép mở hoặc ghi",
    errno.EROFS: "nơi này chỉ cho đọc",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "đường dẫn đi qua một tệp",
    errno.EEXIST: "đã có tệp hoặc thư mục cùng tên",
    errno.ENOTEMPTY: "thư mục không trống",
    errno.EIO: "ổ đĩa báo lỗi khi đọc hoặc ghi",
    errno.EFBIG: "tệp quá lớn đối với ổ đĩa này",
    errno.EBUSY: "đang được chương trình khác dùng",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENODEV: "ổ đĩa đã bị rút",
    errno.ENXIO: "ổ đĩa đã bị rút",
    errno.EINVAL: "tên hoặc vị trí này không dùng được ở đây",
}
_IN_USE_ON_WINDOWS = (32, 33)  # sharing and lock violations, which come with the number of a missing right


class Problem(Exception):
    """A message for a person, and what to do about it. Both are whole Vietnamese sentences."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


@dataclass(frozen=True)
class Issue:
    """Something a person must look at; `blocks` tells a rule from a mere warning."""

    field: str
    message: str
    blocks: bool = True


class Incomplete(Problem):
    """A record that may be kept as a draft but is not complete yet; `labels` names its fields as people know them."""

    def __init__(self, title: str, issues: list[Issue], labels: Mapping[str, str] | None = None) -> None:
        said = " ".join(_named(issue, (labels or {}).get(issue.field, "")) for issue in issues)
        super().__init__(f"“{title}” chưa đủ để lưu: {said}", "Sửa các ô nêu trên rồi lưu lại, hoặc lưu nháp.")
        self.issues = issues


def _named(issue: Issue, label: str) -> str:
    """Return an issue's sentence with the name of its field, where the sentence does not say it itself."""
    return issue.message if label.lower() in issue.message.lower() else f"{label}: {issue.message}"


def os_said(error: OSError) -> str:
    """Return what the system says of a file or a folder as part of a Vietnamese sentence."""
    if getattr(error, "winerror", None) in _IN_USE_ON_WINDOWS:
        return _SYSTEM[errno.EBUSY]
    return _SYSTEM.get(error.errno or 0) or error.strerror or type(error).__name__
