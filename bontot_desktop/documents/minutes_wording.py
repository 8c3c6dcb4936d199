"""What minutes say in small pure functions: who was there, who was not and why, votes, begin and end.

Sentences an office may change are filled from the paper's words, or as shipped with F5 for papers that only quote them;
names and lists of names are written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, time, timedelta

from bontot_desktop import dates, text
from bontot_desktop.documents import room
from bontot_desktop.documents.minutes_facts import (
    Attendee,
    Ballot,
    Cited,
    Delegate,
    MinutesFacts,
    Role,
    Said,
    SelfScore,
)
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.meetings import (
    Attendance,
    AttendanceFigures,
    ContributionKind,
    MeetingType,
    VoteThreshold,
    actual_minutes,
    percent,
)
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.votes import needed_words, vote_passes

#: The sentences of minutes as they come with the program.
SHIPPED = Words("F5")


def summary(kind: MeetingType, year: int, month: int, *, consults: bool = False) -> str:
    """Name a meeting: "sinh hoạt chi bộ thường kỳ tháng 3 năm 2026"; ``consults`` for a cell without chi ủy."""
    month_words = f"tháng {month} năm {year}"
    quarter = f"quý {dates.roman(dates.quarter(month))} năm {year}"
    return {
        MeetingType.REGULAR: f"sinh hoạt chi bộ thường kỳ {month_words}",
        MeetingType.THEMED: f"sinh hoạt chi bộ chuyên đề {quarter}",
        MeetingType.COMBINED: f"sinh hoạt chi bộ thường kỳ tháng {month}\nkết hợp chuyên đề {quarter}",
        MeetingType.COMMITTEE: f"{'hội ý bí thư, phó bí thư' if consults else 'họp chi ủy'} {month_words}",
        MeetingType.EXTRAORDINARY: f"sinh hoạt chi bộ đột xuất {month_words}",
        MeetingType.REVIEW: f"họp kiểm điểm, đánh giá, xếp loại chất lượng năm {year}",
        MeetingType.CONGRESS: f"đại hội chi bộ {month_words}",
        MeetingType.GROUP: f"sinh hoạt tổ đảng {month_words}",
    }[kind]


def begin(held_on: date | None, starts_at: time | None) -> str:
    """Write when it began: "19 giờ 30 phút, ngày 03 tháng 3 năm 2026"."""
    return f"{room.clock(starts_at)}, {dates.full(held_on) if held_on else room.day(None)}"


def end(
    held_on: date | None,
    starts_at: time | None,
    ends_at: time | None,
    breaks_min: int,
    words: Words = SHIPPED,
    *,
    key: str = "end",
) -> str:
    """Write when it ended and how long it took; after midnight with the new day's date."""
    if ends_at is None:
        return words.say(key, clock=room.clock(None), day="cùng ngày", minutes="")
    day = "cùng ngày"
    if starts_at is not None and ends_at < starts_at and held_on is not None:
        day = dates.full(held_on + timedelta(days=1))
    lasted = "" if starts_at is None else str(actual_minutes(starts_at, ends_at, breaks_min))
    return words.say(key, clock=dates.clock_words(ends_at), day=day, minutes=lasted)


def comrade(name: str, *further: str) -> str:
    """Name a person with what is added: "đồng chí Nguyễn Văn A, Bí thư chi bộ"."""
    return ", ".join((f"đồng chí {name}", *(part for part in further if part)))


def in_table(assignee: str) -> str:
    """Name who does something in a column of people: the full name alone, for all of them are comrades."""
    bare = re.sub(r"^đồng chí ", "", assignee, flags=re.IGNORECASE)
    return bare if " " in bare else assignee


def post_words(post: CellPost | None) -> str:
    """Write a post in the cell as minutes do; a member without post is a đảng viên."""
    if post in (CellPost.SECRETARY, CellPost.DEPUTY):
        return f"{post.label} chi bộ"
    return post.label if post else "đảng viên"


def in_role(role: Role, spelt: Callable[[str], str] = str) -> str:
    """Name the chair, minute-taker or scorer with post and note; ``spelt`` writes the post in the office's spelling."""
    return comrade(role.name, spelt(post_words(role.post)), role.note)


def total(figures: AttendanceFigures, words: Words = SHIPPED) -> str:
    """Write the size of the cell: "22 đồng chí; trong đó chính thức 20, dự bị 02"."""
    return words.say(
        "total",
        total=text.padded(figures.total),
        full=text.padded(figures.full),
        probationary=text.padded(figures.probationary),
        temp_in=text.padded(figures.temp_in) if figures.temp_in else "",
    )


