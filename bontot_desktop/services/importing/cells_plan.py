"""Comparing the list of cells with the register: which are new, which change, which are refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bontot_desktop import dates, text
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.words import Labelled
from bontot_desktop.services.cell_forms import CellDraft
from bontot_desktop.services.importing.cell_lines import CellLine, asked_kind, named_cell
from bontot_desktop.services.importing.known import Known, name_key
from bontot_desktop.services.importing.places import LeftOutError, Notes, Place
from bontot_desktop.services.importing.report import Action, Change, Choice, Taken
from bontot_desktop.services.importing.residents import Home, Residents
from bontot_desktop.services.importing.roles import Role, TableKind
from bontot_desktop.services.importing.row_kinds import cell_number, full_cell_name, is_cell_code
from bontot_desktop.services.importing.steps import Charge

_FIELDS = {
    "content_type": "Loại hình",
    "report_group": "Nhóm báo cáo",
    "fixed_day": "Ngày sinh hoạt cố định",
    "usual_time": "Giờ",
    "usual_place": "Địa điểm",
    "note": "Ghi chú",
}
_NEW, _KEEP = "NEW", "KEEP"


@dataclass(slots=True)
class CellsPlan:
    """What becomes of the cells. ``keys`` finds the cell a row of the members' list names, by code and by name."""

    notes: Notes
    known: Known
    next_number: int
    drafts: list[CellDraft] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    #: Names a cell's row gives for its secretary.
    secretaries: dict[int, CellLine] = field(default_factory=dict)
    #: Codes and names of refused rows, with the number of the row.
    left_out: dict[str, int] = field(default_factory=dict)
    #: Whether the workbook has a list of cells: then a cell that is not in it is not made up from another list.
    has_list: bool = False
    #: Who stands under which name, for telling a renamed cell from a new one.
    residents: Residents | None = None
    #: Codes of the list of cells: a row that gives one of them means that cell for certain.
    listed: frozenset[str] = frozenset()
    _codes: dict[int, set[int]] = field(default_factory=dict)
    #: What was decided about names that are not in the register.
    _decided: dict[str, int] = field(default_factory=dict)
    _found: dict[str, int | None] = field(default_factory=dict)
    _unknown: set[str] = field(default_factory=set)

    def find(self, written: str) -> int | None:
        """Find the cell a members' row names by code or name, with or without "Chi bộ" before it."""
        if written in self._found:
            return self._found[written]
        found = self._decided.get(name_key(written))
        if found is None:
            numbered = self._numbered(written)
            found = self.keys.get(name_key(written), self.keys.get(name_key(full_cell_name(written))))
            if numbered and (found is None or len(numbered) > 1):
                found = numbered[0] if len(numbered) == 1 else None
        self._found[written] = found
        return found

    def _numbered(self, written: str) -> list[int]:
        """Return the cells a number stands for: by their name, then by their code where it is written as one.

        "CB04" is the code of one cell and may be short for "Chi bộ 4", another one: then both are returned.
        """
        number = cell_number(written)
        if number is None or name_key(written) in self.listed:
            return []
        full = name_key(full_cell_name(written))
        same = [key for key, name in self.names.items() if name_key(name) == full]
        found = same or [key for key, name in self.names.items() if cell_number(name) == number]
        if is_cell_code(written):
            found += sorted(self._codes.get(number, set()) - set(found))
        return found

    def admit(self, key: int, name: str, *codes: str) -> None:
        """Let the members' list name a cell."""
        self.names[key] = name
        self._found.clear()
        for word in (name, *codes):
            if word:
                self.keys.setdefault(name_key(word), key)
        for code in codes:
            if is_cell_code(code) and (number := cell_number(code)) is not None:
                self._codes.setdefault(number, set()).add(key)

    def named(self, place: Place, name: str, *, is_plain: bool) -> int | None:
        """Return the cell a group row, a sheet or a column of a list names; one not known yet is added.

        ``is_plain``: the name stands where nothing but a cell is named. None when it is refused or left out.
        """
        found = self.find(name)
        if found is not None:
            return found
        full = full_cell_name(name)
        alike = self._alike(full, name)
        # A word that is no name ("-", "?") makes no cell out of a column; nor does a name the list of cells lacks.
        is_name = is_plain or (not self.has_list and any(sign.isalnum() for sign in name))
        if name_key(name) in self.left_out or not (is_name or alike):
            return None
        line = named_cell(place, full)
        try:
            like = self._asked_for_likeness(place, full, name, alike)
            key = like if like is not None else _add(self, line, self.next_code())
            if key is not None:
                self._decided[name_key(name)] = key
                self._found.clear()
            return key
        except LeftOutError:
            self.left_out[name_key(name)] = place.number
            return None

    def is_unknown(self, written: str) -> bool:
        """Say whether a name was refused before."""
        return written in self._unknown

    def make_unknown(self, written: str) -> None:
        """Remember that a name is refused."""
        self._unknown.add(written)

    def _home(self, written: str) -> Home | None:
        """Return the cell whose people the list has under another name, unless the list names that cell besides."""
        home = self.residents.home(written) if self.residents is not None else None
        if home is None or home.cell_id not in self.names:
            return None
        others = (name for name in self.residents.names() if name != written) if self.residents is not None else ()
        return None if any(self.find(name) == home.cell_id for name in others) else home

    def _alike(self, name: str, written: str) -> list[int]:
        """Return the cells that a name may be another spelling of: without marks, or by the same number."""
        folded = text.fold(name)
        is_without_marks = bool(self.known.cells) or text.fold(written) == written.casefold()
        same = [key for key, other in self.names.items() if is_without_marks and text.fold(other) == folded]
        return same or self._numbered(written)

    def _asked_for_likeness(self, place: Place, name: str, written: str, alike: list[int]) -> int | None:
        """Ask, in an office with cells, whether a name it has not is a new cell or one of them spelled otherwise."""
        if not self.known.cells and not alike:
            return None
        why = "tạm lập chi bộ mới. Đúng không?"
        where = "trong sổ" if self.known.cells else "trước đó trong tệp"
        if alike:
            why = f"tạm coi là {self.names[alike[0]]}. Đúng không?"
        elif (home := self._home(written)) is not None:
            alike, other = [home.cell_id], self.names[home.cell_id]
            why = (
                f"{home.found} trong {home.of} người của chi bộ ấy trong sổ ở {other}, nên tạm coi là {other} và giữ "
                "tên trong sổ. Nếu đã đổi tên, hãy ghi ở trang Chi bộ kèm ngày đổi tên."
            )
        choices = [Choice(f"CELL:{key}", f"Là {self.names[key]}") for key in alike]
        answer = place.ask(
            Role.CELL,
            "cell",
            f"“{name}” chưa có {where}; {why}",
            (*choices, Choice(_NEW, f"Lập {name}")),
            key=f"cell:{name_key(name)}",
        )
        return None if answer == _NEW else int(answer.removeprefix("CELL:"))

    def next_code(self) -> str:
        """Return the next free code of the form CB07."""
        self.next_number += 1
        return f"CB{self.next_number - 1:02d}"


