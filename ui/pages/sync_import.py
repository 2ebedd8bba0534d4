"""What a folder of files would bring, shown unit by unit before anything is taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.vietnamese import show_number
from ui import jobs
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.session import Session
from ui.sticks import SECRETS
from ui.texts import tr
from ui.widgets.bits import paragraph
from ui.widgets.text_table import TextTable, Words

if TYPE_CHECKING:
    from app.usecases.foreseeing import ForeseenFile, ForeseenUnit


@guarded
class ImportPreview(Dialog):
    def __init__(self, files: list[ForeseenFile]) -> None:
        from app.usecases.foreseeing import by_unit, summed_up

        super().__init__(tr("Trước khi nhập"))
        self.resize(980, 460)
        self.units = by_unit(files)
        self.body.addWidget(paragraph(summed_up(self.units), "heading"))
        some = any(one.received for one in files)
        taking, not_taking = (
            "Bấm Nhập để nhận; mỗi đơn vị có một biên nhận.",
            "Không tệp nào nhận được: xem cột Cần biết.",
        )
        self.then = paragraph(f"{tr('Chưa nhập gì.')} {tr(taking if some else not_taking)}", "muted")
        self.body.addWidget(self.then)
        self.body.addWidget(paragraph("⚠ " + tr(SECRETS), "", "warn"))
        self.table = TextTable(tr("Từng đơn vị sẽ nhận gì"), wrapping=True)
        self.table.show_words(_words(self.units), [28, 7, 9, 9, 9, 9, 0])
        self.body.addWidget(self.table, 1)
        self.accepting = self.buttons(tr("Nhập"), tr("Thôi"))
        self.accepting.setEnabled(some)

    @classmethod
    def ask(cls, session: Session, folder: Path) -> bool:
        """Look into a folder in the background, show what is there, and return whether it is to be taken."""

        def look(store: Any, watch: jobs.Watch) -> list[ForeseenFile]:
            from app.usecases.foreseeing import foresee_folder

            return foresee_folder(store, folder, say=watch.say)

        files = jobs.run(session, tr("Xem trước các tệp"), look)
        return bool(files) and cls(files or []).ended()


def _words(units: list[ForeseenUnit]) -> Words:
    heads = [tr("Đơn vị"), tr("Tệp"), tr("Mới"), tr("Sửa"), tr("Như cũ"), tr("Trả lại"), tr("Cần biết")]
    rows = [
        [
            one.name or tr("Tệp không đọc được"),
            *(show_number(number) for number in (one.files, one.new, one.changed, one.same, one.refused)),
            " ".join(one.notes) or "–",
        ]
        for one in units
    ]
    tones = {(place, 5): "bad" for place, one in enumerate(units) if one.refused}
    return Words(heads, rows, tones, centred=range(1, 6))