def present(figures: AttendanceFigures, words: Words = SHIPPED) -> str:
    """Write those present: "18/22 đồng chí (tỷ lệ 81,8 %); chính thức 17, dự bị 01"; the exempt who came are apart."""
    return words.say(
        "present",
        present=str(figures.present_expected),
        expected=str(figures.expected),
        rate=percent(figures.present_expected, figures.expected),
        full=text.padded(figures.present_full - figures.exempt_present),
        probationary=text.padded(figures.present_probationary),
        temp_in=text.padded(figures.present_temp_in) if figures.present_temp_in else "",
    )


def comrades(names: Iterable[str]) -> str:
    """Name people with what is said of each: "đồng chí A (ốm đau)", "các đồng chí A (ốm đau); B (công tác)"."""
    listed = list(names)
    return f"{'các ' if len(listed) > 1 else ''}đồng chí {'; '.join(listed)}" if listed else ""


def excused(roster: Iterable[Attendee]) -> str:
    """Name those absent with a reason: "các đồng chí Nguyễn Văn A (ốm đau, điều trị); Trần Văn B (công tác)"."""
    people = [line for line in roster if line.attendance is Attendance.ABSENT_EXCUSED]
    return comrades(f"{line.name} ({line.reason})" if line.reason else line.name for line in people)


def unexcused(roster: Iterable[Attendee]) -> str:
    """Name those absent without a reason."""
    return comrades(line.name for line in roster if line.attendance is Attendance.ABSENT_UNEXCUSED)


def exempt_who_came(roster: Iterable[Attendee]) -> str:
    """Name the exempt members who came; they are not in the rate."""
    return comrades(line.name for line in roster if line.status is MemberStatus.EXEMPT and line.is_present)


def late(roster: Iterable[Attendee]) -> str:
    """Name those who came late, with the hour when it is known."""
    people = [line for line in roster if line.attendance is Attendance.LATE]
    return comrades(_with_hour(line.name, line.arrived_at, line.reason) for line in people)


def left_early(roster: Iterable[Attendee]) -> str:
    """Name those who left early, with the hour when it is known."""
    people = [line for line in roster if line.attendance is Attendance.LEFT_EARLY]
    return comrades(_with_hour(line.name, line.left_at, line.reason) for line in people)


def online(roster: Iterable[Attendee]) -> str:
    """Name those who took part on line."""
    return comrades(line.name for line in roster if line.attendance is Attendance.ONLINE)


def _with_hour(name: str, moment: time | None, reason: str) -> str:
    added = [part for part in (dates.clock_words(moment) if moment else "", reason) if part]
    return f"{name} ({', '.join(added)})" if added else name


def delegate(guest: Delegate) -> str:
    """Name a guest with post and unit."""
    return comrade(guest.name, post_and_unit(guest.post, guest.organisation))


#: Posts, folded, that go on with the body they are held in: "Phó Chủ tịch Ủy ban Mặt trận Tổ quốc xã".
_GOING_ON = (
    "bi thu", "bi thu thuong truc", "chu tich", "uy vien ban thuong vu", "uy vien ban chap hanh", "chanh van phong",
    "truong ban", "truong phong", "giam doc", "hieu truong", "chu nhiem",
)  # fmt: skip


def post_and_unit(post: str, unit: str) -> str:
    """Write post and unit: "Ủy viên Ban Thường vụ Đảng ủy xã Ví Dụ", "Đảng ủy viên, Đảng ủy xã Ví Dụ".

    What the post already says of its unit is not said twice ("Bí thư chi bộ" in "Chi bộ thôn Mẫu 1").
    """
    if not unit or text.fold(post).endswith(text.fold(unit)):
        return post
    said, named = text.fold(post).split(), text.fold(unit).split()
    if len(said) > 2 and said[-2:] == named[:2]:
        return f"{post.rsplit(' ', 2)[0]} {unit}"
    joint = " " if text.fold(post).endswith(_GOING_ON) else ", "
    return joint.join(part for part in (post, unit) if part)


def dues(facts: MinutesFacts, words: Words = SHIPPED) -> str:
    """Write the state of dues: "20/22 đồng chí đã nộp; số tiền 1.240.000 đồng"; nothing when nothing was said.

    Who has not paid is named where the office has names printed.
    """
    if facts.dues_paid_count is None and facts.dues_amount is None and not facts.owing:
        return ""
    return words.say(
        "dues",
        paid="" if facts.dues_paid_count is None else str(facts.dues_paid_count),
        total=str(facts.figures.total),
        amount="" if facts.dues_amount is None else money(facts.dues_amount),
        owing=", ".join(facts.owing),
    )


