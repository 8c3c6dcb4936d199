"""What an import would do and what it did: rows taken, doubtful and refused, each with its place in the workbook."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.words import Labelled
from bontot_desktop.services.cell_forms import CellDraft
from bontot_desktop.services.importing.columns import TableKind
from bontot_desktop.services.importing.steps import Charge, MemberStep, PostEnd, PostStep


class Action(Labelled):
    """What a taken row does to the register."""

    NEW = "NEW", "thêm mới"
    CHANGED = "CHANGED", "cập nhật"
    SAME = "SAME", "không đổi"


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that will be taken; ``changes`` says field by field what an update changes, old → new."""

    kind: TableKind
    sheet: str
    row: int
    name: str
    action: Action
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A row that is doubtful (taken, with a question) or refused (with the reason); ``column`` "" for a whole row."""

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


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cells and members are new, changed and as they were."""

    new_cells: int = 0
    changed_cells: int = 0
    same_cells: int = 0
    new_members: int = 0
    changed_members: int = 0
    same_members: int = 0

    @property
    def cells(self) -> int:
        """All cells taken."""
        return self.new_cells + self.changed_cells + self.same_cells

    @property
    def members(self) -> int:
        """All members taken."""
        return self.new_members + self.changed_members + self.same_members

    def sentence(self) -> str:
        """Tell the figures in one line."""
        return (
            f"Chi bộ: {self.new_cells} thêm mới, {self.changed_cells} cập nhật, {self.same_cells} không đổi. "
            f"Đảng viên: {self.new_members} thêm mới, {self.changed_members} cập nhật, {self.same_members} không đổi."
        )


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; nothing is written yet.

    Every row of the workbook stands in ``taken`` or in ``refused``; a doubtful row is taken as its question says and
    stands in ``doubtful`` besides.
    """

    workbook: str
    taken: tuple[Taken, ...]
    doubtful: tuple[Remark, ...]
    refused: tuple[Remark, ...]
    #: The newest act when the plan was made: a plan is carried out only on the register it was made for.
    made_after: int | None
    cells: tuple[CellDraft, ...] = field(default=(), repr=False)
    members: tuple[MemberStep, ...] = field(default=(), repr=False)
    posts: tuple[PostStep, ...] = field(default=(), repr=False)
    post_ends: tuple[PostEnd, ...] = field(default=(), repr=False)
    charges: tuple[Charge, ...] = field(default=(), repr=False)

    @property
    def counts(self) -> Counts:
        """The figures of the rows taken."""
        found = Counter((row.kind, row.action) for row in self.taken)
        return Counts(
            new_cells=found[TableKind.CELLS, Action.NEW],
            changed_cells=found[TableKind.CELLS, Action.CHANGED],
            same_cells=found[TableKind.CELLS, Action.SAME],
            new_members=found[TableKind.MEMBERS, Action.NEW],
            changed_members=found[TableKind.MEMBERS, Action.CHANGED],
            same_members=found[TableKind.MEMBERS, Action.SAME],
        )

    @property
    def changes_nothing(self) -> bool:
        """Whether the register already says all that the workbook says."""
        return not (self.cells or self.members or self.posts or self.post_ends or self.charges)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did."""

    changes: Changes
    counts: Counts
