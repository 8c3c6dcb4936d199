"""What a newer list changes of a member: field by field, and the dated statuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from bontot_desktop.rules import members as rules
from bontot_desktop.rules import standing
from bontot_desktop.rules.members import STANDINGS, MemberStatus, Situation
from bontot_desktop.services.importing.cells_plan import CellsPlan, shown
from bontot_desktop.services.importing.known import Known, clean_key, open_lines
from bontot_desktop.services.importing.member_line import FACTS, MemberLine
from bontot_desktop.services.importing.report import Change, Choice, Choices
from bontot_desktop.services.importing.roles import Role
from bontot_desktop.services.member_forms import MemberDraft, StatusLine, entering, with_status

_TITLES = {
    "full_name": "Họ và tên",
    "birth_on": "Ngày sinh",
    "birth_year": "Năm sinh",
    "gender": "Giới tính",
    "admitted_on": "Ngày vào Đảng",
    "official_on": "Ngày chính thức",
    "card_no": "Số thẻ đảng viên",
    "phone": "Điện thoại",
    "note": "Ghi chú",
}
_MOVE, _STAY = "MOVE", "STAY"


class Compared(NamedTuple):
    """The form a row makes of a stored member, with the changes in words."""

    new: MemberDraft
    changes: tuple[Change, ...]
    cell_key: int
    status: MemberStatus


def compare(
    line: MemberLine,
    cell_key: int,
    known: Known,
    cells: CellsPlan,
    member_id: int,
    choices: Choices,
    *,
    keeps_name: bool,
) -> Compared:
    """Compare a row with the stored member; what the list does not say changes nothing, nor does what is unticked."""
    stored = known.members[member_id]
    written: dict[str, Any] = {name: value for name in FACTS if (value := getattr(line, name)) not in (None, "")}
    if keeps_name or clean_key(line.full_name) == clean_key(stored.full_name):
        # "Hoà" beside a stored "Hòa" is the same name spelled otherwise.
        written.pop("full_name", None)
    if line.birth_on is None and stored.birth_on is not None:
        written.pop("birth_year", None)
    elif line.birth_on is not None:
        written["birth_year"] = None
    written = {name: value for name, value in written.items() if value != getattr(stored, name)}
    changes = []
    for name, title in _TITLES.items() if written else ():
        if name not in written:
            continue
        key = f"{line.key}:{name if name != 'birth_year' else 'birth_on'}"
        is_taken = key not in choices.without
        changes.append(Change(key, title, shown(getattr(stored, name)), shown(written[name]), is_taken))
        if not is_taken:
            del written[name]
    new = replace(stored, **written) if written else stored
    return _with_standing(line, cell_key, known, stored, new, cells, choices, changes)


def _with_standing(
    line: MemberLine,
    cell_key: int,
    known: Known,
    stored: MemberDraft,
    new: MemberDraft,
    cells: CellsPlan,
    choices: Choices,
    changes: list[Change],
) -> Compared:
    """Bring the dated statuses to what the row says."""
    assert stored.id is not None
    today, before = known.today, known.cell_of[stored.id]
    periods = [status.period for status in stored.statuses]
    situation = rules.situation_on(periods, before, today) if before is not None else None
    old = situation.status if situation else None
    wanted = _wanted(line, old, today)
    if before != cell_key and not _moves(line, cell_key, known, stored, cells, choices, changes):
        cell_key = before if before is not None else cell_key
        if before is None:
            return Compared(new, tuple(changes), cell_key, wanted)
    if new is stored and wanted is old and before == cell_key:
        return Compared(stored, tuple(changes), cell_key, wanted)
    key = f"{line.key}:status"
    if wanted is not old:
        is_taken = key not in choices.without
        changes.append(Change(key, "Tình trạng", shown(old), wanted.label, is_taken))
        if not is_taken:
            wanted = old or wanted
    if before == cell_key:
        new = _standing_here(new, stored, cell_key, old, wanted, today)
    else:
        new, old = _moved(new, cell_key, situation, wanted, today)
        if wanted is not old:
            new = _laid_over(new, cell_key, wanted, today)
    return Compared(new, tuple(changes), cell_key, wanted)


def _wanted(line: MemberLine, old: MemberStatus | None, today: date) -> MemberStatus:
    """Return the status the row says; a silent row leaves the stored one, but an official day ends a probation."""
    if line.status is not None:
        return line.status
    is_full = line.official_on is not None and line.official_on <= today
    if old is None or (old is MemberStatus.PROBATIONARY and is_full):
        probationary = not is_full and line.admitted_on is not None
        return MemberStatus.PROBATIONARY if probationary else MemberStatus.FULL
    return old


def _moves(
    line: MemberLine,
    cell_key: int,
    known: Known,
    stored: MemberDraft,
    cells: CellsPlan,
    choices: Choices,
    changes: list[Change],
) -> bool:
    """Ask whether the member moves to the cell the list names; says so among the changes."""
    assert stored.id is not None
    there, where = cells.names[cell_key], known.cell_name(stored.id) or "không rõ chi bộ"
    answer = line.place.ask(
        Role.CELL,
        "move",
        f"{line.full_name} trong sổ ở {where}; từ hôm nay chuyển sang {there}. Đúng không?",
        (Choice(_MOVE, f"Chuyển sang {there} từ hôm nay"), Choice(_STAY, f"Vẫn ở {where}")),
    )
    if answer == _STAY:
        return False
    key = f"{line.key}:cell"
    is_taken = key not in choices.without
    changes.append(Change(key, "Chi bộ", where, there, is_taken))
    return is_taken


def _standing_here(
    new: MemberDraft,
    stored: MemberDraft,
    cell_key: int,
    old: MemberStatus | None,
    wanted: MemberStatus,
    today: date,
) -> MemberDraft:
    """Bring the statuses in the same cell to what is wanted."""
    if wanted is not old and (old, wanted) != (MemberStatus.PROBATIONARY, MemberStatus.FULL):
        return _laid_over(new, cell_key, wanted, today)
    rebuilt = _rebuilt(stored, new, cell_key, wanted)
    if rebuilt is not None:
        # The same lines in another order are no change.
        return new if set(rebuilt) == set(stored.statuses) else replace(new, statuses=rebuilt)
    if wanted is not old:
        return with_status(new, StatusLine(None, cell_key, MemberStatus.FULL, new.official_on or today))
    return new


def _moved(
    new: MemberDraft, cell_key: int, situation: Situation | None, wanted: MemberStatus, today: date
) -> tuple[MemberDraft, MemberStatus]:
    is_full = situation.is_full if situation else wanted is not MemberStatus.PROBATIONARY
    base = MemberStatus.FULL if is_full else MemberStatus.PROBATIONARY
    return with_status(new, StatusLine(None, cell_key, base, today)), base


def _rebuilt(
    stored: MemberDraft, new: MemberDraft, cell_key: int, wanted: MemberStatus
) -> tuple[StatusLine, ...] | None:
    """Derive the statuses anew when they still are as a list gave them; None when somebody has worked on them since."""
    was = wanted
    if not any(line.status is wanted for line in stored.statuses):
        was = MemberStatus.PROBATIONARY
    derived = standing.opening_statuses(was, cell_key, admitted_on=stored.admitted_on, official_on=stored.official_on)
    if sorted(map(repr, derived)) != sorted(repr(line.period) for line in stored.statuses):
        return None
    ids = {line.status: line.id for line in stored.statuses}
    return tuple(replace(line, id=ids.get(line.status)) for line in entering(new, wanted, cell_key).statuses)


def _laid_over(draft: MemberDraft, cell_key: int, wanted: MemberStatus, today: date) -> MemberDraft:
    """Change the situation within one cell from today on: end what is laid over the standing, lay over what is new."""
    yesterday = today - timedelta(days=1)
    lines = []
    for line in draft.statuses:
        over = line.status not in STANDINGS and line in open_lines(draft.statuses, today)
        if not over:
            lines.append(line)
        elif line.from_on is None or line.from_on <= yesterday:
            lines.append(replace(line, to_on=yesterday))
    draft = replace(draft, statuses=tuple(lines))
    held = {line.status for line in open_lines(lines, today) if line.cell_id == cell_key}
    return draft if wanted in held else with_status(draft, StatusLine(None, cell_key, wanted, today))
