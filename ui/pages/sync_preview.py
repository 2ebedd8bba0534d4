"""What is shown before an export, and the comparison of digits before a key is trusted."""

from __future__ import annotations

from datetime import date
from html import escape

from PySide6.QtWidgets import QLineEdit, QTextBrowser

from app.ports import Store
from app.problems import Problem
from app.records.office import LEVELS
from app.vietnamese import show_number
from ui import theme
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.session import Session
from ui.sticks import SECRETS
from ui.texts import tr
from ui.widgets.bits import button, paragraph, words


def leaving(level: str) -> str:
    """Return, kind by kind, what leaves the computer at a level and what stays."""
    from app.bundles.policy import what_leaves

    muted = theme.current().muted
    told = []
    for title, out, stay in what_leaves(level):
        if out:
            at_home = escape(tr("Ở lại máy: ") + ", ".join(stay))
            kept = f"<br><span style='color:{muted}'>{at_home}</span>" if stay else ""
            told.append(f"<p><b>{escape(title)}</b><br>{escape(tr('Gửi đi: ') + ', '.join(out))}{kept}</p>")
    return "".join(told)


def going(store: Store, level: str) -> str:
    """Say how many records of each kind are new to the receiver, and how many drafts stay; a bundle may repeat more."""
    from app.bundles.policy import kinds_at
    from app.usecases.states import Progressing

    progressing, kinds = Progressing(store), kinds_at(level)
    counted = [(kind.title, progressing.waiting(kind).to_send) for kind in kinds]
    said = "; ".join(f"{title}: {show_number(number)}" for title, number in counted if number)
    drafts = sum(len(store.unfinished(kind)) for kind in kinds)
    kept = tr(" Còn {count} bản nháp ở lại, chưa gửi.").format(count=show_number(drafts)) if drafts else ""
    return (
        tr("Mới hoặc sửa từ gói trước: {said}.").format(said=said) if said else tr("Không có hồ sơ mới hay sửa.")
    ) + kept


@guarded
class ExportPreview(Dialog):
    def __init__(self, level: str, receiver: str, session: Session | None = None) -> None:
        super().__init__(tr("Những gì sẽ rời máy này"))
        self.session = session
        self.resize(760, 560)
        self.body.addWidget(words(tr("Gửi cho ") + receiver, "heading"))
        self.body.addWidget(paragraph(tr("Mức dữ liệu: ") + dict(LEVELS).get(level, level) + "."))
        self.going = paragraph(going(session.store, level) if session else "")
        self.body.addWidget(self.going)
        self.body.addWidget(paragraph("⚠ " + tr(SECRETS), "", "warn"))
        list_ = QTextBrowser()
        list_.setAccessibleName(tr("Các ô gửi đi và các ô ở lại"))
        list_.setHtml(leaving(level))
        self.body.addWidget(list_, 1)
        self.paper = button(tr("In danh sách này…"), self.print_paper, icon="printer")
        self.paper.setVisible(session is not None)
        self.foot.insertWidget(0, self.paper)
        self.buttons(tr("Chọn USB và xuất"), tr("Thôi"))

    def print_paper(self) -> None:
        """Print what is shown here."""
        from ui.printing import PrintDialog

        if self.session is not None:
            PrintDialog.ask(self.session, form_id="du-lieu-roi-may")

    @classmethod
    def ask(cls, session: Session) -> str:
        """Return the level once a person has agreed, else nothing; a Problem is shown."""
        from app.usecases.office import next_stop, route_on

        today = date.today()  # noqa: DTZ011 (routes are dated by calendar days)
        route = session.run(route_on, today)
        receiver = session.run(next_stop, today) if route else None
        if route is None or receiver is None:
            return ""
        return route.level if cls(route.level, receiver.name, session).ended() else ""


@guarded
class CheckCard(Dialog):
    """Thirty digits to be compared over the telephone, and who compared them."""

    def __init__(self, session: Session, data: bytes) -> None:
        super().__init__(tr("Đối chiếu thẻ khóa"))
        from app.bundles.keys import fingerprint, read_card

        card = read_card(data)
        self.session, self.data, self.name = session, data, card.name
        self.body.addWidget(words(card.name, "heading"))
        self.body.addWidget(
            paragraph(tr("Gọi cho đơn vị này theo số điện thoại đã biết từ trước, đọc sáu nhóm số và so từng nhóm:"))
        )
        self.body.addWidget(words(fingerprint(card), "code"))
        self.body.addWidget(words(tr("Người đã đối chiếu qua điện thoại"), "label"))
        self.checked_by = QLineEdit()
        self.checked_by.setAccessibleName(tr("Người đã đối chiếu qua điện thoại"))
        self.body.addWidget(self.checked_by)
        self.said = paragraph("", "error")
        self.body.addWidget(self.said)
        self.buttons(tr("Đã khớp, ghi danh"), tr("Thôi"))

    def accept(self) -> None:
        from app.usecases.keys import enroll

        try:
            enroll(self.session.store, self.data, checked_by=self.checked_by.text().strip())
        except Problem as problem:
            self.said.setText(f"⚠ {problem}")
            return
        super().accept()

    @classmethod
    def ask(cls, session: Session, data: bytes) -> str:
        """Return the name of the office that is trusted from now on, or nothing."""
        dialog = cls(session, data)
        return dialog.name if dialog.ended() else ""
