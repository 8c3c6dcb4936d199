"""Everything that waits for the office in one list: each source is a small function with its own number of days.

What :func:`soon` gives is read in plain SQL and shown with the window; what takes longer comes with :func:`later`,
when the window stands.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bontot_desktop import dates
from bontot_desktop.db.queries import reminders as queries
from bontot_desktop.rules.reminders import NAMED, Reminder, ReminderRules, YearMark, named, shown
from bontot_desktop.services import reminder_settings
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

#: So much of a petition's words is quoted.
_QUOTED = 60
#: Days of the month after in which scores are sent in and decided, where the office chose none (rules.scoring).
SUBMIT_DAY, DECIDE_DAY = 5, 10
#: Key of the office's choices for scores (services.score_settings).
SCORES = "scores"
#: Key of its choices for statistics (services.statistic_settings), and how many themed meetings a quarter has at least
#: where it chose none (rules.statistic_facts).
STATISTICS, THEMED_PER_QUARTER = "statistics", 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What a source is asked with: where it reads, the day, the office's numbers, and when the last copy was made."""

    driver: dbapi2.Connection
    today: date
    rules: ReminderRules
    copied_at: datetime | None = None

    def ahead(self, days: int) -> date:
        """Return the day so many days from today."""
        return self.today + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The list of today; ``aside`` counts what is put aside till another day."""

    reminders: list[Reminder]
    aside: int


def soon(office: Office, copied_at: datetime | None) -> Waiting:
    """Return what is read at once; ``copied_at`` is when the program's own last copy was made."""
    return _read(office, _SOON, copied_at)


def later(office: Office) -> Waiting:
    """Return what takes longer to find: members to look after, badges, what is amiss with cells."""
    turns = later_in_turns(office)
    while True:
        try:
            next(turns)
        except StopIteration as end:
            found: Waiting = end.value
            return found


def later_in_turns(office: Office) -> Generator[None, None, Waiting]:
    """Find the same source after source, so that the window may answer between two of them."""
    from bontot_desktop.services.reminder_later import LATER

    parts = []
    for source in LATER:
        parts.append(_read(office, (source,), None))
        yield
    return Waiting([one for part in parts for one in part.reminders], sum(part.aside for part in parts))


def marks(office: Office, year: int) -> list[YearMark]:
    """Return the days that stand on the line of a year."""
    with office.ask() as driver:
        return queries.marks(driver, year)


def _read(office: Office, sources: tuple[Source, ...], copied_at: datetime | None) -> Waiting:
    today = office.today()
    with office.ask() as driver:
        asked = Asked(driver, today, reminder_settings.rules_of(driver), copied_at)
        found = [one for source in sources for one in source(asked)]
        aside = reminder_settings.aside_of(driver)
    kept = shown(found, today, aside)
    return Waiting(kept, len(found) - len(kept))


# Sample meetings


def chores(asked: Asked) -> Iterator[Reminder]:
    """Lines of the checklist that are due."""
    for line in queries.chores(asked.driver, asked.ahead(asked.rules.chores_before)):
        who = f" ({line.who})" if line.who else ""
        yield Reminder(
            f"chore/{line.id}",
            f"Sinh hoạt điểm {line.cell}: {line.title}",
            f"Làm xong thì đánh dấu ở bước Kế hoạch{who}",
            "samples",
            line.event_id,
            line.due_on,
        )


def sample_steps(asked: Asked) -> Iterator[Reminder]:
    """The next step that is missing of each sample meeting, by the offsets of meetings.md §7.2."""
    for one in queries.samples(asked.driver):
        found = _next_step(one, asked)
        if found is not None:
            key, sentence, todo, day = found
            yield Reminder(
                f"sample/{one.id}/{key}", f"Sinh hoạt điểm {one.cell}: {sentence}", todo, "samples", one.id, day
            )


