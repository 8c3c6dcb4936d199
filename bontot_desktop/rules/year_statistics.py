"""The figures of a year end (recognition.md §11): who registered, was recognised, how all were rated, and why not.

Everything is counted from the year as it was closed (rules.closed_year), so that a report of a closed year never
changes; a year under way is gathered in the same shape. Percentages have two places; a share of nothing is "–".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from bontot_desktop import text
from bontot_desktop.rules.cells import REPORT_GROUPS
from bontot_desktop.rules.closed_year import ClosedCell, ClosedYear
from bontot_desktop.rules.recognition import TOOK_PART, EntryState, QualityLevel, Reason, Scoring
from bontot_desktop.rules.shares import percent
from bontot_desktop.rules.statistics import grouped
from bontot_desktop.rules.year_ratings import NOBODY, Tally

#: States of a cell that took part and whose own score was adopted, whose dossier came in, that was verified.
SELF_SCORED = TOOK_PART - {EntryState.REGISTERED}
SUBMITTED = SELF_SCORED - {EntryState.SELF_SCORED}
VERIFIED = frozenset(
    {
        EntryState.VERIFIED,
        EntryState.PROPOSED,
        EntryState.NOT_PROPOSED,
        EntryState.SUBMITTED_UP,
        EntryState.RECOGNISED,
        EntryState.NOT_RECOGNISED,
        EntryState.REVOKED,
    }
)
#: A recognition that was taken back counted when the year was closed, and is told of under the table.
PROPOSED = frozenset({EntryState.PROPOSED, EntryState.SUBMITTED_UP, EntryState.RECOGNISED, EntryState.REVOKED})
RECOGNISED = frozenset({EntryState.RECOGNISED})
REFUSED = frozenset({EntryState.NOT_PROPOSED, EntryState.NOT_RECOGNISED})
#: Points from which a self-score and the verified one are far apart (R12).
FAR_APART = Decimal(5)
_HUNDREDTH = Decimal("0.01")
_PLACES = {group: place for place, group in enumerate(REPORT_GROUPS)}


@dataclass(frozen=True, slots=True)
class Base:
    """The base counts of a group of cells, or of all (§11.1); ``members`` adds their columns."""

    cells: int
    registered: int
    self_scored: int
    submitted: int
    verified: int
    proposed: int
    recognised: int
    refused: int
    pilots: int
    pilots_recognised: int
    levels: tuple[int, int, int, int]
    exemplary: int
    members: Tally

    @property
    def rated(self) -> int:
        """Cells that have a level."""
        return sum(self.levels)

    @property
    def good_or_better(self) -> int:
        """Cells rated at least HTTNV."""
        return self.levels[0] + self.levels[1]


@dataclass(frozen=True, slots=True)
class Share:
    """A figure that is a share: what it counts, of how many, and the printed percentage."""

    id: str
    name: str
    part: int
    of: int

    @property
    def value(self) -> Decimal | None:
        """The percentage to two places, None of nothing."""
        return percent(self.part, self.of)

    @property
    def words(self) -> str:
        """Write it: "20/23 (86,96 %)", "–" of nothing."""
        return f"{self.part}/{self.of} ({written(self.value)} %)" if self.of else "–"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of this year beside that of another (R14); a percentage differs in điểm %, by the printed values."""

    name: str
    now: Decimal | None
    before: Decimal | None
    is_percent: bool

    @property
    def difference(self) -> Decimal | None:
        """This year's less the other's."""
        return None if self.now is None or self.before is None else self.now - self.before

    @property
    def words(self) -> str:
        """Say it: "tăng 1,25 điểm %", "giảm 2", "không đổi", "" when either is missing."""
        difference = self.difference
        if difference is None:
            return ""
        if difference == 0:
            return "không đổi"
        verb = "tăng" if difference > 0 else "giảm"
        size = abs(difference)
        if self.is_percent:
            return f"{verb} {written(size)} điểm %"
        return f"{verb} {number(size)}"


