"""Rows of a list of cells read into plain facts; and the cells a list of members names by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import TypeVar

from bontot_desktop import text
from bontot_desktop.rules.cells import KIND_WORDS, ContentType
from bontot_desktop.rules.names import cell_name, person_name
from bontot_desktop.rules.old_code import to_unicode
from bontot_desktop.services.importing import values
from bontot_desktop.services.importing.layout import Layout
from bontot_desktop.services.importing.places import LeftOutError, Place, Table
from bontot_desktop.services.importing.report import Choice
from bontot_desktop.services.importing.roles import Role
from bontot_desktop.services.importing.values import UnreadableValueError
from bontot_desktop.services.importing.workbook import Value

T = TypeVar("T")

#: Further words in the names of cells that tell their kind, folded.
_NAME_WORDS: dict[str, tuple[ContentType, str]] = {
    "truong": (ContentType.PUBLIC_SERVICE, "Trường học"),
    "mam non": (ContentType.PUBLIC_SERVICE, "Trường học"),
    "tieu hoc": (ContentType.PUBLIC_SERVICE, "Trường học"),
    "thcs": (ContentType.PUBLIC_SERVICE, "Trường học"),
    "thpt": (ContentType.PUBLIC_SERVICE, "Trường học"),
    "tram": (ContentType.PUBLIC_SERVICE, "Y tế, sự nghiệp khác"),
    "benh vien": (ContentType.PUBLIC_SERVICE, "Y tế, sự nghiệp khác"),
    "trung tam": (ContentType.PUBLIC_SERVICE, "Y tế, sự nghiệp khác"),
    "cong an": (ContentType.ARMED_FORCES, "Công an"),
    "quan su": (ContentType.ARMED_FORCES, "Quân sự"),
    "bien phong": (ContentType.ARMED_FORCES, "Quân sự"),
    "van phong": (ContentType.ADMIN_OFFICE, "Cơ quan"),
    "ban xay dung dang": (ContentType.ADMIN_OFFICE, "Cơ quan"),
    "uy ban": (ContentType.ADMIN_OFFICE, "Cơ quan"),
    "ubnd": (ContentType.ADMIN_OFFICE, "Cơ quan"),
    "hdnd": (ContentType.ADMIN_OFFICE, "Cơ quan"),
    "mat tran": (ContentType.ADMIN_OFFICE, "Cơ quan"),
    "doan the": (ContentType.ADMIN_OFFICE, "Cơ quan"),
    "phong": (ContentType.ADMIN_OFFICE, "Cơ quan"),
    "cong ty": (ContentType.PRIVATE_FDI, "Doanh nghiệp"),
    "hop tac xa": (ContentType.PRIVATE_FDI, "Doanh nghiệp"),
    "to dan pho": (ContentType.VILLAGE_QUARTER, "Tổ dân phố"),
    "tdp": (ContentType.VILLAGE_QUARTER, "Tổ dân phố"),
    "khu pho": (ContentType.VILLAGE_QUARTER, "Tổ dân phố"),
    "thon": (ContentType.VILLAGE_QUARTER, "Nông thôn"),
    "xom": (ContentType.VILLAGE_QUARTER, "Nông thôn"),
    "ap": (ContentType.VILLAGE_QUARTER, "Nông thôn"),
    "khom": (ContentType.VILLAGE_QUARTER, "Tổ dân phố"),
    "ban": (ContentType.VILLAGE_QUARTER, "Nông thôn"),
    "lang": (ContentType.VILLAGE_QUARTER, "Nông thôn"),
    "buon": (ContentType.VILLAGE_QUARTER, "Nông thôn"),
}
_OTHER = "Khác"


@dataclass(frozen=True, slots=True)
class CellLine:
    """A row of the list of cells; what the list does not say is empty."""

    place: Place
    code: str
    name: str
    content_type: ContentType | None
    report_group: str
    secretary: str = ""
    in_charge: str = ""
    fixed_day: int | None = None
    usual_time: time | None = None
    usual_place: str = ""
    note: str = ""


def cell_lines(table: Table, layout: Layout) -> list[CellLine]:
    """Read the rows of a list of cells; a row without a name is refused."""
    lines = []
    for offset in layout.data:
        row = _Row(table, offset)
        name = row.text(Role.CELL_NAME)
        place = table.place(table.sheet.first_row + offset, name)
        if not name:
            place.refuse(Role.CELL_NAME, "thiếu tên chi bộ.")
            continue
        try:
            lines.append(_line(row, place, cell_name(name) if name.isupper() else name))
        except LeftOutError:
            continue
    return lines


class _Row:
    """The values of one row by role, in Unicode."""

    def __init__(self, table: Table, offset: int) -> None:
        self._row = table.sheet.rows[offset]
        self._roles = table.guess.roles()
        self._codes = {column.index: column.code for column in table.guess.columns}

    def get(self, role: Role) -> Value:
        """Return the value of a column, None where the list has no such column."""
        index = self._roles.get(role)
        if index is None or index >= len(self._row):
            return None
        value = self._row[index]
        return to_unicode(value, self._codes[index]) if isinstance(value, str) else value

    def text(self, role: Role) -> str:
        """Return the value as one line of text."""
        return values.as_text(self.get(role))


def _line(row: _Row, place: Place, name: str) -> CellLine:
    content_type, group = _kind(row.text(Role.KIND), place, name)
    return CellLine(
        place=place,
        code=row.text(Role.CODE),
        name=name,
        content_type=content_type,
        report_group=row.text(Role.GROUP) or group,
        secretary=person_name(row.text(Role.SECRETARY)),
        in_charge=person_name(row.text(Role.IN_CHARGE)),
        fixed_day=_or_blank(place, row, Role.FIXED_DAY, values.as_day_of_month),
        usual_time=_or_blank(place, row, Role.USUAL_TIME, values.as_clock),
        usual_place=row.text(Role.USUAL_PLACE),
        note=row.text(Role.NOTE),
    )


def named_cell(place: Place, name: str) -> CellLine:
    """Return the line of a cell of which only the name is known, from a group row, a sheet or a column."""
    content_type, group = kind_by_name(name) or (None, "")
    return CellLine(place, "", name, content_type, group)


def kind_by_name(name: str) -> tuple[ContentType, str] | None:
    """Tell the kind of a cell and its report group by the words of its name."""
    padded = f" {text.fold(name).removeprefix('chi bo ')} "
    for words in (_NAME_WORDS, KIND_WORDS):
        found = next((kind for word, kind in words.items() if f" {word} " in padded), None)
        if found is not None:
            return found
    return None


def _kind(written: str, place: Place, name: str) -> tuple[ContentType | None, str]:
    """Read the kind of a cell from its column, else guess it from the name."""
    folded_name = text.fold(name)
    found = KIND_WORDS.get(text.fold(written))
    own = ContentType.from_label(written) if written else None
    if found is None and own is not None:
        groups = (group for word, (kind, group) in KIND_WORDS.items() if kind is own and word in folded_name)
        found = own, next(groups, _OTHER)
    by_name = kind_by_name(name)
    if own is not None and by_name is not None and by_name[0] is own:
        # The kind alone says nothing of the group: a school and a clinic are both of public service.
        found = by_name
    if found is None and not written:
        found = kind_by_name(name)
    if found is None:
        if not written:
            return None, ""
        guessed = kind_by_name(name) or (ContentType.VILLAGE_QUARTER, _OTHER)
        sentence = f"chưa rõ loại hình “{values.shortened(written)}”; tạm ghi {guessed[0].label}. Đúng không?"
        return asked_kind(place, sentence, guessed)
    content_type, group = found
    # Lists write both armed forces with one word; reports count them apart (meetings.md §9).
    if content_type is ContentType.ARMED_FORCES and "cong an" in folded_name:
        group = KIND_WORDS["cong an"][1]
    return content_type, group


def asked_kind(place: Place, sentence: str, guessed: tuple[ContentType, str]) -> tuple[ContentType, str]:
    """Ask for the kind of a cell."""
    answer = place.ask(
        Role.KIND,
        "kind",
        sentence,
        [Choice(kind.value, kind.label) for kind in ContentType],
        proposed=guessed[0].value,
    )
    kind = ContentType(answer)
    return guessed if kind is guessed[0] else (kind, _OTHER)


def _or_blank(place: Place, row: _Row, role: Role, convert: Callable[[Value], T | None]) -> T | None:
    """Read a value a cell can do without: what cannot be read is left empty, with a question."""
    try:
        return convert(row.get(role))
    except UnreadableValueError as fault:
        place.ask(role, role.value, f"{fault} Tạm để trống; đúng ra là gì?", (Choice("EMPTY", "Để trống"),))
        return None
