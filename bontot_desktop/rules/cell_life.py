"""The turns in a cell's life (merged, split, moved, dissolved): which day will do, and what becomes of its members."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bontot_desktop import dates, text
from bontot_desktop.errors import Problem
from bontot_desktop.rules.members import STANDINGS, MemberStatus, StatusPeriod

_DAY = timedelta(days=1)
#: Days a cell that must register anew in a campaign has for it, counted from the decision (recognition.md §3.6).
REGISTER_AGAIN_DAYS = 30
_TEMPORARY = frozenset({MemberStatus.TEMP_IN, MemberStatus.TEMP_OUT})


@dataclass(frozen=True, slots=True)
class Ending:
    """A cell that is to end, or to lose members, on a day: what of it is already written and stands in the way."""

    name: str
    founded_on: date | None = None
    dissolved_on: date | None = None
    #: The last meeting that was held.
    last_meeting_on: date | None = None
    #: The last paper the cell itself issued.
    last_paper_on: date | None = None
    #: Since when it bears its present name, None when always.
    named_from: date | None = None
    #: What of it began on the day or later ("Bí thư Nguyễn Văn Ví Dụ", 05/10/2026).
    later: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one dated status of a member when cells join or end.

    ``ends_on`` is its last day as it stands, None when it would only have begun afterwards; with ``goes_on`` it goes
    on in the next cell, from the day of the change or from its own later beginning.
    """

    place: int
    ends_on: date | None
    goes_on: bool


def day_problems(on: date | None, today: date, endings: Iterable[Ending], act: str) -> list[Problem]:
    """Say why cells cannot end on a day; ``act`` names what is done to them ("sáp nhập")."""
    if on is None:
        return [Problem("on", f"Chưa có ngày {act} có hiệu lực.")]
    if on > today:
        return [Problem("on", f"Ngày {act} ở sau hôm nay; hãy ghi khi quyết định đã có hiệu lực.")]
    return [Problem("on", sentence) for ending in endings if (sentence := _in_the_way(ending, on, act))]


def _in_the_way(ending: Ending, on: date, act: str) -> str:
    if ending.dissolved_on is not None:
        return f"{ending.name} đã kết thúc hoạt động từ ngày {dates.screen(ending.dissolved_on)}."
    if ending.founded_on is not None and on <= ending.founded_on:
        return f"{ending.name} mới thành lập ngày {dates.screen(ending.founded_on)}; ngày {act} phải ở sau ngày đó."
    if ending.last_meeting_on is not None and on <= ending.last_meeting_on:
        return (
            f"{ending.name} đã họp ngày {dates.screen(ending.last_meeting_on)}; "
            f"ngày {act} sớm nhất là {dates.screen(ending.last_meeting_on + _DAY)}."
        )
    if ending.last_paper_on is not None and on <= ending.last_paper_on:
        return (
            f"{ending.name} đã có văn bản ngày {dates.screen(ending.last_paper_on)}; "
            f"ngày {act} sớm nhất là {dates.screen(ending.last_paper_on + _DAY)}."
        )
    if ending.named_from is not None and on <= ending.named_from:
        return f"{ending.name} mang tên này từ {dates.screen(ending.named_from)}; ngày {act} phải ở sau ngày đó."
    if ending.later:
        who, since = ending.later[0]
        return (
            f"{ending.name}: {who} từ {dates.screen(since)}, không ở trước ngày {act}; "
            "hãy sửa ở trang của chi bộ trước."
        )
    return ""


def steps(periods: Sequence[StatusPeriod], leaving: Collection[int], joining: Collection[int], on: date) -> list[Step]:
    """Say what becomes of one member's statuses when the cells ``leaving`` hand their members on ``on`` a day.

    ``joining`` are all cells that become one, the one that takes the others in among them. Every status goes on with
    its own end, whatever it is. Only a temporary stay of a member of one of these cells in another of them has no
    sense any more: it ends, at both ends.
    """
    within = _is_within(periods, joining, on)
    found = []
    for place, period in enumerate(periods):
        if not _reaches(period, on):
            continue
        ends_on = on - _DAY if period.from_on is None or period.from_on < on else None
        if within and period.status in _TEMPORARY and period.cell_id in joining:
            found.append(Step(place, ends_on, goes_on=False))
        elif period.cell_id in leaving:
            found.append(Step(place, ends_on, goes_on=True))
    return found


