"""What a person is told when the register has taken a new name: it came from a backup, or from another folder."""

from __future__ import annotations

from app.ports import Store

NOTICE = "incarnation_notice"
SENT_BEFORE = "sent_before_this_name"  # setting: the last number of a bundle that went out under a former name
_WORDS = {
    "restored": (
        "Sổ này không phải bản được dùng gần nhất trên máy, có lẽ vừa được khôi phục từ bản sao lưu. Máy đã nhận dấu "
        "ghi mới nên không gì đã gửi bị đè mất. Những gì nhập sau bản sao lưu mà đã xuất gói thì xin nơi nhận trả lại "
        "phần niêm phong."
    ),
    "copied": (
        "Thư mục sổ này được chép hoặc chuyển từ nơi khác đến. Máy đã nhận dấu ghi mới nên hai bản không ghi đè nhau. "
        "Nếu bản cũ còn dùng thì chỉ nên ghi ở một nơi, hoặc tạo sổ mới trên máy này rồi ghép hai máy trong Đồng bộ."
    ),
}


def notice(store: Store) -> str:
    """Return the sentences a person has not read yet, or nothing."""
    said = store.setting(NOTICE)
    return _WORDS[said["reason"]] if said else ""


def dismiss(store: Store) -> None:
    """Note that a person has read the notice."""
    store.set_setting(NOTICE, None)
