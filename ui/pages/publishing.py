"""Publishing for others to count with: where to, now, and what stood there after the last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.ports import Store
from app.usecases.by_unit import receives
from app.vietnamese import show_number
from ui import dialogs, jobs
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.history import local_moment
from ui.session import Services, Session
from ui.texts import tr
from ui.unlock import secret_line
from ui.widgets.bits import button, card, empty_state, labelled, paragraph, words
from ui.widgets.text_table import TextTable, Words

if TYPE_CHECKING:
    from app.usecases.publishing import Published


@guarded
class Publishing(Page):
    """The password is typed each time and kept nowhere; the place stays in the encrypted register."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Xuất bản số liệu")
        super().__init__(session, parent)
        self.place, self.schema = QLineEdit(), QLineEdit()
        self.password = secret_line(tr("Mật khẩu của cơ sở dữ liệu"))
        self.now_button = button(tr("Xuất bản ngay"), self.publish, icon="upload", primary=True)
        self.actions_row.addWidget(self.now_button)
        self.told = paragraph("", "plain")
        self.table = TextTable(tr("Số hồ sơ ở nơi xuất bản sau lần gần nhất"))
        self.where = self._where_card()
        self.held = self._held_card()
        self.empty = empty_state(
            "database",
            tr("Trang này dành cho nơi nhận"),
            tr("Nơi nhận dữ liệu của các xã xuất bản số liệu, không có ô riêng tư, cho chỗ khác đếm."),
        )
        self.box.addWidget(self.where)
        self.box.addWidget(self.held, 1)
        self.box.addWidget(self.empty, 1)

    # --- how it looks ---

    def _where_card(self) -> QFrame:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(words(tr("Nơi xuất bản"), "heading"))
        head.addStretch(1)
        head.addWidget(button(tr("Chọn thư mục…"), self.choose, icon="hard-drive"))
        column.addLayout(head)
        said = tr(
            "Một cơ sở dữ liệu PostgreSQL, hoặc một thư mục để ghi tệp Parquet. Không bao giờ có ô riêng tư: không tên "
            "các bên, địa chỉ, nội dung vụ việc. Mật khẩu không lưu ở đâu, gõ lại mỗi lần."
        )
        column.addWidget(paragraph(said, "muted"))
        column.addLayout(self._boxes())
        return frame

    def _boxes(self) -> QGridLayout:
        boxes = (
            (tr("Địa chỉ hoặc thư mục"), self.place, "postgresql://nguoi_dung@may_chu/co_so_du_lieu", 6),
            (tr("Mật khẩu của cơ sở dữ liệu"), self.password, "", 2),
            (tr("Lược đồ (PostgreSQL)"), self.schema, "", 2),
        )
        self.place.textChanged.connect(self._sort_of_place)
        return labelled(boxes)

    def _held_card(self) -> QFrame:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(words(tr("Lần xuất bản gần nhất"), "heading"))
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        return frame

    # --- what it shows ---

    def look_again(self) -> None:
        from app.usecases.publication import DEFAULT_SCHEMA, PLACE, SCHEMA

        ours = receives(self.session.store)
        for part in (self.where, self.held, self.now_button):
            part.setVisible(ours)
        self.empty.setVisible(not ours)
        self.place.setText(self.session.setting(PLACE, ""))
        self.schema.setText(self.session.setting(SCHEMA, DEFAULT_SCHEMA))
        self._sort_of_place()
        self._show_last()

    def _sort_of_place(self) -> None:
        """Ask for what only a database has."""
        database = "://" in self.place.text()
        for box in (self.password, self.schema):
            box.setEnabled(database)

    def _show_last(self) -> None:
        from app.usecases.publication import last, waiting

        done, left = last(self.session.store), waiting(self.session.store)
        self.table.setVisible(done is not None)
        if done is None:
            self.told.setText(tr("Chưa xuất bản lần nào. Ghi nơi xuất bản rồi bấm Xuất bản ngay."))
            return
        said = tr("{at}, tới {where}: ghi {written} hồ sơ, bỏ {removed}, qua {batches} lần ghi.").format(
            at=local_moment(done.at),
            where=done.where,
            **{name: show_number(getattr(done, name)) for name in ("written", "removed", "batches")},
        )
        rest = tr("Từ đó đến nay sổ có thêm {left} thay đổi.").format(left=show_number(left))
        self.told.setText(f"{said} {rest if left else tr('Từ đó đến nay không có gì mới.')}")
        self.table.show_words(_words(done.held), [44, 18, 0])

    # --- what it does ---

    def choose(self) -> None:
        folder = dialogs.choose_folder(tr("Chọn thư mục ghi tệp Parquet"))
        if folder is not None:
            self.place.setText(str(folder))

    def publish(self) -> None:
        """Keep the place, then bring it up to date in the background; what is published already stays when stopped."""
        from app.usecases.publication import keep_place

        services = self.session.services
        kept = self.session.run(keep_place, self.place.text(), self.schema.text())
        if kept is None:
            return
        where = (kept[0], self.password.text() or kept[1])
        done = jobs.run(
            self.session,
            tr("Xuất bản số liệu"),
            lambda store, watch: _published(store, watch, services, where),
        )
        self.password.clear()
        self.look_again()
        if done is not None:
            self.session.said.emit(tr("Đã xuất bản.") if done.batches else tr("Nơi xuất bản đã đủ, không có gì mới."))


def _published(store: Store, watch: jobs.Watch, services: Services, where: tuple[str, str]) -> Published:
    from app.usecases.publication import DEFAULT_SCHEMA, SCHEMA, publish_to

    watch.say(tr("Đang hỏi nơi xuất bản…"))
    place, password = where
    with services.publishing(place, store.setting(SCHEMA, DEFAULT_SCHEMA), password) as target:
        return publish_to(store, target, place, watch.say)


def _words(held: dict[str, int]) -> Words:
    from app.usecases.publishing import tables

    heads = [tr("Loại hồ sơ"), tr("Số hồ sơ"), tr("Tên bảng, tệp")]
    rows = [[table.kind.title, show_number(held[table.name]), table.name] for table in tables() if held.get(table.name)]
    return Words(heads, rows, centred=(1,))


def publishing_button(session: Session) -> QPushButton:
    """Return the way to this page, for the page of the units that send here."""
    return button(tr("Xuất bản số liệu"), lambda: session.opened.emit("publishing", ""), icon="database")
