"""Members of the register who are not in the newer list: asked about, never taken off by themselves."""

from __future__ import annotations

from bontot_desktop.rules import standing
from bontot_desktop.services.importing.known import Known, name_key
from bontot_desktop.services.importing.members_plan import MembersPlan
from bontot_desktop.services.importing.places import Notes
from bontot_desktop.services.importing.report import Gone


def gone_members(members: MembersPlan, known: Known, covered: set[int], notes: Notes) -> list[Gone]:
    """Return those of the cells the list covers; one of whom a row was refused or left out is not gone."""
    named = {name_key(remark.name) for remark in (*notes.refused, *notes.left_out) if remark.name}
    found = []
    for member_id, draft in known.members.items():
        cell_id = known.cell_of[member_id]
        if cell_id not in covered or member_id in members.claimed or draft.is_withdrawn:
            continue
        if standing.current_cell([line.period for line in draft.statuses], known.today) != cell_id:
            continue
        if name_key(draft.full_name) in named:
            continue
        key = f"gone:{member_id}"
        found.append(Gone(key, member_id, draft.full_name, known.cells[cell_id].name, key in notes.choices.leaving))
    return found