@dataclass(frozen=True, slots=True)
class Spread:
    """Points of several cells (R11): None of everything when nobody has any."""

    mean: Decimal | None = None
    most: Decimal | None = None
    least: Decimal | None = None
    middle: Decimal | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the title since the year before (R15), by names of cells."""

    kept: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    #: Cells that had it and ended without another in their place: neither kept nor lost.
    ended: tuple[str, ...] = ()

    @property
    def share(self) -> Share:
        """Kept, of those who had it and live on, in themselves or in what came of them."""
        return Share("R15", "Tỷ lệ duy trì danh hiệu", len(self.kept), len(self.kept) + len(self.lost))


@dataclass(frozen=True, slots=True)
class Lost:
    """Where points are lost most (R13), a group or a criterion: of the maximum, in percent."""

    code: str
    title: str
    maximum: Decimal
    counted: Decimal

    @property
    def share(self) -> Decimal:
        """Points lost of all that could be had, percent."""
        if not self.maximum:
            return Decimal(0)
        return ((self.maximum - self.counted) * 100 / self.maximum).quantize(_HUNDREDTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class MeetingSum:
    """Meetings of a group in a year, pooled (R19): counts, from which the shares are made."""

    group: str
    owed: int = 0
    held: int = 0
    #: Of those expected, who came: attendance is counted on them.
    present: int = 0
    expected: int = 0
    #: All who were there: speaking is counted on them.
    attended: int = 0
    speakers: int = 0
    #: Themed meetings, however many in a quarter.
    themed: int = 0
    #: Quarters of cells that ought to have had one.
    themed_owed: int = 0
    #: Official ratings: Tốt, Khá, Trung bình, Kém.
    ratings: tuple[int, int, int, int] = (0, 0, 0, 0)
    cell_ids: tuple[int, ...] = ()
    #: Of those quarters, how many had enough: never more than ought to.
    themed_met: int = 0


@dataclass(frozen=True, slots=True)
class AwardSum:
    """Rewards of one kind (R20); ``money`` in đồng; ``is_own`` unless another body gave them."""

    name: str
    number: int
    money: Decimal = Decimal(0)
    cell_ids: tuple[int, ...] = ()
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class YearFigures:
    """What of a year is counted outside the campaign, frozen with it (§11.1, R17–R20, R22)."""

    admitted: int | None = None
    admission_target: int | None = None
    disciplined: int = 0
    cells_disciplined: int = 0
    meetings: tuple[MeetingSum, ...] = ()
    #: What the verified cells were given for each criterion; without points, how many passed it.
    criteria: tuple[Lost, ...] = ()
    awards: tuple[AwardSum, ...] = ()
    #: Papers of the committee, and those cells report, by type: ("Kế hoạch", 3).
    papers: tuple[tuple[str, int], ...] = ()
    cell_papers: tuple[tuple[str, int], ...] = ()
    briefings: int = 0
    participants: int = 0
    commitments_cells: int = 0
    commitments_members: int = 0
    #: Good deeds, models, practices, outstanding cells and members: (word, number).
    finds: tuple[tuple[str, int], ...] = ()
    #: Targets given to cells that were reached, of those told of.
    targets_done: int | None = None
    targets_all: int | None = None
    #: Cells of other years that are no more, and the kind of cells they count with now (mergers, splits).
    kinds_now: tuple[tuple[int, str], ...] = ()
    #: Cells of other years that are no more, and the cell of this year that came of each.
    heirs: tuple[tuple[int, int], ...] = ()
    #: Cells whose rating was annulled and that have none since, a sentence each.
    annulled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YearView:
    """A year as its statistics see it."""

    year: ClosedYear
    figures: YearFigures = field(default_factory=YearFigures)
    #: What was adjusted after the year was closed, a line each; "" for nothing.
    note: str = ""

    @property
    def cells(self) -> tuple[ClosedCell, ...]:
        """The cells that count: those that live on at the cut-off day."""
        return tuple(cell for cell in self.year.cells if cell.state is not EntryState.CLOSED_REORG)

    @property
    def is_decided(self) -> bool:
        """Whether it was decided who is recognised: a decision is recorded, or a cell recognised or refused."""
        final = (EntryState.RECOGNISED, EntryState.NOT_RECOGNISED, EntryState.REVOKED)
        return bool(self.year.decision_no) or any(cell.state in final for cell in self.cells)

    def groups(self) -> list[str]:
        """Return the report groups in the order papers list them, the office's own after the usual."""
        return in_order(cell.group for cell in self.cells)


def in_order(groups: Iterable[str]) -> list[str]:
    """Put report groups in the order papers list them, each once."""
    return sorted(set(groups), key=lambda group: (_PLACES.get(group, len(_PLACES)), text.sort_key(group)))


def written(value: Decimal | None) -> str:
    """Write a percentage: two places, decimal comma; "–" of nothing."""
    return "–" if value is None else f"{value:.2f}".replace(".", ",")


