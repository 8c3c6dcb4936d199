"""The window "Vào sổ văn bản khác": a paper typed outside the program gets its number and its line in the register."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from bontot_desktop import text
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import cells, outside, people
from bontot_desktop.services.office import Saved
from bontot_desktop.services.outside import OutsideDraft
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField, choices_of
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.picker import Choice, Picker
from bontot_desktop.ui.widgets.typed import DateField, NumberField

TITLE = "Vào sổ văn bản khác"


class TypedPicker(Picker):
    """A line with proposals whose value is what stands there, chosen or typed."""

    def __init__(self, words: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__([Choice(word, word) for word in dict.fromkeys(words)], parent, free=True)

    def value(self) -> Any:
        """Return the words."""
        return self.typed()

    def tidied(self) -> str:
        """Return the proposal that was meant by words typed without marks, else the words."""
        words = super().tidied()
        meant = [choice.text for choice, _ in self._choices if text.fold(choice.text) == text.fold(words)]
        return meant[0] if len(meant) == 1 else words

    def set_value(self, value: Any) -> None:
        """Show the words."""
        self.set_typed(str(value or ""))


class OutsideForm(Form):
    """The fields in the order of the register's columns."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        office = shell.office
        first = self.group()
        self.type_name = first.add(
            "Tên loại", TypedPicker(outside.type_names()), name="type_name", hint="Chọn hoặc gõ tên loại khác."
        )
        self.issuer = first.add(
            "Cơ quan ban hành", ChoiceField(choices_of(list(Issuer), lambda one: one.label)), name="issuer"
        )
        self.cell_group = self.group()
        picks = [Choice(row.id, row.name, row.code) for row in cells.list_cells(office)]
        self.cell = self.cell_group.add("Chi bộ ban hành", Picker(picks), name="cell_id")
        number = self.group()
        self.symbol = number.add("Ký hiệu", LineField(characters=12), name="symbol", hint="Ví dụ: KH/ĐU")
        self.number = number.add("Số văn bản", NumberField(lowest=1, characters=6), name="number")
        self.day = number.add("Ngày văn bản", DateField(), name="day")
        self.number_hint = QLabel(self)
        look.mark(self.number_hint, "hint")
        self.number_hint.setWordWrap(True)
        number.add_widget(self.number_hint)
        self.warning = NoticeBar("", Tone.WAIT, self)
        number.add_widget(self.warning)
        second = self.group()
        second.add("Trích yếu nội dung", TextField(lines=2), name="about", wide=True)
        second.add("Nơi nhận", TextField(lines=2), name="recipients", hint="Mỗi nơi một dòng.", wide=True)
        names = tuple(pick.name for pick in people.in_office_picks(office))
        self.signer = second.add("Người ký", TypedPicker(names), name="signer")
        second.add("Đơn vị, người nhận bản lưu", LineField(), name="kept_by")
        second.add("Số lượng bản", NumberField(lowest=0, highest=99_999, characters=6), name="copies")
        second.add("Ghi chú", LineField(), name="note")


class OutsideDialog(QDialog):
    """Enters a paper, or corrects the office's own entry."""

    help_topic: ClassVar[str] = "so-van-ban"

    def __init__(self, shell: Shell, draft: OutsideDraft) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("outside-paper")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE if draft.id is None else "Sửa mục vào sổ")
        self._shell = shell
        self._is_new = draft.id is None
        #: What was proposed last; what the person typed over it stays.
        self._proposed = {"symbol": draft.symbol, "signer": draft.signer, "number": draft.number}
        self.saved: Saved | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, look.SMALL, 0, 0)
        self.form = OutsideForm(shell, self)
        outer.addWidget(self.form, 1)
        self.save_button = self.form.add_save("Vào sổ" if self._is_new else "Lưu")
        back = self.form.add_button("Quay lại", self.reject)
        for button in (self.save_button, back):
            button.setAutoDefault(False)
        self.form.show_draft(draft)
        self._look_again()
        for field in (self.form.type_name, self.form.issuer, self.form.cell, self.form.symbol, self.form.day):
            (field.edited if isinstance(field, ChoiceField) else field.left).connect(self._propose)
        self.form.type_name.picked.connect(lambda *_: self._propose())
        self.form.cell.picked.connect(lambda *_: self._propose())
        self.form.number.left.connect(self._look_again)
        self.form.saving.connect(self.save)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        under = shell.asking.parent
        usual = QSize(look.text_width(92, self), look.row_height(self) * 22)
        # As wide as the window under it allows, so that two columns stand side by side.
        self.resize(usual if under is None else under.window().size() * 0.88)
        self.form.focus_first()

    def save(self) -> None:
        """Enter the paper and show it in the register."""
        draft = self.form.draft()
        said = "Đã vào sổ văn bản." if self._is_new else "Đã lưu mục vào sổ."
        saved = self._shell.act(
            lambda: outside.save(self._shell.office, draft), said, form=self.form, undo=not self._is_new
        )
        if saved is not None:
            self.saved = saved
            self.accept()
            self._shell.go("papers", saved.id)

    def _propose(self) -> None:
        """Propose symbol, signer and number anew where the person did not type their own."""
        draft = self.form.draft()
        office = self._shell.office
        self._offer("symbol", self.form.symbol, outside.symbol_for(office, draft.type_name, draft.issuer))
        if draft.day is not None:
            name = outside.signer_for(office, draft.issuer, draft.day, draft.cell_id)
            self._offer("signer", self.form.signer, name)
        self._look_again()

    def _offer(self, name: str, field: Any, value: Any) -> None:
        if value and field.value() in ("", None, self._proposed[name]):
            field.set_value(value)
            self._proposed[name] = value

    def _look_again(self) -> None:
        """Show the next number of the run and what to look at first."""
        form = self.form
        draft = form.draft()
        form.cell_group.setVisible(draft.issuer is Issuer.CELL)
        if form.day.fault() or form.number.fault():
            return
        shown = outside.outlook(self._shell.office, draft)
        if self._is_new and shown.next_number is not None:
            if draft.number in (None, self._proposed["number"]):
                form.number.set_value(shown.next_number)
            self._proposed["number"] = shown.next_number
        form.number_hint.setText(
            f"Số tiếp theo trong nhiệm kỳ {shown.term_label}: {shown.next_number:02d}."
            if shown.next_number is not None
            else ""
        )
        form.warning.say(" ".join(shown.warnings))


def open_outside(shell: Shell, paper_id: int | None = None) -> OutsideDialog | None:
    """Open the window for a new entry, or for one of the office's own to be corrected."""
    draft = shell.act(
        lambda: outside.blank(shell.office) if paper_id is None else outside.entry(shell.office, paper_id)
    )
    if draft is None:
        return None
    dialog = OutsideDialog(shell, draft)
    dialog.open()
    return dialog
