"""The figures S1–S15 (meetings.md §9): each a pure count over the facts of a period, with what stands behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from bontot_desktop import dates
from bontot_desktop.rules import monthly
from bontot_desktop.rules.meetings import MONTHLY_TYPES, MeetingType, TaskState, percent
from bontot_desktop.rules.periods import Month
from bontot_desktop.rules.petitions import PetitionState
from bontot_desktop.rules.samples import Aspect, SampleState
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.rules.statistic_facts import CellFact, EventFact, Facts, MeetingFact, TaskFact, begins_at, ends_at
from bontot_desktop.rules.words import Labelled

_THEMED = (MeetingType.THEMED, MeetingType.COMBINED)
#: Sample meetings in these were held.
_SAMPLE_HELD = (
    SampleState.HELD, SampleState.REVIEWED, SampleState.CONCLUDED, SampleState.REPLICATING, SampleState.CLOSED,
)  # fmt: skip
_SAMPLE_DROPPED = (SampleState.CANCELLED,)


class Behind(Labelled):
    """What the ids behind a figure are of."""

    MEETINGS = "MEETINGS", "buổi sinh hoạt"
    TASKS = "TASKS", "nhiệm vụ"
    MEMBERS = "MEMBERS", "đảng viên"
    PETITIONS = "PETITIONS", "kiến nghị"
    CELLS = "CELLS", "chi bộ"
    EVENTS = "EVENTS", "buổi sinh hoạt điểm"


@dataclass(frozen=True, slots=True)
class Value:
    """A figure: a share (``part`` of ``whole``), a mean (the same) or a count (``whole`` is None).

    ``ids`` are what it is counted from, in the order of the facts.
    """

    part: Fraction
    whole: int | None
    ids: tuple[int, ...] = ()
    #: What cannot be said by a number ("Thảo luận, tự phê bình và phê bình (4)").
    words: str = ""

    @property
    def ratio(self) -> Fraction | None:
        """The share or the mean, None of nothing; the count itself."""
        if self.whole is None:
            return self.part
        return self.part / self.whole if self.whole else None


class Form(Labelled):
    """How a figure is written."""

    SHARE = "SHARE", "tỷ lệ"
    COUNT = "COUNT", "số lượng"
    MEAN = "MEAN", "bình quân"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure of the list: its id in the domain, its words, how it is counted and written."""

    key: str
    title: str
    form: Form
    behind: Behind
    count: Callable[[Facts], Value]
    #: What part and whole are, for the second column ("lượt có mặt / lượt phải dự").
    unit: str
    #: Whether more is better (True), worse (False) or neither.
    more_is_better: bool | None = True

    @property
    def number(self) -> int:
        """The number of the S it belongs to."""
        return int(self.key[1:].split(".")[0])

    def text(self, value: Value) -> str:
        """Write the figure: "96,7 %", "12", "94,5"; "–" where there is nothing to count."""
        if value.words:
            return value.words
        if self.form is Form.SHARE:
            return percent(int(value.part), value.whole or 0)
        if self.form is Form.MEAN:
            return decimal(value.ratio)
        return grouped(int(value.part))

    def counted(self, value: Value) -> str:
        """Write what a share or a mean is made of ("1.204 / 1.250"), nothing for a count."""
        if not value.whole:
            return ""
        if self.form is Form.MEAN:
            return grouped(value.whole)
        return f"{grouped(int(value.part))} / {grouped(value.whole)}"


def decimal(value: Fraction | None, digits: int = 1) -> str:
    """Write a number with a decimal comma, half rounded up; "–" where there is none."""
    if value is None:
        return "–"
    scale: int = 10**digits
    number = (value.numerator * scale * 2 + value.denominator) // (value.denominator * 2)
    # The sign stands apart: whole and rest of a negative number are those of its amount.
    whole, rest = divmod(abs(number), scale)
    return f"{'-' if number < 0 else ''}{grouped(whole)},{rest:0{digits}d}"


def grouped(number: int) -> str:
    """Write a count with a dot at the thousands."""
    return f"{number:,}".replace(",", ".")


