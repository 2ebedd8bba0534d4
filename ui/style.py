"""The style sheet: every colour is a token, every length follows the size of the letters."""

from __future__ import annotations

from string import Template

import resources
from ui.tokens import Tokens

_SHEET = Template("""
QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: 4px 6px; }
QMainWindow, QDialog, QWizard { background: $ground; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[role="section"] { font-weight: 600; color: $accent; }
QLabel[role="figure"] { font-size: ${figure}pt; font-weight: 600; }
QLabel[role="label"] { font-weight: 500; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small}pt; }
QLabel[role="star"], QLabel[role="error"], QLabel[tone="bad"] { color: $bad; }
QLabel[role="error"], QLabel[role="warning"] { font-size: ${small}pt; }
QLabel[role="warning"], QLabel[tone="warn"] { color: $warn; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="calm"] { color: $calm; }
QLabel[tone="accent"] { color: $accent; }
QLabel[role="code"] { font-size: ${heading}pt; font-weight: 600; background: $sunken; padding: ${half}px; }
QLabel[role="digits"] { font-size: ${title}pt; font-weight: 600; background: $sunken; padding: ${half}px; }
QLabel[role="label"][off="true"] { color: $muted; }

QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[notice] { border-radius: 4px; }
QFrame[notice="bad"] { background: $bad_soft; border: 1px solid $bad; }
QFrame[notice="bad"] QLabel { color: $bad; }
QFrame[notice="warn"] { background: $warn_soft; border: 1px solid $warn; }
QFrame[notice="warn"] QLabel { color: $warn; }
QFrame[notice="info"] { background: $accent_soft; border: 1px solid $accent; }
QFrame[notice="info"] QLabel { color: $text; }
QFrame[notice] QPushButton { min-height: ${row}px; background: transparent; }
QFrame[notice="bad"] QPushButton { color: $bad; border-color: $bad; }
QFrame[notice="warn"] QPushButton { color: $warn; border-color: $warn; }
QFrame[notice="ok"] { background: $ok_soft; border: 1px solid $ok; }
QFrame[notice="ok"] QLabel { color: $ok; }
QFrame[part="true"] { background: $surface; border: 1px solid $line; border-radius: 5px; }
QFrame[part="true"][level="bad"] { border: 1px solid $bad; }
QFrame[part="true"][level="warn"] { border: 1px solid $warn; }
QFrame[card="true"]:focus { border: 2px solid $accent; }
QFrame[rule="true"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

#nav { background: $nav; }
#nav QLabel { color: $nav_text; }
#nav QLabel[role="heading"] { color: white; }
#nav QToolButton { color: $nav_text; border: none; border-left: 3px solid transparent; border-radius: 0;
    text-align: left; padding: 0 2px 0 12px; min-height: ${nav_row}px; }
#nav QToolButton:hover { background: $nav_chosen; }
#nav QToolButton:checked { background: $nav_chosen; color: white; border-left: 3px solid $nav_mark; font-weight: 600; }
#nav QToolButton:focus { border: 1px solid $nav_mark; border-left: 3px solid $nav_mark; padding: 0 1px 0 12px; }

QLineEdit, QComboBox, QPlainTextEdit { background: $surface; color: $text; border: 1px solid $border;
    border-radius: 4px; padding: 1px 7px; selection-background-color: $fill; selection-color: $on_accent; }
QLineEdit, QComboBox { min-height: ${box}px; }
QPlainTextEdit { padding: 3px; }
QLineEdit:hover, QComboBox:hover, QPlainTextEdit:hover { border-color: $muted; }
QLineEdit:focus, QComboBox:focus, QComboBox:on { border: 2px solid $accent; padding: 0 6px; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 2px; }
QLineEdit[level="bad"], QComboBox[level="bad"] { border: 2px solid $bad; padding: 0 6px; background: $bad_soft; }
QPlainTextEdit[level="bad"] { border: 2px solid $bad; padding: 2px; background: $bad_soft; }
QLineEdit[level="warn"], QComboBox[level="warn"] { border: 2px solid $warn; padding: 0 6px; }
QPlainTextEdit[level="warn"] { border: 2px solid $warn; padding: 2px; }
QLineEdit:disabled, QLineEdit[readOnly="true"], QComboBox:disabled, QPlainTextEdit:disabled,
QPlainTextEdit[readOnly="true"] { background: $sunken; border-color: $line; color: $text; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: ${arrow}px; }
QComboBox::down-arrow { image: url("$icons/down-$name.svg"); width: ${sign}px; height: ${sign}px; }
QComboBox QAbstractItemView, QListView#completions { background: $surface; color: $text; border: 1px solid $border;
    selection-background-color: $accent_soft; selection-color: $text; outline: 0; padding: 2px; }
QComboBox QAbstractItemView::item, QListView#completions::item { min-height: ${row}px; padding: 0 6px; }

QPushButton { background: $surface; color: $text; border: 1px solid $border; border-radius: 4px; padding: 1px 14px;
    min-height: ${box}px; icon-size: ${sign}px; }
QPushButton:hover { background: $sunken; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $accent; padding: 0 13px; }
QPushButton:disabled { color: $faint; background: $sunken; border-color: $line; }
QPushButton[primary="true"] { background: $fill; color: $on_accent; border-color: $fill; font-weight: 600; }
QPushButton[primary="true"]:hover { background: $accent_strong; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[primary="true"]:disabled { background: $sunken; border-color: $line; color: $faint; }
QPushButton[picker="true"] { text-align: left; padding: 1px 7px; }
QPushButton[picker="true"]:focus { padding: 0 6px; }
QPushButton[level="bad"] { border: 2px solid $bad; background: $bad_soft; padding: 0 6px; }
QPushButton[level="warn"] { border: 2px solid $warn; padding: 0 6px; }
QPushButton[big="true"] { min-height: ${big}px; font-size: ${heading}pt; font-weight: 600; padding: 0 24px; }
QPushButton[link="true"] { border: 1px solid transparent; background: transparent; color: $accent; text-align: left;
    padding: 0 4px; min-height: ${row}px; }
QPushButton[link="true"]:hover { text-decoration: underline; }
QPushButton[link="true"]:focus { border: 1px solid $accent; }

QToolButton { border: 1px solid transparent; border-radius: 4px; padding: 4px; background: transparent; color: $text; }
QToolButton:hover { background: $sunken; }
QToolButton:checked { background: $accent_soft; color: $accent; }
QToolButton:focus { border: 1px solid $accent; }
QToolButton::menu-indicator { image: none; }
QToolButton[line="true"] { border: 1px solid $border; padding: 0 8px; min-height: ${box}px; background: $surface; }
QToolButton[line="true"]:focus { border: 2px solid $accent; padding: 0 7px; }

QToolButton[section="true"] { font-size: ${section}pt; font-weight: 600; padding: 2px 4px 2px 0; text-align: left; }

QCheckBox, QRadioButton { spacing: ${half}px; min-height: ${row}px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $accent; }
QCheckBox::indicator, QListView::indicator, QMenu::indicator, QTreeView::indicator {
    width: ${tick}px; height: ${tick}px; border: 1px solid $border; border-radius: 3px; background: $surface; }
QCheckBox::indicator:checked, QListView::indicator:checked, QMenu::indicator:checked, QTreeView::indicator:checked {
    background: $fill; border-color: $fill; image: url("$icons/check.svg"); }
QCheckBox:disabled { color: $muted; }
QCheckBox::indicator:disabled { border-color: $line; background: $sunken; }
QCheckBox::indicator:checked:disabled { image: url("$icons/check-off.svg"); }
QMenu::indicator { margin-left: 6px; }

QTableView { background: $surface; border: none; gridline-color: transparent; outline: 0;
    selection-background-color: $accent_soft; selection-color: $text; }
QTableView[part="true"] { border: 1px solid $border; border-radius: 4px; }
QTableView[part="true"]:focus { border: 2px solid $accent; }
QTableView[part="true"][level="bad"] { border: 2px solid $bad; }
QTableView[part="true"][level="warn"] { border: 2px solid $warn; }
QTableView::item { border-bottom: 1px solid $line; padding: 0 8px; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section { background: $sunken; color: $text; border: none; border-bottom: 1px solid $border;
    padding: 0 11px; min-height: ${header}px; font-weight: 600; }
QHeaderView::section:hover { background: $accent_soft; }
QHeaderView::up-arrow { image: url("$icons/up-$name.svg"); }
QHeaderView::down-arrow { image: url("$icons/down-$name.svg"); }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: ${mark}px; height: ${mark}px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 3px; }
QTableCornerButton::section { background: $sunken; border: none; }
QListView { background: $surface; border: 1px solid $border; border-radius: 4px; outline: 0; }
QListView[popup="true"] { border: none; }
QListView:focus { border: 2px solid $accent; }
QListView::item { padding: 2px 4px; min-height: ${row}px; }
QListView::item:selected { background: $accent_soft; color: $text; }

QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
    padding: ${third}px ${half}px; margin: 0 2px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { border: 1px solid $accent; border-bottom: 2px solid $accent; }
QTabBar QToolButton { background: $surface; border: none; }

QStatusBar { background: $surface; border-top: 1px solid $line; color: $muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; padding: 0 8px; }
QScrollArea, QScrollArea > QWidget > QWidget[body="true"] { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $border; border-radius: 4px; min-height: 32px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: $border; border-radius: 4px; min-width: 32px; margin: 2px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QProgressBar { background: $sunken; border: 1px solid $line; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $fill; border-radius: 3px; }
QMenu { background: $surface; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 10px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px; }
QTextBrowser { background: $surface; border: 1px solid $line; border-radius: 4px; padding: 8px; }
QTextBrowser[bare="true"] { border: none; }
QCalendarWidget QWidget { background: $surface; color: $text; }
QCalendarWidget QAbstractItemView { selection-background-color: $fill; selection-color: $on_accent;
    outline: 0; border: none; border-radius: 0; }
QCalendarWidget QAbstractItemView::item { padding: 0; border: none; }
QCalendarWidget QToolButton { min-height: ${row}px; padding: 0 8px; font-weight: 600; }
""")


def sheet(tokens: Tokens, points: float) -> str:
    """Return the sheet for letters of a size; Qt itself multiplies px on denser screens."""
    em = points * 96 / 72
    lengths = {
        "box": 2.2,
        "row": 1.8,
        "header": 2.4,
        "nav_row": 2.7 if points < 12 else 1.85,  # with large letters every place must still be in view
        "big": 3.6,
        "arrow": 1.8,
        "mark": 0.9,
        "sign": 1.15,
        "tick": 1.15,
        "half": 0.6,
        "third": 0.45,
    }
    sizes = {
        "small": points - 0.75,
        "section": points + 0.75,
        "heading": points + 1.5,
        "title": points + 6,
        "figure": points + 12,
    }
    icons = resources.path("icons", "style").as_posix()
    measures = {name: round(em * many) for name, many in lengths.items()}
    return _SHEET.substitute(tokens._asdict(), **measures, **sizes, icons=icons)
