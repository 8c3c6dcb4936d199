"""Comparing the list of members with the register: who is new, who changes, who is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from bontot_desktop import dates
from bontot_desktop.rules import members as rules
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services.importing import member_changes
from bontot_desktop.services.importing.cells_plan import CellsPlan
from bontot_desktop.services.importing.guesses import CellFrom
from bontot_desktop.services.importing.known import Known, clean_key, name_key
from bontot_desktop.services.importing.matching import Matcher
from bontot_desktop.services.importing.member_line import MemberLine
from bontot_desktop.services.importing.places import LeftOutError, Notes
from bontot_desktop.services.importing.report import Action, Change, Choice, Taken
from bontot_desktop.services.importing.roles import Role, TableKind
from bontot_desktop.services.importing.steps import MemberStep

#: Where a rule's problem stands in the workbook.
_COLUMN_OF = {"birth_on": "birth", "birth_year": "birth"}
#: Probation is twelve months (Điều lệ, Điều 5); an official day missing for longer was left out of the list.
_LONGEST_PROBATION = timedelta(days=730)
_OLDEST = 120


@dataclass(slots=True)
class MembersPlan:
    """What becomes of the members."""

    notes: Notes
    steps: list[MemberStep] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    #: Every row taken, with the member's key and the cell's.
    placed: list[tuple[MemberLine, int, int]] = field(default_factory=list)
    #: Members of the register that rows stand for, ticked or not.
    claimed: set[int] = field(default_factory=set)


def plan_members(lines: list[MemberLine], known: Known, cells: CellsPlan, notes: Notes) -> MembersPlan:
    """Compare the rows with the register."""
    plan = MembersPlan(notes)
    candidates = _once_each_card(_sound_lines(lines, known.today, cells))
    people: dict[tuple[str, date | int | None], list[tuple[MemberLine, int]]] = {}
    matcher = Matcher(known, plan.claimed)
    for line, cell_key in candidates:
        name = clean_key(line.full_name)
        person = (name, line.birth_on or line.birth_year)
        same = people.setdefault(person, [])
        try:
            if same and not _is_another(line, cell_key, same, person[1] is not None):
                continue
            match = matcher.match(line, name, cell_key) if known.members else None
        except LeftOutError:
            continue
        if match is not None and match.is_refused:
            continue
        same.append((line, cell_key))
        try:
            if match is None or match.member_id is None:
                _add(plan, line, cell_key, known.today)
            else:
                plan.claimed.add(match.member_id)
                _change(plan, line, cell_key, known, cells, match.member_id, keeps_name=match.keeps_name)
        except LeftOutError:
            continue
    return plan


def _sound_lines(lines: list[MemberLine], today: date, cells: CellsPlan) -> list[tuple[MemberLine, int]]:
    """Return the rows whose facts can be and whose cell is known, each with its cell; refuse the others."""
    oldest = today.year - _OLDEST
    kept = []
    for line in lines:
        cell_key = _cell_of(line, cells)
        if cell_key is None:
            continue
        birth, admitted, official = line.birth_on, line.admitted_on, line.official_on
        is_plain = (
            (birth is None or (oldest < birth.year < today.year - 18))
            and line.birth_year is None
            and (admitted is None or (admitted <= today and (birth is None or admitted.year - birth.year > 18)))
            and (official is None or admitted is None or official >= admitted)
        )
        if is_plain or _is_sound(line, today):
            kept.append((line, cell_key))
    return kept


def _cell_of(line: MemberLine, cells: CellsPlan) -> int | None:
    if not line.cell:
        line.place.refuse(Role.CELL, f"đồng chí {line.full_name} chưa ghi chi bộ.")
        return None
    found = cells.find(line.cell)
    if found is None:
        row = cells.left_out.get(name_key(line.cell))
        is_plain = line.table.guess.cell_from is not CellFrom.COLUMN
        if row is None and not cells.is_unknown(line.cell):
            found = cells.named(line.table.place(line.number, line.cell), line.cell, is_plain=is_plain)
        if found is None:
            cells.make_unknown(line.cell)
            row = cells.left_out.get(name_key(line.cell))
            why = f"không được nhập (dòng {row})" if row else "không có trong danh sách chi bộ và trong sổ"
            line.place.refuse(Role.CELL, f"chi bộ “{line.cell}” {why}.")
    return found


def _is_sound(line: MemberLine, today: date) -> bool:
    problems = rules.problems(
        full_name=line.full_name,
        birth_on=line.birth_on,
        admitted_on=line.admitted_on,
        official_on=line.official_on,
        today=today,
    )
    for problem in problems:
        sentence = f"{line.full_name}: {problem.sentence}"
        if problem.field == Role.OFFICIAL:
            days = f"{dates.screen(line.official_on)}, {dates.screen(line.admitted_on)}"
            sentence = f"ngày chính thức trước ngày vào Đảng ({days})."
        line.place.refuse(_COLUMN_OF.get(problem.field, problem.field), sentence)
    if line.birth_year is not None and not today.year - _OLDEST <= line.birth_year <= today.year:
        line.place.refuse(Role.BIRTH, f"{line.full_name}: năm sinh {line.birth_year} không hợp lý.")
        return False
    return not problems


def _once_each_card(lines: list[tuple[MemberLine, int]]) -> list[tuple[MemberLine, int]]:
    """Leave each card to one row: the one that fits its list best, the first of equals; refuse the others."""
    owners: dict[str, MemberLine] = {}
    is_doubled = False
    for line, _ in lines:
        if line.card_no:
            first = owners.setdefault(line.card_no, line)
            if first is not line:
                is_doubled = True
                if line.weight > first.weight:
                    owners[line.card_no] = line
    if not is_doubled:
        return lines
    kept = []
    for line, cell_key in lines:
        owner = owners.get(line.card_no, line)
        if owner is line:
            kept.append((line, cell_key))
        else:
            line.place.refuse(
                Role.CARD, f"trùng số thẻ {line.card_no} với đồng chí {owner.full_name} ở dòng {_where(owner, line)}."
            )
    return kept


def _is_another(line: MemberLine, cell_key: int, before: list[tuple[MemberLine, int]], has_birth: bool) -> bool:
    """Say whether the row stands for somebody else than rows with the same name and birth; else it is refused."""
    for other, other_cell in before:
        if line.card_no and other.card_no:
            if has_birth:
                line.place.ask(
                    Role.FULL_NAME,
                    "twin",
                    f"cùng họ tên, ngày sinh với dòng {_where(other, line)} nhưng khác số thẻ; "
                    "tạm coi là hai người. Có đúng không?",
                    (Choice("TWO", "Đúng, là hai người"),),
                )
        elif has_birth or other_cell == cell_key:
            line.place.refuse(
                Role.FULL_NAME,
                f"{line.full_name} đã có ở dòng {_where(other, line)}; nếu là hai người, "
                "hãy ghi ngày sinh hoặc số thẻ.",
            )
            return False
    return True


def _where(other: MemberLine, line: MemberLine) -> str:
    """Name the row of another line, with its sheet when it is another one."""
    sheet = other.table.sheet.name
    return str(other.number) if sheet == line.table.sheet.name else f"{other.number} trang “{sheet}”"


def _add(plan: MembersPlan, line: MemberLine, cell_key: int, today: date) -> None:
    status = status_of(line, today)
    key = -(len(plan.placed) + len(plan.steps) + 1)
    if _note(plan, line, Action.NEW, ()):
        plan.steps.append(MemberStep(key, line, cell_key, status))
        plan.placed.append((line, key, cell_key))


def status_of(line: MemberLine, today: date) -> MemberStatus:
    """Return the status of a new member; what the list leaves open follows from the dates, with a question."""
    official, status = line.official_on, line.status
    if official is not None and official <= today:
        if status is None:
            return MemberStatus.FULL
        if status is MemberStatus.PROBATIONARY:
            return _asked_status(line, "ghi dự bị mà đã có ngày chính thức", MemberStatus.PROBATIONARY)
        return status
    if status is None:
        return _status_by_admission(line, today)
    if status is MemberStatus.FULL and official is None and line.table.guess.role_index(Role.OFFICIAL) is not None:
        line.place.ask(
            Role.OFFICIAL,
            "official_on",
            f"{line.full_name} là chính thức nhưng thiếu ngày chính thức; tạm để trống. Là ngày nào?",
            (Choice("EMPTY", "Để trống ngày chính thức"),),
        )
    return status


def _status_by_admission(line: MemberLine, today: date) -> MemberStatus:
    if line.official_on is not None or (line.admitted_on and today - line.admitted_on <= _LONGEST_PROBATION):
        return MemberStatus.PROBATIONARY
    if line.admitted_on is not None:
        return _asked_status(line, "vào Đảng đã lâu mà chưa ghi ngày chính thức, tình trạng", MemberStatus.FULL)
    sheet = line.table.sheet.name
    answer = line.place.ask(
        Role.STATUS,
        "status",
        f"có dòng chưa ghi tình trạng và ngày vào Đảng (như {line.full_name}); tạm ghi chính thức. Đúng không?",
        [Choice(s.value, s.label) for s in (MemberStatus.FULL, MemberStatus.PROBATIONARY)],
        may_skip=False,
        key=f"{sheet}:status:bare",
    )
    return MemberStatus(answer)


def _asked_status(line: MemberLine, what: str, proposed: MemberStatus) -> MemberStatus:
    answer = line.place.ask(
        Role.STATUS,
        "status",
        f"{line.full_name} {what}; tạm ghi {proposed.label}. Đúng không?",
        [Choice(s.value, s.label) for s in (MemberStatus.FULL, MemberStatus.PROBATIONARY)],
        proposed=proposed.value,
    )
    return MemberStatus(answer)


def _change(
    plan: MembersPlan,
    line: MemberLine,
    cell_key: int,
    known: Known,
    cells: CellsPlan,
    member_id: int,
    *,
    keeps_name: bool,
) -> None:
    found = member_changes.compare(line, cell_key, known, cells, member_id, plan.notes.choices, keeps_name=keeps_name)
    if _note(plan, line, Action.CHANGED if found.changes else Action.SAME, found.changes):
        stored = known.members[member_id]
        if found.new is not stored and found.new != stored:
            plan.steps.append(MemberStep(member_id, line, found.cell_key, found.status, found.new))
        plan.placed.append((line, member_id, found.cell_key))


def _note(plan: MembersPlan, line: MemberLine, action: Action, changes: tuple[Change, ...]) -> bool:
    """Note a row taken; returns whether it is ticked."""
    notes, key = plan.notes, line.key
    is_taken = key not in notes.choices.without
    mended = tuple(notes.mended[key]) if key in notes.mended else ()
    sheet = line.table.sheet.name
    plan.taken.append(
        Taken(TableKind.MEMBERS, sheet, line.number, line.full_name, action, changes, key, mended, is_taken)
    )
    return is_taken