def share(pairs: Iterable[tuple[int | None, int | None, int]]) -> Value:
    """Pool parts and wholes of things by their ids: the sum over the sum (meetings.md §9); untold ones are left out."""
    part = whole = 0
    ids = []
    for one, of, thing in pairs:
        if one is None or of is None or not of:
            continue
        part, whole = part + one, whole + of
        ids.append(thing)
    return Value(Fraction(part), whole, tuple(ids))


def _told(met: bool, thing: int) -> tuple[int, int, int]:
    return int(met), 1, thing


def _count(ids: Iterable[int], number: int | None = None) -> Value:
    found = tuple(ids)
    return Value(Fraction(len(found) if number is None else number), None, found)


# S1–S3: who came and spoke


def attendance(facts: Facts) -> Value:
    """S1: members present among the expected, over the expected."""
    return share((held.present, held.expected, held.id) for held in facts.meetings)


def speaking(facts: Facts) -> Value:
    """S2: distinct members who spoke, over the members present."""
    return share((held.speakers, held.attended, held.id) for held in facts.meetings)


def contributions(facts: Facts) -> Value:
    """S3: speeches."""
    spoken = [held for held in facts.meetings if held.contributions]
    return _count((held.id for held in spoken), sum(held.contributions or 0 for held in spoken))


# S4–S6: held, themed, long enough


def regular(facts: Facts) -> Value:
    """S4: months with a regular meeting, over the months the cell existed.

    A month counts when it is over and the cell existed throughout; one begun, or one in which the cell began or ended,
    when the cell met in it.
    """
    held: dict[int, dict[Month, int]] = defaultdict(dict)
    for meeting in facts.meetings:
        if meeting.type in MONTHLY_TYPES:
            held[meeting.cell_id][meeting.year, meeting.month] = meeting.id
    due = sum(len(facts.months_due(cell) | held[cell.id].keys()) for cell in facts.cells)
    ids = [meeting_id for cell in facts.cells for meeting_id in held[cell.id].values()]
    return Value(Fraction(len(ids)), due, tuple(ids))


def themed(facts: Facts) -> Value:
    """S5: themed meetings; a regular one with a themed part is one."""
    return _count(held.id for held in facts.meetings if held.type in _THEMED)


def themed_quarters(facts: Facts) -> Value:
    """S5: quarters of cells with a themed meeting, over their quarters (those wholly in the period)."""
    quarters = _quarters(facts)
    return Value(
        Fraction(sum(map(sum, quarters.values()))),
        sum(map(len, quarters.values())),
        themed(facts).ids,
    )


def themed_cells(facts: Facts) -> Value:
    """S5: cells that met the minimum in each of their quarters, over the cells with a quarter."""
    counted = {cell_id: cell for cell_id, cell in _quarters(facts).items() if cell}
    return Value(Fraction(sum(map(all, counted.values()))), len(counted), tuple(counted))


def _quarters(facts: Facts) -> dict[int, list[bool]]:
    """Return for each cell its quarters, each with whether it met the minimum of themed meetings."""
    held = Counter(
        (meeting.cell_id, meeting.year, dates.quarter(meeting.month))
        for meeting in facts.meetings
        if meeting.type in _THEMED
    )
    least = facts.rules.themed_per_quarter
    quarters = [
        (quarter.year, quarter.number, quarter.first_day, quarter.last_day) for quarter in facts.period.quarters()
    ]
    found: dict[int, list[bool]] = {}
    for cell in facts.cells:
        met = [(held[cell.id, year, number] >= least, first, last) for year, number, first, last in quarters]
        found[cell.id] = [
            enough for enough, first, last in met if enough or (last <= facts.as_of and cell.lasts_through(first, last))
        ]
    return found


def duration(facts: Facts) -> Value:
    """S6: mean minutes."""
    timed = [held for held in facts.meetings if held.minutes is not None]
    return Value(Fraction(sum(held.minutes or 0 for held in timed)), len(timed), _ids(timed))


def long_enough(facts: Facts) -> Value:
    """S6: meetings that lasted as long as they had to, over those whose length is known."""
    return share(_told(held.minutes >= held.required, held.id) for held in facts.meetings if held.minutes is not None)


# S7: absences


