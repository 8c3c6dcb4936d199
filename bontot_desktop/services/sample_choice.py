"""Which cell is chosen for a sample meeting: one per kind, with figures that tell why (meetings.md §7.2, step 2)."""

from __future__ import annotations

from dataclasses import dataclass

from bontot_desktop.db.queries import meeting_figures
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import COUNTED_TYPES, percent
from bontot_desktop.services import cell_list, statistic_settings
from bontot_desktop.services.office import Office

_EVENTS = """
    SELECT event.cell_id, event.year, meeting.held_on IS NOT NULL AND meeting.held_on <= :today
    FROM sample_event AS event LEFT JOIN meeting ON meeting.id = event.meeting_id
    WHERE event.state <> 'CANCELLED'"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cell as the choice shows it: shares of its meetings of the year in percent, when it last was a sample."""

    id: int
    cell: str
    cell_order: str
    kind: ContentType
    members: int
    attendance: float | None
    speaking: float | None
    last_year: int | None
    is_planned: bool

    @property
    def reason(self) -> str:
        """Put the figures into a sentence to begin the reason with."""
        parts = [f"Đại diện loại hình {self.kind.label[0].lower()}{self.kind.label[1:]}, {self.members} đảng viên"]
        if self.attendance is not None and self.speaking is not None:
            parts.append(
                f"tỷ lệ dự sinh hoạt {percent(round(self.attendance * 10), 1000)}, "
                f"tỷ lệ phát biểu {percent(round(self.speaking * 10), 1000)}"
            )
        parts.append(f"lần gần nhất làm điểm năm {self.last_year}" if self.last_year else "chưa từng làm điểm")
        return f"{'; '.join(parts)}."


def candidates(office: Office, year: int) -> list[Candidate]:
    """Return the cells at work by kind; figures are those of the year before while the year has none."""
    today = office.today()
    with office.ask() as driver:
        cells = cell_list.rows_in(driver, today)
        choices = statistic_settings.meeting_choices(driver)
        held = [
            one
            for one in meeting_figures.figures(
                driver, (year - 1, 1), (year, 12), kinds=COUNTED_TYPES, until=today, **choices
            )
            if one.is_known
        ]
        events = driver.execute(_EVENTS, {"today": today.isoformat()}).fetchall()
    counted: dict[int, list[int]] = {}
    for wanted in (year, year - 1):
        found: dict[int, list[int]] = {}
        for one in held:
            if one.year == wanted:
                sums = found.setdefault(one.cell_id, [0, 0, 0, 0])
                pairs = (one.present, one.expected, one.speakers, one.attended)
                for place, value in enumerate(pairs):
                    sums[place] += value or 0
        counted = {**found, **counted}
    last: dict[int, int] = {}
    for cell_id, event_year, was_held in events:
        if event_year < year or (was_held and event_year == year):
            last[cell_id] = max(event_year, last.get(cell_id, event_year))
    planned = {cell_id for cell_id, event_year, _ in events if event_year == year}
    rows = [
        Candidate(
            id=cell.id,
            cell=cell.name,
            cell_order=cell.name_order,
            kind=cell.content_type,
            members=cell.members,
            attendance=_share(counted.get(cell.id), 0),
            speaking=_share(counted.get(cell.id), 2),
            last_year=last.get(cell.id),
            is_planned=cell.id in planned,
        )
        for cell in cells
    ]
    order = list(ContentType)
    return sorted(rows, key=lambda row: (order.index(row.kind), row.last_year or 0, row.cell_order))


def _share(sums: list[int] | None, place: int) -> float | None:
    return 100 * sums[place] / sums[place + 1] if sums is not None and sums[place + 1] else None
