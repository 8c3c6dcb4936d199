"""One member: how they stand today, the form, the line of statuses, records, meetings and papers; and what happens."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.errors import NotFound
from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.member_acts import ENDS, MemberAct
from bontot_desktop.services import member_card, member_doubts, member_forms, member_records, member_removal
from bontot_desktop.services.member_card import Amiss, LifeLine, MemberCard, Mend
from bontot_desktop.services.member_forms import MemberDraft
from bontot_desktop.services.office import Saved
from bontot_desktop.ui import keys, look, record_history
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.kept import KeptDraft
from bontot_desktop.ui.forms.leaving import may_leave
from bontot_desktop.ui.forms.member import MemberForm
from bontot_desktop.ui.forms.member_act import ActDialog, StatusDialog
from bontot_desktop.ui.forms.member_records import RecordsForm
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.member_parts import LifePart, WorkPart
from bontot_desktop.ui.record_history import RecordHistory
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.menu_button import MenuButton
from bontot_desktop.ui.widgets.page import Page

#: The button of a new member beside "Lưu đảng viên".
ANOTHER = "Lưu và thêm người nữa"
FACTS, LIFE, RECORDS, WORK, HISTORY = "facts", "life", "records", "work", "history"


class MemberPage(Page):
    """The page of one member; ``member_id`` None begins a new one in the cell ``start_cell_id``."""

    #: A new member was saved: its id, its cell, and whether another is entered next.
    entered = Signal(int, int, bool)

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CELLS, Kind.MEMBERS, Kind.CAMPAIGNS})
    help_topic: ClassVar[str] = "dang-vien"

    def __init__(
        self,
        shell: Shell,
        member_id: int | None,
        *,
        start_cell_id: int | None = None,
        is_new: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the page; with ``is_new`` False and no id it is told later which stored member to show."""
        is_new = member_id is None if is_new is None else is_new
        super().__init__("Đảng viên mới" if is_new else "Đảng viên", parent, margins=False)
        self._shell = shell
        self._id = member_id
        self._start_cell_id = start_cell_id
        self._is_offered = self._another = self._records_wait = False
        self._life: tuple[LifeLine, ...] = ()
        self._add_notices()
        self.acts_button = MenuButton("Ghi thay đổi", self, kind="")
        self.commands.addWidget(self.acts_button)
        self._sections = QButtonGroup(self)
        self._keys: list[str] = []
        self._row = QHBoxLayout()
        self._row.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        self._row.setSpacing(look.SMALL)
        self._row.addStretch(1)
        self.content.addLayout(self._row)
        self._stack = QStackedWidget(self)
        self.content.addWidget(self._stack, 1)
        self._sections.idClicked.connect(self._section_asked)
        self._facts = QWidget(self)
        inside = QVBoxLayout(self._facts)
        inside.setContentsMargins(0, 0, 0, 0)
        self.life, self.records, self.work = LifePart(self), RecordsForm(self), WorkPart(self)
        self.add_section(FACTS, "Thông tin", self._facts)
        self.add_section(LIFE, "Quá trình", self.life)
        self.honours = QLabel(self)
        self.honours.setObjectName("honours")
        self.honours.setWordWrap(True)
        self.honours.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, 0)
        kept = QWidget(self)
        told = QVBoxLayout(kept)
        told.setContentsMargins(0, 0, 0, 0)
        told.addWidget(self.honours)
        told.addWidget(self.records, 1)
        self.add_section(RECORDS, "Nhiệm vụ, khen thưởng, kỷ luật", kept)
        self.add_section(WORK, "Sinh hoạt, văn bản", self.work)
        self.history = RecordHistory(shell, self)
        self.history.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.WIDE)
        self.add_section(HISTORY, record_history.WORD, self.history)
        self.form: MemberForm
        self._use_form(is_new=is_new)
        self.life.table.opened.connect(self.open_line)
        self.work.table.opened.connect(lambda paper_id: shell.go("papers", paper_id))
        self.records.saving.connect(self.save_records)
        self.on_key(keys.SAVE, "Lưu đảng viên", self._save_shown)

    # Building ------------------------------------------------------------------------------------------------------

    def _add_notices(self) -> None:
        self._notices = QVBoxLayout()
        self._notices.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        self._notices.setSpacing(look.SMALL)
        self.content.addLayout(self._notices)
        self.effect = QLabel(self)
        self.effect.setWordWrap(True)
        look.mark(self.effect, "hint")
        self._notices.addWidget(self.effect)
        self.gone = NoticeBar("", Tone.INFO)
        self.gone.add_button("Đưa trở lại", self.bring_back)
        self.probation = NoticeBar("", Tone.WAIT)
        self.probation.add_button("Công nhận chính thức…", lambda: self.start_act(MemberAct.MAKE_FULL))
        self.badge = NoticeBar("", Tone.HONOUR)
        self.missing = NoticeBar("", Tone.INFO)
        # Alone on the page of a member who is there no more it stays a bar.
        self.missing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.amiss = NoticeBar("", Tone.WAIT)
        for bar in (self.missing, self.gone, self.probation, self.amiss, self.badge):
            self._notices.addWidget(bar)

    def add_section(self, key: str, word: str, widget: QWidget) -> None:
        """Add a part of the page with the word that opens it."""
        button = QPushButton(word, self)
        button.setCheckable(True)
        button.setObjectName(f"section:{key}")
        look.mark(button, "chip")
        place = len(self._keys)
        button.setChecked(not place)
        self._sections.addButton(button, place)
        self._row.insertWidget(place, button)
        self._keys.append(key)
        self._stack.addWidget(widget)

    def _use_form(self, *, is_new: bool) -> None:
        """Show the form of a new member or of a stored one."""
        self.form = MemberForm(self._shell.office, is_new=is_new)
        self.kept = KeptDraft(self._shell, self.form, MemberDraft, self._key, self.title)
        self._notices.addWidget(self.kept.bar)
        inside = self._facts.layout()
        assert inside is not None
        inside.addWidget(self.form)
        self.form.saving.connect(self.save)
        self.form.idle.connect(self._show_doubts)
        if is_new:
            self.form.add_button(ANOTHER, self.save_and_enter_another)

    def _key(self) -> str:
        return f"member/{self._id or 'new'}"

    # Showing -------------------------------------------------------------------------------------------------------

    def section(self) -> str:
        """Return the key of the part that is seen."""
        return self._keys[self._stack.currentIndex()]

    def open_section(self, key: str) -> None:
        """Show a part of the page."""
        place = self._keys.index(key)
        self._sections.button(place).setChecked(True)
        self._stack.setCurrentIndex(place)
        if key == WORK:
            self._show_papers()
        elif key == RECORDS and self._records_wait:
            self._show_records()

    def _section_asked(self, place: int) -> None:
        if self._keys[place] != self.section() and not self.leaving():
            self._sections.button(self._stack.currentIndex()).setChecked(True)
            return
        self.open_section(self._keys[place])

    def turn_to(self, member_id: int) -> None:
        """Show another stored member; what was typed for the one before has been saved or dropped."""
        self._id, self._is_offered = member_id, False
        self.open_section(FACTS)
        for form in (self.form, self.records):
            form.to_top()
            if form.is_edited():
                form.forget()
        self.kept.bar.say("")
        for table in (self.life.table, self.work.table):
            table.show_all()

    def refresh(self) -> None:
        """Show the member as it stands; what is being typed stays as it is."""
        office = self._shell.office
        is_stored = self._id is not None
        try:
            card = member_card.load(office, self._id) if self._id is not None else None
        except NotFound as gone:
            self._show_gone(str(gone))
            return
        self._stack.show()
        for button in self._sections.buttons():
            button.setVisible(is_stored)
        self.acts_button.setVisible(is_stored)
        if self._id is not None and card is not None:
            self._show_card(card)
            self._records_wait = True
            if self.section() == RECORDS:
                self._show_records()
            if self.section() == WORK:
                self._show_papers()
        else:
            self.effect.hide()
        if self.form.is_edited():
            return
        draft = MemberDraft(start_cell_id=self._start_cell_id)
        self.form.show_draft(member_forms.member_draft(office, self._id) if self._id is not None else draft)
        self._show_doubts()
        if not self._is_offered:
            self._is_offered = True
            self.kept.offer()

    def _show_doubts(self) -> None:
        """Say beside the fields what looks wrong there."""
        self.form.show_doubts(member_doubts.doubts(self._shell.office, self.form.draft()))

    def _show_gone(self, sentence: str) -> None:
        """Show nothing of a member that was erased, or whose entry was taken back, while the page was open."""
        self.form.forget()
        self.records.forget()
        for widget in (self._stack, self.acts_button, self.effect, *self._sections.buttons()):
            widget.hide()
        for bar in (self.gone, self.badge, self.amiss):
            bar.say("")
        self.set_summary("")
        self.probation.say("")
        self.missing.say(sentence)

    def _show_card(self, card: MemberCard) -> None:
        self.set_title(card.full_name)
        self.set_summary(card.summary)
        self.effect.setText(card.effect)
        self.effect.setVisible(bool(card.effect))
        self.missing.say("")
        self.gone.say(card.left)
        self.probation.say(card.probation)
        self.badge.say(card.badge)
        if self._id is not None:
            self._show_amiss(member_card.amiss(self._shell.office, self._id))
        self._life = card.life
        self.life.show_lines(card.life)
        if self._id is not None:
            self.history.show_records([("member", self._id)])
        self.work.show_attended(card.attended)
        self.work.show_rated(card.rated)
        self.honours.setText(card.honours)
        self.honours.setVisible(bool(card.honours))
        self._fill_acts(card)

    def _show_amiss(self, amiss: Amiss) -> None:
        """Say what the list warns of, each with the button that mends it."""
        old, self.amiss = self.amiss, NoticeBar(amiss.sentence, Tone.WAIT)
        for mend in amiss.mends:
            self.amiss.add_button(mend.word, partial(self.mend, mend))
        self._notices.replaceWidget(old, self.amiss)
        self.amiss.setVisible(bool(amiss.sentence))
        old.hide()
        old.deleteLater()

    def mend(self, mend: Mend) -> None:
        """Lead to where something amiss is put right."""
        if mend.act is not None:
            self.start_act(mend.act)
        elif mend.member_id is not None:
            self._shell.go("members", mend.member_id)
        elif mend.field and (self.section() == FACTS or self.leaving()):
            self.open_section(FACTS)
            self.form.show_field(mend.field)

    def _show_records(self) -> None:
        """Read duties, awards and discipline, which is done when they are seen; what is being typed stays."""
        if self._id is not None and not self.records.is_edited():
            self._records_wait = False
            self.records.show_draft(member_records.load(self._shell.office, self._id))

    def _show_papers(self) -> None:
        if self._id is not None:
            self.work.show_papers(member_card.papers_naming(self._shell.office, self._id))

    def _fill_acts(self, card: MemberCard) -> None:
        menu = self.acts_button.menu()
        menu.clear()
        were_ends = False
        for act in card.acts:
            if act in ENDS and not were_ends and not menu.isEmpty():
                self.acts_button.add_line()
            were_ends = act in ENDS
            self.acts_button.add(f"{act.label}…", partial(self.start_act, act))
        if not menu.isEmpty():
            self.acts_button.add_line()
        self.acts_button.add("Xóa hồ sơ nhập nhầm…", self.erase)

    # Acts ----------------------------------------------------------------------------------------------------------

    def start_act(self, act: MemberAct) -> ActDialog | None:
        """Open the window of an act; typing that is not saved is asked about first."""
        if self._id is None or not self.leaving():
            return None
        return self._open(ActDialog(self._shell, self._id, act))

    def open_line(self, line_id: tuple[str, int]) -> StatusDialog | None:
        """Open one status to be corrected; a post leads to the cell's page, a time out of the Party to its list."""
        kind, row_id = line_id
        if self._id is None or not self.leaving():
            return None
        if kind == "break":
            self.open_section(RECORDS)
            return None
        if kind != "status":
            cell_id = next((line.cell_id for line in self._life if line.id == line_id), None)
            if cell_id is not None:
                self._shell.go("cells", cell_id)
            return None
        lines = member_forms.member_draft(self._shell.office, self._id).statuses
        return self._open(StatusDialog(self._shell, self._id, next(line for line in lines if line.id == row_id)))

    def _open(self, dialog: Any) -> Any:
        # The page that is not in the frame (a test's, say) does not hear of changes by itself.
        dialog.accepted.connect(self.refresh)
        dialog.open()
        return dialog

    def _save_shown(self) -> None:
        (self.records if self.section() == RECORDS else self.form).save()

    def save(self) -> None:
        """Save the form; a new member becomes a stored one on the same page."""
        draft: MemberDraft = self.form.draft()
        is_new, key = self._id is None, self._key()
        # After a new member the list is shown, or the next form: what looks wrong is said once more.
        found = member_doubts.doubts(self._shell.office, draft) if is_new else []
        doubts = "".join(f" {doubt.sentence}" for doubt in found)
        saved: Saved | None = self._shell.act(
            lambda: member_forms.save_facts(self._shell.office, draft),
            f"{'Đã thêm' if is_new else 'Đã lưu'} đồng chí {draft.full_name}.{doubts}",
            form=self.form,
        )
        if saved is None:
            return
        self.kept.drop(key)
        self._id = saved.id
        if is_new:
            self._replace_form()
            self.entered.emit(saved.id, draft.start_cell_id or 0, self._another)
            return
        self.form.show_draft(member_forms.member_draft(self._shell.office, saved.id))
        self.refresh()
        self.form.said_saved(self._shell.now().time())

    def save_and_enter_another(self) -> None:
        """Save the new member and begin the next one of the same cell."""
        self._another = True
        self.form.save()
        self._another = False

    def save_records(self) -> None:
        """Save duties, awards and discipline."""
        draft = self.records.draft()
        saved = self._shell.act(
            lambda: member_records.save(self._shell.office, draft),
            "Đã lưu nhiệm vụ, khen thưởng, kỷ luật.",
            form=self.records,
        )
        if saved is not None:
            self.records.show_draft(member_records.load(self._shell.office, draft.member_id))
            self.refresh()
            self.records.said_saved(self._shell.now().time())

    def _replace_form(self) -> None:
        old, bar = self.form, self.kept.bar
        self._use_form(is_new=False)
        for widget in (old, bar):
            widget.hide()
            widget.deleteLater()

    def bring_back(self) -> None:
        """Put a withdrawn member back."""
        member_id = self._id
        if member_id is None:
            return
        said = f"Đã đưa đồng chí {self.title()} trở lại danh sách."
        self._shell.act(lambda: member_forms.restore_member(self._shell.office, member_id), said)
        self.refresh()

    def erase(self) -> None:
        """Erase a member entered by mistake, who stands on no paper; whoever does is only taken off the register."""
        member_id = self._id
        question = f"Xóa hồ sơ đồng chí {self.title()}? Chỉ xóa khi nhập nhầm, nhập trùng."
        if member_id is None or not self.leaving() or not self._shell.asking.confirm(question, "Xóa hồ sơ"):
            return
        said = f"Đã xóa hồ sơ nhập nhầm của đồng chí {self.title()}."
        done = self._shell.act(lambda: member_removal.erase(self._shell.office, member_id), said)
        if done is not None:
            self.back()

    # Leaving -------------------------------------------------------------------------------------------------------

    def leaving(self) -> bool:
        """Ask about unsaved typing in the form or in the lists."""
        if not may_leave(self._shell, self.form, self.kept):
            return False
        if self._id is None or not self.records.is_edited():
            return True
        answer = self._shell.asking.unsaved()
        if answer == SAVE:
            self.records.save()
            return not self.records.is_edited()
        if answer == DROP:
            self.records.forget()
            return True
        return False

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.form.focus_first()
