"""One cell: its form, what is amiss with it, and the way to its members."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import cell_forms, cell_list, cell_story, follow_up
from bontot_desktop.services.cell_forms import CellDraft
from bontot_desktop.services.cell_list import CellRow
from bontot_desktop.services.cell_story import Story
from bontot_desktop.services.office import Saved
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.asking import STAY
from bontot_desktop.ui.forms.cell import CellForm
from bontot_desktop.ui.forms.kept import KeptDraft
from bontot_desktop.ui.forms.leaving import may_leave
from bontot_desktop.ui.forms.meeting_line import MeetingLine
from bontot_desktop.ui.forms.movement_line import MovementLine
from bontot_desktop.ui.forms.petition_line import PetitionLine
from bontot_desktop.ui.forms.year_line import YearLine
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.cell_turns import opening
from bontot_desktop.ui.record_history import add_history_command
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.menu_button import MenuButton
from bontot_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from bontot_desktop.ui.forms.cases import CasesDialog

#: What a new name without a day may be.
FROM_A_DAY, ONLY_A_SLIP = "Ghi ngày đổi tên", "Chỉ sửa lỗi gõ"


class CellPage(Page):
    """The page of one cell; ``cell_id`` None begins a new one."""

    #: A turn in the cell's life is to be written: its key and the cell's row.
    turn_wanted = Signal(str, list)
    wants: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.CELLS, Kind.MEMBERS, Kind.PEOPLE, Kind.SCORES, Kind.SAMPLES, Kind.MEETINGS, Kind.MOVEMENT}
    )
    help_topic: ClassVar[str] = "chi-bo"

    def __init__(self, shell: Shell, cell_id: int | None, parent: QWidget | None = None) -> None:
        super().__init__("Chi bộ mới" if cell_id is None else "Chi bộ", parent, margins=False)
        self._shell = shell
        self._id = cell_id
        self.form = CellForm(shell.office, self)
        self.kept = KeptDraft(shell, self.form, CellDraft, lambda: f"cell/{self._id or 'new'}", self.title)
        self._row: CellRow | None = None
        self._story = Story()
        self.amiss = NoticeBar("", Tone.WAIT)
        self.year = YearLine(self)
        self.petitions = PetitionLine(shell, self)
        self.meetings = MeetingLine(shell, self)
        self.movement = MovementLine(shell, self)
        self.to_do = NoticeBar("", Tone.INFO)
        self.to_do.setObjectName("to-do")
        self.to_do.add_button("Xem việc", lambda: shell.go("samples", ("follow-up", self._id)))
        self.over = NoticeBar("", Tone.INFO)
        self.heir_button = self.over.add_button("Mở chi bộ kế tiếp", lambda: self._open(self._story.heirs[0].id))
        notices = QVBoxLayout()
        notices.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        notices.addWidget(self.kept.bar)
        notices.addWidget(self.amiss)
        notices.addWidget(self.to_do)
        notices.addWidget(self.over)
        self.content.addLayout(notices)
        known = QWidget(self.form)
        lines = QVBoxLayout(known)
        lines.setContentsMargins(0, 0, 0, 0)
        for line in (self.year, self.petitions, self.meetings, self.movement):
            lines.addWidget(line)
        self.form.known.add_widget(known)
        self.content.addWidget(self.form, 1)
        self.members_button = self.add_command(
            "Đảng viên của chi bộ", lambda: shell.go("members", ("cell", self._id)), icon="users"
        )
        self.turns = MenuButton(opening.MENU, self, kind="")
        for turn, words in opening.TURNS:
            self.turns.add(words, partial(self._want, turn))
        self.turns.add_line()
        self.turns.add("Danh hiệu, khen thưởng…", self.open_awards)
        self.turns.add("Chỉ tiêu được giao…", self.open_targets)
        self.commands.addWidget(self.turns)
        self.cases_button = self.add_command("Đơn thư, kết luận…", self.open_cases, icon="scales")
        self.history_button = add_history_command(self, shell, lambda: [("cell", self._id)] if self._id else [])
        self.form.life.opened.connect(self._open)
        self.form.saving.connect(self.save)
        self.on_key(keys.SAVE, "Lưu chi bộ", self.form.save)
        self._is_offered = False

    def open_awards(self) -> object:
        """Show the titles and rewards of the cell, year by year."""
        from bontot_desktop.ui.forms.cell_awards import open_cell_awards

        return None if self._row is None else open_cell_awards(self._shell, self._row.id, self._row.name)

    def open_targets(self) -> object:
        """Show what the cells are given to reach this year, the cursor on this one."""
        from bontot_desktop.ui.forms.cell_targets import open_targets

        return None if self._row is None else open_targets(self._shell, self._shell.today().year, self._row.id)

    def turn_to(self, cell_id: int) -> None:
        """Show another stored cell; what was typed for the one before has been saved or dropped."""
        self._id, self._is_offered = cell_id, False
        self.form.to_top()
        self.kept.bar.say("")
        if self.form.is_edited():
            self.form.forget()

    def refresh(self) -> None:
        """Show the cell as it stands, unless something is being typed."""
        if self.form.is_edited():
            return
        office = self._shell.office
        self.form.show_draft(
            cell_forms.new_cell(office) if self._id is None else cell_forms.cell_draft(office, self._id)
        )
        self._say_facts()
        if not self._is_offered:
            self._is_offered = True
            self.kept.offer()

    def _say_facts(self) -> None:
        office, today = self._shell.office, self._shell.today()
        self.members_button.setVisible(self._id is not None)
        self.history_button.setVisible(self._id is not None)
        self.cases_button.setVisible(self._id is not None)
        row = self._row = cell_list.find_cell(office, self._id, day=today) if self._id is not None else None
        self.turns.setVisible(row is not None and not row.is_over(today))
        self._story = cell_story.story(office, row.id) if row is not None else Story()
        self.form.life.say(self._story)
        self.over.say(self._story.ended)
        self.heir_button.setVisible(bool(self._story.heirs))
        self.year.say(office, None if row is None else row.id, today.year)
        self.petitions.say(None if row is None else row.id)
        self.meetings.say(None if row is None else row.id)
        self.movement.say(None if row is None else row.id, today.year)
        self.to_do.say("" if row is None else follow_up.told(office, row.id))
        self.form.known.setVisible(row is not None)
        if row is None:
            self.amiss.say("")
            return
        self.set_title(row.name)
        secretary = f", bí thư: {row.secretary}" if row.secretary else ""
        parent = f", trực thuộc {self._story.parent}" if self._story.parent else ""
        counts = f"{row.members} đảng viên ({row.full_members} chính thức, {row.probationary_members} dự bị)"
        self.set_summary("Đã kết thúc hoạt động" if row.is_over(today) else f"{counts}{secretary}{parent}")
        self.amiss.say(" ".join(row.warnings))

    def open_cases(self) -> CasesDialog | None:
        """Show the complaints, inspections and conclusions about the cell."""
        from bontot_desktop.ui.forms.cases import open_cases

        return open_cases(self._shell, self._id, self._row.name) if self._id is not None and self._row else None

    def _want(self, turn: str) -> None:
        self.turn_wanted.emit(turn, [self._row])

    def _open(self, cell_id: int) -> None:
        self._shell.go("cells", cell_id)

    def save(self) -> None:
        """Save the form; a new cell becomes a stored one on the same page."""
        if not self._may_rename():
            return
        draft = self.form.draft()
        verb = "Đã thêm" if self._id is None else "Đã lưu"
        key = f"cell/{self._id or 'new'}"
        saved: Saved | None = self._shell.act(
            lambda: cell_forms.save_cell(self._shell.office, draft), f"{verb} {draft.name}.", form=self.form
        )
        if saved is not None:
            self.kept.drop(key)
            self._id = saved.id
            self.refresh()
            self.form.said_saved(self._shell.now().time())

    def _may_rename(self) -> bool:
        """Ask whether a new name without a day only mends the old one: it would then stand on old minutes too."""
        if self._id is None or not self.form.is_renamed_without_day():
            return True
        minutes = cell_forms.approved_minutes(self._shell.office, self._id)
        if not minutes:
            return True
        answer = self._shell.asking.ask(
            "Tên chi bộ đã khác nhưng chưa ghi mang tên mới từ ngày nào.",
            [FROM_A_DAY, ONLY_A_SLIP, STAY],
            safe=STAY,
            main=FROM_A_DAY,
            detail=f"Nếu chỉ sửa lỗi gõ, {minutes} biên bản đã thông qua in lại sẽ mang tên vừa sửa. Nếu đổi tên theo "
            "quyết định, hãy ghi ngày: biên bản, văn bản trước ngày ấy giữ tên cũ.",
        )
        if answer == FROM_A_DAY:
            self.form.ask_from_when()
        return answer == ONLY_A_SLIP

    def leaving(self) -> bool:
        """Ask about unsaved typing."""
        return may_leave(self._shell, self.form, self.kept)

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.form.focus_first()
