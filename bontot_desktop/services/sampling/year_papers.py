"""The papers of the invented year of "Chi bộ 4 tốt", each issued when the year has come to it, from plan to report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select

from bontot_desktop.db.models.office import Person
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.rules.recognition import AwardKind, EntryState, QualityLevel
from bontot_desktop.rules.samples import GroupRole
from bontot_desktop.services import (
    awards,
    campaign_texts,
    certificates,
    entries,
    entry_texts,
    issuing,
    notices,
    rating_decisions,
    revocations,
    working_groups,
)
from bontot_desktop.services.office import Office
from bontot_desktop.services.rating_decisions import Rerating
from bontot_desktop.services.revocations import RevocationDraft
from bontot_desktop.services.sampling import texts
from bontot_desktop.services.sampling.people import YEAR
from bontot_desktop.services.working_groups import GroupMemberDraft

#: The plan comes before the launch by so long; the others of the spring come after it by so long.
_BEFORE, _AFTER = timedelta(days=5), timedelta(days=7)
#: So many cells and members get a certificate.
_REWARDED = 3
#: When the year is looked back on, in January of the next.
REPORTED, FOUND_WRONG = date(YEAR + 1, 1, 8), date(YEAR + 1, 1, 19)
#: What prints about one cell of the campaign after it was reviewed.
_OF_A_CELL = ("D6", "D6A", "D7", "D8", "D8A", "D10A")
#: Parts of a cell's papers that the cell writes.
_WRITTEN = ("D6A", "D7")
#: Who is what in the group that verifies, of the people in office by their rank.
_ROLES = (GroupRole.LEADER, GroupRole.DEPUTY, GroupRole.MEMBER, GroupRole.CLERK)

Issued = list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class YearPapers:
    """The papers of one campaign; ``cell_id`` is the cell whose own papers are made."""

    office: Office
    cell_id: int

    def launch(self, campaign_id: int) -> Issued:
        """Issue the plan, the group that verifies, the pilot cells and the guide on their days of the spring."""
        with self.office.read() as session:
            launched = session.get_one(Campaign, campaign_id).launch_on or self.office.today()
        self._choose_group(campaign_id)
        days = {"D1": launched - _BEFORE, "D4": launched + _AFTER, "D2": launched + _AFTER, "D3": launched + _AFTER}
        return [self._issue(kind, campaign_id, day) for kind, day in days.items()]

    def _choose_group(self, campaign_id: int) -> None:
        with self.office.read() as session:
            people = session.scalars(select(Person).order_by(Person.id).limit(len(_ROLES))).all()
            members = tuple(
                GroupMemberDraft(row.full_name, role, row.id, row.title)
                for row, role in zip(people, _ROLES, strict=False)
            )
        draft = working_groups.of_campaign(self.office, campaign_id)
        words = texts.read("papers")
        working_groups.save_of_campaign(
            self.office, campaign_id, replace(draft, members=members, duties=words["duties"])
        )

    def review(self, campaign_id: int) -> Issued:
        """Issue the papers of the dossier, of the verification and of the votes before anything is decided."""
        office, words = self.office, texts.read("papers")
        day = office.today()
        rows = {row.cell_id: row for row in entries.list_entries(office, campaign_id)}
        entry_id = rows[self.cell_id].id
        for kind in _WRITTEN:
            entry_texts.save(office, entry_id, kind, words[kind])
        of_the_cell = [self._issue(kind, entry_id, day) for kind in _OF_A_CELL]
        return [*of_the_cell, *(self._issue(kind, campaign_id, day) for kind in ("D9", "D18A", "D10B"))]

    def conclude(self, campaign_id: int) -> Issued:
        """Issue the review's minutes, dated the day it sat, once every cell has its conclusion."""
        with self.office.read() as session:
            sat_on = session.get_one(Campaign, campaign_id).review_on or self.office.today()
        return [self._issue("D10", campaign_id, sat_on)]

    def reward(self, campaign_id: int) -> Issued:
        """Give cells and members their certificates and tell the result to all."""
        office, day = self.office, self.office.today()
        found: Issued = [self._issue("D20", self._told_achievements(campaign_id), day)]
        for kind in (AwardKind.TITLE, AwardKind.MEMBER):
            chosen = [one.id for one in awards.candidates(office, campaign_id, kind)][:_REWARDED]
            if chosen:
                awards.save_all(office, campaign_id, kind, awards.propose(office, campaign_id, chosen, kind))
                decision = awards.decision_kind(members=kind is AwardKind.MEMBER)
                found.append(self._issue(decision, campaign_id, day))
                certificates.issue_all(office, campaign_id, members=kind is AwardKind.MEMBER)
        refused = notices.waiting(office, campaign_id)
        notices.issue_all(office, campaign_id, day)
        return [
            *found,
            *((awards.CERTIFICATE, row.id) for row in awards.list_awards(office, campaign_id)),
            *((notices.CELL_NOTICE, entry_id) for entry_id in refused),
            self._issue(notices.GENERAL_NOTICE, campaign_id, day),
        ]

    def _told_achievements(self, campaign_id: int) -> int:
        """Let the first cell recognised write what it achieved; returns its entry."""
        listed = entries.list_entries(self.office, campaign_id)
        entry_id = next(row.id for row in listed if row.state is EntryState.RECOGNISED)
        entry_texts.save(self.office, entry_id, "D20", texts.read("papers")["D20"])
        return entry_id

    def report(self, campaign_id: int) -> Issued:
        """Report on the year."""
        campaign_texts.save(self.office, campaign_id, "D17", texts.read("papers")["D17"])
        return [self._issue("D17", campaign_id, self.office.today())]

    def correct(self, campaign_id: int) -> Issued:
        """Take back the recognition of the last cell, and rate it again: what a later inspection found."""
        office, words, day = self.office, texts.read("papers"), self.office.today()
        listed = entries.list_entries(office, campaign_id)
        row = [row for row in listed if row.state is EntryState.RECOGNISED][-1]
        revocations.prepare(office, row.id, RevocationDraft(words["revoked_because"], words["revoked_by"]))
        again = Rerating(row.cell_id, YEAR, QualityLevel.COMPLETED, reason=words["rated_again_because"])
        rating_decisions.rerate_cell(office, again)
        return [self._issue("D19", row.id, day), self._issue("M03", whole_year(YEAR).code, day)]

    def _issue(self, kind: str, subject_id: int, day: date) -> tuple[str, int]:
        on = issuing.natural_day(self.office, kind, subject_id) or day
        issuing.issue(self.office, kind, subject_id, day=on)
        return kind, subject_id
