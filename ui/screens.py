"""Pictures of every page and of the main dialogs, drawn without a screen: for looking at, and for the demonstration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ports import Query, Store
from app.problems import Problem
from app.records import MediationCase, OutreachEvent
from app.records.base import Record
from ui import theme
from ui.books import BEHIND_SETTINGS, BEHIND_SYNC, BOOKS
from ui.main import make_application
from ui.navigation import PLACES
from ui.pages.record_page import RecordPage
from ui.session import Services, Session
from ui.window import Window

SIZE = (1366, 768)
_BOOKS_SHOWN = ("documents", "materials", "surveys", "elections", "key_cards", "folder_routes", "reference")
Shot = tuple[str, Path]


def screenshots(store: Store, folder: Path) -> list[Shot]:
    """Draw every page of the window on a register, which stays as it is; return (title, picture) for each."""
    application = make_application()
    folder.mkdir(parents=True, exist_ok=True)
    session = Session(store, no_services(folder))
    window = Window(session)
    try:
        window.resize(*SIZE)
        window.show()
        return [
            *_pages(window, folder),
            *_books(window, folder),
            *_dialogs(session, folder),
            *_variants(application, window, folder),
        ]
    finally:
        theme.apply(application)
        window.close()
        window.deleteLater()
        settle()


def settle() -> None:
    """Let everything that waits be drawn, and everything closed be gone."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def no_services(folder: Path) -> Services:
    def refuse(*_: object) -> None:
        raise Problem("Chụp màn hình không ghi gì ra ngoài.")

    return Services(
        open_store=refuse,  # type: ignore[arg-type]
        interrupt=refuse,
        back_up=refuse,  # type: ignore[arg-type]
        change_passphrase=refuse,
        folder=folder,
        log_file=folder / "sotuphap.log",
    )


def _pages(window: Window, folder: Path) -> Iterator[Shot]:
    for place in PLACES:
        page = window.go(place.name)
        page.catch_up()
        if place.name == "plan":
            yield _grabbed(window, folder, "plan-groups", "Kế hoạch năm, các nhóm nhiệm vụ")
        if isinstance(page, RecordPage):
            _open_first(page)
        yield _grabbed(window, folder, place.name, place.words)


def _books(window: Window, folder: Path) -> Iterator[Shot]:
    """Draw the keys and a few of the registers behind the cards; the others look alike."""
    for place in (*BOOKS, *BEHIND_SYNC, *BEHIND_SETTINGS):
        if place.name in _BOOKS_SHOWN or place in BEHIND_SETTINGS:
            page = window.go(place.name)
            if isinstance(page, RecordPage):
                _open_first(page)
            yield _grabbed(window, folder, f"book-{place.name}", place.words)


def _open_first(page: RecordPage) -> None:
    first = _first(page.session.store, page.kind)
    if first is not None:
        page.show_record(first.id)
    settle()
    page.setFocus()


def _first(store: Store, kind: type[Record]) -> Record | None:
    return next(iter(store.every(kind, Query())), None)


def _variants(application: QApplication, window: Window, folder: Path) -> Iterator[Shot]:
    window.go("cases")
    theme.apply(application, percent=150)
    _fit(window)
    yield _grabbed(window, folder, "cases-150", "Vụ, việc, cỡ chữ 150 %")
    theme.apply(application, dark=True)
    _fit(window)
    yield _grabbed(window, folder, "cases-dark", "Vụ, việc, nền tối")
    yield _grabbed_page(window, folder, "overview", "overview-dark", "Tổng quan, nền tối")
    yield _grabbed_page(window, folder, "calendar", "calendar-dark", "Lịch, nền tối")


def _fit(window: Window) -> None:
    window.navigation.fit()
    window.resize(*SIZE)


def _grabbed_page(window: Window, folder: Path, page: str, name: str, title: str) -> Shot:
    window.go(page)
    window.pages[page].look_again()
    window.pages[page].catch_up()
    return _grabbed(window, folder, name, title)


def _dialogs(session: Session, folder: Path) -> Iterator[Shot]:
    from app.records.office import Route
    from ui.first_run import FirstRun
    from ui.pages.history import History
    from ui.pages.repeat import Repeat
    from ui.pages.sync_preview import ExportPreview
    from ui.unlock import Unlock

    case = _first(session.store, MediationCase)
    route = _first(session.store, Route)
    makers: list[tuple[str, str, Callable[[], QWidget]]] = [
        ("unlock", "Mở sổ", lambda: Unlock(_nothing, _nothing, lambda *_: None, restore=lambda *_: b"")),
        ("first-run", "Lần đầu mở chương trình", lambda: FirstRun(lambda *_: (None, ""), lambda: None)),
    ]
    if case is not None:
        makers.append(("history", "Lịch sử của hồ sơ", lambda: History(session, MediationCase, case.id, case.label())))
    if isinstance(route, Route):
        makers.append(("export", "Trước khi xuất ra USB", lambda: ExportPreview(route.level, "nơi nhận")))
    event = _first(session.store, OutreachEvent)
    if isinstance(event, OutreachEvent) and event.starts_on:
        day = event.starts_on
        makers.append(("repeat", "Lặp lại hoạt động", lambda: Repeat(event, day)))
    for name, title, make in makers:
        with _shown(make()) as dialog:
            yield _grabbed(dialog, folder, f"dialog-{name}", title)
    yield from _papers(session, folder)


def _nothing(_: str) -> bytes:
    return b""


def _papers(session: Session, folder: Path) -> Iterator[Shot]:
    from app.usecases import printing
    from app.usecases.printing import Selection
    from ui.printing import PrintDialog

    event = _first(session.store, OutreachEvent)
    if event is None:
        return
    forms = [*printing.forms_of(OutreachEvent), *printing.registers()]
    with _shown(PrintDialog(session, forms, Selection(record=event.id, year=date.today().year))) as dialog:  # noqa: DTZ011
        if isinstance(dialog, PrintDialog):
            dialog.draw()
        yield _grabbed(dialog, folder, "dialog-print", "Xem trước khi in")


@contextmanager
def _shown(dialog: QWidget) -> Iterator[QWidget]:
    dialog.show()
    try:
        yield dialog
    finally:
        dialog.close()
        settle()


def _grabbed(widget: QWidget, folder: Path, name: str, title: str) -> Shot:
    settle()
    if (focus := QApplication.focusWidget()) is not None:
        focus.clearFocus()  # a blinking cursor would make every picture different
    settle()
    target = folder / f"{name}.png"
    widget.grab().save(str(target))
    return title, target