def unexcused(facts: Facts) -> Value:
    """S7: absences without a reason."""
    missed = [held for held in facts.meetings if held.unexcused]
    return _count(_ids(missed), sum(held.unexcused or 0 for held in missed))


def often_absent(facts: Facts) -> Value:
    """S7: members who missed three meetings or more."""
    return _count(one.member_id for one in facts.absent if len(one.meetings) >= facts.rules.absent_from)


# S8, S9: scores


def rated(rating: Rating) -> Callable[[Facts], Value]:
    """S8: meetings of a rating, over the rated."""

    def counted(facts: Facts) -> Value:
        scored = [held for held in facts.meetings if held.rating is not None]
        found = [held for held in scored if held.rating is rating]
        return Value(Fraction(len(found)), len(scored), _ids(found))

    return counted


def mean_points(facts: Facts) -> Value:
    """S8: mean of the official scores (a cell's own until the official one is decided)."""
    scored = [(held.id, held.points) for held in facts.meetings if held.points is not None]
    return _mean([points for _, points in scored], (meeting_id for meeting_id, _ in scored))


def _mean(points: list[Decimal], ids: Iterable[int]) -> Value:
    return Value(Fraction(sum(points, Decimal(0))), len(points), tuple(ids))


def scored_in_time(facts: Facts) -> Value:
    """S9: cells that sent their score in by the due day, over the cells, month by month; nothing without a due day."""
    sent: dict[tuple[int, Month], MeetingFact] = {}
    for held in facts.meetings:
        if held.type in MONTHLY_TYPES and held.submitted_on is not None:
            sent[held.cell_id, (held.year, held.month)] = held
    whole, in_time = 0, []
    for cell in facts.cells:
        for month in facts.months_due(cell):
            due_on = facts.deadlines.submit_by(*month)
            if due_on is None or due_on > facts.as_of:
                continue
            whole += 1
            found = sent.get((cell.id, month))
            if found is not None and found.submitted_on is not None and found.submitted_on <= due_on:
                in_time.append(found.id)
    return Value(Fraction(len(in_time)), whole, tuple(in_time))


# S10, S11: tasks and petitions


def done_in_time(facts: Facts) -> Value:
    """S10: tasks done in time, over the tasks due."""
    due = [task for task in facts.tasks if task.due_on <= facts.as_of and task.state is not TaskState.CANCELLED]
    return Value(Fraction(sum(map(is_in_time, due))), len(due), tuple(task.id for task in due))


def is_in_time(task: TaskFact) -> bool:
    """Whether a task was reported done no later than at the first regular meeting on or after its due day."""
    if task.state is not TaskState.DONE:
        return False
    return task.closed is None or task.closed <= monthly.reported(task.due_on, *task.given, task.given_on)


def overdue(facts: Facts) -> Value:
    """S10: tasks past their day that nobody has reported done."""
    return _count(
        task.id for task in facts.tasks if task.due_on < facts.as_of and task.state in (TaskState.OPEN, TaskState.LATE)
    )


def raised(facts: Facts) -> Value:
    """S11: petitions raised."""
    return _count(one.id for one in facts.petitions)


def answered(facts: Facts) -> Value:
    """S11: petitions answered by the day the figures are of."""
    return _count(
        one.id
        for one in facts.petitions
        if one.state in (PetitionState.ANSWERED, PetitionState.TOLD)
        and (one.answered_on is None or one.answered_on <= facts.as_of)
    )


def pending(facts: Facts) -> Value:
    """S11: petitions neither answered nor dropped."""
    done = set(answered(facts).ids)
    return _count(one.id for one in facts.petitions if one.id not in done and one.state is not PetitionState.DROPPED)


# S12, S13: papers sent ahead, the member in charge


def uploaded_before(facts: Facts) -> Value:
    """S12: meetings whose papers were uploaded a day before or earlier, over the meetings.

    Of a cell that keeps its own book nobody told when, unless it is written down: it is left out.
    """
    least = timedelta(hours=facts.rules.upload_before_hours)
    return share(
        _told((up := held.uploaded_before_at) is not None and up <= begins_at(held) - least, held.id)
        for held in facts.meetings
        if held.held_on is not None and (held.uploaded_before_at is not None or not held.is_brief)
    )