def _next_step(one: queries.Sample, asked: Asked) -> tuple[str, str, str, date | None] | None:
    rules, today = asked.rules, asked.today
    if one.day is None:
        return "day", "chưa định ngày", "Ghi ngày dự kiến ở bước Kế hoạch", None
    if one.state in ("PLANNED", "PREPARING", "READY"):
        if one.was_held and not one.observers:
            return "observers", "chưa ghi ai đến dự", "Ghi thành phần dự để nhập phiếu nhận xét", one.day
        if one.day <= today and not one.was_held:
            return "held", "đã đến ngày, chưa ghi buổi sinh hoạt", "Điểm danh, ghi giờ họp, nội dung", one.day
        invite_on = one.day - timedelta(days=rules.invite_before)
        if not one.observers and invite_on <= asked.ahead(rules.chores_before):
            return "observers", "chưa mời ai dự", "Ghi người dự và in giấy mời", invite_on
        return None
    since = {
        "feedback": one.day,
        "sheets": one.day + timedelta(days=rules.sheets_after),
        "notice": one.day + timedelta(days=rules.conclusion_after),
        "replicate": one.day + timedelta(days=rules.replicate_after),
    }
    if one.feedback_on is None:
        return "feedback", "chưa ghi buổi rút kinh nghiệm", "Ghi ngày, người chủ trì, các ý kiến", since["feedback"]
    if one.notice_on is None:
        if one.without_sheet and one.state == "HELD":
            words = f"còn {one.without_sheet} phiếu nhận xét chưa nhập"
            return "sheets", words, "Nhập phiếu, hoặc ghi người không đến dự", since["sheets"]
        return "notice", "chưa ban hành thông báo kết luận", "Ghi kết luận rồi ban hành thông báo", since["notice"]
    if not one.items:
        return "replicate", "chưa giao việc nhân rộng", "Lập danh sách việc cho từng chi bộ", since["replicate"]
    return None


def open_items(asked: Asked) -> Iterator[Reminder]:
    """What cells have not applied after a sample meeting, by sample meeting."""
    for one in queries.open_items(asked.driver, asked.ahead(asked.rules.chores_before)):
        where = f"ở {one.cells} chi bộ " if one.cells > 1 else ""
        yield Reminder(
            f"items/{one.event_id}",
            f"Sau sinh hoạt điểm {one.cell}: {one.items} việc nhân rộng {where}chưa xong",
            "Hỏi chi bộ, đồng chí phụ trách rồi ghi kết quả",
            "samples",
            one.event_id,
            one.due_on,
        )


# The months of all cells


def _month_before(day: date) -> tuple[int, int]:
    return (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)


def missing_meetings(asked: Asked) -> Iterator[Reminder]:
    """Cells without a regular meeting, for the month before and for this one by their own day."""
    today = asked.today
    for year, month in (_month_before(today), (today.year, today.month)):
        last = dates.month_end(year, month)
        cells = queries.without_monthly(asked.driver, year, month, last)
        days = {}
        for cell in cells:
            met = date(year, month, min(cell.day or asked.rules.month_day, last.day))
            if met + timedelta(days=asked.rules.minutes_after) <= today:
                days[cell.name] = met + timedelta(days=asked.rules.minutes_after)
        if days:
            yield Reminder(
                f"month/{year}-{month:02d}",
                f"Tháng {month}/{year}: {_cells(list(days))} chưa có buổi sinh hoạt thường kỳ",
                "Nhập kết quả, hoặc ghi không họp và lý do",
                "meetings",
                ("month", year, month),
                min(days.values()),
            )
    year, month = _month_before(today)
    yield from _behind(
        "month",
        queries.without_monthly_before(asked.driver, year, month),
        year,
        "buổi thường kỳ chưa có",
        "Nhập kết quả, hoặc ghi không họp và lý do",
        lambda first: dates.month_end(year, first) + timedelta(days=asked.rules.minutes_after),
    )


def _behind(
    key: str,
    found: list[queries.Behind],
    year: int,
    words: str,
    todo: str,
    due_on: Callable[[int], date],
    tab: str = "month",
) -> Iterator[Reminder]:
    """Sum up in one line what is left of the older months; it opens the first of them, whose day it bears."""
    if found:
        names = named(list(dict.fromkeys(one.cell for one in found)), "chi bộ")
        first = min(one.month for one in found)
        yield Reminder(
            f"older/{key}/{year}",
            f"Năm {year}, còn từ các tháng trước: {len(found)} {words} ({names})",
            todo,
            "meetings",
            (tab, year, first),
            due_on(first),
        )


def scores(asked: Asked) -> Iterator[Reminder]:
    """Scores that were not sent in, and those the committee has not decided: of the month before, of the older ones."""
    kept = (queries.setting(asked.driver, SCORES) or {}).get("deadlines", {})
    year, month = _month_before(asked.today)
    waits = (
        (
            "scores",
            kept.get("submit_day", SUBMIT_DAY),
            queries.without_self_score,
            "chưa có điểm tự chấm",
            "Nhập điểm chi bộ gửi về, hoặc nhắc chi bộ",
        ),
        (
            "ratings",
            kept.get("decide_day", DECIDE_DAY),
            queries.undecided,
            "chờ chốt xếp loại",
            "Chốt xếp loại tháng rồi in danh sách",
        ),
    )
    for key, day, read, words, todo in waits:
        if not day:
            continue
        cells = read(asked.driver, year, month, month)
        if cells:
            yield Reminder(
                f"{key}/{year}-{month:02d}",
                f"Tháng {month}/{year}: {_cells([one.cell for one in cells])} {words}",
                todo,
                "meetings",
                ("ratings", year, month),
                date(asked.today.year, asked.today.month, min(day, 28)),
            )
        older = read(asked.driver, year, 1, month - 1)
        due = partial(_month_after, year, min(day, 28))
        yield from _behind(key, older, year, f"buổi {words}", todo, due, "ratings")