def plan_cells(lines: list[CellLine], known: Known, next_number: int, notes: Notes, *, has_list: bool) -> CellsPlan:
    """Compare the rows with the register. ``next_number`` is the first free one of codes like CB07."""
    listed = frozenset(name_key(line.code) for line in lines if line.code)
    plan = CellsPlan(notes, known, next_number, has_list=has_list, listed=listed)
    seen: dict[str, CellLine] = {}
    for line in lines:
        if _doubled(line, seen, plan):
            continue
        stored = _stored(line, known)
        try:
            if stored is None:
                _add(plan, line, line.code or plan.next_code())
            else:
                _change(plan, line, stored, known)
        except LeftOutError:
            plan.left_out[name_key(line.code or line.name)] = line.place.number
    for cell_id, stored in known.cells.items():
        plan.admit(cell_id, plan.names.get(cell_id, stored.name), stored.code)
    return plan


def _doubled(line: CellLine, seen: dict[str, CellLine], plan: CellsPlan) -> bool:
    """Refuse a row whose code or name another row has already."""
    for column, word in ((Role.CODE, line.code), (Role.CELL_NAME, line.name)):
        first = seen.get(name_key(word)) if word else None
        if first is not None:
            line.place.refuse(column, f"“{word}” đã có ở dòng {first.place.number} ({first.name}).")
            plan.left_out[name_key(line.code or line.name)] = line.place.number
            return True
    for word in (line.code, line.name):
        if word:
            seen[name_key(word)] = line
    return False


def _stored(line: CellLine, known: Known) -> CellDraft | None:
    code, name = line.code.casefold(), name_key(line.name)
    by_code = next((cell for cell in known.cells.values() if code and cell.code.casefold() == code), None)
    return by_code or next((cell for cell in known.cells.values() if name_key(cell.name) == name), None)


