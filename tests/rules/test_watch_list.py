"""Who is looked after because of absences and dues (meetings.md §4.5), and the groups cells are reported in."""

from __future__ import annotations

import pytest

from bontot_desktop.rules.cells import REPORT_GROUPS, ContentType
from bontot_desktop.rules.meetings import Attendance, MeetingType
from bontot_desktop.rules.report_groups import MainGroup, main_group
from bontot_desktop.rules.watch_list import Attended, WatchKind, longest_run, watched

HERE, EXCUSED, AWAY = Attendance.PRESENT, Attendance.ABSENT_EXCUSED, Attendance.ABSENT_UNEXCUSED


def year(*lines) -> list[Attended]:
    """One regular meeting a month, unless a line names its kind."""
    return [
        line if isinstance(line, Attended) else Attended(month, MeetingType.REGULAR, line, meeting_id=month)
        for month, line in enumerate(lines, start=1)
    ]


def found(*lines) -> list[tuple[WatchKind, int, bool]]:
    return [(one.kind, one.count, one.is_alert) for one in watched(year(*lines))]


def test_two_months_without_a_reason_warn_and_three_are_due():
    assert found(AWAY, HERE) == []
    assert found(AWAY, HERE, AWAY) == [(WatchKind.UNEXCUSED, 2, False)]
    assert found(AWAY, HERE, AWAY, AWAY) == [(WatchKind.UNEXCUSED, 3, True)]


def test_unpaid_dues_are_counted_by_themselves():
    owing = [Attended(month, MeetingType.REGULAR, HERE, owes_dues=True, meeting_id=month) for month in (1, 2)]
    assert found(*owing, AWAY) == [(WatchKind.DUES, 2, False)]


def test_a_themed_meeting_missed_in_a_month_is_no_second_month():
    themed = Attended(1, MeetingType.THEMED, AWAY, meeting_id=50)
    assert found(AWAY, themed) == []


def test_three_excused_absences_in_a_row_warn_and_more_break_the_criterion():
    assert found(EXCUSED, EXCUSED, HERE, EXCUSED, EXCUSED) == []
    assert found(EXCUSED, EXCUSED, EXCUSED, HERE) == [(WatchKind.EXCUSED_RUN, 3, False)]
    assert found(HERE, EXCUSED, EXCUSED, EXCUSED, EXCUSED) == [(WatchKind.EXCUSED_RUN, 4, True)]


def test_a_themed_meeting_in_between_breaks_or_lengthens_the_row():
    came = Attended(2, MeetingType.THEMED, HERE, meeting_id=50)
    missed = Attended(2, MeetingType.THEMED, EXCUSED, meeting_id=50)
    group = Attended(2, MeetingType.GROUP, HERE, meeting_id=51)
    assert found(EXCUSED, EXCUSED, came, EXCUSED) == []
    assert found(EXCUSED, missed, EXCUSED) == [(WatchKind.EXCUSED_RUN, 3, False)]
    assert found(EXCUSED, EXCUSED, group, EXCUSED) == [(WatchKind.EXCUSED_RUN, 3, False)]


P, E, U, N = HERE, EXCUSED, AWAY, Attendance.NOT_EXPECTED


@pytest.mark.parametrize(
    ("attendances", "expected"),
    [([], 0), ([P, E, E], 2), ([E, P, E], 1), ([E, U, E, E], 2), ([E, N, E], 2), ([E, E, E, E], 4)],
)
def test_a_run_of_excused_absences_passes_over_meetings_one_was_not_expected_at(attendances, expected):
    assert len(longest_run(year(*attendances))) == expected


def test_a_reason_names_its_meetings_and_says_what_follows():
    (one,) = watched(year(AWAY, AWAY, HERE, AWAY))
    assert one.meetings == (1, 2, 4)
    assert one.sentence == (
        "Vắng sinh hoạt không lý do 3 tháng trong năm; phải xem xét xóa tên nếu không có lý do chính đáng"
    )


@pytest.mark.parametrize(
    ("group", "kind", "main"),
    [
        ("Nông thôn", ContentType.VILLAGE_QUARTER, MainGroup.RURAL),
        ("Tổ dân phố", ContentType.VILLAGE_QUARTER, MainGroup.RURAL),
        ("Cơ quan", ContentType.ADMIN_OFFICE, MainGroup.OFFICE),
        ("Trường học", ContentType.PUBLIC_SERVICE, MainGroup.PUBLIC_SERVICE),
        ("Y tế, sự nghiệp khác", ContentType.PUBLIC_SERVICE, MainGroup.PUBLIC_SERVICE),
        ("Công an", ContentType.ARMED_FORCES, MainGroup.ARMED_FORCES),
        ("Quân sự", ContentType.ARMED_FORCES, MainGroup.ARMED_FORCES),
        ("Doanh nghiệp", ContentType.PRIVATE_FDI, MainGroup.OTHER),
        ("Khác", ContentType.VILLAGE_QUARTER, MainGroup.OTHER),
        ("Khối trường học và y tế", ContentType.PUBLIC_SERVICE, MainGroup.PUBLIC_SERVICE),
        ("", ContentType.STUDENT, MainGroup.PUBLIC_SERVICE),
        ("thon ban", ContentType.ADMIN_OFFICE, MainGroup.RURAL),
    ],
)
def test_a_report_group_is_rolled_up(group, kind, main):
    assert main_group(group, kind) is main


def test_every_offered_group_has_a_place():
    assert len(REPORT_GROUPS) == 9
    assert all(main_group(group, ContentType.VILLAGE_QUARTER) in MainGroup for group in REPORT_GROUPS)
