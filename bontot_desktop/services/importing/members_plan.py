"""Comparing the list of members with the register: who is new, who changes, who is refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from bontot_desktop.rules import members as rules
from bontot_desktop.rules import standing
from bontot_desktop.rules.members import STANDINGS, MemberStatus
from bontot_desktop.services.importing.cells_plan import CellsPlan, shown
from bontot_desktop.services.importing.columns import TableKind
from bontot_desktop.services.importing.known import Known, name_key, open_lines
from bontot_desktop.services.importing.lines import MemberLine
from bontot_desktop.services.importing.report import Action, Taken
from bontot_desktop.services.importing.steps import MemberStep
from bontot_desktop.services.member_forms import MemberDraft, StatusLine, entering, with_status

_FIELDS = {
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
#: Where a rule's problem stands in the workbook.
_COLUMN_OF = {"birth_on": "birth", "birth_year": "birth"}


@dataclass(slots=True)
class MembersPlan:
    """What becomes of the members."""

    steps: list[MemberStep] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    #: Every row taken, with the member's key and the cell's.
    placed: list[tuple[MemberLine, int, int]] = field(default_factory=list)


def plan_members(lines: list[MemberLine], known: Known, cells: CellsPlan) -> MembersPlan:
    """Compare the rows with the register."""
    plan = MembersPlan()
    seen = _Seen()
    for line in lines:
        cell_key = _cell_of(line, cells)
        if cell_key is None or not _sound(line, known.today) or not seen.admits(line, cell_key):
            continue
        match = _match(line, cell_key, known, seen.claimed)
        if match is _REFUSED:
            continue
        if match is None:
            _add(plan, line, cell_key, known.today)
        else:
            seen.claimed.add(match)
            _change(plan, line, cell_key, known, known.members[match], cells)
    return plan


def _cell_of(line: MemberLine, cells: CellsPlan) -> int | None:
    if not line.cell:
        line.place.refuse("cell", f"đồng chí {line.full_name} chưa ghi chi bộ.")
        return None
    found = cells.find(line.cell)
    if found is None:
        row = cells.left_out.get(name_key(line.cell))
        why = f"bị từ chối ở dòng {row} của danh sách chi bộ" if row else "không có trong danh sách chi bộ và trong sổ"
        line.place.refuse("cell", f"chi bộ “{line.cell}” {why}.")
    return found


def _sound(line: MemberLine, today: date) -> bool:
    problems = rules.problems(
        full_name=line.full_name,
        birth_on=line.birth_on,
        admitted_on=line.admitted_on,
        official_on=line.official_on,
        today=today,
    )
    for problem in problems:
        line.place.refuse(_COLUMN_OF.get(problem.field, problem.field), f"{line.full_name}: {problem.sentence}")
    if line.birth_year is not None and not today.year - 120 <= line.birth_year <= today.year:
        line.place.refuse("birth", f"{line.full_name}: năm sinh {line.birth_year} không hợp lý.")
        return False
    return not problems


class _Seen:
    """The rows before, for telling doubles within one workbook."""

    def __init__(self) -> None:
        self.claimed: set[int] = set()
        self._cards: dict[str, MemberLine] = {}
        self._people: dict[tuple[str, date | int | None], list[tuple[MemberLine, int]]] = {}

    def admits(self, line: MemberLine, cell_key: int) -> bool:
        """Say whether the row stands for somebody else than every row before; else it is refused."""
        first = self._cards.get(line.card_no) if line.card_no else None
        if first is not None:
            line.place.refuse(
                "card_no", f"số thẻ {line.card_no} trùng với đồng chí {first.full_name} ở dòng {_where(first, line)}."
            )
            return False
        person = (name_key(line.full_name), line.birth_on or line.birth_year)
        for other, other_cell in self._people.get(person, []):
            if line.card_no and other.card_no:
                if person[1] is not None:
                    line.place.doubt(
                        "full_name",
                        f"cùng họ tên, ngày sinh với dòng {_where(other, line)} nhưng khác số thẻ; "
                        "tạm coi là hai người. Có đúng không?",
                    )
            elif person[1] is not None or other_cell == cell_key:
                line.place.refuse(
                    "full_name",
                    f"{line.full_name} đã có ở dòng {_where(other, line)}; nếu là hai người, "
                    "hãy ghi ngày sinh hoặc số thẻ.",
                )
                return False
        if line.card_no:
            self._cards[line.card_no] = line
        self._people.setdefault(person, []).append((line, cell_key))
        return True


def _where(other: MemberLine, line: MemberLine) -> str:
    """Name the row of another line, with its sheet when it is another one."""
    number = str(other.place.row.number)
    sheet = other.place.table.sheet.name
    return number if sheet == line.place.table.sheet.name else f"{number} trang “{sheet}”"


#: Said by :func:`_match` after refusing the row; never an id.
_REFUSED = 0


def _match(line: MemberLine, cell_key: int, known: Known, claimed: set[int]) -> int | None:
    """Find the member of the register a row stands for: by card, else by name and birth, else by name and cell."""
    by_card = known.by_card.get(line.card_no) if line.card_no else None
    if by_card is not None:
        return by_card if _same_person(line, by_card, known) else _REFUSED
    name = name_key(line.full_name)
    born = line.birth_on or line.birth_year
    alike = known.by_likeness.get((name, born), []) if born else []
    if not alike:
        alike = [
            member_id
            for member_id in known.by_name.get(name, [])
            if known.cell_of[member_id] == cell_key and _may_be(line, known.members[member_id])
        ]
    alike = [member_id for member_id in alike if member_id not in claimed and _cards_agree(line, known, member_id)]
    here = [member_id for member_id in alike if known.cell_of[member_id] == cell_key]
    found = here or alike
    if len(found) > 1:
        line.place.refuse(
            "full_name", f"trong sổ có {len(found)} đồng chí tên {line.full_name} cùng ngày sinh; hãy ghi số thẻ."
        )
        return _REFUSED
    return found[0] if found else None


def _cards_agree(line: MemberLine, known: Known, member_id: int) -> bool:
    stored = known.members[member_id].card_no
    return not stored or not line.card_no or stored == line.card_no


def _may_be(line: MemberLine, stored: MemberDraft) -> bool:
    """Say whether birth does not speak against it: one of the two is silent, or the years agree."""
    year = line.birth_on.year if line.birth_on else line.birth_year
    stored_year = stored.birth_on.year if stored.birth_on else stored.birth_year
    both_days = line.birth_on is not None and stored.birth_on is not None
    return not both_days and (year is None or stored_year is None or year == stored_year)


def _same_person(line: MemberLine, member_id: int, known: Known) -> bool:
    """Say whether the holder of the card is the person of the row; else the row is refused."""
    stored = known.members[member_id]
    if stored.is_withdrawn:
        line.place.refuse(
            "card_no", f"số thẻ {line.card_no} là của đồng chí {stored.full_name}, đã được đưa ra khỏi danh sách."
        )
        return False
    if name_key(stored.full_name) == name_key(line.full_name):
        return True
    if line.birth_on is not None and line.birth_on == stored.birth_on:
        line.place.doubt(
            "full_name",
            f"cùng số thẻ và ngày sinh với đồng chí {stored.full_name} trong sổ; "
            f"tên sẽ sửa thành {line.full_name}. Có đúng không?",
        )
        return True
    cell = known.cell_name(member_id)
    line.place.refuse(
        "card_no",
        f"số thẻ {line.card_no} trong sổ là của đồng chí {stored.full_name}{f' ({cell})' if cell else ''}.",
    )
    return False


def _add(plan: MembersPlan, line: MemberLine, cell_key: int, today: date) -> None:
    status = _status_of(line, today)
    facts = {name: getattr(line, name) for name in _FIELDS}
    draft = entering(MemberDraft(**facts), status, cell_key)
    key = -(len(plan.placed) + 1)
    plan.steps.append(MemberStep(key, draft))
    _note(plan, line, key, cell_key, Action.NEW, ())


def _status_of(line: MemberLine, today: date) -> MemberStatus:
    """Return the status of a new member; what the list leaves open follows from the official day, with a question."""
    is_full = line.official_on is not None and line.official_on <= today
    if line.status is None:
        guessed = MemberStatus.FULL if is_full or line.admitted_on is None else MemberStatus.PROBATIONARY
        if not is_full:
            line.place.doubt("status", f"{line.full_name} chưa ghi tình trạng; tạm ghi {guessed.label}. Đúng không?")
        return guessed
    if line.status is MemberStatus.PROBATIONARY and is_full:
        line.place.doubt("status", f"{line.full_name} ghi dự bị mà đã có ngày chính thức; tạm ghi dự bị. Đúng không?")
    elif line.status is MemberStatus.FULL and line.official_on is None:
        line.place.doubt("official_on", f"{line.full_name} là chính thức nhưng thiếu ngày chính thức; là ngày nào?")
    return line.status


def _change(
    plan: MembersPlan, line: MemberLine, cell_key: int, known: Known, stored: MemberDraft, cells: CellsPlan
) -> None:
    assert stored.id is not None
    written: dict[str, Any] = {name: value for name in _FIELDS if (value := getattr(line, name)) not in (None, "")}
    if line.birth_on is None and stored.birth_on is not None:
        written.pop("birth_year", None)
    elif line.birth_on is not None:
        written["birth_year"] = None
    new = replace(stored, **written)
    changes = [
        f"{title}: {shown(getattr(stored, name))} → {shown(getattr(new, name))}"
        for name, title in _FIELDS.items()
        if getattr(stored, name) != getattr(new, name)
    ]
    new, moved = _with_standing(line, cell_key, known, stored, new, cells)
    changes += moved
    if new != stored:
        plan.steps.append(MemberStep(stored.id, new))
    _note(plan, line, stored.id, cell_key, Action.CHANGED if changes else Action.SAME, tuple(changes))


def _with_standing(
    line: MemberLine, cell_key: int, known: Known, stored: MemberDraft, new: MemberDraft, cells: CellsPlan
) -> tuple[MemberDraft, list[str]]:
    """Bring the dated statuses to what the row says; returns the draft and what changed, in words."""
    assert stored.id is not None
    today = known.today
    before = known.cell_of[stored.id]
    periods = [status.period for status in stored.statuses]
    situation = rules.situation_on(periods, before, today) if before is not None else None
    old = situation.status if situation else None
    wanted = line.status or old or _status_of(line, today)
    if before == cell_key and (wanted is old or (old, wanted) == (MemberStatus.PROBATIONARY, MemberStatus.FULL)):
        rebuilt = _rebuilt(stored, new, cell_key, wanted)
        if rebuilt is not None:
            # The same lines in another order are no change.
            new = new if set(rebuilt) == set(stored.statuses) else replace(new, statuses=rebuilt)
        elif wanted is not old:
            new = with_status(new, StatusLine(None, cell_key, MemberStatus.FULL, new.official_on or today))
        return new, [] if wanted is old else [f"Tình trạng: {shown(old)} → {wanted.label}"]
    changes = []
    if before != cell_key:
        there = cells.names[cell_key]
        where = known.cell_name(stored.id) or "không rõ chi bộ"
        line.place.doubt("cell", f"{line.full_name} trong sổ ở {where}; từ hôm nay chuyển sang {there}. Đúng không?")
        changes.append(f"Chi bộ: {where} → {there}")
        is_full = situation.is_full if situation else wanted is not MemberStatus.PROBATIONARY
        base = MemberStatus.FULL if is_full else MemberStatus.PROBATIONARY
        new = with_status(new, StatusLine(None, cell_key, base, today))
        old = base
    if wanted is not old:
        changes.append(f"Tình trạng: {shown(old)} → {wanted.label}")
        new = _laid_over(new, cell_key, wanted, today)
    return new, changes


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


def _note(
    plan: MembersPlan, line: MemberLine, key: int, cell_key: int, action: Action, changes: tuple[str, ...]
) -> None:
    place = line.place
    plan.taken.append(
        Taken(TableKind.MEMBERS, place.table.sheet.name, place.row.number, line.full_name, action, changes)
    )
    plan.placed.append((line, key, cell_key))