def _add(plan: CellsPlan, line: CellLine, code: str) -> int | None:
    """Add a cell; returns its key, None when the person took its tick away."""
    key = -(len(plan.names) + 1)
    content_type, group = line.content_type, line.report_group
    if content_type is None:
        content_type, group = asked_kind(
            line.place,
            f"{line.name} chưa ghi loại hình; tạm ghi Thôn, tổ dân phố, nhóm Khác. Có đúng không?",
            (ContentType.VILLAGE_QUARTER, "Khác"),
        )
    is_taken = _note(plan, line, key, Action.NEW, ())
    if not is_taken:
        plan.left_out[name_key(line.name)] = line.place.number
        return None
    plan.drafts.append(
        CellDraft(
            id=key,
            code=code,
            name=line.name,
            content_type=content_type,
            report_group=group or "Khác",
            fixed_day=line.fixed_day,
            usual_time=line.usual_time,
            usual_place=line.usual_place,
            note=line.note,
        )
    )
    # A code given just now is none the list could know.
    plan.admit(key, line.name, line.code)
    if line.in_charge:
        plan.charges.append(Charge(key, line.in_charge, None))
    return key


def _change(plan: CellsPlan, line: CellLine, stored: CellDraft, known: Known) -> None:
    assert stored.id is not None
    if name_key(stored.name) != name_key(line.name):
        line.place.ask(
            Role.CELL_NAME,
            "name",
            f"mã {stored.code} trong sổ là “{stored.name}”; tên trong sổ được giữ. "
            "Nếu chi bộ đã đổi tên, hãy ghi ở trang Chi bộ kèm ngày đổi tên.",
            (Choice(_KEEP, f"Giữ tên {stored.name}"),),
        )
    elif line.code and stored.code.casefold() != line.code.casefold():
        line.place.ask(
            Role.CODE,
            "code",
            f"trong sổ chi bộ này mang mã {stored.code}; mã trong sổ được giữ. Có đúng không?",
            (Choice(_KEEP, f"Giữ mã {stored.code}"),),
        )
    without = plan.notes.choices.without
    written: dict[str, Any] = {name: value for name in _FIELDS if (value := getattr(line, name)) not in (None, "")}
    changes = []
    for name, value in list(written.items()):
        if value != getattr(stored, name):
            key = f"{line.place.key}:{name}"
            changes.append(
                Change(key, _FIELDS[name], shown(getattr(stored, name)), shown(value), is_taken=key not in without)
            )
            if key in without:
                del written[name]
    new = replace(stored, **written)
    before = known.in_charge.get(stored.id, "")
    is_other = bool(line.in_charge) and name_key(before) != name_key(line.in_charge)
    key = f"{line.place.key}:in_charge"
    if is_other:
        changes.append(
            Change(key, "Đảng ủy viên phụ trách", shown(before), line.in_charge, is_taken=key not in without)
        )
    plan.admit(stored.id, stored.name, stored.code, line.code, line.name)
    if not _note(plan, line, stored.id, Action.CHANGED if changes else Action.SAME, tuple(changes)):
        return
    if new != stored:
        plan.drafts.append(new)
    if is_other and key not in without:
        plan.charges.append(Charge(stored.id, line.in_charge, known.today if before else None))


def _note(plan: CellsPlan, line: CellLine, key: int, action: Action, changes: tuple[Change, ...]) -> bool:
    """Note a row taken; returns whether it is ticked."""
    place = line.place
    row_key = place.key if place.table.kind is TableKind.CELLS else f"cell:{name_key(line.name)}"
    is_taken = row_key not in plan.notes.choices.without
    plan.taken.append(
        Taken(
            TableKind.CELLS,
            place.table.sheet.name,
            place.number,
            line.name,
            action,
            changes,
            row_key,
            tuple(plan.notes.mended.get(row_key, ())),
            is_taken,
        )
    )
    if line.secretary and is_taken:
        plan.secretaries[key] = line
    return is_taken


def shown(value: Any) -> str:
    """Show an old or new value in a line of changes; "(trống)" for nothing."""
    if value is None or value == "":
        return "(trống)"
    if isinstance(value, Labelled):
        return value.label
    if hasattr(value, "hour"):
        return dates.clock(value)
    if isinstance(value, date):
        return dates.screen(value)
    return str(value)