def money(amount: int) -> str:
    """Write an amount in đồng with points between thousands."""
    return f"{amount:,} đồng".replace(",", ".")


def cited(document: Cited) -> str:
    """Write a document: "Chỉ thị số 50-CT/TW, ngày 23/7/2025 của Ban Bí thư về …"."""
    parts = [_named(document.number) if document.number else document.title]
    if document.dated_on:
        parts.append(f", ngày {dates.short(document.dated_on)}")
    if document.issuer:
        parts.append(f" của {document.issuer}")
    if document.number and document.title:
        starts = text.fold(document.title).startswith("ve ")
        parts.append(f" {document.title}" if starts else f" về {document.title}")
    if document.treatment:
        parts.append(f" ({document.treatment})")
    return "".join(parts).strip(" ,")


#: What a document is by its symbol; QĐ may be a decision or a regulation (document-format §4.1).
_TYPES = {
    "NQ": "Nghị quyết",
    "CT": "Chỉ thị",
    "KL": "Kết luận",
    "QC": "Quy chế",
    "TT": "Thông tri",
    "HD": "Hướng dẫn",
    "TB": "Thông báo",
    "BC": "Báo cáo",
    "KH": "Kế hoạch",
    "CTr": "Chương trình",
    "ĐA": "Đề án",
    "PA": "Phương án",
    "TTr": "Tờ trình",
    "CV": "Công văn",
}


def _named(number: str) -> str:
    """Put the type before a bare number: "50-CT/TW" becomes "Chỉ thị số 50-CT/TW"."""
    bare = re.fullmatch(r"\d+-(\w+)/\S+", number)
    return f"{_TYPES.get(bare[1], 'Văn bản')} số {number}" if bare else number


def speech(said: Said, words: Words = SHIPPED) -> str:
    """Name who spoke and how: "Đồng chí Nguyễn Văn A (tự phê bình):"."""
    manner = "" if said.kind is ContributionKind.OPINION else said.kind.label.lower()
    return words.say("speech", name=said.speaker, manner=manner)


def speaking(
    said: Sequence[Said], speakers: int, present_count: int, words: Words = SHIPPED, *, key: str = "speaking"
) -> str:
    """Sum up the discussion: "Có 09 lượt ý kiến; 9/18 đồng chí dự sinh hoạt phát biểu (tỷ lệ 50,0 %)."."""
    return words.say(
        key,
        count=text.padded(len(said)),
        speakers=str(speakers),
        present=str(present_count),
        rate=percent(speakers, present_count),
    )


def not_cast(ballot: Ballot, absent: int) -> tuple[int, int]:
    """Say where the rest of the votes is: with members who were absent, and with those who were there."""
    rest = max(0, ballot.base - ballot.votes_for - ballot.votes_against - ballot.abstained)
    return min(rest, absent), max(0, rest - absent)


def vote(ballot: Ballot, words: Words = SHIPPED, *, absent: int = 0) -> str:
    """Write a vote with its base, share and outcome; the base is the members with a vote, not those present.

    ``absent`` are those of the base who were not there.
    """
    away, silent = not_cast(ballot, absent)
    is_usual = ballot.threshold is VoteThreshold.OVER_HALF
    return words.say(
        "vote",
        matter=ballot.matter,
        method=ballot.method.label,
        votes_for=str(ballot.votes_for),
        votes_against=str(ballot.votes_against),
        abstained=str(ballot.abstained),
        absent=str(away) if away else "",
        silent=str(silent) if silent else "",
        base=str(ballot.base),
        share=percent(ballot.votes_for, ballot.base),
        passed=vote_passes(ballot.votes_for, ballot.base, ballot.threshold, ballot.threshold_share),
        threshold="" if is_usual else needed_words(ballot.threshold, ballot.threshold_share),
    )


def self_score(score: SelfScore, words: Words = SHIPPED) -> str:
    """Write total and rating: "Tổng điểm 92,5/100; tự xếp loại: Tốt."."""
    return words.say("self_score", total=score.total, maximum=score.maximum, rating=score.rating)


def read_back(approved_for: int | None, present_count: int, words: Words = SHIPPED, *, key: str = "read_back") -> str:
    """Write the closing sentence; without a count while the minutes are not approved yet."""
    share = "" if approved_for in (None, present_count) else percent(approved_for or 0, present_count)
    approved = "" if approved_for is None else str(approved_for)
    return words.say(key, approved=approved, present=str(present_count), share=share)
