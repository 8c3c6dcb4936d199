"""What an import would do and what it did: rows taken, doubtful and refused, each with its place in the workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.words import Labelled
from bontot_desktop.services.cell_forms import CellDraft
from bontot_desktop.services.importing.guesses import Guess
from bontot_desktop.services.importing.roles import TableKind
from bontot_desktop.services.importing.row_kinds import RowKind
from bontot_desktop.services.importing.steps import Charge, Leaving, MemberStep, PostEnd, PostStep


class Action(Labelled):
    """What a taken row does to the register."""

    NEW = "NEW", "thêm mới"
    CHANGED = "CHANGED", "cập nhật"
    SAME = "SAME", "không đổi"


class Change(NamedTuple):
    """One thing an update changes, in words; ``is_taken`` is the person's tick."""

    key: str
    title: str
    old: str
    new: str
    is_taken: bool = True

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.title}: {self.old} → {self.new}"


class Taken(NamedTuple):
    """A row that will be taken, unless the person took its tick away.

    ``changes`` says field by field what an update changes, ``notes`` what the program mended of the row by itself.
    """

    kind: TableKind
    sheet: str
    row: int
    name: str
    action: Action
    changes: tuple[Change, ...] = ()
    key: str = ""
    notes: tuple[str, ...] = ()
    is_taken: bool = True


@dataclass(frozen=True, slots=True)
class Remark:
    """A row that is refused (with the reason) or left out by the person; ``column`` "" for a whole row."""

    kind: TableKind
    sheet: str
    row: int
    column: str
    text: str
    name: str = ""

    def __str__(self) -> str:
        """Say where and what, in one line."""
        column = f", cột “{self.column}”" if self.column else ""
        return f"Trang “{self.sheet}”, dòng {self.row}{column}: {self.text}"


class Choice(NamedTuple):
    """One answer to a question."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is doubtful about a row, with the answers there are; the row is taken as ``answer`` says."""

    key: str
    kind: TableKind
    sheet: str
    row: int
    column: str
    text: str
    name: str
    choices: tuple[Choice, ...]
    proposed: str
    answer: str

    def __str__(self) -> str:
        """Say where and what, in one line."""
        column = f", cột “{self.column}”" if self.column else ""
        return f"Trang “{self.sheet}”, dòng {self.row}{column}: {self.text}"


@dataclass(frozen=True, slots=True)
class Gone:
    """A member of a cell the list covers who is not in the list; ``is_leaving`` when ticked to be taken off."""

    key: str
    member_id: int
    name: str
    cell: str
    is_leaving: bool


@dataclass(frozen=True, slots=True)
class Ignored:
    """A row that is no row of the list (title, subtotal, signature…): shown so that nothing is lost unseen."""

    sheet: str
    row: int
    kind: RowKind
    text: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person decided: answers by question, ticks taken away (rows or single changes), members to take off."""

    answers: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    leaving: frozenset[str] = frozenset()

    def answered(self, key: str, choice: str) -> Choices:
        """Answer a question."""
        return replace(self, answers={**self.answers, key: choice})

    def taking(self, key: str, is_taken: bool) -> Choices:
        """Tick a row or a change, or take its tick away."""
        return replace(self, without=self.without - {key} if is_taken else self.without | {key})

    def letting_go(self, key: str, is_ticked: bool) -> Choices:
        """Tick a member who is gone, or take the tick away."""
        return replace(self, leaving=self.leaving | {key} if is_ticked else self.leaving - {key})


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cells and members are new, changed and as they were; how many leave."""

    new_cells: int = 0
    changed_cells: int = 0
    same_cells: int = 0
    new_members: int = 0
    changed_members: int = 0
    same_members: int = 0
    leaving: int = 0

    @property
    def cells(self) -> int:
        """All cells taken."""
        return self.new_cells + self.changed_cells + self.same_cells

    @property
    def members(self) -> int:
        """All members taken."""
        return self.new_members + self.changed_members + self.same_members

    def done(self) -> str:
        """Tell what was written: what stayed as it was is not counted, and what does not occur not told."""
        if not (self.changed_cells or self.changed_members or self.leaving):
            found = ((self.new_cells, "chi bộ"), (self.new_members, "đảng viên"))
            return ", ".join(f"{count} {noun}" for count, noun in found if count)
        parts = []
        for noun, figures in (
            ("chi bộ", ((self.new_cells, "thêm mới"), (self.changed_cells, "cập nhật"))),
            (
                "đảng viên",
                (
                    (self.new_members, "thêm mới"),
                    (self.changed_members, "cập nhật"),
                    (self.leaving, "ra khỏi danh sách"),
                ),
            ),
        ):
            told = [f"{count} {word}" for count, word in figures if count]
            if told:
                parts.append(", ".join([told[0].replace(" ", f" {noun} ", 1), *told[1:]]))
        return "; ".join(parts)

    def sentence(self) -> str:
        """Tell the figures in one line."""
        leaving = f" Đưa ra khỏi danh sách: {self.leaving}." if self.leaving else ""
        return (
            f"Chi bộ: {self.new_cells} thêm mới, {self.changed_cells} cập nhật, {self.same_cells} không đổi. "
            f"Đảng viên: {self.new_members} thêm mới, {self.changed_members} cập nhật, {self.same_members} không đổi."
            f"{leaving}"
        )


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; nothing is written yet.

    Every row of the lists stands in ``taken``, in ``refused`` or in ``left_out``; a doubtful row is taken as its
    question is answered and stands in ``doubtful`` besides.
    """

    workbook: str
    taken: tuple[Taken, ...]
    doubtful: tuple[Question, ...]
    refused: tuple[Remark, ...]
    #: The newest act when the plan was made: a plan is carried out only on the register it was made for.
    made_after: int | None
    left_out: tuple[Remark, ...] = ()
    gone: tuple[Gone, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    guess: Guess | None = field(default=None, repr=False)
    cells: tuple[CellDraft, ...] = field(default=(), repr=False)
    members: tuple[MemberStep, ...] = field(default=(), repr=False)
    posts: tuple[PostStep, ...] = field(default=(), repr=False)
    post_ends: tuple[PostEnd, ...] = field(default=(), repr=False)
    charges: tuple[Charge, ...] = field(default=(), repr=False)
    leavings: tuple[Leaving, ...] = field(default=(), repr=False)

    @property
    def counts(self) -> Counts:
        """The figures of the rows taken."""
        found = Counter((row.kind, row.action) for row in self.taken if row.is_taken)
        return Counts(
            new_cells=found[TableKind.CELLS, Action.NEW],
            changed_cells=found[TableKind.CELLS, Action.CHANGED],
            same_cells=found[TableKind.CELLS, Action.SAME],
            new_members=found[TableKind.MEMBERS, Action.NEW],
            changed_members=found[TableKind.MEMBERS, Action.CHANGED],
            same_members=found[TableKind.MEMBERS, Action.SAME],
            leaving=len(self.leavings),
        )

    @property
    def changes_nothing(self) -> bool:
        """Whether the register already says all that the workbook says."""
        return not (self.cells or self.members or self.posts or self.post_ends or self.charges or self.leavings)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did."""

    changes: Changes
    counts: Counts
