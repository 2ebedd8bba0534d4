"""What the database says when the disk, the folder or the file is at fault, in words for a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.problems import Problem
from db import driver

_DAMAGED = (
    "Tệp sổ đã hỏng một phần nên không đọc tiếp được.",
    "Khôi phục từ bản sao lưu gần nhất (mở lại chương trình, bấm ở ô mật khẩu). Giữ lại tệp hỏng, đừng xóa.",
)
_SENTENCES = (
    (
        "disk is full",
        "Ổ đĩa đã đầy nên chưa ghi được; dữ liệu cũ còn nguyên.",
        "Xóa bớt tệp không cần trên ổ đĩa rồi làm lại.",
    ),
    (
        "readonly",
        "Thư mục hoặc tệp sổ chỉ cho đọc nên chưa ghi được; dữ liệu cũ còn nguyên.",
        "Cho phép ghi vào thư mục của sổ, hoặc chép sổ sang thư mục khác rồi mở lại.",
    ),
    (
        "locked",
        "Sổ đang được một chương trình khác ghi.",
        "Đóng cửa sổ Sổ Tư Pháp kia, đợi vài giây rồi làm lại.",
    ),
    (
        "not a database",
        "Không đọc được sổ: mật khẩu không khớp với tệp này, hoặc tệp đã hỏng.",
        "Kiểm tra đúng thư mục của sổ; nếu đúng, mở lại rồi bấm Khôi phục từ bản sao lưu. Tệp đang có còn nguyên.",
    ),
    ("malformed", *_DAMAGED),
    ("corrupt", *_DAMAGED),  # so says the words index
    ("vtable constructor failed", *_DAMAGED),
    (
        "disk i/o error",
        "Ổ đĩa báo lỗi khi đọc hoặc ghi sổ; lần ghi này chưa được thực hiện.",
        "Kiểm tra ổ đĩa, cáp, thẻ nhớ rồi mở lại sổ; nếu còn lỗi, khôi phục từ bản sao lưu.",
    ),
    (
        "unable to open",
        "Không mở được tệp sổ trong thư mục này.",
        "Kiểm tra thư mục có tồn tại và được phép đọc, ghi.",
    ),
)


@contextmanager
def explained() -> Iterator[None]:
    """Turn what the environment did to the database into a Problem; what remains is a fault of ours."""
    try:
        yield
    except driver.Error as error:
        said = str(error).lower()
        for sign, message, remedy in _SENTENCES:
            if sign in said:
                raise Problem(message, remedy) from error
        raise