def number(value: Decimal) -> str:
    """Write a count or points: "1.204", and two places where it is not whole, "92,50"."""
    return grouped(int(value)) if value == value.to_integral_value() else written(value)


def base(cells: Iterable[ClosedCell]) -> Base:
    """Count a group of cells."""
    listed = list(cells)
    states = [cell.state for cell in listed]
    levels = Counter(cell.rating for cell in listed if cell.rating is not None)
    pilots = [cell for cell in listed if cell.is_pilot]
    members = NOBODY
    for cell in listed:
        members = members + cell.members if cell.members is not None else members
    return Base(
        cells=len(listed),
        registered=sum(state in TOOK_PART for state in states),
        self_scored=sum(state in SELF_SCORED for state in states),
        submitted=sum(state in SUBMITTED for state in states),
        verified=sum(state in VERIFIED for state in states),
        proposed=sum(state in PROPOSED for state in states),
        recognised=sum(state in RECOGNISED for state in states),
        refused=sum(state in REFUSED for state in states),
        pilots=len(pilots),
        pilots_recognised=sum(cell.state in RECOGNISED for cell in pilots),
        levels=(
            levels[QualityLevel.EXCELLENT],
            levels[QualityLevel.GOOD],
            levels[QualityLevel.COMPLETED],
            levels[QualityLevel.NOT_COMPLETED],
        ),
        exemplary=sum(cell.is_exemplary for cell in listed),
        members=members,
    )


def shares(counted: Base) -> list[Share]:
    """Return the shares R1–R10 of a group or of all."""
    excellent, good, completed, not_completed = counted.levels
    members = counted.members
    return [
        Share("R1", "Tỷ lệ đăng ký", counted.registered, counted.cells),
        Share("R2", "Tỷ lệ được công nhận so với đăng ký", counted.recognised, counted.registered),
        Share("R3", "Tỷ lệ được công nhận so với tổng số chi bộ", counted.recognised, counted.cells),
        Share("R4", "Tỷ lệ đủ điều kiện so với hồ sơ thẩm định", counted.proposed, counted.verified),
        Share("R5", "Tỷ lệ chi bộ điểm được công nhận", counted.pilots_recognised, counted.pilots),
        Share("R6a", "Chi bộ hoàn thành xuất sắc nhiệm vụ", excellent, counted.rated),
        Share("R6b", "Chi bộ hoàn thành tốt nhiệm vụ", good, counted.rated),
        Share("R6c", "Chi bộ hoàn thành nhiệm vụ", completed, counted.rated),
        Share("R6d", "Chi bộ không hoàn thành nhiệm vụ", not_completed, counted.rated),
        Share("R6e", "Chi bộ hoàn thành tốt nhiệm vụ trở lên", counted.good_or_better, counted.rated),
        Share("R7", "Số xuất sắc so với số hoàn thành tốt (chi bộ)", excellent, good),
        Share("R8a", "Đảng viên hoàn thành xuất sắc nhiệm vụ", members.excellent, members.rated),
        Share("R8b", "Đảng viên hoàn thành tốt nhiệm vụ", members.good, members.rated),
        Share("R8c", "Đảng viên hoàn thành nhiệm vụ", members.completed, members.rated),
        Share("R8d", "Đảng viên không hoàn thành nhiệm vụ", members.not_completed, members.rated),
        Share("R8e", "Đảng viên hoàn thành tốt nhiệm vụ trở lên", members.good_or_better, members.rated),
        Share("R9", "Tỷ lệ đảng viên được đánh giá", members.evaluated, members.total),
        Share("R10", "Số xuất sắc so với số hoàn thành tốt (đảng viên)", members.excellent, members.good),
    ]


def spread(points: Iterable[Decimal | None]) -> Spread:
    """Return mean, most, least and middle of points (R11)."""
    known = [value for value in points if value is not None]
    if not known:
        return Spread()
    mean = (sum(known, Decimal(0)) / len(known)).quantize(_HUNDREDTH, ROUND_HALF_UP)
    middle = Decimal(median(known)).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return Spread(mean, max(known), min(known), middle, len(known))


def totals(cells: Iterable[ClosedCell]) -> Spread:
    """Return the spread of the totals that count (R11)."""
    return spread(cell.counted_total for cell in cells if cell.state in VERIFIED)


def gap(cells: Iterable[ClosedCell]) -> tuple[Decimal | None, int]:
    """Return the mean of self-score less verified score, and how many lie five points apart or more (R12)."""
    gaps = [
        cell.own_total - cell.counted_total
        for cell in cells
        if cell.own_total is not None and cell.counted_total is not None
    ]
    if not gaps:
        return None, 0
    mean = (sum(gaps, Decimal(0)) / len(gaps)).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return mean, sum(abs(difference) >= FAR_APART for difference in gaps)


