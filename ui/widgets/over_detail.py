"""A list in a frame above, and below it what belongs to the line somebody stands on."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.bits import card


def over_detail(listed: QWidget, detail: QWidget) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    frame = card()
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(2, 2, 2, 2)
    inside.addWidget(listed)
    column.addWidget(frame, 5)
    column.addWidget(detail, 4)
    return body