def _month_after(year: int, day: int, month: int) -> date:
    """Return a day of the month after one; only of months before December."""
    return date(year, month + 1, day)


def themed(asked: Asked) -> Iterator[Reminder]:
    """Cells with fewer themed meetings than the office asks for when the quarter is nearly over."""
    today = asked.today
    quarter = dates.quarter(today.month)
    last = dates.month_end(today.year, 3 * quarter)
    if asked.ahead(asked.rules.themed_before) < last:
        return
    least = (queries.setting(asked.driver, STATISTICS) or {}).get("themed_per_quarter", THEMED_PER_QUARTER)
    cells = queries.without_themed(asked.driver, today.year, quarter, last, least)
    if cells:
        words = "chưa sinh hoạt chuyên đề" if least == 1 else f"chưa sinh hoạt chuyên đề đủ {least} buổi"
        yield Reminder(
            f"themed/{today.year}-{quarter}",
            f"Quý {dates.roman(quarter)}/{today.year}: {_cells([cell.name for cell in cells])} {words}",
            "Nhắc chi bộ, xếp vào lịch tháng này",
            "meetings",
            ("year", today.year, today.month),
            last,
        )


def minutes(asked: Asked) -> Iterator[Reminder]:
    """Minutes that are not approved some days after the meeting."""
    today, after = asked.today, timedelta(days=asked.rules.minutes_after)
    months = ((today.year, today.month), _month_before(today))
    found = queries.unapproved(asked.driver, months, today - after)
    year, month = _month_before(today)
    older = queries.unapproved(asked.driver, [(year, number) for number in range(1, month)], today - after)
    yield from _behind(
        "minutes",
        [queries.Behind(one.cell, one.month) for one in older],
        year,
        "biên bản chưa thông qua",
        "Kiểm tra, ghi đủ rồi thông qua từng biên bản",
        lambda _: older[0].held_on + after,
    )
    if len(found) <= NAMED:
        for one in found:
            yield Reminder(
                f"minutes/{one.id}",
                f"{one.cell}: biên bản họp ngày {dates.screen(one.held_on)} chưa thông qua",
                "Kiểm tra, ghi đủ rồi thông qua biên bản",
                "meetings",
                one.id,
                one.held_on + after,
            )
        return
    day = found[0].held_on
    yield Reminder(
        f"minutes/{day:%Y-%m}",
        f"{len(found)} biên bản chưa thông qua: {named(list(dict.fromkeys(one.cell for one in found)), 'chi bộ')}",
        "Kiểm tra, ghi đủ rồi thông qua từng biên bản",
        "meetings",
        ("month", day.year, day.month),
        day + after,
    )


def papers_ahead(asked: Asked) -> Iterator[Reminder]:
    """Meetings whose papers should have gone to the members by now, or go tomorrow."""
    before = timedelta(days=asked.rules.papers_before)
    for one in queries.without_papers(asked.driver, asked.today, asked.ahead(asked.rules.papers_before + 2)):
        yield Reminder(
            f"sent/{one.id}",
            f"{one.cell} họp ngày {dates.screen(one.held_on)}, chưa ghi đã gửi tài liệu",
            "Gửi tài liệu rồi ghi ngày gửi ở buổi họp",
            "meetings",
            one.id,
            one.held_on - before,
        )


# Petitions


def petitions(asked: Asked) -> Iterator[Reminder]:
    """Petitions to be sent on, answered or told to the cell."""
    rules = asked.rules
    until = asked.ahead(rules.chores_before)
    for one in queries.petitions(asked.driver):
        if one.state == "RAISED":
            words, todo, day = "chưa chuyển đi", "Chuyển đến nơi giải quyết rồi ghi ngày chuyển", one.raised_on
            day += timedelta(days=rules.petition_send)
        elif one.state == "ANSWERED":
            words, todo = "đã có trả lời, chưa báo lại chi bộ", "Báo lại chi bộ rồi ghi ngày báo"
            day = (one.answered_on or one.raised_on) + timedelta(days=rules.petition_send)
        else:
            words = "chưa có trả lời"
            todo = f"Nhắc {one.addressed_to}" if one.addressed_to else "Nhắc nơi giải quyết"
            day = one.due_on or (one.sent_on or one.raised_on) + timedelta(days=rules.petition_answer)
            if one.reminded_on is not None and day <= asked.today:
                day = max(day, one.reminded_on + timedelta(days=rules.petition_again))
        if day <= until:
            sentence = f"Kiến nghị của {one.cell} {words}: “{_quoted(one.text)}”"
            yield Reminder(f"petition/{one.id}", sentence, todo, "meetings", ("petition", one.id), day)