def uploaded_after(facts: Facts) -> Value:
    """S12: meetings whose minutes were uploaded within two days, over the meetings for which these are over."""
    most = timedelta(days=facts.rules.upload_after_days)
    over = facts.as_of - most - timedelta(days=1)
    return share(
        _told((up := held.uploaded_after_at) is not None and up <= ends_at(held) + most, held.id)
        for held in facts.meetings
        if held.uploaded_after_at is not None
        or (held.held_on is not None and held.held_on < over and not held.is_brief)
    )


def in_charge_came(facts: Facts) -> Value:
    """S13: meetings the committee member in charge attended, over the meetings of cells with one."""
    return share(_told(charge.attended, charge.meeting_id) for charge in facts.charges)


def by_person(facts: Facts) -> dict[int, Value]:
    """S13 for each committee member, by id."""
    theirs: dict[int, list[tuple[int, int, int]]] = {}
    for charge in facts.charges:
        theirs.setdefault(charge.person_id, []).append(_told(charge.attended, charge.meeting_id))
    return {person_id: share(lines) for person_id, lines in theirs.items()}


# S14: sample meetings


def samples_held(facts: Facts) -> Value:
    """S14: sample meetings held, over those planned."""
    return share(_told(one.state in _SAMPLE_HELD, one.id) for one in facts.events if one.state not in _SAMPLE_DROPPED)


def observers_came(facts: Facts) -> Value:
    """S14: observers who came, over those invited."""
    return share((one.attended, one.invited, one.id) for one in facts.events if one.state in _SAMPLE_HELD)


def sheets_returned(facts: Facts) -> Value:
    """S14: sheets handed in, over the observers who came."""
    return share((one.sheets, one.attended, one.id) for one in facts.events if one.state in _SAMPLE_HELD)


def observers_mean(facts: Facts) -> Value:
    """S14: mean of the observers' scores."""
    scored = [one for one in facts.events if one.points]
    return _mean([points for one in scored for points in one.points], (one.id for one in scored))


def criticised(facts: Facts) -> Value:
    """S14: weaknesses named, the aspects named most in words."""
    named = [one for one in facts.events if one.weak]
    aspects = weakest(facts.events)
    words = "; ".join(f"{aspect.label} ({number})" for aspect, number in aspects[:2])
    return Value(Fraction(sum(number for _, number in aspects)), None, tuple(one.id for one in named), words or "–")


def samples_to_compare(facts: Facts) -> Value:
    """S15: sample meetings held, each of which can be set between what came before and after (``before_after``)."""
    return _count(one.id for one in facts.events if one.state in _SAMPLE_HELD and one.meeting_id is not None)


def weakest(events: Iterable[EventFact]) -> list[tuple[Aspect, int]]:
    """Return the aspects with how often each was criticised, the most first."""
    counted = Counter(aspect for one in events for aspect in one.weak)
    order = list(Aspect)
    return sorted(counted.items(), key=lambda item: (-item[1], order.index(item[0])))


def _ids(held: Iterable[MeetingFact]) -> tuple[int, ...]:
    return tuple(meeting.id for meeting in held)


_S, _C, _M = Form.SHARE, Form.COUNT, Form.MEAN
_MEETINGS = Behind.MEETINGS

