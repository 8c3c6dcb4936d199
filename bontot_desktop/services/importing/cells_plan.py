"""Comparing the list of cells with the register: which are new, which change, which are refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from bontot_desktop import dates
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.words import Labelled
from bontot_desktop.services.cell_forms import CellDraft
from bontot_desktop.services.importing.columns import TableKind
from bontot_desktop.services.importing.known import Known, name_key
from bontot_desktop.services.importing.lines import CellLine
from bontot_desktop.services.importing.report import Action, Taken
from bontot_desktop.services.importing.steps import Charge

_FIELDS = {
    "content_type": "Loại hình",
    "report_group": "Nhóm báo cáo",
    "fixed_day": "Ngày sinh hoạt cố định",
    "usual_time": "Giờ",
    "usual_place": "Địa điểm",
    "note": "Ghi chú",
}


@dataclass(slots=True)
class CellsPlan:
    """What becomes of the cells. ``keys`` finds the cell a row of the members' list names, by code and by name."""

    drafts: list[CellDraft] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    #: Names a cell's row gives for its secretary.
    secretaries: dict[int, CellLine] = field(default_factory=dict)
    #: Codes and names of refused rows, with the number of the row.
    left_out: dict[str, int] = field(default_factory=dict)

    def find(self, written: str) -> int | None:
        """Find the cell a members' row names by code or name, with or without "Chi bộ" before it."""
        key = name_key(written)
        found = self.keys.get(key)
        return found if found is not None else self.keys.get(name_key(f"Chi bộ {written}"))

    def admit(self, key: int, name: str, *codes: str) -> None:
        """Let the members' list name a cell."""
        self.names[key] = name
        for word in (name, *codes):
            if word:
                self.keys.setdefault(name_key(word), key)


def plan_cells(lines: list[CellLine], known: Known, next_number: int) -> CellsPlan:
    """Compare the rows with the register. ``next_number`` is the first free one of codes like CB07."""
    plan = CellsPlan()
    seen: dict[str, CellLine] = {}
    for line in lines:
        if _doubled(line, seen, plan):
            continue
        stored = _stored(line, known)
        if stored is None:
            code = line.code
            if not code:
                code, next_number = f"CB{next_number:02d}", next_number + 1
            _add(plan, line, code)
        else:
            _change(plan, line, stored, known)
    for cell_id, stored in known.cells.items():
        plan.admit(cell_id, plan.names.get(cell_id, stored.name), stored.code)
    return plan


def _doubled(line: CellLine, seen: dict[str, CellLine], plan: CellsPlan) -> bool:
    """Refuse a row whose code or name another row has already."""
    for column, word in (("code", line.code), ("name", line.name)):
        first = seen.get(name_key(word)) if word else None
        if first is not None:
            line.place.refuse(column, f"“{word}” đã có ở dòng {first.place.row.number} ({first.name}).")
            plan.left_out[name_key(line.code or line.name)] = line.place.row.number
            return True
    for word in (line.code, line.name):
        if word:
            seen[name_key(word)] = line
    return False


def _stored(line: CellLine, known: Known) -> CellDraft | None:
    code, name = line.code.casefold(), name_key(line.name)
    by_code = next((cell for cell in known.cells.values() if code and cell.code.casefold() == code), None)
    return by_code or next((cell for cell in known.cells.values() if name_key(cell.name) == name), None)


def _add(plan: CellsPlan, line: CellLine, code: str) -> None:
    key = -(len(plan.names) + 1)
    if line.content_type is None:
        line.place.doubt("kind", "chưa ghi loại hình; tạm ghi là Thôn, tổ dân phố, nhóm Khác. Có đúng không?")
    plan.drafts.append(
        CellDraft(
            id=key,
            code=code,
            name=line.name,
            content_type=line.content_type or ContentType.VILLAGE_QUARTER,
            report_group=line.report_group or "Khác",
            fixed_day=line.fixed_day,
            usual_time=line.usual_time,
            usual_place=line.usual_place,
            note=line.note,
        )
    )
    plan.admit(key, line.name, code)
    _note(plan, line, key, Action.NEW, ())
    if line.in_charge:
        plan.charges.append(Charge(key, line.in_charge, None))


def _change(plan: CellsPlan, line: CellLine, stored: CellDraft, known: Known) -> None:
    assert stored.id is not None
    if name_key(stored.name) != name_key(line.name):
        line.place.doubt(
            "name",
            f"mã {stored.code} trong sổ là “{stored.name}”; tên trong sổ được giữ. "
            "Nếu chi bộ đã đổi tên, hãy ghi ở trang Chi bộ kèm ngày đổi tên.",
        )
    elif line.code and stored.code.casefold() != line.code.casefold():
        line.place.doubt("code", f"trong sổ chi bộ này mang mã {stored.code}; mã trong sổ được giữ. Có đúng không?")
    written: dict[str, Any] = {name: value for name in _FIELDS if (value := getattr(line, name)) not in (None, "")}
    new = replace(stored, **written)
    changes = [
        f"{title}: {shown(getattr(stored, name))} → {shown(getattr(new, name))}"
        for name, title in _FIELDS.items()
        if getattr(stored, name) != getattr(new, name)
    ]
    if changes:
        plan.drafts.append(new)
    before = known.in_charge.get(stored.id, "")
    if line.in_charge and name_key(before) != name_key(line.in_charge):
        changes.append(f"Đảng ủy viên phụ trách: {shown(before)} → {line.in_charge}")
        plan.charges.append(Charge(stored.id, line.in_charge, known.today if before else None))
    plan.admit(stored.id, stored.name, stored.code, line.code, line.name)
    _note(plan, line, stored.id, Action.CHANGED if changes else Action.SAME, tuple(changes))


def _note(plan: CellsPlan, line: CellLine, key: int, action: Action, changes: tuple[str, ...]) -> None:
    place = line.place
    plan.taken.append(Taken(TableKind.CELLS, place.table.sheet.name, place.row.number, line.name, action, changes))
    if line.secretary:
        plan.secretaries[key] = line


def shown(value: Any) -> str:
    """Show an old or new value in a line of changes; "(trống)" for nothing."""
    if value is None or value == "":
        return "(trống)"
    if isinstance(value, Labelled):
        return value.label
    if hasattr(value, "hour"):
        return dates.clock(value)
    if hasattr(value, "year"):
        return dates.screen(value)
    return str(value)
