"""Rows of the two lists read into plain facts, with what is wrong or doubtful about each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import TypeVar

from bontot_desktop import text
from bontot_desktop.rules.cells import KIND_WORDS, CellPost, ContentType
from bontot_desktop.rules.members import Gender, MemberStatus
from bontot_desktop.rules.old_code import strange_word
from bontot_desktop.services.importing import values
from bontot_desktop.services.importing.columns import Row, Table, TableKind
from bontot_desktop.services.importing.report import Remark
from bontot_desktop.services.importing.values import UnreadableValueError
from bontot_desktop.services.importing.workbook import Value

T = TypeVar("T")

#: The words lists use for a member's situation, folded; the first that occurs in the cell counts.
_STATUS_WORDS: tuple[tuple[str, MemberStatus], ...] = (
    ("mien", MemberStatus.EXEMPT),
    ("dinh chi", MemberStatus.SUSPENDED),
    ("dac biet", MemberStatus.SPECIAL_DUTY),
    ("tam thoi den", MemberStatus.TEMP_IN),
    ("noi khac den", MemberStatus.TEMP_IN),
    ("tam thoi", MemberStatus.TEMP_OUT),
    ("du bi", MemberStatus.PROBATIONARY),
    ("chinh thuc", MemberStatus.FULL),
    ("dang sinh hoat", MemberStatus.FULL),
)
#: The words lists use for posts in a cell, folded; the first that begins the cell counts.
_POST_WORDS: tuple[tuple[str, CellPost], ...] = (
    ("pho bi thu", CellPost.DEPUTY),
    ("pbt", CellPost.DEPUTY),
    ("bi thu", CellPost.SECRETARY),
    ("bt", CellPost.SECRETARY),
    ("chi uy vien", CellPost.COMMITTEE_MEMBER),
    ("uy vien", CellPost.COMMITTEE_MEMBER),
    ("cuv", CellPost.COMMITTEE_MEMBER),
    ("chi uy", CellPost.COMMITTEE_MEMBER),
    ("to truong", CellPost.GROUP_LEADER),
)
_NO_POST = frozenset({"", "-", "dang vien", "khong", "dv"})
_GENDERS = {"nam": Gender.MALE, "nu": Gender.FEMALE}


@dataclass(slots=True)
class Notes:
    """Collects what is doubtful and what is refused."""

    doubtful: list[Remark] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)


@dataclass(slots=True)
class Place:
    """One row of one table, for saying where something stands."""

    table: Table
    row: Row
    name: str
    notes: Notes

    def doubt(self, column: str, sentence: str) -> None:
        """Take the row, and ask."""
        self.notes.doubtful.append(self._remark(column, sentence))

    def refuse(self, column: str, sentence: str) -> None:
        """Leave the row out, and say why."""
        self.notes.refused.append(self._remark(column, sentence))

    def _remark(self, column: str, sentence: str) -> Remark:
        title = self.table.titles.get(column, "")
        return Remark(self.table.kind, self.table.sheet.name, self.row.number, title, sentence, self.name)


@dataclass(frozen=True, slots=True)
class CellLine:
    """A row of the list of cells; what the list does not say is empty."""

    place: Place
    code: str
    name: str
    content_type: ContentType | None
    report_group: str
    secretary: str
    in_charge: str
    fixed_day: int | None
    usual_time: time | None
    usual_place: str
    note: str


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A row of the list of members; what the list does not say is empty."""

    place: Place
    full_name: str
    birth_on: date | None
    birth_year: int | None
    gender: Gender | None
    admitted_on: date | None
    official_on: date | None
    card_no: str
    cell: str
    post: CellPost | None
    status: MemberStatus | None
    phone: str
    note: str


def cell_lines(table: Table, notes: Notes) -> list[CellLine]:
    """Read the rows of a list of cells; a row without a name is refused."""
    assert table.kind is TableKind.CELLS
    lines = []
    for row in table.rows():
        name = values.as_text(row.get("name"))
        place = Place(table, row, name, notes)
        if not name:
            place.refuse("name", "thiếu tên chi bộ.")
            continue
        _ask_of_old_code(place, "name", name)
        content_type, group = _kind(place, name)
        lines.append(
            CellLine(
                place=place,
                code=values.as_text(row.get("code")),
                name=name,
                content_type=content_type,
                report_group=group,
                secretary=_person(row.get("secretary")),
                in_charge=_person(row.get("in_charge")),
                fixed_day=_or_blank(place, "fixed_day", values.as_day_of_month),
                usual_time=_or_blank(place, "usual_time", values.as_clock),
                usual_place=values.as_text(row.get("usual_place")),
                note=values.as_text(row.get("note")),
            )
        )
    return lines


def _ask_of_old_code(place: Place, column: str, name: str) -> None:
    if strange_word(name):
        place.doubt(
            column, f"“{name}” hình như gõ bằng bảng mã cũ (TCVN3, VNI); hãy đổi bảng tính sang Unicode rồi nhập lại."
        )


