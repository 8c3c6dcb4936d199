"""Sáp nhập: cells ticked at the left become one; the cell that comes out of it is written at the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop.rules.cells import CellPost, ContentType, posts_to_fill
from bontot_desktop.services import cell_list, cell_merging, cells, people
from bontot_desktop.services.cell_forms import PostLine
from bontot_desktop.services.cell_merging import MergeDraft, Outlook
from bontot_desktop.services.office import Saved
from bontot_desktop.ui.forms.cell import choices
from bontot_desktop.ui.pages.cell_turns import opening
from bontot_desktop.ui.pages.cell_turns.cells_table import CellsTable
from bontot_desktop.ui.pages.cell_turns.page import TurnPage, post_field
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField, choices_of
from bontot_desktop.ui.widgets.lines import LineColumn, LinesField
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.typed import NumberField, TimeField

#: What follows from the chosen cells as long as the person has not written something else.
_SUGGESTED = (
    "name",
    "code",
    "content_type",
    "report_group",
    "has_committee",
    "fixed_day",
    "usual_time",
    "usual_place",
    "posts",
    "in_charge_id",
)


class MergePage(TurnPage):
    """The merger; ``cell_ids`` are ticked at first."""

    draft_type: ClassVar[type[Any]] = MergeDraft
    turn: ClassVar[str] = opening.MERGE
    verb: ClassVar[str] = "Sáp nhập"
    done_words: ClassVar[str] = "Đã sáp nhập chi bộ."

    def __init__(self, shell: Shell, cell_ids: Iterable[int] = (), parent: QWidget | None = None) -> None:
        super().__init__(shell, "Sáp nhập chi bộ", "Chọn các chi bộ nhập làm một, rồi ghi chi bộ sau sáp nhập.", parent)
        rows = cell_list.list_cells(shell.office, day=shell.today())
        self._names = {row.id: row.name for row in rows}
        self._people: list[Choice] = []
        self.cells = CellsTable(rows, "merged-cells", "Nhóm", lambda row: row.report_group, self)
        self.left.addWidget(self.cells, 3)
        self.add_decision()
        self._add_heir()
        self._add_officers()
        self._add_habits()
        self.end_form()
        self.cells.tick(cell_ids)
        self._last = self._with_first_lines(MergeDraft())
        self._offer()
        self.form.show_draft(self._last)
        self._suggest()
        self.form.show_draft(self.form.draft())
        self.cells.ticked_changed.connect(self._chosen)
        for name in ("name", "posts", "in_charge_id"):
            self.form.field(name).left.connect(self.look_ahead)
        self.form.field("on").left.connect(self._offer_members)
        self.form.field("into_id").activated.connect(lambda _: self._chosen())
        self.form.field("cancels_planned").edited.connect(self.look_ahead)

    def _add_heir(self) -> None:
        group = self.form.group("Chi bộ sau sáp nhập")
        group.add("Cách sáp nhập", ChoiceField(), name="into_id", wide=True)
        group.add("Tên chi bộ", LineField(), name="name", hint="Viết đủ như in trên văn bản.", wide=True)
        kinds = ChoiceField(choices_of(list(ContentType), lambda kind: kind.label))
        self._groups = ChoiceField()
        self.add_row(
            group,
            (
                ("Mã chi bộ", LineField(characters=10), "code"),
                ("Loại hình", kinds, "content_type"),
                ("Nhóm báo cáo", self._groups, "report_group"),
            ),
        )

    def _add_officers(self) -> None:
        group = self.form.group("Chức vụ từ ngày sáp nhập", "Chọn trong đảng viên của các chi bộ nhập vào.")
        self.posts = group.add(
            "",
            LinesField(
                (
                    LineColumn("post", "Chức vụ", post_field, 2),
                    LineColumn("member_id", "Đảng viên", lambda: PersonPicker(self._people), 4),
                ),
                lambda: PostLine(None, 0, "", CellPost.COMMITTEE_MEMBER if len(self.posts) else CellPost.SECRETARY),
                add_word="Thêm chức vụ",
                empty="Chưa chọn ai.",
            ),
            name="posts",
            wide=True,
        )
        group.add("", CheckField("Chi bộ có chi ủy"), name="has_committee", wide=True)
        self.charge = group.add("Đảng ủy viên phụ trách", PersonPicker(), name="in_charge_id", wide=True)

    def _add_habits(self) -> None:
        group = self.form.group("Sinh hoạt")
        self.add_row(
            group,
            (
                ("Ngày hằng tháng", NumberField(lowest=1, highest=31), "fixed_day"),
                ("Giờ", TimeField(), "usual_time"),
                ("Địa điểm", LineField(), "usual_place"),
            ),
        )
        group.add("", CheckField("Ghi “Không họp” cho kỳ họp dự kiến của chi bộ cũ"), name="cancels_planned", wide=True)

    # What follows from the ticks -----------------------------------------------------------------------------------

    def _chosen(self) -> None:
        self._offer()
        self._suggest()
        self.touch()

    def _offer(self) -> None:
        """Offer what fits the ticked cells: which of them may take the others in, who may hold a post."""
        ticked = self.cells.ticked()
        into = self.form.field("into_id")
        into.set_choices(
            [
                (None, "Lập chi bộ mới"),
                *((cell, f"{self._names[cell]} tiếp tục, nhận các chi bộ khác") for cell in ticked),
            ]
        )
        self._groups.set_choices((group, group) for group in cells.report_groups(self._shell.office))
        self.charge.set_choices(choices(people.in_charge_picks(self._shell.office)))
        self._offer_members()

    def _offer_members(self) -> None:
        day = self.form.field("on").value()
        found = choices(cell_merging.officer_picks(self._shell.office, self.cells.ticked(), day))
        if found != self._people:
            self._people = found
            known = {choice.id for choice in found}
            lines = (line if line.member_id in known else replace(line, member_id=0) for line in self.posts.value())
            self.posts.set_value(tuple(lines))

    def _suggest(self) -> None:
        """Fill in what follows from the choice, but never over what the person wrote."""
        wanted = replace(MergeDraft(), cell_ids=self.cells.ticked(), into_id=self.form.field("into_id").value())
        fresh = self._with_first_lines(cell_merging.suggested(self._shell.office, wanted))
        for name in _SUGGESTED:
            field = self.form.field(name)
            if _plain(field.value()) in (_plain(getattr(self._last, name)), ()):
                field.set_value(getattr(fresh, name))
        self._last = fresh

    @staticmethod
    def _with_first_lines(draft: MergeDraft) -> MergeDraft:
        """Begin with the posts every cell has, so that only names are to be picked."""
        first = (PostLine(None, 0, "", post) for post in posts_to_fill(has_committee=draft.has_committee))
        return replace(draft, posts=draft.posts or tuple(first))

    # The act -------------------------------------------------------------------------------------------------------

    def draft(self) -> MergeDraft:
        """Return the merger as it stands."""
        names = {choice.id: choice.text for choice in self._people}
        draft: MergeDraft = replace(self.form.draft(), cell_ids=self.cells.ticked())
        lines = (
            PostLine(line.id, line.member_id or 0, names.get(line.member_id, ""), line.post) for line in draft.posts
        )
        return replace(draft, posts=tuple(lines))

    def take(self, draft: MergeDraft) -> None:
        """Show a merger that was kept."""
        self.cells.set_ticked(draft.cell_ids)
        self.form.field("on").set_value(draft.on)
        self._offer()
        self.form.fill(self._with_first_lines(draft))

    def foresee(self, draft: MergeDraft) -> Outlook:
        """Say what the merger will do."""
        return cell_merging.outlook(self._shell.office, draft)

    def carry_out(self, draft: MergeDraft) -> Saved:
        """Merge the cells."""
        return cell_merging.merge(self._shell.office, draft)


def _plain(value: Any) -> Any:
    """Compare posts by who holds what; the lines of a field carry no more."""
    if isinstance(value, tuple):
        return tuple((line.post, line.member_id or 0) for line in value if isinstance(line, PostLine))
    return value
