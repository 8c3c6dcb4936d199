"""The small windows of the movement: a briefing, the day cells signed, a find; and the members of a cell who signed."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.movement import BriefingForm, BriefingKind, FindKind
from bontot_desktop.services import cell_list, people
from bontot_desktop.services.movement import briefings, commitments, finds
from bontot_desktop.services.movement.briefings import BriefingDraft
from bontot_desktop.services.movement.commitments import CommitmentRow
from bontot_desktop.services.movement.finds import FindDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import date_column, person_column, state_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField, TextField, choices_of
from bontot_desktop.ui.widgets.form import FieldRow, Form
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker, Picker
from bontot_desktop.ui.widgets.typed import DateField, NumberField

TOPIC = "phong-trao"
_MONTHS = [(month, f"Tháng {month}") for month in range(1, 13)]
_MISSING, _SIGNED = "missing", "signed"


def _cells(shell: Shell) -> list[Choice]:
    return [Choice(row.id, row.name, row.kind) for row in cell_list.list_cells(shell.office)]


def open_briefing(shell: Shell, draft: BriefingDraft) -> OneActDialog:
    """Show the window of a briefing, new or stored."""

    def build(form: Form) -> None:
        group = form.group()
        beside(
            form,
            group,
            ("Loại", ChoiceField(choices_of(list(BriefingKind), lambda kind: kind.label)), "kind", 1),
            ("Ngày tổ chức", DateField(), "held_on", 0),
        )
        group.add("Nội dung", TextField(lines=2), name="subject", wide=True)
        beside(
            form,
            group,
            ("Chi bộ tổ chức", Picker(_cells(shell), placeholder="Để trống nếu Đảng ủy tổ chức"), "cell_id", 1),
            ("Hình thức", ChoiceField(choices_of(list(BriefingForm), lambda one: one.label)), "form", 1),
        )
        beside(
            form,
            group,
            ("Số buổi", NumberField(lowest=1), "sessions", 0),
            ("Được triệu tập", NumberField(), "called", 0),
            ("Lượt người dự", NumberField(), "participants", 0),
        )
        beside(
            form,
            group,
            ("Nơi tổ chức", LineField(), "place", 1),
            ("Người trình bày", LineField(), "speaker", 1),
        )
        group.add("Ghi chú", LineField(), name="note", wide=True)

    return open_act(
        shell,
        OneAct(
            name="briefing",
            title="Hội nghị quán triệt, tập huấn",
            heading="Hội nghị mới" if draft.id is None else draft.kind.label,
            verb="Ghi hội nghị",
            said="Đã ghi hội nghị.",
            draft=draft,
            build=build,
            do=lambda typed: briefings.save(shell.office, typed),
            topic=TOPIC,
            rows=17,
            width=78,
        ),
    )


def open_signing(shell: Shell, year: int, rows: list[CommitmentRow]) -> OneActDialog:
    """Show the window that writes the day cells signed."""

    def build(form: Form) -> None:
        group = form.group()
        group.add("Ngày ký", DateField(), name="signed_on")
        group.add("", CheckField("Toàn thể đảng viên của chi bộ cùng ký ngày này"), name="with_members")
        group.add(
            "Nội dung cam kết riêng",
            TextField(lines=3),
            name="text",
            hint="Mỗi dòng một nội dung; để trống thì in bốn nội dung chung.",
            wide=True,
        )

    ids = [row.id for row in rows]
    return open_act(
        shell,
        OneAct(
            name="signing",
            title="Ghi ngày ký cam kết",
            heading=rows[0].cell if len(rows) == 1 else f"{len(rows)} chi bộ",
            hint="Đồng chí đã có ngày ký giữ ngày ấy.",
            verb="Ghi ngày ký",
            said="Đã ghi ngày ký cam kết.",
            draft=commitments.signing(shell.office, year, ids),
            build=build,
            do=lambda typed: commitments.sign(shell.office, year, ids, typed),
            topic=TOPIC,
            rows=13,
        ),
    )


def open_find(shell: Shell, draft: FindDraft) -> OneActDialog:
    """Show the window of a good deed, model, practice or outstanding one, new or stored."""

    def build(form: Form) -> None:
        group = form.group()
        cells = Picker(_cells(shell), placeholder="Gõ một phần tên chi bộ")
        member = PersonPicker(_members(shell, draft.cell_id))
        beside(
            form,
            group,
            ("Chi bộ", cells, "cell_id", 1),
            ("Loại", ChoiceField(choices_of(list(FindKind), lambda kind: kind.label), characters=30), "kind", 0),
        )
        group.add("Tên việc, mô hình, thành tích", LineField(), name="title", wide=True)
        beside(
            form,
            group,
            ("Tháng", ChoiceField(_MONTHS, none="Cả năm", characters=10), "month", 0),
            ("Đảng viên (khi nêu việc của một đồng chí)", member, "member_id", 1),
        )
        group.add("Cách làm", TextField(lines=2), name="text", wide=True)
        group.add("Kết quả", TextField(lines=2), name="result", wide=True)
        group.add(
            "Đã được ghi nhận", LineField(placeholder="Ai biểu dương, văn bản nào"), name="recognised_by", wide=True
        )
        group.add("", CheckField("Nên nhân rộng"), name="is_worth_copying")
        group.add("Nơi đã làm theo", LineField(), name="copied_by", wide=True)
        cells.picked.connect(lambda cell_id: member.set_choices(_members(shell, cell_id)))

    return open_act(
        shell,
        OneAct(
            name="find",
            title="Mô hình, việc tốt, điển hình",
            heading="Ghi mô hình, việc tốt, điển hình" if draft.id is None else draft.title,
            verb="Lưu",
            said="Đã ghi vào danh sách mô hình, điển hình.",
            draft=draft,
            build=build,
            do=lambda typed: finds.save(shell.office, typed),
            topic=TOPIC,
            rows=20,
            width=84,
        ),
    )


def _members(shell: Shell, cell_id: int | None) -> list[Choice]:
    if cell_id is None:
        return []
    return [Choice(pick.id, pick.name, pick.second) for pick in people.member_picks(shell.office, cell_id)]


class MembersSignedDialog(QDialog):
    """The members of a cell with the day each signed; the ticked get a day, or lose it, in one act."""

    help_topic: ClassVar[str] = TOPIC

    def __init__(self, shell: Shell, year: int, row: CommitmentRow) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("members-signed")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Đảng viên ký cam kết")
        self._shell, self._year, self._cell_id = shell, year, row.id
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.GAP)
        self.head = QLabel(row.cell, self)
        self.head.setWordWrap(True)
        look.mark(self.head, "section")
        outer.addWidget(self.head)
        self.filter = FilterBar("Lọc theo họ tên", [(None, "Tất cả"), (_MISSING, "Chưa ký"), (_SIGNED, "Đã ký")], self)
        self.filter.changed.connect(lambda *_: self._filter())
        outer.addWidget(self.filter)
        self.table = TableView(
            [
                person_column("Họ và tên", lambda one: one.name, strong=True, stretch=True),
                state_column("Tình trạng", _word, _tone),
                date_column("Ngày ký", lambda one: one.signed_on),
            ],
            "dang-vien-ky-cam-ket",
            self,
            tickable=True,
        )
        self.table.ticked_changed.connect(self._name_buttons)
        self.table.current_changed.connect(lambda _: self._name_buttons())
        self.table_or_empty = TableOrEmpty(self.table, "users")
        outer.addWidget(self.table_or_empty, 1)
        line = QHBoxLayout()
        line.setSpacing(look.SMALL)
        self.day = DateField()
        self.day.setObjectName("signed_on")
        self.day.set_value(row.signed_on)
        self.day_row = FieldRow("Ngày ký", self.day, parent=self)
        line.addWidget(self.day_row)
        line.addStretch(1)
        self.strike_button = self._button("Xóa ngày ký", lambda: self.write(strike=True))
        self.close_button = self._button("Đóng", self.reject)
        self.sign_button = self._button("Ghi ngày ký", lambda: self.write(strike=False))
        look.mark(self.sign_button, "primary")
        for button in (self.strike_button, self.close_button, self.sign_button):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        outer.addLayout(line)
        self.resize(look.text_width(76, self), look.row_height(self) * 17)
        # A bound method: it is let go with the window.
        shell.changed.connect(self.changed)
        self.refresh()

    def _button(self, word: str, slot: Any) -> QPushButton:
        button = QPushButton(word, self)
        button.setObjectName(f"signed:{word}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button

    def changed(self, _: Changes) -> None:
        """Look again after every act."""
        self.refresh()

    def refresh(self) -> None:
        """Read the members again."""
        rows = commitments.members_signed(self._shell.office, self._year, self._cell_id)
        self._rows = rows
        self.table.set_rows(rows)
        if rows:
            self.table_or_empty.show_table()
            if self.table.current_id() is None:
                first = next((one.id for one in rows if one.signed_on is None), rows[0].id)
                self.table.select(first)
        else:
            self.table_or_empty.show_empty("Chi bộ chưa có đảng viên nào trong sổ.")
        self._filter()
        self._name_buttons()

    def _filter(self) -> None:
        chip = self.filter.chip()
        keep = None if chip is None else lambda one: (one.signed_on is None) is (chip == _MISSING)
        self.table.set_filter(self.filter.query(), keep)
        self.filter.say_count(len(self.table.rows.shown()), len(self._rows), "đảng viên")

    def chosen(self) -> list[int]:
        """Return the ticked members, else the current one."""
        ids = list(self.table.rows.ticked()) or [self.table.current_id()]
        return [one for one in ids if one is not None]

    def _name_buttons(self) -> None:
        count = len(self.chosen())
        self.sign_button.setText(f"Ghi ngày ký ({count})" if count > 1 else "Ghi ngày ký")
        for button in (self.sign_button, self.strike_button):
            button.setEnabled(bool(count))

    def write(self, *, strike: bool) -> None:
        """Give the chosen members the day, or take theirs back."""
        self.day_row.clear()
        fault = self.day.fault() or ("" if strike or self.day.value() else "Chưa ghi ngày ký.")
        if fault:
            self.day_row.set_problem(fault)
            self.day.setFocus()
            return
        day = None if strike else self.day.value()
        signed = dict.fromkeys(self.chosen(), day)
        office, said = self._shell.office, "Đã xóa ngày ký." if strike else "Đã ghi ngày ký cam kết."
        done = self._shell.act(lambda: commitments.save_members(office, self._year, self._cell_id, signed), said)
        if done is not None:
            self.table.rows.tick(list(self.table.rows.ticked()), False)


def open_members_signed(shell: Shell, year: int, row: CommitmentRow) -> MembersSignedDialog:
    """Show the members of a cell with the day each signed."""
    dialog = MembersSignedDialog(shell, year, row)
    dialog.open()
    return dialog


def _word(one: commitments.MemberSignature) -> str:
    return "Đã ký" if one.signed_on else "Chưa ký"


def _tone(one: commitments.MemberSignature) -> Tone:
    return Tone.GOOD if one.signed_on else Tone.WAIT
