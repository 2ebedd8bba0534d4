"""Long work: beside the window, on its own connection, stoppable, its faults and Problems back on the window's side."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from app.ports import Query, Store
from app.problems import Problem
from app.records.mediation import MediationCase
from app.usecases import records
from tests.ui.pages.people import Answers, answer_dialog, register
from ui import jobs
from ui.dialogs import Dialog
from ui.jobs import Watch
from ui.session import Session
from ui.window import Window


def test_work_runs_on_another_thread_and_its_answer_comes_back(session: Session) -> None:
    def work(store: Store, watch: Watch) -> tuple[int, bool]:
        watch.say("Đang đếm…", 50)
        return len(store.ids(MediationCase)), threading.current_thread() is threading.main_thread()

    assert jobs.run(session, "Đếm", work) == (15, False)
    assert QThread.currentThread() is QApplication.instance().thread()  # type: ignore[union-attr]


def test_a_problem_of_the_work_is_shown_calmly(session: Session, answers: Answers) -> None:
    def work(_: Store, __: Watch) -> None:
        raise Problem("Ổ đĩa đã đầy.", "Xóa bớt tệp.")

    assert jobs.run(session, "Ghi", work) is None
    assert [problem.message for problem in answers.problems] == ["Ổ đĩa đã đầy."]


def test_a_fault_of_ours_is_not_hidden(session: Session) -> None:
    def work(_: Store, __: Watch) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        jobs.run(session, "Chia", work)


def test_stopped_work_leaves_nothing_half_done(session: Session, answers: Answers) -> None:
    begun = threading.Event()

    def work(store: Store, watch: Watch) -> str:
        with store.atomic():
            case = next(iter(store.every(MediationCase)))
            records.remove(store, case)
            begun.set()
            while True:
                watch.say("Đang làm…")

    def stop(dialog: Dialog) -> None:
        assert begun.wait(10)
        dialog.reject()

    answer_dialog(Dialog, stop)
    assert jobs.run(session, "Dọn", work) is None
    assert len(session.store.ids(MediationCase)) == 15
    assert not answers.problems


def test_pages_look_again_after_work_that_touched_their_records(window: Window) -> None:
    page = register(window, "cases")

    def work(store: Store, _: Watch) -> object:
        return records.remove(store, next(iter(store.every(MediationCase, Query()))))

    jobs.run(window.session, "Xóa", work)
    assert page.table.row_count() == 14
