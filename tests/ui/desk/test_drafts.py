"""Typing that nobody saved is never lost: not by leaving, not by closing, not by a program that is killed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.records import Mediator
from db import SqliteStore
from tests.ui.desk.doing import fill, page_of, settle, write
from tests.ui.hands import type_in
from ui.session import Session
from ui.widgets.typed import Typed
from ui.window import Window


def person(store: SqliteStore, place: int = 0) -> Mediator:
    return list(store.every(Mediator))[place]


def kept(store: SqliteStore, id: str) -> dict[str, Typed]:
    return next((dict(draft.texts) for draft in store.drafts("mediator") if draft.id == id), {})


def press(window: Window, words: str) -> None:
    page = page_of(window, "mediators")
    found = [b for b in page.panel.bar.frame.findChildren(QPushButton) if b.text() == words and not b.isHidden()]
    found[0].click()


def test_typing_is_kept_while_it_goes_on_and_not_only_when_it_stops(
    window: Window, qtbot: QtBot, store: SqliteStore
) -> None:
    who = person(store)
    page = page_of(window, "mediators")
    page.show_record(who.id)
    line = page.panel.form.editor("occupation").box
    line.setFocus()
    typed = ""

    def kept_by_now() -> bool:
        nonlocal typed
        type_in(line, "a")  # somebody who never pauses
        typed += "a"
        return bool(kept(store, who.id))

    qtbot.waitUntil(kept_by_now, timeout=10_000)
    assert kept(store, who.id)["occupation"].endswith("a")


def test_a_killed_program_leaves_the_typing_in_the_file(
    window: Window, qtbot: QtBot, store: SqliteStore, reopen: Callable[[], SqliteStore]
) -> None:
    who = person(store)
    page = page_of(window, "mediators")
    page.show_record(who.id)
    page.panel.form.editor("occupation").setFocus()
    write("thợ mộc")
    qtbot.waitUntil(lambda: bool(kept(store, who.id)), timeout=10_000)
    after = reopen()  # what another process finds in the file, this one still running
    try:
        assert kept(after, who.id)["occupation"].endswith("thợ mộc")
    finally:
        after.close()


def test_leaving_a_record_keeps_its_typing_and_coming_back_offers_it(window: Window, store: SqliteStore) -> None:
    first, second = person(store), person(store, 1)
    page = page_of(window, "mediators")
    page.show_record(first.id)
    fill(page, "occupation", "thợ mộc")
    page.show_record(second.id)
    assert page.panel.form.editor("occupation").text() == second.occupation
    page.show_record(first.id)
    assert page.panel.form.editor("occupation").text() == first.occupation
    press(window, "Khôi phục bản nháp")
    assert page.panel.form.editor("occupation").text() == "thợ mộc"
    assert page.panel.form.dirty()


def test_typing_that_cannot_be_read_comes_back_as_it_was_typed(window: Window, store: SqliteStore) -> None:
    first, second = person(store), person(store, 1)
    page = page_of(window, "mediators")
    page.show_record(first.id)
    fill(page, "left_on", "31/2")
    page.show_record(second.id)
    page.show_record(first.id)
    press(window, "Khôi phục bản nháp")
    assert page.panel.form.editor("left_on").text() == "31/2"


def test_dropping_the_typing_forgets_it(window: Window, store: SqliteStore) -> None:
    first, second = person(store), person(store, 1)
    page = page_of(window, "mediators")
    page.show_record(first.id)
    fill(page, "occupation", "thợ mộc")
    page.show_record(second.id)
    page.show_record(first.id)
    press(window, "Bỏ")
    assert kept(store, first.id) == {}


def test_saving_forgets_the_typing(window: Window, store: SqliteStore) -> None:
    who = person(store)
    page = page_of(window, "mediators")
    page.show_record(who.id)
    fill(page, "occupation", "thợ mộc")
    page.panel.keep_typing()
    assert kept(store, who.id)
    assert page.panel.save()
    assert kept(store, who.id) == {}
    assert store.get(Mediator, who.id).occupation == "thợ mộc"


def test_a_new_record_nobody_saved_is_offered_by_the_next_window(
    window: Window, session: Session, store: SqliteStore
) -> None:
    page = page_of(window, "mediators")
    page.new()
    fill(page, "full_name", "Người Chưa Lưu")
    window.close()
    settle()
    again = Window(session)
    try:
        page = page_of(again, "mediators")
        page.new()
        press(again, "Khôi phục bản nháp")
        assert page.panel.form.editor("full_name").text() == "Người Chưa Lưu"
    finally:
        again.close()
        again.deleteLater()
        settle()


def test_undo_goes_back_to_what_is_kept_and_leaves_no_draft(window: Window, store: SqliteStore) -> None:
    who = person(store)
    page = page_of(window, "mediators")
    page.show_record(who.id)
    fill(page, "occupation", "thợ mộc")
    page.panel.keep_typing()
    page.panel.undo()
    assert page.panel.form.editor("occupation").text() == who.occupation
    assert kept(store, who.id) == {}


def test_another_new_record_does_not_take_the_place_of_the_typing_that_is_offered(
    window: Window, store: SqliteStore
) -> None:
    page = page_of(window, "mediators")
    for name in ("Lê Thị Dở", "Trần Văn Khác"):
        page.new()
        type_in(page.panel.form.editor("full_name").box, name)
        page.panel.keep_typing()
    assert sorted(draft.texts["full_name"] for draft in store.drafts("mediator")) == ["Lê Thị Dở", "Trần Văn Khác"]