def _kind(place: Place, name: str) -> tuple[ContentType | None, str]:
    """Read the kind of a cell from its column, else guess it from the name."""
    written = values.as_text(place.row.get("kind"))
    folded_name = text.fold(name)
    found = KIND_WORDS.get(text.fold(written))
    own = ContentType.from_label(written)
    if found is None and own is not None:
        groups = (group for word, (kind, group) in KIND_WORDS.items() if kind is own and word in folded_name)
        found = own, next(groups, "Khác")
    if found is None and not written:
        found = next((kind for word, kind in KIND_WORDS.items() if word in folded_name), None)
    if found is None:
        if written:
            place.doubt("kind", f"chưa rõ loại hình “{written}”; tạm ghi Thôn, tổ dân phố, nhóm Khác. Đúng không?")
            return ContentType.VILLAGE_QUARTER, "Khác"
        return None, ""
    content_type, group = found
    # Lists write both armed forces with one word; reports count them apart (meetings.md §9).
    if content_type is ContentType.ARMED_FORCES and "cong an" in folded_name:
        group = KIND_WORDS["cong an"][1]
    return content_type, group


def _or_blank(place: Place, column: str, convert: Callable[[Value], T | None]) -> T | None:
    """Read a value a cell can do without: what cannot be read is left empty, with a question."""
    try:
        return convert(place.row.get(column))
    except UnreadableValueError as fault:
        place.doubt(column, f"{fault} Tạm để trống; đúng ra là gì?")
        return None


def member_lines(table: Table, notes: Notes) -> list[MemberLine]:
    """Read the rows of a list of members; one without a name, or with a date that cannot be, is refused."""
    assert table.kind is TableKind.MEMBERS
    lines = []
    for row in table.rows():
        name = _person(row.get("full_name"))
        place = Place(table, row, name, notes)
        if not name:
            place.refuse("full_name", "thiếu họ tên.")
            continue
        _ask_of_old_code(place, "full_name", name)
        read_dates = _dates(place)
        if read_dates is None:
            continue
        birth_on, birth_year, admitted_on, official_on = read_dates
        lines.append(
            MemberLine(
                place=place,
                full_name=name,
                birth_on=birth_on,
                birth_year=birth_year,
                gender=_gender(place),
                admitted_on=admitted_on,
                official_on=official_on,
                card_no=values.as_number_text(row.get("card_no")),
                cell=values.as_text(row.get("cell")),
                post=_post(place),
                status=_status(place),
                phone=values.as_number_text(row.get("phone")),
                note=values.as_text(row.get("note")),
            )
        )
    return lines


def _dates(place: Place) -> tuple[date | None, int | None, date | None, date | None] | None:
    """Read the three dates of a row; None after refusing it."""
    good = True
    birth_on: date | None = None
    birth_year: int | None = None
    others: dict[str, date | None] = {}
    try:
        birth_on, birth_year = values.as_birth(place.row.get("birth"))
    except UnreadableValueError as fault:
        place.refuse("birth", str(fault))
        good = False
    for column in ("admitted_on", "official_on"):
        try:
            others[column] = values.as_date(place.row.get(column))
        except UnreadableValueError as fault:
            place.refuse(column, str(fault))
            good = False
    return (birth_on, birth_year, others["admitted_on"], others["official_on"]) if good else None


def _person(value: Value) -> str:
    """Read a person's name without the "đồng chí" before it."""
    name = values.as_text(value)
    for title in ("đồng chí ", "đ/c ", "đ/c: "):
        if name.casefold().startswith(title):
            return name[len(title) :].strip()
    return name


def _gender(place: Place) -> Gender | None:
    written = values.as_text(place.row.get("gender"))
    found = _GENDERS.get(text.fold(written))
    if written and found is None:
        place.doubt("gender", f"chưa rõ giới tính “{written}”; tạm để trống. Là Nam hay Nữ?")
    return found


def _post(place: Place) -> CellPost | None:
    written = values.as_text(place.row.get("post"))
    folded = text.fold(written)
    if folded in _NO_POST:
        return None
    for words, post in _POST_WORDS:
        if folded.startswith(words):
            return post
    place.doubt("post", f"chưa rõ chức vụ “{written}” trong chi bộ; tạm không ghi chức vụ. Có đúng không?")
    return None


def _status(place: Place) -> MemberStatus | None:
    written = values.as_text(place.row.get("status"))
    folded = text.fold(written)
    if not folded:
        return None
    exact = MemberStatus.from_label(written)
    if exact is not None:
        return exact
    for words, status in _STATUS_WORDS:
        if words in folded:
            return status
    place.doubt("status", f"chưa rõ tình trạng “{written}”; tạm xét theo ngày chính thức. Đúng ra là gì?")
    return None
