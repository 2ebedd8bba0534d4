"""The style sheet, filled with the colours of a theme and measures that follow the size of letters."""

from __future__ import annotations

import re

import resources
from ui.tokens import Tokens

# Our own widgets are addressed by the dynamic property `role`, so that any Qt class may play a part.
_SHEET = """
QWidget { color: @text; }
QMainWindow, QDialog, QWizard, [role="page"] { background: @window; }
QToolTip { background: @surface; color: @text; border: 1px solid @border; padding: 4px 6px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: @{1.6}pt; font-weight: 600; }
QLabel[role="heading"] { font-size: @{1.12}pt; font-weight: 600; }
QLabel[role="label"] { font-weight: 500; font-size: @{0.97}pt; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="note"] { color: @muted; font-size: @{0.94}pt; }
QLabel[role="fault"] { color: @danger; font-size: @{0.94}pt; }
QLabel[role="caution"] { color: @warning; font-size: @{0.94}pt; }

QFrame[role="card"] { background: @surface; border: 1px solid @line; border-radius: 6px; }
QFrame[role="part"] { background: @surface; border: 1px solid @line; border-radius: 6px; }
QFrame[role="part"]:disabled { background: @surface_alt; }
QFrame[role="line"] { background: @line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="banner"][tone="danger"] { background: @danger_wash; border: 1px solid @danger; border-radius: 6px; }
QFrame[role="banner"][tone="warning"] { background: @warning_wash; border: 1px solid @warning; border-radius: 6px; }
QFrame[role="banner"][tone="info"] { background: @info_wash; border: 1px solid @info; border-radius: 6px; }
QFrame[role="banner"][tone="success"] { background: @success_wash; border: 1px solid @success; border-radius: 6px; }
QFrame[role="banner"] QLabel[tone="danger"] { color: @danger; }
QFrame[role="banner"] QLabel[tone="warning"] { color: @warning; }
QFrame[role="banner"] QLabel[tone="info"] { color: @info; }
QFrame[role="banner"] QLabel[tone="success"] { color: @success; }

QPushButton {
  background: @surface; border: 1px solid @border; border-radius: 5px; padding: 6px 14px; font-weight: 500;
}
QPushButton:hover { background: @hover; border-color: @primary; }
QPushButton:pressed { background: @selection; }
QPushButton:focus { border: 2px solid @focus; padding: 5px 13px; }
QPushButton:disabled { background: @surface_alt; color: @disabled_text; border-color: @line; }
QPushButton[role="primary"] {
  background: @primary; color: @primary_text; border: 1px solid @primary; font-weight: 600;
}
QPushButton[role="primary"]:hover { background: @primary_hover; }
QPushButton[role="primary"]:focus { border: 2px solid @navigation_mark; }
QPushButton[role="primary"]:disabled { background: @surface_alt; color: @disabled_text; border-color: @line; }
QPushButton[role="danger"] { color: @danger; border-color: @danger; }
QPushButton[role="quiet"] { background: transparent; border: 1px solid transparent; color: @link; padding: 4px 8px; }
QPushButton[role="quiet"]:hover { background: @hover; border-color: @line; }
QPushButton[role="quiet"]:focus { border: 2px solid @focus; padding: 3px 7px; }
QPushButton[role="quiet"]:disabled { color: @disabled_text; }
QPushButton[role="picker"] { text-align: left; font-weight: 400; padding: 5px 8px; min-height: @{1.5}px; }
QPushButton[role="picker"]:focus { padding: 4px 7px; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 3px; }
QToolButton:hover { background: @hover; border-color: @line; }
QToolButton:focus { border: 1px solid @focus; }
QToolButton:checked { background: @selection; }
QToolButton[role="section"] {
  font-size: @{1.06}pt; font-weight: 600; padding: 5px 6px; border-radius: 5px; text-align: left;
}
QToolButton[role="jump"] { color: @danger; text-align: left; padding: 1px 3px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {
  background: @surface; border: 1px solid @border; border-radius: 5px; padding: 5px 8px;
  selection-background-color: @primary; selection-color: @primary_text;
}
QLineEdit, QComboBox { min-height: @{1.5}px; }
QPlainTextEdit { padding: 3px 4px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid @focus; padding: 4px 7px; }
QPlainTextEdit:focus { padding: 2px 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @surface_alt; color: @disabled_text; }
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] { background: @surface_alt; border-color: @line; }
*[fault="error"] { background: @danger_wash; border: 2px solid @danger; }
QLineEdit[fault="error"], QComboBox[fault="error"] { padding: 4px 7px; }
*[fault="warning"] { border: 2px solid @warning; }
QLineEdit[fault="warning"], QComboBox[fault="warning"] { padding: 4px 7px; }

QComboBox { padding-right: 4px; combobox-popup: 0; }
QComboBox:focus { padding-right: 3px; }
QComboBox::drop-down { border: none; width: @{2.2}px; }
QComboBox::down-arrow { image: url("@icons/down-@name.svg"); width: @{1.2}px; height: @{1.2}px; }
QComboBox QAbstractItemView, QListView[role="popup"] {
  background: @surface; border: 1px solid @border; outline: 0; padding: 2px;
  selection-background-color: @selection; selection-color: @text;
}
QComboBox QAbstractItemView::item, QListView[role="popup"]::item { min-height: @{2.1}px; padding: 1px 6px; }

QCheckBox { spacing: 8px; padding: 3px 2px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus { border: 1px solid @focus; }
QCheckBox::indicator, QListView::indicator, QMenu::indicator, QTreeView::indicator {
  width: @{1.25}px; height: @{1.25}px; border: 1px solid @border; border-radius: 3px; background: @surface;
}
QCheckBox::indicator:checked, QListView::indicator:checked, QMenu::indicator:checked, QTreeView::indicator:checked {
  background: @primary; border-color: @primary; image: url("@icons/check.svg");
}
QCheckBox::indicator:disabled { border-color: @line; background: @surface_alt; }
QCheckBox::indicator:checked:disabled { image: url("@icons/check-off.svg"); }
QCheckBox[fault="error"], QCheckBox[fault="warning"] { padding: 2px 1px; }

QTableView, QTreeView, QListView { background: @surface; border: 1px solid @line; border-radius: 6px; outline: 0; }
QTableView { gridline-color: @line; selection-background-color: @selection; selection-color: @text; }
QTableView:focus { border-color: @focus; }
QTableView::item { padding: 2px 8px; border: none; border-bottom: 1px solid @line; }
QTableView::item:hover { background: @hover; }
QTableView::item:selected { background: @selection; color: @text; }
QListView::item:selected, QTreeView::item:selected { background: @selection; color: @text; }
QHeaderView { background: @surface_alt; border: none; }
QHeaderView::section {
  background: @surface_alt; color: @text; border: none; border-bottom: 1px solid @border; padding: 6px 8px;
  font-weight: 600;
}
QHeaderView::section:hover { background: @selection; }
QHeaderView::up-arrow {
  image: url("@icons/up-@name.svg"); width: 12px; height: 12px; subcontrol-position: center right; right: 4px;
}
QHeaderView::down-arrow {
  image: url("@icons/down-@name.svg"); width: 12px; height: 12px; subcontrol-position: center right; right: 4px;
}
QTableCornerButton::section { background: @surface_alt; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="sheet"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: @handle; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @border; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar { background: transparent; }
QTabBar::tab {
  background: transparent; color: @muted; padding: 7px 12px; border-bottom: 2px solid transparent;
  font-weight: 500;
}
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @link; border-bottom: 2px solid @link; font-weight: 600; }
QTabBar::tab:focus { background: @hover; }

QMenu { background: @surface; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 4px; }
QMenu::item:selected { background: @selection; color: @text; }
QMenu::item:disabled { color: @disabled_text; }
QMenu::indicator { margin-left: 4px; }
QMenu::separator { height: 1px; background: @line; margin: 4px 6px; }

QStatusBar { background: @surface; border-top: 1px solid @line; color: @text; }
QStatusBar::item { border: none; }
QProgressBar {
  background: @surface_alt; border: 1px solid @line; border-radius: 5px; text-align: center;
  min-height: @{1.6}px;
}
QProgressBar::chunk { background: @success_wash; border-radius: 4px; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @line; }

QCalendarWidget QWidget { background: @surface; alternate-background-color: @surface_alt; }
QCalendarWidget QAbstractItemView {
  selection-background-color: @primary; selection-color: @primary_text; border: none; border-radius: 0;
}
QCalendarWidget QToolButton { color: @text; font-weight: 600; padding: 4px 8px; }
QCalendarWidget QSpinBox { background: @surface; border: 1px solid @border; padding: 2px; }

QWidget[role="navigation"] { background: @navigation; }
QWidget[role="navigation"] QLabel { color: @navigation_text; }
QWidget[role="navigation"] QLabel[role="muted"] { color: @navigation_muted; }
QWidget[role="navigation"] QToolButton {
  color: @navigation_text; border: none; border-left: 3px solid transparent; border-radius: 0;
  padding: 9px 12px; text-align: left;
}
QWidget[role="navigation"] QToolButton:hover { background: @navigation_hover; }
QWidget[role="navigation"] QToolButton:focus {
  border: 1px solid @navigation_mark; border-left: 3px solid @navigation_mark;
}
QWidget[role="navigation"] QToolButton:checked {
  background: @navigation_selected; border-left: 3px solid @navigation_mark; font-weight: 600;
}
"""
_MEASURE = re.compile(r"@\{([\d.]+)\}(pt|px)")
_PX = {"pt": 1.0, "px": 96 / 72}
_TOKEN = re.compile(r"@(\w+)")


def style_sheet(tokens: Tokens, points: float) -> str:
    """Return the sheet; a measure `@{1.5}pt` or `@{1.5}px` is so many times the size of letters."""
    folder = resources.path("icons", "style").as_posix()
    extra = {
        "icons": folder,
        "focus": tokens.link,
        "handle": tokens.line if tokens.name == "dark" else "#b7c2d0",
        "navigation_hover": _between(tokens.navigation, tokens.navigation_selected),
    }
    sized = _MEASURE.sub(lambda found: f"{float(found[1]) * points * _PX[found[2]]:.2f}{found[2]}", _SHEET)
    return _TOKEN.sub(lambda found: extra.get(found[1]) or str(getattr(tokens, found[1])), sized)


def _between(one: str, other: str) -> str:
    """Return the colour half way between two others."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{(a + b) // 2:02x}" for a, b in pairs)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
