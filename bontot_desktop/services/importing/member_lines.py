"""Reading a list of members column by column: ten thousand rows take a moment that way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from bontot_desktop import text
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.members import Gender, MemberStatus
from bontot_desktop.rules.names import person_name
from bontot_desktop.rules.old_code import OldCode, to_unicode
from bontot_desktop.services.importing import member_words, values
from bontot_desktop.services.importing.card_numbers import CardNumbers
from bontot_desktop.services.importing.guesses import CellFrom
from bontot_desktop.services.importing.layout import Layout
from bontot_desktop.services.importing.member_line import MemberLine
from bontot_desktop.services.importing.places import LeftOutError, Place, Table
from bontot_desktop.services.importing.report import Choice
from bontot_desktop.services.importing.roles import Role
from bontot_desktop.services.importing.values import PartialDateError, UnreadableValueError
from bontot_desktop.services.importing.workbook import Value

_DATE_NAMES = {Role.ADMITTED: "ngày vào Đảng", Role.OFFICIAL: "ngày chính thức"}
_AS_FIRST_DAY, _EMPTY, _ABOVE = "FIRST_DAY", "EMPTY", "ABOVE"


def member_lines(table: Table, layout: Layout, today: date) -> list[MemberLine]:
    """Read the rows of a list; one without a name, or with a date that cannot be, is refused."""
    return _Reader(table, layout, today).lines()


#: Most words of a list stand in it many times.
_clean = lru_cache(maxsize=16_384)(text.clean)


class _Reader:
    """Reads one list."""

    def __init__(self, table: Table, layout: Layout, today: date) -> None:
        self._table, self._layout, self._today = table, layout, today
        self._rows = [table.sheet.rows[offset] for offset in layout.data]
        self._roles = table.guess.roles()
        self._codes = {column.index: column.code for column in table.guess.columns}
        #: What of each row needs a closer look: refusals by column, and what is to be asked.
        self._bad: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        self._partial: defaultdict[int, list[tuple[Role, PartialDateError]]] = defaultdict(list)
        self._said: defaultdict[int, list[str]] = defaultdict(list)

    def lines(self) -> list[MemberLine]:
        """Read."""
        table, first = self._table, self._table.sheet.first_row
        names = self._names()
        numbers = [first + offset for offset in self._layout.data]
        birth_on, birth_year, gender = self._births()
        admitted, official = self._dates(Role.ADMITTED), self._dates(Role.OFFICIAL)
        cards = CardNumbers(self._column(Role.CARD))
        posts, statuses, notes = self._posts(), self._statuses(), self._notes()
        lines = list(
            map(
                MemberLine._make,
                zip(
                    [table] * len(names),
                    numbers,
                    names,
                    birth_on,
                    birth_year,
                    gender,
                    admitted,
                    official,
                    cards.written,
                    self._phones(),
                    notes,
                    self._cells(),
                    posts,
                    statuses,
                    self._weights(),
                    strict=True,
                ),
            )
        )
        for index, sentence in cards.mended.items():
            self._said[index].append(sentence)
        return self._settled(lines)

    def _settled(self, lines: list[MemberLine]) -> list[MemberLine]:
        """Refuse, ask and tell of the rows that need it; the others pass as they are."""
        nameless = {index for index, line in enumerate(lines) if not line.full_name}
        odd = nameless | self._bad.keys() | self._partial.keys() | self._said.keys()
        if not odd:
            return lines
        kept = []
        for index, line in enumerate(lines):
            if index in odd:
                try:
                    settled = self._settle(index, line)
                except LeftOutError:
                    continue
                if settled is None:
                    continue
                line = settled
            kept.append(line)
        return kept

    def _settle(self, index: int, line: MemberLine) -> MemberLine | None:
        place = line.place
        if not line.full_name:
            place.refuse(Role.FULL_NAME, "thiếu họ tên.")
            return None
        if index in self._bad:
            for column, sentence in self._bad[index]:
                place.refuse(column, sentence)
            return None
        for role, fault in self._partial[index]:
            day = self._ask_for_day(place, role, fault)
            line = line._replace(admitted_on=day) if role is Role.ADMITTED else line._replace(official_on=day)
        for sentence in self._said[index]:
            place.say(sentence)
        return line

    def _ask_for_day(self, place: Place, role: Role, fault: PartialDateError) -> date | None:
        first = values.as_text(fault.part.first_day)
        title = self._table.titles.get(role, role.label)
        answer = place.ask(
            role,
            role.value,
            f"{title} chỉ ghi “{fault.part}”; tạm ghi {first}. Đúng ra là ngày nào?",
            (Choice(_AS_FIRST_DAY, f"Ghi {first}"), Choice(_EMPTY, "Để trống")),
        )
        return fault.part.first_day if answer == _AS_FIRST_DAY else None

    def _column(self, role: Role) -> list[Value]:
        index = self._roles.get(role)
        if index is None:
            return [None] * len(self._rows)
        found = [row[index] for row in self._rows]
        code = self._codes.get(index, OldCode.UNICODE)
        if code is OldCode.UNICODE:
            return found
        return [to_unicode(value, code) if isinstance(value, str) else value for value in found]

    def _texts(self, role: Role) -> list[str]:
        if role not in self._roles:
            return [""] * len(self._rows)
        return [
            (_clean(value) if value else "") if type(value) is str else values.as_text(value)
            for value in self._column(role)
        ]

    def _names(self) -> list[str]:
        if Role.FULL_NAME in self._roles:
            written = self._texts(Role.FULL_NAME)
        else:
            pairs = zip(self._texts(Role.FAMILY_NAME), self._texts(Role.GIVEN_NAME), strict=True)
            written = [f"{family} {given}".strip() for family, given in pairs]
        names = list(map(person_name, written))
        for index, (before, name) in enumerate(zip(written, names, strict=True)):
            if before != name and before.casefold() == name.casefold() and not (before.isupper() or before.islower()):
                self._said[index].append(f"tên ghi “{before}”, viết hoa thành {name}.")
        return names

    def _births(self) -> tuple[list[date | None], list[int | None], list[Gender | None]]:
        """Read birth and gender: of one column each, or of a column for men and one for women."""
        count = len(self._rows)
        days: list[date | None] = [None] * count
        years: list[int | None] = [None] * count
        genders = self._genders()
        self._read_births(Role.BIRTH, days, years)
        for role, gender in ((Role.MALE, Gender.MALE), (Role.FEMALE, Gender.FEMALE)):
            if role not in self._roles:
                continue
            filled = self._read_births(role, days, years)
            for index in filled:
                if genders[index] not in (None, gender):
                    self._bad[index].append((role, "ghi ở cả cột Nam và cột Nữ."))
                genders[index] = gender
        return days, years, genders

    def _read_births(self, role: Role, days: list[date | None], years: list[int | None]) -> list[int]:
        """Read one column of births; returns the rows in which it is filled, with a birth or with a mark."""
        if role not in self._roles:
            return []
        filled = []
        for index, value in enumerate(self._column(role)):
            if value is None or value == "":
                continue
            kind = type(value)
            if kind is date:
                days[index] = value  # type: ignore[assignment]
            elif role is not Role.BIRTH and values.is_mark(value):
                pass
            else:
                try:
                    day, year = values.as_birth(value, self._today)
                except UnreadableValueError as fault:
                    self._bad[index].append((role, f"ngày sinh {fault}"))
                    continue
                if day is None and year is None:
                    continue
                days[index], years[index] = day, year
            filled.append(index)
        return filled

    def _dates(self, role: Role) -> list[date | None]:
        if role not in self._roles:
            return [None] * len(self._rows)
        found: list[date | None] = []
        for index, value in enumerate(self._column(role)):
            kind = type(value)
            if kind is date:
                found.append(value)  # type: ignore[arg-type]
                continue
            if value == "" or value is None:
                found.append(None)
                continue
            if kind is datetime:
                found.append(value.date())  # type: ignore[union-attr]
                continue
            day = None
            try:
                day = values.as_date(value)
            except PartialDateError as fault:
                self._partial[index].append((role, fault))
            except UnreadableValueError as fault:
                self._bad[index].append((role, f"{_DATE_NAMES[role]} {fault}"))
            found.append(day)
        return found

    def _phones(self) -> list[str]:
        if Role.PHONE not in self._roles:
            return [""] * len(self._rows)
        found = []
        for index, value in enumerate(self._column(Role.PHONE)):
            if type(value) is str and (not value or (value.isascii() and value.isdecimal())):
                found.append(value)
                continue
            written = values.as_number_text(value) if value else ""
            if isinstance(value, int | float) and len(written) == 9 and written[0] in "35789":
                # Numbers of mobile telephones have ten figures, the first a zero that a number cannot keep.
                written = f"0{written}"
                self._said[index].append(f"số điện thoại mất số 0 ở đầu, ghi là {written}.")
            found.append(written)
        return found

    def _cells(self) -> list[str]:
        guess = self._table.guess
        if guess.cell_from is CellFrom.GROUPS:
            return self._layout.cells
        if guess.cell_from is CellFrom.SHEET:
            return [guess.cell_name] * len(self._rows)
        return self._filled_down(self._texts(Role.CELL))

    def _filled_down(self, cells: list[str]) -> list[str]:
        """Fill a column whose cells are merged over the rows below: most of it is empty, the first row is not."""
        blank = cells.count("")
        if not cells or not cells[0] or blank * 2 <= len(cells):
            return cells
        row = self._layout.data[cells.index("")]
        answer = self._table.place(self._table.sheet.first_row + row, "").ask(
            Role.CELL,
            "cells",
            f"cột chi bộ để trống ở {blank} dòng; tạm lấy chi bộ ghi ở dòng trên. Đúng không?",
            (Choice(_ABOVE, "Lấy chi bộ ở dòng trên"), Choice(_EMPTY, "Để trống, không nhập các dòng ấy")),
            may_skip=False,
            key=f"{self._table.sheet.name}:cells",
        )
        if answer == _EMPTY:
            return cells
        filled, last = [], ""
        for cell in cells:
            last = cell or last
            filled.append(last)
        return filled

    def _worded(self, role: Role, read: Callable[[str, Place, int], Any]) -> list[Any]:
        """Read a column of words; each word is read, and asked about, once."""
        written = self._texts(role)
        counts = Counter(written)
        meanings: dict[str, Any] = {"": None}
        for index, word in enumerate(written):
            if word not in meanings:
                place = self._table.place(self._table.sheet.first_row + self._layout.data[index], "")
                meanings[word] = read(word, place, counts[word])
        return [meanings[word] for word in written]

    def _genders(self) -> list[Gender | None]:
        return self._worded(Role.GENDER, member_words.gender)

    def _posts(self) -> list[CellPost | None]:
        return self._worded(Role.POST, member_words.post)

    def _statuses(self) -> list[MemberStatus | None]:
        """Read the situation from its column, else from the marks, else from the remarks ("miễn SH")."""
        found: list[MemberStatus | None] = self._worded(Role.STATUS, member_words.status)
        for role, status in (
            (Role.EXEMPT_MARK, MemberStatus.EXEMPT),
            (Role.PROBATION_MARK, MemberStatus.PROBATIONARY),
            (Role.FULL_MARK, MemberStatus.FULL),
        ):
            if role in self._roles:
                for index, value in enumerate(self._column(role)):
                    # Beside an empty cell stands an x or, as often, the number of the decision.
                    if found[index] is None and not values.is_blank(value) and not member_words.says_no(value):
                        found[index] = status
        if Role.NOTE in self._roles:
            for index, status in enumerate(self._worded(Role.NOTE, member_words.status_in_note)):
                found[index] = found[index] or status
        return found

    def _notes(self) -> list[str]:
        notes = [member_words.without_status(note) for note in self._texts(Role.NOTE)]
        guess, first = self._table.guess, self._roles.get(Role.NOTE)
        for column in guess.columns:
            if column.role is Role.EXTRA or (column.role is Role.NOTE and column.index != first):
                for index, row in enumerate(self._rows):
                    value = row[column.index]
                    written = (
                        text.clean(to_unicode(value, column.code)) if isinstance(value, str) else values.as_text(value)
                    )
                    if written:
                        extra = (
                            f"{column.heading}: {written}" if column.role is Role.EXTRA and column.heading else written
                        )
                        notes[index] = f"{notes[index]}; {extra}" if notes[index] else extra
        return notes

    def _weights(self) -> list[int]:
        """Weigh each row: how many of its cells are filled, and much more whether its number runs on."""
        columns = list(self._roles.values())
        number = self._roles.get(Role.NUMBER)
        weights, before = [], 0
        for row in self._rows:
            weight = len(columns) - [row[index] for index in columns].count("")
            value = row[number] if number is not None else None
            if type(value) is float or isinstance(value, int):
                if value in (1, before + 1):
                    weight += 100
                before = int(value) if -1e9 < value < 1e9 else 0
            elif isinstance(value, str) and (digits := value.strip(" .").removesuffix(".0")).isdecimal():
                running = int(digits[:9])
                weight += 100 if running in (1, before + 1) else 0
                before = running
            weights.append(weight)
        return weights
