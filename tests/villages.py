"""Invented cells with a few members of every standing, for tests of what becomes of cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import cell_forms, member_forms
from bontot_desktop.services.cell_forms import PostLine
from bontot_desktop.services.office import Office

SINCE = date(2025, 5, 1)
NAMES = ("An", "Bình", "Cúc", "Dũng", "Giang")


class Village:
    """A cell with five members: secretary, deputy, one more, one probationary, one exempt."""

    def __init__(self, office: Office, name: str) -> None:
        draft = replace(cell_forms.new_cell(office), name=name, report_group="Nông thôn", fixed_day=3)
        self.id = cell_forms.save_cell(office, draft).id
        self.name = name
        self.people = [self._member(office, f"Nguyễn Văn {given} {name[-1]}", given) for given in NAMES]
        posts = (CellPost.SECRETARY, CellPost.DEPUTY)
        lines = tuple(PostLine(None, who, "", post, SINCE) for post, who in zip(posts, self.people, strict=False))
        cell_forms.save_cell(office, replace(cell_forms.cell_draft(office, self.id), posts=lines))

    def _member(self, office: Office, name: str, given: str) -> int:
        status = {"Dũng": MemberStatus.PROBATIONARY, "Giang": MemberStatus.EXEMPT}.get(given, MemberStatus.FULL)
        draft = member_forms.MemberDraft(
            full_name=name,
            admitted_on=date(2026, 3, 2) if status is MemberStatus.PROBATIONARY else date(2000, 1, 1),
            official_on=None if status is MemberStatus.PROBATIONARY else date(2001, 1, 1),
        )
        return member_forms.save_member(office, member_forms.entering(draft, status, self.id)).id
