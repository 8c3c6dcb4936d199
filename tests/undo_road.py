"""A campaign's road with everything that happens to a dossier on it, for the proof that each act can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bontot_desktop.rules.dossiers import DossierItem
from bontot_desktop.rules.recognition import CampaignState, Reason
from bontot_desktop.services import (
    campaign_copy,
    campaign_steps,
    dossiers,
    emulation_phases,
    entry_scores,
    holds,
    submissions,
    verifications,
)
from bontot_desktop.services.office import Office
from bontot_desktop.services.reasons import ReasonDraft
from tests import recognition_office as made

DAY = date(2026, 11, 10)


def go(office: Office) -> None:
    """Do every act of the road once."""
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids)
    phase = emulation_phases.PhaseDraft("", 2026, 2030)
    emulation_phases.remove(office, emulation_phases.save(office, phase).id)
    step = campaign_steps.StepDraft(CampaignState.REGISTRATION_CLOSED, date(2026, 3, 10))
    campaign_steps.record(office, campaign_id, step)
    dossiers.ask_for(office, [DossierItem.SELF_SCORE, DossierItem.MINUTES])
    sheet = made.full_sheet(entry_scores.sheet(office, ids[0]))
    only_self = tuple(replace(line, verified_points=None) for line in sheet.lines)
    entry_scores.save(office, replace(sheet, lines=only_self, verified_on=None))
    dossiers.save(office, replace(dossiers.load(office, ids[0]), submitted_on=DAY))
    dossiers.give_back(office, ids[0], dossiers.ReturnDraft(("Thiếu chữ ký.",), date(2026, 11, 15), DAY))
    dossiers.take_again(office, ids[0], date(2026, 11, 14))
    verifications.save(office, verifications.VerificationDraft(ids[0], by="Tổ thẩm định"))
    verifications.confirm(office, ids[:2], verifications.Confirmation(DAY))
    held = holds.HoldDraft("Có đơn tố cáo.", "Đơn ngày 15/11/2026", date(2026, 11, 15))
    holds.hold(office, ids[0], held)
    holds.release(office, ids[0], "Tố cáo sai.", date(2026, 11, 20))
    holds.hold(office, ids[1], held)
    submissions.refuse_finally(office, ids[1], [ReasonDraft(Reason.R09)])
    dossiers.receive_whole(office, ids[2:], dossiers.Receipt(DAY))
    campaign_copy.copy_last_year(office, 2027)