#: The list, in its order; the part before the dot is the id in meetings.md §9.
INDICATORS: tuple[Indicator, ...] = (
    Indicator("S1", "Tỷ lệ đảng viên dự sinh hoạt", _S, _MEETINGS, attendance, "lượt có mặt / lượt phải dự"),
    Indicator("S2", "Tỷ lệ đảng viên phát biểu ý kiến", _S, _MEETINGS, speaking, "lượt phát biểu / lượt có mặt"),
    Indicator("S3", "Số ý kiến phát biểu", _C, _MEETINGS, contributions, "lượt"),
    Indicator("S4", "Duy trì sinh hoạt thường kỳ", _S, _MEETINGS, regular, "tháng có sinh hoạt / tháng phải có"),
    Indicator("S5", "Sinh hoạt chuyên đề", _C, _MEETINGS, themed, "buổi"),
    Indicator("S5.1", "Quý có sinh hoạt chuyên đề", _S, _MEETINGS, themed_quarters, "quý có / quý của các chi bộ"),
    Indicator("S5.2", "Chi bộ đủ chuyên đề từng quý", _S, Behind.CELLS, themed_cells, "chi bộ đủ / chi bộ"),
    Indicator("S6", "Thời lượng bình quân (phút)", _M, _MEETINGS, duration, "buổi"),
    Indicator("S6.1", "Buổi đủ thời lượng", _S, _MEETINGS, long_enough, "buổi đủ / buổi"),
    Indicator("S7", "Lượt vắng không lý do", _C, _MEETINGS, unexcused, "lượt", more_is_better=False),
    Indicator("S7.1", "Đảng viên vắng từ 3 kỳ", _C, Behind.MEMBERS, often_absent, "đảng viên", more_is_better=False),
    Indicator("S8", "Buổi xếp loại Tốt", _S, _MEETINGS, rated(Rating.GOOD), "buổi / buổi được xếp loại"),
    Indicator("S8.1", "Buổi xếp loại Khá", _S, _MEETINGS, rated(Rating.FAIR), "buổi / buổi được xếp loại", None),
    Indicator(
        "S8.2", "Buổi xếp loại Trung bình", _S, _MEETINGS, rated(Rating.AVERAGE), "buổi / buổi được xếp loại", False
    ),
    Indicator("S8.3", "Buổi xếp loại Kém", _S, _MEETINGS, rated(Rating.POOR), "buổi / buổi được xếp loại", False),
    Indicator("S8.4", "Điểm chất lượng bình quân", _M, _MEETINGS, mean_points, "buổi được chấm"),
    Indicator("S9", "Chấm điểm đúng hạn", _S, _MEETINGS, scored_in_time, "lượt đúng hạn / lượt chi bộ"),
    Indicator("S10", "Nhiệm vụ hoàn thành đúng hạn", _S, Behind.TASKS, done_in_time, "việc đúng hạn / việc đến hạn"),
    Indicator("S10.1", "Nhiệm vụ quá hạn chưa xong", _C, Behind.TASKS, overdue, "việc", more_is_better=False),
    Indicator("S11", "Kiến nghị được nêu", _C, Behind.PETITIONS, raised, "kiến nghị", None),
    Indicator("S11.1", "Kiến nghị đã trả lời", _C, Behind.PETITIONS, answered, "kiến nghị"),
    Indicator("S11.2", "Kiến nghị còn chờ", _C, Behind.PETITIONS, pending, "kiến nghị", more_is_better=False),
    Indicator("S12", "Tài liệu đăng tải trước buổi họp", _S, _MEETINGS, uploaded_before, "buổi đúng hạn / buổi"),
    Indicator("S12.1", "Biên bản đăng tải sau buổi họp", _S, _MEETINGS, uploaded_after, "buổi đúng hạn / buổi"),
    Indicator("S13", "Cấp ủy viên phụ trách dự", _S, _MEETINGS, in_charge_came, "buổi có dự / buổi"),
    Indicator("S14", "Sinh hoạt điểm đã tổ chức", _S, Behind.EVENTS, samples_held, "buổi đã tổ chức / kế hoạch"),
    Indicator("S14.1", "Người được mời đến dự", _S, Behind.EVENTS, observers_came, "người đến / người mời"),
    Indicator("S14.2", "Phiếu nhận xét thu về", _S, Behind.EVENTS, sheets_returned, "phiếu / người dự"),
    Indicator("S14.3", "Điểm bình quân của người dự", _M, Behind.EVENTS, observers_mean, "phiếu chấm"),
    Indicator("S14.4", "Hạn chế được nêu nhiều", _C, Behind.EVENTS, criticised, "ý kiến", None),
    Indicator("S15", "So sánh trước – sau sinh hoạt điểm", _C, Behind.EVENTS, samples_to_compare, "buổi điểm", None),
)

BY_KEY: dict[str, Indicator] = {indicator.key: indicator for indicator in INDICATORS}


def cells_in_order(cells: Iterable[CellFact]) -> list[CellFact]:
    """Return cells in the Vietnamese order of their names."""
    return sorted(cells, key=lambda cell: (cell.order, cell.id))