def losses(year: ClosedYear) -> list[Lost]:
    """Return the groups of criteria by the share of points lost, the most first (R13); none without points."""
    if year.scoring is not Scoring.POINTS:
        return []
    found: dict[str, list[Decimal]] = {}
    titles: dict[str, str] = {}
    for cell in year.cells:
        for group in cell.groups:
            if cell.state in VERIFIED and group.counted is not None:
                maximum, counted = found.setdefault(group.code, [Decimal(0), Decimal(0)])
                found[group.code] = [maximum + group.maximum, counted + group.counted]
                titles[group.code] = group.title
    lost = [Lost(code, titles[code], maximum, counted) for code, (maximum, counted) in found.items()]
    return sorted(lost, key=lambda one: (-one.share, one.code))


def worst(view: YearView, most: int = 5) -> list[Lost]:
    """Return the criteria that lost the most (R13), the worst first; none that lost nothing."""
    lost = [one for one in view.figures.criteria if one.share]
    return sorted(lost, key=lambda one: -one.share)[:most]


def kept(now: Sequence[ClosedCell], before: Sequence[ClosedCell], heirs: Iterable[tuple[int, int]] = ()) -> Kept:
    """Say who kept the title, who has it anew and who lost it (R15).

    A cell that was merged or split lives on in its heir: it kept the title when the heir has it, and the heir has it
    not anew. A cell that ended without an heir neither kept nor lost it.
    """
    had = {cell.cell_id: cell.name for cell in before if cell.state in RECOGNISED}
    have = {cell.cell_id: cell.name for cell in now if cell.state in RECOGNISED}
    there, followed = {cell.cell_id for cell in now}, dict(heirs)
    lives_on = {cell: cell if cell in there else followed.get(cell) for cell in had}
    old = set(lives_on.values())
    return Kept(
        kept=tuple(name for cell, name in had.items() if lives_on[cell] in have),
        new=tuple(name for cell, name in have.items() if cell not in old),
        lost=tuple(name for cell, name in had.items() if lives_on[cell] in there - have.keys()),
        ended=tuple(name for cell, name in had.items() if lives_on[cell] not in there),
    )


def streaks(cells: Iterable[ClosedCell]) -> tuple[int, int, int, int, int]:
    """Count the recognised cells by their years in a row: 1, 2, 3, 4, five or more (R16)."""
    counts = Counter(min(cell.streak, 5) for cell in cells if cell.state in RECOGNISED and cell.streak)
    return (counts[1], counts[2], counts[3], counts[4], counts[5])


def on_time(cells: Iterable[ClosedCell], self_score_until: date | None = None) -> list[Share]:
    """Return the shares on time of registrations, self-scores (with their deadline) and dossiers (R21)."""
    listed = list(cells)
    registered = [cell for cell in listed if cell.registered_on is not None and cell.state in TOOK_PART]
    found = [Share("R21a", "Đăng ký đúng hạn", sum(not cell.is_late for cell in registered), len(registered))]
    scored = [cell.self_scored_on for cell in listed if cell.self_scored_on is not None]
    if self_score_until is not None:
        early = sum(day <= self_score_until for day in scored)
        found.append(Share("R21b", "Tự chấm điểm đúng hạn", early, len(scored)))
    came = [cell for cell in listed if cell.submitted_on is not None]
    found.append(Share("R21c", "Nộp hồ sơ đúng hạn", sum(not cell.is_late_dossier for cell in came), len(came)))
    return found


def reasons(cells: Iterable[ClosedCell]) -> list[tuple[Reason, int]]:
    """Count the reasons of refusals by code, the most frequent first (R23)."""
    counted = Counter(row.reason for cell in cells if cell.state in REFUSED for row in cell.reasons)
    return sorted(counted.items(), key=lambda one: (-one[1], list(Reason).index(one[0])))


def change(name: str, now: Share, before: Share | None) -> Change:
    """Set a share beside another year's (R14): the difference of the two printed values, in điểm %."""
    return Change(name, now.value, before.value if before is not None else None, is_percent=True)


def change_of_count(name: str, now: int, before: int | None) -> Change:
    """Set a count beside another year's (R14)."""
    return Change(name, Decimal(now), None if before is None else Decimal(before), is_percent=False)
