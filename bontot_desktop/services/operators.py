"""Who works with the program: the list, who sits here now, and what that person may do.

A file without such a list works as ever: the history then tells the name by which Windows knows the user.
"""

from __future__ import annotations

from bontot_desktop import text
from bontot_desktop.errors import NotFound, Problems
from bontot_desktop.rules import operators
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.operators import OperatorDraft, Role
from bontot_desktop.services.office import Office, Saved


def rows(office: Office) -> list[OperatorDraft]:
    """Return everybody of the list, those who left last."""
    with office.ask() as driver:
        found = driver.execute("SELECT id, name, role, is_active FROM operator ORDER BY is_active DESC, id").fetchall()
    return [OperatorDraft(row_id, name, Role(role), bool(active)) for row_id, name, role, active in found]


def active(office: Office) -> list[OperatorDraft]:
    """Return those who may sit down here; fewer than two need not be asked."""
    return [one for one in rows(office) if one.is_active]


def sit(office: Office, person: OperatorDraft) -> None:
    """Let a person work from now on: the history tells the name, and who may only look writes nothing."""
    office.who, office.operator_id = person.name, person.id
    office.is_viewed = person.role is Role.VIEWS
    views = operators.only_views(person.name) if office.is_viewed else ""
    office.read_only_because = office.file_because or views


def sit_by_name(office: Office, name: str) -> None:
    """Let the person of this name work. Raises NotFound naming those there are."""
    people = active(office)
    found = next((one for one in people if text.fold(one.name) == text.fold(name)), None)
    if found is None:
        known = "; ".join(one.name for one in people) or "danh sách còn trống"
        raise NotFound(f"Không có “{name}” trong danh sách người dùng chương trình ({known}).")
    sit(office, found)


def sit_again(office: Office) -> None:
    """Look again who sits here: the only one of the list, or the same person with what they may do now."""
    people = active(office)
    same = next((one for one in people if one.id == office.operator_id), None)
    if same is not None or len(people) == 1:
        sit(office, same or people[0])


def save(office: Office, draft: OperatorDraft) -> Saved:
    """Add a person or change one. Raises Problems."""
    found = operators.problems(draft, rows(office))
    if found:
        raise Problems(found)
    from bontot_desktop.db.models.operators import Operator

    name = text.clean(draft.name)
    verb = "Thêm" if draft.id is None else "Sửa"
    with office.work("operators.save", f"{verb} người dùng chương trình {name}") as work:
        row = Operator() if draft.id is None else work.get_one(Operator, draft.id)
        row.name, row.role, row.is_active = name, draft.role, draft.is_active
        work.add(row)
        work.flush()
        work.about(row)
        row_id = row.id
    sit_again(office)
    return Saved(row_id, Changes.of(Kind.SETTINGS))