# Members, the campaign, papers, copies


def probations(asked: Asked) -> Iterator[Reminder]:
    """Members whose twelve months end soon or are over."""
    by = _year_before(asked.ahead(asked.rules.probation_before))
    for one in queries.on_probation(asked.driver, asked.today, by):
        ends = _year_after(one.admitted_on)
        words = "đã hết 12 tháng dự bị" if ends < asked.today else "sắp hết 12 tháng dự bị"
        yield Reminder(
            f"probation/{one.id}",
            f"{one.name} ({one.cell}) {words}, ngày {dates.screen(ends)}",
            "Làm thủ tục xét công nhận đảng viên chính thức",
            "members",
            one.id,
            ends,
        )


def campaigns(asked: Asked) -> Iterator[Reminder]:
    """Days of the campaign that come or are over with something missing."""
    until = asked.ahead(asked.rules.campaign_before)
    for one in queries.campaigns(asked.driver):
        steps = (
            ("register", one.register_until, one.unregistered, "chưa đăng ký", "Nhận bản đăng ký, nhắc chi bộ"),
            ("score", one.self_score_until, one.unscored, "chưa tự chấm", "Nhập điểm tự chấm, nhắc chi bộ"),
            ("dossier", one.dossier_until, one.unscored, "chưa nộp hồ sơ", "Nhận hồ sơ, nhắc chi bộ"),
        )
        for key, day, cells, words, todo in steps:
            if day is not None and cells and day <= until:
                yield Reminder(
                    f"campaign/{one.id}/{key}",
                    f"Chi bộ 4 tốt năm {one.year}: {cells} chi bộ {words}, hạn ngày {dates.screen(day)}",
                    todo,
                    "recognition",
                    one.id,
                    day,
                )
        if one.review_on is not None and one.review_on <= until:
            yield Reminder(
                f"campaign/{one.id}/review",
                f"Chi bộ 4 tốt năm {one.year}: Ban Thường vụ xét ngày {dates.screen(one.review_on)}",
                "Chuẩn bị danh sách, ghi kết quả xét",
                "recognition",
                one.id,
                one.review_on,
            )


def unprinted(asked: Asked) -> Iterator[Reminder]:
    """Papers issued and not printed."""
    last = asked.ahead(-asked.rules.print_after)
    found = queries.unprinted(asked.driver, asked.ahead(-asked.rules.print_until), last)
    if not found:
        return
    newest = found[0]
    more = f" và {len(found) - 1} văn bản khác" if len(found) > 1 else ""
    yield Reminder(
        f"print/{newest.id}",
        f"Đã ban hành, chưa in: {newest.title}{more}",
        "In ở trang Văn bản, hoặc ở đó chọn in nhiều văn bản",
        "papers",
        newest.id,
    )


def copies(asked: Asked) -> Iterator[Reminder]:
    """The age of the program's own copy, and of the one on a stick."""
    kept = (
        ("copy", asked.copied_at, asked.rules.copy_after, "Bản sao trên máy này", "Bấm “Sao ngay”"),
        (
            "usb",
            reminder_settings.elsewhere_at(asked.driver),
            asked.rules.usb_after,
            "Bản sao USB",
            "Cắm USB rồi bấm “Sao ra USB…”",
        ),
    )
    for key, at, days, words, todo in kept:
        if at is None:
            yield Reminder(f"copies/{key}", f"{words}: chưa có", todo, "system", "copies")
        elif (age := (asked.today - at.date()).days) > days:
            sentence = f"{words}: {age} ngày trước"
            yield Reminder(f"copies/{key}", sentence, todo, "system", "copies", at.date() + timedelta(days=days))


def _quoted(words: str) -> str:
    """Return the beginning of a text, never a part of a word."""
    whole = " ".join(words.split())
    return whole if len(whole) <= _QUOTED else f"{whole[:_QUOTED].rpartition(' ')[0].rstrip(',;:')}…"


def _cells(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} chi bộ ({named(names, 'chi bộ')})"


def _year_after(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 2, 28)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else date(day.year - 1, 2, 28)


Source = Callable[[Asked], Iterator[Reminder]]

_SOON: tuple[Source, ...] = (
    chores,
    sample_steps,
    open_items,
    missing_meetings,
    scores,
    themed,
    minutes,
    papers_ahead,
    petitions,
    campaigns,
    unprinted,
    copies,
)
