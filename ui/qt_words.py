"""Qt's own words in Vietnamese: standard buttons and the menu of a text box, which no translation file exists for."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from ui.guarded import guarded

_WORDS = {
    "&Undo": "&Hoàn tác",
    "&Redo": "&Làm lại",
    "Cu&t": "&Cắt",
    "&Copy": "&Chép",
    "&Paste": "&Dán",
    "Delete": "Xóa",
    "Select All": "Chọn hết",
    "Copy &Link Location": "Chép địa chỉ &liên kết",
    "OK": "Đồng ý",
    "&OK": "Đồng &ý",
    "Cancel": "Thôi",
    "&Cancel": "&Thôi",
    "Save": "Lưu",
    "&Save": "&Lưu",
    "Open": "Mở",
    "Close": "Đóng",
    "&Close": "Đón&g",
    "Discard": "Bỏ",
    "&Yes": "&Có",
    "&No": "&Không",
    "Retry": "Thử lại",
    "Ignore": "Bỏ qua",
    "Help": "Trợ giúp",
    "Close Tab": "Đóng thẻ",
    "Scroll Left": "Cuộn sang trái",
    "Scroll Right": "Cuộn sang phải",
}


@guarded
class QtWords(QTranslator):
    """Answers for Qt's contexts; ours is the empty one and left to our own translations."""

    def isEmpty(self) -> bool:  # noqa: N802 (Qt's name)
        return False

    def translate(self, context: str, source: str, comment: str | None = None, number: int = -1) -> str | None:
        """Answer for a context; None means unknown, and Qt shows the source (an empty text would be shown as it is)."""
        del comment, number
        return _WORDS.get(source) if context else None
