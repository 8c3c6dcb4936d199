"""What happens along the road of the invented campaign: a dossier given back, a case held, a cell that withdraws."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bontot_desktop.rules.recognition import CampaignState
from bontot_desktop.services import (
    campaign_closing,
    campaign_steps,
    dossiers,
    eligibility_facts,
    emulation_phases,
    entries,
    entry_scores,
    holds,
    registrations,
    verifications,
)
from bontot_desktop.services.campaign_steps import StepDraft
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.services.entry_scores import ScoreSheet
from bontot_desktop.services.office import Office
from bontot_desktop.services.registrations import Registration
from bontot_desktop.services.sampling import scores
from bontot_desktop.services.sampling.clock import Clock
from bontot_desktop.services.sampling.people import YEAR

#: So many cells bring their dossiers before the others.
AHEAD = 5
#: Of those, which are verified at once, which is given back and which is held, by their place.
_VERIFIED, _RETURNED, _HELD = slice(0, 2), 2, 3
_LAUNCHED, _LOCKED = date(YEAR, 2, 20), date(YEAR, 3, 14)
_REGISTERED = date(YEAR, 3, 4)
_SCORED, _SUBMITTED, _SEEN = date(YEAR, 11, 11), date(YEAR, 11, 17), date(YEAR, 11, 20)
_DUE, _MENDED, _RELEASED = date(YEAR, 11, 27), date(YEAR, 11, 26), date(YEAR, 12, 7)
_CHECKED = date(YEAR, 12, 9)
#: The movement's phases by their first years.
_PHASES = ((2023, 2025), (2026, 2030))


def phase_of(office: Office, year: int) -> int | None:
    """Return the phase of the movement a year belongs to; it is written down when it is not there."""
    years = next((years for years in _PHASES if years[0] <= year <= years[1]), None)
    if years is None:
        return None
    kept = next((row.id for row in emulation_phases.list_phases(office) if row.from_year == years[0]), None)
    if kept is not None:
        return kept
    return emulation_phases.save(office, emulation_phases.PhaseDraft("", *years)).id


@dataclass(frozen=True, slots=True)
class Road:
    """A campaign with what it is led with; ``on`` brings a day of the sample's year into the campaign's."""

    office: Office
    clock: Clock
    campaign_id: int
    words: dict[str, Any]
    on: Callable[[date], date]

    def launch(self) -> None:
        """Write down the launch, and the end of registration, which was late."""
        launched = StepDraft(CampaignState.LAUNCHED, self.on(_LAUNCHED))
        campaign_steps.record(self.office, self.campaign_id, launched)
        locked = StepDraft(CampaignState.REGISTRATION_CLOSED, self.on(_LOCKED), self.words["locked_late"])
        campaign_steps.record(self.office, self.campaign_id, locked)

    def withdraw(self, cells: Sequence[int]) -> None:
        """Let the first of the cells that take no part register, and withdraw by its paper."""
        listed = entries.list_entries(self.office, self.campaign_id)
        row = next((row for row in listed if row.cell_id in set(cells)), None)
        if row is None or len(cells) < 2:
            return
        registrations.register(self.office, [row.id], Registration(self.on(_REGISTERED)))
        registrations.withdraw(self.office, row.id, self.words["withdrawal"])

    def begin(self, rows: Sequence[EntryRow], filled: Callable[[EntryRow], ScoreSheet]) -> None:
        """Let the first cells hand in their dossiers; two are verified, one goes back, one is held."""
        if len(rows) < AHEAD or not self.clock.has_come(_SUBMITTED):
            return
        office = self.office
        self.clock.set(_SUBMITTED)
        for row in rows:
            sheet = filled(row)
            own = tuple(
                replace(line, in_charge_points=None, verified_points=None, note="") if not line.is_group else line
                for line in sheet.lines
            )
            entry_scores.save(office, scores.adopted(replace(sheet, lines=own), _SCORED))
        receipt = dossiers.Receipt(_SUBMITTED, self.words["received_by"])
        dossiers.receive_whole(office, [row.id for row in rows], receipt)
        if not self.clock.has_come(_SEEN):
            return
        self.clock.set(_SEEN)
        verified = rows[_VERIFIED]
        confirm(office, [row.id for row in verified], _SEEN, self.words)
        for row in verified:
            self._verify(row, _SEEN)
        defects = dossiers.ReturnDraft(tuple(self.words["defects"]), _DUE, _SEEN)
        dossiers.give_back(office, rows[_RETURNED].id, defects)
        held = holds.HoldDraft(self.words["hold_reason"], self.words["hold_source"], _SEEN)
        holds.hold(office, rows[_HELD].id, held)
        if self.clock.has_come(_MENDED):
            self.clock.set(_MENDED)
            dossiers.take_again(office, rows[_RETURNED].id, _MENDED)

    def go_on(self, rows: Sequence[EntryRow]) -> None:
        """Let the held case go on, and verify the others of the first cells."""
        if len(rows) < AHEAD:
            return
        self.clock.set(_CHECKED)
        holds.release(self.office, rows[_HELD].id, self.words["hold_conclusion"], _RELEASED)
        left = rows[_VERIFIED.stop :]
        confirm(self.office, [row.id for row in left], _CHECKED, self.words)
        for row in left:
            self._verify(row, _CHECKED)

    def _verify(self, row: EntryRow, on: date) -> None:
        """Give every point the cell gave itself."""
        sheet = scores.verified(entry_scores.sheet(self.office, row.id), self.words)
        entry_scores.save(self.office, replace(sheet, verified_on=on))

    def close(self, on: date) -> None:
        """Close the year: its figures are frozen."""
        self.clock.set(on)
        campaign_closing.close(self.office, self.campaign_id, on)


def confirm(office: Office, entry_ids: Collection[int], on: date, words: Mapping[str, Any]) -> None:
    """Let the Inspection Commission confirm what its records hold: of cells with a disciplinary decision that too."""
    with office.read() as session:
        cells = {entry_id: entries.find_entry(session, entry_id) for entry_id in entry_ids}
        found = {
            entry_id
            for entry_id, entry in cells.items()
            if eligibility_facts.faults_by_cell(session, entry.campaign.year).get(entry.cell_id)
        }
    for ids, key in ((set(entry_ids) - found, "confirmation"), (found, "confirmation_fault")):
        if ids:
            verifications.confirm(office, sorted(ids), verifications.Confirmation(on, text=words[key]))
