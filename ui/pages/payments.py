"""The payments of mediators: requests made from the cases nobody paid, and what is due and paid of a group's year."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from app.ports import Query
from app.problems import Problem
from app.records import MediationGroup, PaymentRequest
from app.records.base import Record
from app.records.payment_states import DEMANDS, PAYMENT_STATES, STEPS
from app.usecases import budget, money
from app.usecases.payment_checks import LATE_AFTER, check_step
from app.vietnamese import show_money, show_number
from ui import dialogs
from ui.guarded import guarded
from ui.pages.mending import RightState, broken
from ui.pages.record_page import RecordPage
from ui.texts import tr
from ui.widgets.bits import button, link, paragraph
from ui.widgets.foldable import Foldable
from ui.widgets.steps import Steps
from ui.widgets.text_table import TextTable, Words

_MOST_ROWS = 7  # of the table by group without scrolling


@guarded
class Payments(RecordPage):
    kind = PaymentRequest
    one = "đề nghị"
    icon = "wallet"
    teaches = "Mỗi đề nghị thanh toán thù lao là một lần chi cho các vụ, việc đã kết thúc của một tổ."

    def _lay_out(self) -> None:
        super()._lay_out()
        self.steps = Steps(PAYMENT_STATES, STEPS, tr("Đề nghị đã xong."))
        self.panel.above.addWidget(self.steps)
        self.totals = paragraph("", "muted")
        self._counted_for: tuple[str, int, int] = ("", 0, -1)
        self.box.insertWidget(self.box.indexOf(self.splitter), self.totals)
        self.groups = Foldable(tr("Theo từng tổ"))
        self.by_group = TextTable(tr("Thù lao, hỗ trợ của từng tổ trong năm"))
        self.late_button = link("", self.ask_late)
        self.groups.body.addWidget(self.by_group)
        self.groups.body.addWidget(self.late_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._tell_late()
        self.groups.opened.connect(lambda: self._tell_groups(self._counted_for[1]))
        self.box.insertWidget(self.box.indexOf(self.splitter), self.groups)

    def _buttons(self) -> None:
        words, hint = tr("Lập từ vụ chưa chi"), tr("Lập đề nghị cho các vụ chưa thanh toán của một tổ")
        self.propose_button = button(words, self.offer_groups, icon="list-checks", keys="Ctrl+Shift+N", hint=hint)
        self.actions_row.addWidget(self.propose_button)
        super()._buttons()

    def _connect(self) -> None:
        super()._connect()
        self.steps.stepped.connect(self.step)
        self.steps.mending.connect(self.mend)

    def _shortcuts(self) -> None:
        super()._shortcuts()
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+Shift+N"), self, self.offer_groups, context=within)

    # --- a request from what is unpaid ---

    def offer_groups(self) -> None:
        menu = QMenu(self.propose_button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_groups(menu)
        menu.popup(self.propose_button.mapToGlobal(self.propose_button.rect().bottomLeft()))

    def fill_groups(self, menu: QMenu) -> None:
        """Offer the groups that have cases nobody requested money for, with how many."""
        waiting = Counter(case.group for case in money.unpaid_cases(self.session.store))
        for group in self.session.store.every(MediationGroup, Query(order="name")):
            if number := waiting[group.id]:
                said = tr("{group}: {number} vụ").format(group=group.name, number=show_number(number))
                menu.addAction(said, partial(self.propose, group))
        if menu.isEmpty():
            menu.addAction(tr("Không còn vụ nào chưa đề nghị thanh toán")).setEnabled(False)

    def propose(self, group: MediationGroup) -> None:
        """Open a request for all unpaid cases of a group; nothing is kept until it is saved."""
        self.panel.keep_typing()
        request = self.session.run(money.propose, group, _today())
        if request is not None:
            self._open(request, new=True)
            self.panel.form.go_to("number")

    # --- the states of a request ---

    def shape(self) -> None:
        super().shape()
        kept = self._kept()
        stands = kept is not None and not kept.draft and not self.panel.locked()
        self.steps.setVisible(stands)
        self.steps.show_from(kept.state if kept is not None and stands else "")

    def _kept(self) -> PaymentRequest | None:
        shown = self.panel.record
        return None if shown is None or self.panel.new else self.session.store.find(PaymentRequest, shown.id)

    def step(self, state: str) -> None:
        """Put a state into the form and go to what it asks for first; saving stays with the officer."""
        self.panel.form.editor("state").set_value(state)
        self.shape()
        request = self.panel.record
        self.panel.form.go_to(next((name for name in DEMANDS[state] if not getattr(request, name)), "state"))

    def mend(self) -> None:
        """Take back a state entered by mistake: the right one goes into the form and is saved with the reason."""
        kept = self._kept()
        if kept is not None and (answer := RightState.ask(PAYMENT_STATES, kept.state)):
            self.panel.correction = answer[1]
            self.step(answer[0])
            self.panel.save()

    def strange_step(self, record: Record) -> Problem | None:
        return broken(partial(check_step, self.session.store, record)) if isinstance(record, PaymentRequest) else None

    # --- what is due and paid ---

    def search(self, query: Query) -> None:
        super().search(query)
        self._tell_totals()

    def _tell_totals(self) -> None:
        """Say the sums of the chosen group and year; they are counted again only when something changed."""
        group = str(self.filters.lists["group"].currentData() or "") if "group" in self.filters.lists else ""
        year = int(self.filters.years.currentData() or 0) if self.filters.years is not None else 0
        asked = (group, year or _today().year, self.session.store.last_seq())
        if asked != self._counted_for:
            self._counted_for = asked
            self.totals.setText(self._totals(group, year or _today().year))
            if self.groups.is_open():
                self._tell_groups(asked[1])

    def _totals(self, group: str, year: int) -> str:
        found = money.balance(self.session.store, group, year)
        whose = self.session.store.labels("mediation_group", [group]).get(group, "") if group else tr("Mọi tổ")
        said = tr("{whose}, năm {year}: phải chi {due} · đã chi {paid} · còn lại {waiting}")
        return said.format(
            whose=whose,
            year=year,
            due=show_money(found.due),
            paid=show_money(found.paid),
            waiting=show_money(found.waiting),
        )

    # --- requests made late ---

    def _tell_late(self) -> None:
        days = self.session.setting(LATE_AFTER)
        said = tr("Nhắc khi vụ kết thúc quá {n} ngày mới đề nghị (sửa…)").format(n=days)
        self.late_button.setText(said if days else tr("Nhắc khi vụ kết thúc đã lâu mới đề nghị…"))

    def ask_late(self) -> None:
        """Ask after how many days a request deserves a look; no law names a number, so nobody is reminded unasked."""
        why = tr("Luật không định số ngày. Gõ số ngày của xã, ví dụ 90; gõ 0 thì không nhắc.")
        typed = dialogs.ask_words(tr("Nhắc khi vụ kết thúc quá bao nhiêu ngày mới đề nghị?"), why, tr("Ghi"))
        if typed.isdecimal():
            self.session.set_setting(LATE_AFTER, int(typed[:4]))
            self._tell_late()

    def _tell_groups(self, year: int) -> None:
        """Fill the table of the budget year: one row a group, and their sums."""
        heads = ("Tổ", "Vụ kết thúc", "Phải chi", "Đã đề nghị", "Đã chi", "Hỗ trợ tổ")
        found = budget.by_group(self.session.store, year)
        rows = [[one.name, *_shown(one)] for one in found]
        if len(found) > 1:
            rows.append([tr("Cộng năm {year}").format(year=year), *_shown(_sum(found))])
        words = Words([tr(head) for head in heads], rows, centred=(1,), right=range(2, len(heads)))
        self.by_group.show_words(words, (0, 15, 21, 21, 21, 21))
        shown = sum(self.by_group.rowHeight(row) for row in range(min(len(rows), _MOST_ROWS)))
        head = self.by_group.horizontalHeader().sizeHint().height()
        self.by_group.setFixedHeight(head + shown + 2 * self.by_group.frameWidth())


def _shown(one: budget.GroupMoney) -> list[str]:
    cases = show_number(one.cases) + (tr(" ({n} chưa có mức chi)").format(n=one.unrated) if one.unrated else "")
    return [cases, *(show_money(sum_) for sum_ in (one.due, one.requested, one.paid, one.support))]


def _sum(found: list[budget.GroupMoney]) -> budget.GroupMoney:
    names = ("cases", "unrated", "due", "requested", "paid", "support")
    return budget.GroupMoney("", "", *(sum(getattr(one, name) for one in found) for name in names))


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the officer's own calendar day)
