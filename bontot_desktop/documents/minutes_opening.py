"""The lines minutes of a cell's meeting open with: when, where, who was there and who was not (F5, blocks 3–12)."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop import text
from bontot_desktop.documents import minutes_wording as phrases
from bontot_desktop.documents.blocks import Block, Items, Paragraph, bold
from bontot_desktop.documents.minutes_facts import Role
from bontot_desktop.documents.minutes_parts import Makes, Making, line
from bontot_desktop.rules.meetings import MeetingFormat


def opening(making: Making) -> Iterator[Block]:
    """Yield the lines in the office's order."""
    for name in making.words.order("order_opening"):
        yield from LINES[name](making)


def begin(making: Making) -> Iterator[Block]:
    """When it began."""
    yield line(making.say("label_begin"), phrases.begin(making.facts.held_on, making.facts.starts_at))


def place(making: Making) -> Iterator[Block]:
    """Where it was."""
    yield line(making.say("label_place"), making.facts.place)


def form(making: Making) -> Iterator[Block]:
    """How people met, when they did not all come."""
    if making.facts.format is not MeetingFormat.IN_PERSON:
        yield line(making.say("label_format"), making.facts.format.label.lower())


def theme(making: Making) -> Iterator[Block]:
    """What a themed meeting was about."""
    if making.facts.theme:
        yield line(making.say("label_theme"), f'"{making.facts.theme}"')


def _total(making: Making) -> Iterator[Block]:
    figures = making.figures
    yield line(making.say("label_total"), phrases.total(figures, making.words))
    for key, count in (("exempt", figures.exempt), ("temp_out", figures.temp_out)):
        if count:
            yield plus(making.say(key, count=text.padded(count)))


def _present(making: Making) -> Iterator[Block]:
    yield line(making.say("label_present"), phrases.present(making.figures, making.words))
    yield from notes_on_presence(making)


def notes_on_presence(making: Making) -> Iterator[Block]:
    """Name those who came late, left early, took part on line, or came without having to."""
    roster = making.facts.roster
    for key, names in (
        ("exempt_present", phrases.exempt_who_came(roster)),
        ("online", phrases.online(roster)),
        ("late", phrases.late(roster)),
        ("left_early", phrases.left_early(roster)),
    ):
        if names:
            yield plus(making.say(key, names=names))


def _absent(making: Making) -> Iterator[Block]:
    count = making.figures.absent
    absent = making.say("absent", count=text.padded(count)) if count else making.say("nobody")
    yield line(making.say("label_absent"), absent)
    yield from names_of_absent(making)


def names_of_absent(making: Making) -> Iterator[Block]:
    """Name those absent with a reason and without."""
    figures, roster = making.figures, making.facts.roster
    if figures.excused:
        yield plus(making.say("excused", count=text.padded(figures.excused), names=phrases.excused(roster)))
    if figures.unexcused:
        yield plus(making.say("unexcused", count=text.padded(figures.unexcused), names=phrases.unexcused(roster)))


def guests(making: Making) -> Iterator[Block]:
    """Name the guests; several below each other."""
    came = making.facts.guests
    if len(came) == 1:
        yield line(making.say("label_guests"), phrases.delegate(came[0]))
    elif came:
        yield Paragraph(("- ", bold(f"{making.say('label_guests')}:")), keep_with_next=True)
        yield Items(tuple(f"{text.first_upper(phrases.delegate(guest))}." for guest in came), marker="+ ")


def chair(making: Making) -> Iterator[Block]:
    """Who chaired."""
    yield line(making.say("label_chair"), _in_role(making, making.facts.chair))


def minute_taker(making: Making) -> Iterator[Block]:
    """Who wrote the minutes."""
    yield line(making.say("label_minute_taker"), _in_role(making, making.facts.minute_taker))


def _in_role(making: Making, role: Role | None) -> str:
    return phrases.in_role(role, making.settings.fixed) if role else ""


def _scorer(making: Making) -> Iterator[Block]:
    if making.facts.scorer:
        yield line(making.say("label_scorer"), _in_role(making, making.facts.scorer))


def _dues(making: Making) -> Iterator[Block]:
    paid = phrases.dues(making.facts, making.words)
    if paid:
        yield line(making.say("label_dues"), paid)


def plus(words: str) -> Items:
    """Make a line of the second level."""
    return Items((words,), marker="+ ")


#: The lines by the names an office orders them by.
LINES: dict[str, Makes] = {
    "Thời gian bắt đầu": begin,
    "Địa điểm": place,
    "Hình thức": form,
    "Chuyên đề": theme,
    "Tổng số đảng viên": _total,
    "Số có mặt": _present,
    "Số vắng mặt": _absent,
    "Đại biểu, khách mời": guests,
    "Chủ trì": chair,
    "Thư ký": minute_taker,
    "Người theo dõi, chấm điểm": _scorer,
    "Tình hình nộp đảng phí": _dues,
}
