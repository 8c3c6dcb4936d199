"""The list of a cell's members for “Đảng viên 5 tốt”, filled from the paper the cell handed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import member_titles
from bontot_desktop.services.member_titles import SheetDraft, TitleSheet
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.editing import take_open_cell
from bontot_desktop.ui.forms.kept import Kept, Where
from bontot_desktop.ui.forms.kept_grid import Typing, take_typed
from bontot_desktop.ui.forms.leaving import is_settled
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.typed_model import TypedGrid, typed_cells
from bontot_desktop.ui.pages.recognition.member_title_model import CRITERION, LEVEL, REGISTERED, MemberTitleModel
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.view import TableOrEmpty
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.form import FieldRow
from bontot_desktop.ui.widgets.page import Page
from bontot_desktop.ui.widgets.sheet_footer import SheetFooter
from bontot_desktop.ui.widgets.typed import DateField, NumberField


class MemberTitleSheetPage(Page):
    """One cell's members; ``after`` gives the id of the cell that comes next in the list, None at its end."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CAMPAIGNS, Kind.MEMBERS, Kind.CELLS})
    help_topic: ClassVar[str] = "dang-vien-5-tot"

    def __init__(
        self,
        shell: Shell,
        campaign_id: int,
        cell_id: int,
        after: Callable[[int], int | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent, margins=False)
        self._shell, self.campaign_id, self.cell_id, self._after = shell, campaign_id, cell_id, after
        self.sheet: TitleSheet = member_titles.sheet(shell.office, campaign_id, cell_id)
        self.add_command("Chi bộ tiếp theo", self.go_on, icon="caret-right")
        self.model = MemberTitleModel(self.sheet, self)
        self.grid = TypedGrid(self.model, "dang-vien-5-tot", self, gives_way=(LEVEL,))
        self.grid.opened.connect(lambda who: self.say(self.model.about(who)))
        self.grid.selectionModel().currentChanged.connect(self._say_here)
        self.model.edited.connect(self._edited)
        self.voted_on = DateField(self)
        self.voted_on.setObjectName("voted_on")
        self.vote_base = NumberField(self, lowest=1)
        self.vote_base.setObjectName("vote_base")
        for field in (self.voted_on, self.vote_base):
            field.edited.connect(self._meeting_edited)
        self.keeping = Kept(
            shell, self._kept, typed=self._typing, take=self._take, is_edited=self.is_edited, say=self.say, parent=self
        )
        self._closed = NoticeBar("", Tone.INFO, self)
        inside = QVBoxLayout()
        inside.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, look.SMALL)
        inside.setSpacing(look.SMALL)
        for widget in (self._closed, self.keeping.bar):
            inside.addWidget(widget)
        inside.addLayout(self._meeting_line())
        self.table_or_empty = TableOrEmpty(self.grid, "user")
        inside.addWidget(self.table_or_empty, 1)
        self.content.addLayout(inside, 1)
        self.content.addWidget(self._footer())
        self.on_key(keys.SAVE, "Lưu", self.save)
        self._read()

    def _meeting_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(look.GAP)
        self._fields = {}
        for name, words, field in (
            ("voted_on", "Ngày chi bộ họp biểu quyết", self.voted_on),
            ("vote_base", "Đảng viên chính thức", self.vote_base),
        ):
            row = self._fields[name] = FieldRow(words, field)
            line.addWidget(row)
        line.addStretch(1)
        return line

    def _footer(self) -> SheetFooter:
        footer = SheetFooter(self)
        self._state = footer.state
        tip = "Ghi Đạt mọi tiêu chí cho người đã đăng ký mà chưa chấm; ai khác thì sửa lại"
        self.pass_button = footer.add("Đạt hết", "pass-all", tip, self.pass_all)
        tip = "Ai đủ điều kiện thì đề nghị, ai thiếu thì ghi không đề nghị kèm lý do"
        self.conclude_button = footer.add("Kết luận theo số liệu", "conclude", tip, self.conclude)
        self.save_button = footer.add_save("Lưu danh sách", self.save)
        return footer

    # Showing -------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the list, unless something typed there is not saved."""
        if self.is_edited():
            return
        self._read()
        self.keeping.offer()

    def _read(self) -> None:
        self.sheet = member_titles.sheet(self._shell.office, self.campaign_id, self.cell_id)
        self.set_title(f"Đảng viên 5 tốt năm {self.sheet.frame.year}: {self.sheet.cell}")
        self._closed.say(self.sheet.lock)
        self.voted_on.set_value(self.sheet.voted_on)
        self.vote_base.set_value(self.sheet.vote_base or None)
        self.model.show_sheet(self.sheet)
        may = not self.sheet.lock
        for widget in (self.pass_button, self.conclude_button, self.save_button, self.voted_on, self.vote_base):
            widget.setEnabled(may)
        if self.sheet.lines:
            self.table_or_empty.show_table()
        else:
            day = dates.screen(self.sheet.frame.cut_off)
            self.table_or_empty.show_empty(f"Chi bộ này không có đảng viên nào vào ngày chốt số liệu ({day}).")
        self._check()

    def _check(self) -> None:
        self.model.check()
        self._count()

    def _count(self) -> None:
        counted = self.model.counts()
        told = f"{counted.evaluated} đảng viên thuộc diện xét, {counted.registered} đăng ký"
        if counted.passed:
            told += f", {counted.passed} đạt đủ tiêu chí"
        if counted.proposed:
            told += f", {counted.proposed} đề nghị công nhận"
        self.set_summary(told)

    def _say_here(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        row = self.model.row_at(index.row()) if index.isValid() else None
        if row is None:
            return
        column = self.model.columns[index.column()]
        fault = self.model.sentence_at(index)
        criterion = column.hint if str(column.id).startswith(CRITERION) else ""
        said = fault or criterion or self.model.about(row.id) or column.hint
        self.say(said, "fault" if fault else "second")

    def take_focus(self) -> None:
        """Put the cursor where the first registration is missing."""
        rows = [row.id for row in self.model.rows() if not row.locked]
        first = next((who for who in rows if self.model.value(who, REGISTERED) is None), next(iter(rows), None))
        if first is not None:
            self.grid.go(first, REGISTERED)
        self.grid.setFocus()

    def go_on(self) -> None:
        """Show the list of the cell that comes next."""
        following = self._after(self.cell_id)
        if following is None:
            self.say("Đây là chi bộ cuối danh sách.")
        elif self.leaving():
            self.keeping.drop()
            self.cell_id = following
            self._read()
            self.keeping.offer()
            self.take_focus()

    # Typing --------------------------------------------------------------------------------------------------------

    def _edited(self, member_id: Any, _column: Any, _value: Any) -> None:
        self.model.check_line(member_id)
        self._count()
        self._say_here(self.grid.currentIndex())
        self.keeping.typed_again()

    def _meeting_edited(self) -> None:
        self.model.voted_on, self.model.vote_base = self.voted_on.value(), self.vote_base.value()
        self._check()
        self.keeping.typed_again()

    def pass_all(self) -> None:
        """Tick every criterion for whoever registered and has none."""
        done = self.model.pass_all()
        self.say(f"Đã ghi Đạt cho {done} đảng viên; ai chưa đạt thì sửa lại." if done else "Không còn ai chưa chấm.")

    def conclude(self) -> None:
        """Conclude on whoever has none by what is known."""
        if self.voted_on.value() is None:
            self.say("Hãy ghi ngày chi bộ họp biểu quyết trước.", "fault")
            self.voted_on.setFocus()
            return
        done = self.model.conclude()
        self._check()
        self.say(
            f"Đã ghi kết luận cho {done} đảng viên; hãy xem lại rồi lưu." if done else "Không còn ai chờ kết luận."
        )

    def _kept(self) -> Where:
        key = f"member-titles/{self.campaign_id}/{self.cell_id}"
        return key, f"“Đảng viên 5 tốt” năm {self.sheet.frame.year}, {self.sheet.cell}"

    def _typing(self) -> Typing:
        fields = {"voted_on": self.voted_on.text(), "vote_base": self.vote_base.text()}
        return {"cells": typed_cells(self.model), "fields": fields}

    def _take(self, typing: Typing) -> None:
        take_typed(self.model, {"voted_on": self.voted_on, "vote_base": self.vote_base}, typing)
        self._meeting_edited()

    def is_edited(self) -> bool:
        """Say whether a line or the meeting is not as it is stored."""
        meeting = (self.voted_on.value(), self.vote_base.value())
        return bool(self.model.changed_rows()) or meeting != (self.sheet.voted_on, self.sheet.vote_base or None)

    def drop(self) -> None:
        """Show the list as it is stored."""
        self.keeping.drop()
        self._read()

    def leaving(self) -> bool:
        """Ask about unsaved typing."""
        return is_settled(self._shell, self)

    # Saving --------------------------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save the lines that changed in one act."""
        take_open_cell()
        if self.sheet.lock:
            self.say(self.sheet.lock)
            return False
        fault = self.voted_on.fault() or self.vote_base.fault()
        if fault:
            self.say(f"Chưa lưu. {fault}", "fault")
            return False
        if self.grid.go_to_fault():
            self.say(f"Chưa lưu. {self.model.faults()[0][2]}", "fault")
            return False
        if not self.is_edited():
            self.say("Không có gì mới để lưu.")
            return True
        draft = SheetDraft(self.voted_on.value(), self.vote_base.value(), self.model.changed_lines())
        return self._shell.act(lambda: self._store(draft), "Đã lưu danh sách của chi bộ.", form=self) is not None

    def _store(self, draft: SheetDraft) -> Changes:
        changes = member_titles.save(self._shell.office, self.campaign_id, self.cell_id, draft)
        now = self.grid.currentIndex()
        self.keeping.drop()
        self._read()
        self.grid.setCurrentIndex(self.model.index(now.row(), now.column()))
        return changes

    # What shell.act asks of a form ---------------------------------------------------------------------------------

    def show_problems(self, problems: Problems | list[Problem]) -> None:
        """Put the cursor on the first problem and say it."""
        listed = list(problems.problems if isinstance(problems, Problems) else problems)
        if listed:
            kind, _, who = listed[0].field.partition(":")
            if who.isdecimal():
                self.grid.go(int(who), kind)
            elif kind in ("voted_on", "vote_base"):
                getattr(self, kind).setFocus()
            self.say(f"Chưa lưu. {listed[0].sentence}", "fault")

    def said_saved(self, at: Any) -> None:
        """Say "Đã lưu 14:05" beside the button."""
        self.say(f"Đã lưu {dates.clock(at)}")

    def say(self, sentence: str, kind: str = "second") -> None:
        """Say something beside the save button."""
        look.mark(self._state, kind)
        self._state.setText(sentence)
