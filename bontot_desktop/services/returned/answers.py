"""The fields of a returned form one by one: each answer read as what it is for, or told why it cannot be."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from bontot_desktop import dates, text
from bontot_desktop.documents.form_entries import tag as name_of
from bontot_desktop.services.returned.results import Line, Trouble

T = TypeVar("T")
_FIGURE = re.compile(
    r"^(-?\d{1,3}(?:[. ]\d{3})+|-?\d+)(?:[.,](\d{1,4}))?\s*(?:điểm|đồng|đ|phiếu|đồng chí|đ/c)?\.?$", re.IGNORECASE
)
_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:h.]|giờ)\s*(\d{2})?", re.IGNORECASE)
_TITLES = re.compile(r"^(?:đ/c|đồng chí|đc)\s*:?\s*", re.IGNORECASE)
_NEAR = 0.6


class Answers:
    """The answers of a form, each asked for once; what was asked is kept as lines to show, with all troubles."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields
        self.lines: list[Line] = []
        self.missing: list[str] = []
        self.troubles: list[Trouble] = []

    def has(self, *parts: object) -> bool:
        """Say whether the form has such a field at all."""
        return name_of(*parts) in self._fields

    def raw(self, *parts: object) -> str:
        """Return what was written in a field, "" for nothing."""
        return self._fields.get(name_of(*parts), "")

    def take(
        self,
        parts: Sequence[object],
        field: str,
        stored: T,
        *,
        read: Callable[[str], T],
        show: Callable[[T], str],
        is_wanted: bool = False,
        is_listed: bool = True,
    ) -> T:
        """Return the answer of a field, or what is stored where nothing was written or what was written cannot be.

        ``read`` raises :class:`Wrong` for what cannot be. ``is_wanted`` names the field among the missing when empty.
        """
        tag, said = name_of(*parts), self.raw(*parts)
        shown = show(stored)
        if not said:
            if is_wanted and not shown:
                self.missing.append(field)
            if is_listed or shown:
                self.lines.append(Line(tag, field, "", shown))
            return stored
        try:
            found = read(said)
        except Wrong as wrong:
            self.trouble(tag, field, wrong.sentence, wrong.offered)
            self.lines.append(Line(tag, field, said, shown, wrong.sentence))
            return stored
        self.lines.append(Line(tag, field, show(found), shown))
        return found

    def trouble(self, tag: str, field: str, sentence: str, offered: Sequence[str] = ()) -> None:
        """Note something that cannot be taken."""
        self.troubles.append(Trouble(tag, field, sentence, tuple(offered)))


class Wrong(ValueError):
    """What was written cannot be; the sentence says why, ``offered`` what may be meant."""

    def __init__(self, sentence: str, offered: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.sentence, self.offered = sentence, tuple(offered)


def words(said: str) -> str:
    """Take text of several lines as it is."""
    return said


def one_line(said: str) -> str:
    """Take text as one line."""
    return text.clean(said)


def day(said: str) -> date:
    """Read a date, in figures or words."""
    written = re.sub(r"^ngày\s+", "", said.strip().rstrip("."), flags=re.IGNORECASE)
    written = re.sub(r"\s*(?:tháng|năm)\s*", "/", written, flags=re.IGNORECASE)
    try:
        found = dates.parse(written)
    except ValueError:
        found = None
    if found is None:
        raise Wrong(f"“{said}” không phải ngày có trong lịch; ghi theo mẫu 06/03/2026.")
    return found


def past_day(today: date) -> Callable[[str], date]:
    """Return what reads a date up to today."""

    def read(said: str) -> date:
        found = day(said)
        if found > today:
            raise Wrong(f"Ngày {dates.screen(found)} còn ở phía trước; hãy xem lại.")
        return found

    return read


def clock(said: str) -> time:
    """Read a time of day."""
    try:
        found = dates.parse_clock(said.strip().rstrip("."))
    except ValueError:
        found = None
    if found is None:
        raise Wrong(f"“{said}” không phải giờ trong ngày; ghi theo mẫu 19:30.")
    return found


def clock_inside(said: str) -> time | None:
    """Find a time of day inside a note ("đến lúc 19h45")."""
    found = _CLOCK.search(said)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def figure(said: str) -> Decimal:
    """Read a number with a comma or a point, a unit behind it or none."""
    match = _FIGURE.match(said.strip())
    if match is None:
        raise Wrong(f"“{said}” không phải số.")
    try:
        whole = re.sub(r"[. ]", "", match[1])
        return Decimal(f"{whole}.{match[2]}" if match[2] else whole)
    except InvalidOperation:
        raise Wrong(f"“{said}” không phải số.") from None


def count(said: str) -> int:
    """Read a whole number that is not below nought."""
    number = figure(said)
    if number != int(number) or number < 0:
        raise Wrong(f"“{said}” không phải số đếm.")
    return int(number)


def one_of(choices: Mapping[str, T], what: str) -> Callable[[str], T]:
    """Return what reads one of a list, by its words however they are spelt in capitals and marks."""
    known = {text.fold(word): value for word, value in choices.items()}

    def read(said: str) -> T:
        key = text.fold(said).rstrip(".")
        if key in known:
            return known[key]
        raise Wrong(f"“{said}” không có trong danh sách {what}.", tuple(choices)[:4])

    return read


def person_of(names: Mapping[str, T], what: str = "dự họp") -> Callable[[str], T]:
    """Return what reads the name of one of a roster; for an unknown one the nearest names are offered."""
    exact = {name.casefold(): name for name in names}
    folded: dict[str, list[str]] = {}
    for name in names:
        folded.setdefault(text.fold(name), []).append(name)

    def read(said: str) -> T:
        bare = _TITLES.sub("", text.clean(said)).rstrip(". ")
        for written in (bare, bare.split(",")[0].strip()):
            if written.casefold() in exact:
                return names[exact[written.casefold()]]
            alike = folded.get(text.fold(written), [])
            if len(alike) == 1:
                return names[alike[0]]
        key = text.fold(bare.split(",")[0])
        near = difflib.get_close_matches(key, folded, n=3, cutoff=_NEAR)
        ending = [name for name in folded if name.split()[-1:] == key.split()[-1:]]
        offered = list(dict.fromkeys(name for like in (*near, *ending) for name in folded[like]))[:3]
        nearest = f" Gần nhất: {'; '.join(offered)}." if offered else ""
        raise Wrong(f"Không có đồng chí “{bare}” trong danh sách {what}.{nearest}", offered)

    return read


def shown(value: Any) -> str:
    """Show a stored value as its field does."""
    if value is None:
        return ""
    if isinstance(value, time):
        return dates.clock(value)
    if isinstance(value, date):
        return dates.screen(value)
    return str(value)
