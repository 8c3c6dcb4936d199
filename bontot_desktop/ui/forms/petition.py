"""The window of one petition, in the order of its days: raised, sent, awaited, reminded, answered, told."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout

from bontot_desktop import dates
from bontot_desktop.rules.petitions import PetitionSource
from bontot_desktop.services import cell_list, meeting_list, petitions
from bontot_desktop.services.petitions import PetitionDraft
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.forms.leaving import may_close
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.picker import Choice, Picker
from bontot_desktop.ui.widgets.typed import DateField

#: So many of a cell's newest meetings are offered.
_MEETINGS = 12


class PetitionDialog(QDialog):
    """One petition, new or stored."""

    help_topic: ClassVar[str] = "kien-nghi"

    #: It was stored or taken out: its id.
    stored = Signal(int)

    def __init__(self, shell: Shell, draft: PetitionDraft) -> None:
        super().__init__(shell.asking.parent)
        self._shell, self._draft = shell, draft
        self.setObjectName("petition")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Kiến nghị mới" if draft.id is None else "Kiến nghị")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.WIDE, 0, 0)
        self.form = Form(self)
        layout.addWidget(self.form)
        self._fill()
        self.remove_button: QPushButton | None = None
        if draft.id is not None and draft.sent_on is None and draft.answered_on is None:
            self.remove_button = self.form.add_button("Bỏ kiến nghị ghi nhầm", self.remove)
            self.remove_button.setAutoDefault(False)
        self.form.add_button("Quay lại", self.reject).setAutoDefault(False)
        self.form.add_save("Lưu kiến nghị").setAutoDefault(False)
        self.form.saving.connect(self.store)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        self._offer_meetings(draft.cell_id)
        self.form.show_draft(draft)
        self.form.field("cell_id").picked.connect(self._offer_meetings)
        under = shell.asking.parent
        room = under.window().size() if under is not None else self.screen().availableGeometry().size()
        self.resize(min(look.COLUMN_MOST + 2 * look.PAGE_MARGIN, room.width()), round(room.height() * 0.9))
        self.form.focus_first()

    def _fill(self) -> None:
        form = self.form
        cells = [Choice(row.id, row.name, row.kind) for row in cell_list.list_cells(self._shell.office)]
        raised = form.group("Nêu kiến nghị")
        beside(
            form,
            raised,
            ("Chi bộ", Picker(cells, placeholder="Gõ một phần tên chi bộ"), "cell_id", 1),
            ("Nêu ở buổi", ChoiceField([], none="— ngoài buổi sinh hoạt —", characters=22), "meeting_id", 0),
        )
        raised.add("Nội dung kiến nghị", TextField(lines=3), name="text", wide=True)
        beside(
            form,
            raised,
            ("Của ai", ChoiceField([(kind, kind.label) for kind in PetitionSource], characters=20), "source", 0),
            ("Người nêu", LineField(placeholder="Để trống nếu là cả chi bộ"), "raised_by", 1),
            ("Ngày nêu", DateField(), "raised_on", 0),
        )
        sent = form.group("Chuyển và chờ trả lời")
        beside(
            form,
            sent,
            ("Chuyển đến cơ quan, người nào", LineField(), "addressed_to", 1),
            ("Ngày chuyển", DateField(), "sent_on", 0),
        )
        beside(
            form,
            sent,
            ("Hẹn trả lời ngày", DateField(), "answer_due_on", 0),
            ("Đã nhắc ngày", DateField(), "reminded_on", 0),
        )
        answered = form.group("Trả lời")
        answered.add("Nội dung trả lời", TextField(lines=2), name="answer", wide=True)
        beside(
            form,
            answered,
            ("Ngày trả lời", DateField(), "answered_on", 0),
            ("Báo lại chi bộ ngày", DateField(), "told_on", 0),
        )
        answered.add("", CheckField("Không chuyển (ghi lý do ở phần ghi chú)"), name="is_dropped")
        answered.add("Ghi chú", LineField(), name="note", wide=True)

    def _offer_meetings(self, cell_id: int | None) -> None:
        """Offer the newest meetings of a cell, and the one it was raised at, however old."""
        rows = meeting_list.of_cell(self._shell.office, cell_id, _MEETINGS) if cell_id is not None else []
        offered = [(row.id, f"{dates.screen(row.held_on)} {row.type.label}") for row in rows]
        raised_at = self._draft.meeting_id
        if raised_at is not None and cell_id == self._draft.cell_id and all(row.id != raised_at for row in rows):
            offered.append((raised_at, f"Buổi họp quanh ngày {dates.screen(self._draft.raised_on)}"))
        self.form.field("meeting_id").set_choices(offered)

    def store(self) -> None:
        """Save the petition."""
        draft = self.form.draft()
        verb = "Đã ghi" if self._draft.id is None else "Đã sửa"
        saved = self._shell.act(lambda: petitions.save(self._shell.office, draft), f"{verb} kiến nghị", form=self.form)
        if saved is not None:
            self.accept()
            self.stored.emit(saved.id)

    def remove(self) -> None:
        """Take out what was entered by mistake."""
        petition_id = self._draft.id
        if petition_id is None or not self._shell.asking.confirm("Bỏ kiến nghị này khỏi danh sách?", "Bỏ kiến nghị"):
            return
        if self._shell.act(lambda: petitions.remove(self._shell.office, petition_id), "Đã bỏ kiến nghị") is not None:
            self.accept()
            self.stored.emit(petition_id)

    def reject(self) -> None:
        """Go back; what was typed is asked about, and dropped only if the person says so."""
        if may_close(self._shell, self, self.form):
            super().reject()


def open_petition(shell: Shell, petition_id: int | None, meeting_id: int | None = None) -> PetitionDialog:
    """Open the window of a stored petition, or of a new one, which may be raised at a meeting. Raises NotFound."""
    office = shell.office
    draft = petitions.begin(office, meeting_id) if petition_id is None else petitions.load(office, petition_id)
    dialog = PetitionDialog(shell, draft)
    dialog.open()
    return dialog
