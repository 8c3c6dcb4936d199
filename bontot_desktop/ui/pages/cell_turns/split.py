"""Chia tách: the new cells are written at the right, and the members are shared out among them at the left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from bontot_desktop.rules.cells import CellPost, ContentType
from bontot_desktop.services import cell_splitting, cell_work, cells, people
from bontot_desktop.services.cell_forms import PostLine
from bontot_desktop.services.cell_merging import Outlook
from bontot_desktop.services.cell_splitting import Part, SplitDraft
from bontot_desktop.services.office import Saved
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.cell import choices
from bontot_desktop.ui.forms.kept import Where
from bontot_desktop.ui.pages.cell_turns import opening
from bontot_desktop.ui.pages.cell_turns.page import TurnPage, post_field
from bontot_desktop.ui.pages.cell_turns.places import MemberPlaces
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField, choices_of
from bontot_desktop.ui.widgets.lines import LineColumn, LinesField
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.row_list import RowEditor, RowList
from bontot_desktop.ui.widgets.typed import NumberField, TimeField

ENDS, STAYS = "Chưa chia", "Ở lại"


class PartRow(RowEditor):
    """One new cell, as its own card asks for it."""

    def __init__(self, members: list[Choice], in_office: list[Choice], groups: list[str]) -> None:
        super().__init__()
        self._shown = Part()
        self._names = {choice.id: choice.text for choice in members}
        self.name = LineField(placeholder="Chi bộ …")
        self.kind = ChoiceField(choices_of(list(ContentType), lambda kind: kind.label))
        self.group = ChoiceField([(group, group) for group in groups])
        self.posts = LinesField(
            (
                LineColumn("post", "Chức vụ", post_field, 2, characters=13),
                LineColumn("member_id", "Đảng viên", lambda: PersonPicker(members), 4),
            ),
            lambda: PostLine(None, 0, "", CellPost.COMMITTEE_MEMBER if len(self.posts) else CellPost.SECRETARY),
            add_word="Thêm chức vụ",
            empty="Chưa chọn ai.",
        )
        self.committee = CheckField("Chi bộ có chi ủy")
        self.charge = PersonPicker(in_office)
        self.day = NumberField(lowest=1, highest=31)
        self.time = TimeField()
        self.place = LineField()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, look.SMALL)
        grid.setHorizontalSpacing(look.SMALL)
        grid.setVerticalSpacing(look.TINY)
        # In reading order: the Tab key goes as the layout does.
        for words, field, row, column, span in (
            ("Tên chi bộ", self.name, 0, 0, 4),
            ("Loại hình", self.kind, 2, 0, 2),
            ("Nhóm báo cáo", self.group, 2, 2, 2),
            ("", self.posts, 4, 0, 4),
            ("", self.committee, 6, 0, 4),
            ("Đảng ủy viên phụ trách", self.charge, 8, 0, 4),
            ("Ngày hằng tháng", self.day, 10, 0, 1),
            ("Giờ", self.time, 10, 1, 1),
            ("Địa điểm", self.place, 10, 2, 2),
        ):
            if words:
                label = QLabel(words, self)
                look.mark(label, "label")
                label.setBuddy(field)
                field.setAccessibleName(words)
                grid.addWidget(label, row, column, 1, span)
            grid.addWidget(field, row + 1, column, 1, span)
        for column, share in enumerate((0, 0, 1, 1)):
            grid.setColumnStretch(column, share)
        fields = (self.name, self.kind, self.group, self.posts, self.committee, self.charge)
        self.watch(*fields, self.day, self.time, self.place)

    def set_value(self, value: Part) -> None:
        """Show a new cell."""
        self._shown = value
        self.name.set_value(value.name)
        self.kind.set_value(value.content_type)
        self.group.set_value(value.report_group)
        self.posts.set_value(value.posts)
        self.committee.set_value(value.has_committee)
        self.charge.set_value(value.in_charge_id)
        self.day.set_value(value.fixed_day)
        self.time.set_value(value.usual_time)
        self.place.set_value(value.usual_place)

    def value(self) -> Part:
        """Return the new cell."""
        lines = (
            replace(line, member_id=line.member_id or 0, member_name=self._names.get(line.member_id, ""))
            for line in self.posts.value()
        )
        return replace(
            self._shown,
            name=self.name.value(),
            content_type=self.kind.value(),
            report_group=self.group.value(),
            posts=tuple(lines),
            has_committee=self.committee.value(),
            in_charge_id=self.charge.value(),
            fixed_day=self.day.value(),
            usual_time=self.time.value(),
            usual_place=self.place.value(),
        )


class SplitPage(TurnPage):
    """The split of one cell."""

    draft_type: ClassVar[type[Any]] = SplitDraft
    turn: ClassVar[str] = opening.SPLIT
    verb: ClassVar[str] = "Chia tách"
    done_words: ClassVar[str] = "Đã chia tách chi bộ."

    def __init__(self, shell: Shell, cell_id: int, name: str, parent: QWidget | None = None) -> None:
        summary = "Ghi các chi bộ mới ở bên phải, rồi chia đảng viên ở bảng bên trái."
        super().__init__(shell, f"Chia tách {name}", summary, parent)
        self._cell_id = cell_id
        self._blank = cell_splitting.blank_part(shell.office, cell_id)
        members = cell_splitting.members(shell.office, cell_id, None)
        picks = [Choice(member.id, member.full_name, member.standing) for member in members]
        in_office = choices(people.in_charge_picks(shell.office))
        groups = cells.report_groups(shell.office)
        self.places = MemberPlaces("split-members", ENDS, self)
        self.places.set_members(members)
        self.left.addWidget(self.places, 3)
        self.add_decision()
        group = self.form.group("Các chi bộ mới")
        kinds = [(False, f"Chia: {name} kết thúc hoạt động"), (True, f"Tách: {name} tiếp tục hoạt động")]
        self.goes_on: ChoiceField = group.add("Cách chia tách", ChoiceField(kinds), name="goes_on", wide=True)
        self.parts: RowList = group.add(
            "",
            RowList(
                lambda: PartRow(picks, in_office, groups),
                lambda: self._blank,
                "Thêm chi bộ mới",
                noun="Chi bộ mới",
                lined=True,
            ),
            name="parts",
            wide=True,
        )
        group.add("", CheckField("Ghi “Không họp” cho kỳ họp dự kiến của chi bộ cũ"), name="cancels_planned", wide=True)
        self._add_work()
        self.end_form()
        self.parts.set_value((self._blank, self._blank))
        self._rows = self.parts.editors()
        self._offer()
        self.form.show_draft(SplitDraft(cell_id, parts=(self._blank, self._blank)))
        self.places.changed.connect(self.touch)
        self.form.field("on").left.connect(self._day_left)
        self.parts.edited.connect(self._offer)
        self.parts.left.connect(self.look_ahead)
        self.goes_on.activated.connect(lambda _: self._kind_chosen())
        self.form.field("cancels_planned").edited.connect(self.look_ahead)

    def _add_work(self) -> None:
        """Ask which new cell goes on with what the old one has not finished, if there is anything."""
        self._open_work = cell_work.told(self._shell.office, self._cell_id)
        self._work = self.form.group("Việc chưa xong", f"Chi bộ còn {self._open_work}.")
        self.work_to: ChoiceField = self._work.add("Chuyển sang", ChoiceField(), name="work_to", wide=True)
        self.work_to.activated.connect(lambda _: self.look_ahead())

    def _offer(self) -> None:
        """Offer the new cells by their names as places for members, and for what is not finished."""
        rows = self.parts.editors()
        if rows != self._rows:
            # Rows came, went or changed places: what was sent to one stays with it.
            moved = {place: rows.index(row) for place, row in enumerate(self._rows) if row in rows}
            self.places.follow(moved)
            self.work_to.set_value(moved.get(self.work_to.value(), 0))
            self._rows = rows
        parts = self.parts.value()
        named = [(place, part.name or f"Chi bộ mới thứ {place + 1}") for place, part in enumerate(parts)]
        self.places.set_choices(Choice(*one) for one in named)
        self.work_to.set_choices(named)
        self._work.setVisible(bool(self._open_work) and not self.goes_on.value())
        # Who is to lead a new cell belongs to it.
        self.places.put({line.member_id: at for at, part in enumerate(parts) for line in part.posts if line.member_id})

    def _day_left(self) -> None:
        members = cell_splitting.members(self._shell.office, self._cell_id, self.form.field("on").value())
        self.places.set_members(members)
        self.look_ahead()

    def _kind_chosen(self) -> None:
        self._say_stays()
        if self.goes_on.value() and len(self.parts.value()) > 1 and self.parts.value()[-1] == self._blank:
            self.parts.set_value(self.parts.value()[:-1])
        self._offer()
        self.touch()

    def _say_stays(self) -> None:
        self.places.set_stays(STAYS if self.goes_on.value() else ENDS)

    def draft(self) -> SplitDraft:
        """Return the split as it stands."""
        # With no new cell left there is none to choose for what is not finished.
        draft: SplitDraft = self.form.draft()
        return replace(draft, places=self.places.value(), work_to=draft.work_to or 0)

    def take(self, draft: SplitDraft) -> None:
        """Show a split that was kept."""
        self.parts.set_value(draft.parts)
        self._offer()
        self.form.fill(replace(draft, cell_id=self._cell_id))
        self._offer()
        self._say_stays()
        self._day_left()
        self.places.set_value(draft.places)

    def where(self) -> Where:
        """Return what the typing is kept under: each cell has its own."""
        return f"turn/{self.turn}/{self._cell_id}", self.title()

    def foresee(self, draft: SplitDraft) -> Outlook:
        """Say what the split will do."""
        return cell_splitting.outlook(self._shell.office, draft)

    def carry_out(self, draft: SplitDraft) -> Saved:
        """Split the cell."""
        return cell_splitting.split(self._shell.office, draft)
