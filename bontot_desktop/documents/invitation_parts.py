"""What invitations share, of a cell (F2) and of the committee (F16): to whom, numbered points, one page a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, time
from typing import TypeVar

from bontot_desktop import dates
from bontot_desktop.documents import room
from bontot_desktop.documents.blocks import Block, Field, FieldLine, Paragraph, Section, bold
from bontot_desktop.documents.minutes_wording import comrade, post_and_unit

_Invited = TypeVar("_Invited")

#: Dots for a place that is not known yet.
PLACE_ROOM = room.dots(70)
#: Room for the name of whoever is invited by hand; full stops at the end of an addressee would be taken off.
_NAME_ROOM = "…" * 18


def addressee(name: str, post: str = "", organisation: str = "") -> str:
    """Name who is invited for "Kính gửi": "đồng chí Nguyễn Văn A, Bí thư Chi bộ B"; dots where no name is known."""
    if not name:
        return f"đồng chí {_NAME_ROOM}"
    return comrade(name, post_and_unit(post, organisation))


def when(day: date | None, starts_at: time | None, year: int | None = None) -> str:
    """Write "19 giờ 30 phút, ngày 05/6/2026 (thứ Sáu)", with dots for what is not known yet."""
    of_week = f" ({dates.weekday(day)})" if day else ""
    return f"{room.clock(starts_at)}, {room.day(day, year)}{of_week}"


def points(lines: Iterable[str]) -> Iterator[Block]:
    """Number the points of an invitation; what stands before a line's first colon is its heading, in bold."""
    for number, line in enumerate(lines, start=1):
        heading, colon, words = line.partition(":")
        if colon and not words.strip(" .…"):
            # What is to be written by hand has the whole line.
            yield FieldLine((Field(bold(f"{number}. {heading}:")),), marker="")
        else:
            yield Paragraph((bold(f"{number}. {heading}:"), f" {words.strip()}") if colon else f"{number}. {line}")


def one_page_each(
    invited: Iterable[_Invited], page: Callable[[_Invited], Iterable[Block]], *, two_sided: bool
) -> Iterator[Block]:
    """Set the same invitation for one person after another, each on a sheet of its own that is numbered by itself."""
    for index, person in enumerate(invited):
        if index:
            yield Section(number_first=False, restart_at=1, odd=two_sided)
        yield from page(person)