def _reaches(period: StatusPeriod, on: date) -> bool:
    return period.to_on is None or period.to_on >= on


def _is_within(periods: Sequence[StatusPeriod], joining: Collection[int], on: date) -> bool:
    here = [period for period in periods if period.cell_id in joining and _reaches(period, on)]
    homes = {period.cell_id for period in here if period.status in STANDINGS}
    stays = {period.cell_id for period in here if period.status is MemberStatus.TEMP_IN}
    return bool(homes) and bool(stays - homes)


def counted(full: int, probationary: int, guests: int = 0) -> str:
    """Count members in words: "36 đảng viên (34 chính thức, 2 dự bị)"."""
    words = f"{full + probationary} đảng viên ({full} chính thức, {probationary} dự bị)"
    return f"{words} và {guests} đồng chí sinh hoạt tạm thời" if guests else words


def members_move(counts: str, cells: Sequence[str], into: str, on: date) -> str:
    """Say who goes where: "36 đảng viên (…) của 2 chi bộ … chuyển sang Chi bộ … từ ngày 01/10/2026."."""
    front = f"{len(cells)} chi bộ ({text.join_vi(cells)})" if len(cells) > 1 else cells[0]
    return f"{counts} của {front} chuyển sang {into or 'chi bộ mới'} từ ngày {dates.screen(on)}."


def open_work(tasks: int, items: int, petitions: int) -> str:
    """Count what a cell has not finished: "3 việc chưa xong (2 nhiệm vụ của nghị quyết, 1 việc nhân rộng)"."""
    kinds = ((tasks, "nhiệm vụ của nghị quyết"), (items, "việc nhân rộng"), (petitions, "kiến nghị"))
    parts = [f"{number} {kind}" for number, kind in kinds if number]
    return (
        f"{tasks + items + petitions} việc chưa xong ({', '.join(parts)})"
        if len(parts) > 1
        else f"{parts[0]} chưa xong"
    )


def months_in_year(founded_on: date | None, year: int, cut_off_on: date) -> int:
    """Count the whole months a cell has lived in a year by the day that counts (E18); 12 when it is older."""
    if founded_on is None or founded_on < date(year, 1, 1):
        return 12
    after = cut_off_on + _DAY
    months = (after.year - founded_on.year) * 12 + after.month - founded_on.month
    return max(months - (after.day < founded_on.day), 0)


def foreseen(name: str, sentences: Iterable[str]) -> list[str]:
    """Turn what would be amiss with a cell (rules.cells.warnings) into sentences that name it."""
    named = []
    for sentence in sentences:
        own = sentence.removeprefix("Chi bộ ")
        named.append(f"{name} {own}" if own != sentence else f"{name}: {sentence[:1].lower()}{sentence[1:]}")
    return named


def decision_words(number: str, day: date | None) -> str:
    """Name a decision: "Quyết định số 52-QĐ/ĐU ngày 30/09/2026", nothing when nothing is known of it."""
    if not number and day is None:
        return ""
    named = f"Quyết định số {number}" if number else "Quyết định"
    return f"{named} ngày {dates.screen(day)}" if day else named


def decision_warnings(number: str, decided_on: date | None, on: date | None) -> list[str]:
    """Say what is odd about the decision behind a turn in a cell's life; papers and lists will want it."""
    found = []
    if not number:
        found.append("Chưa ghi số quyết định.")
    if decided_on is not None and on is not None and decided_on > on:
        found.append(f"Ngày quyết định ở sau ngày có hiệu lực {dates.screen(on)}; hãy xem lại.")
    return found


def register_again_until(decision_on: date | None, on: date) -> date:
    """Return the last day on which a cell made by a reorganisation may register anew (recognition.md §3.6)."""
    return (decision_on or on) + timedelta(days=REGISTER_AGAIN_DAYS)
