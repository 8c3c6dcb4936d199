"""The acts around the rules of eligibility, one after the other, for the proof that each is taken back whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bontot_desktop.rules.eligibility_rules import rule_of, usual
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.services import campaign_rules, cases, eligibility, entries
from bontot_desktop.services.cases import CaseDraft
from bontot_desktop.services.office import Office
from tests import recognition_office as made


def go(office: Office) -> None:
    """Change a rule, set one aside for a cell and no longer, record a case and remove it."""
    campaign_id = made.open_campaign(office)
    first = entries.list_entries(office, campaign_id)[0]
    made.register(office, [first.id])
    campaign_rules.save(office, campaign_id, replace(usual(rule_of("E09")), parameter=Decimal(11)))
    campaign_rules.reset(office, campaign_id)
    made.rate(office, campaign_id, {first.id: QualityLevel.COMPLETED})
    made.set_aside(office, first.id, "E03")
    eligibility.hold_again(office, first.id, "E03")
    cases.remove(office, cases.save(office, CaseDraft(first.cell_id, received_on=date(2026, 11, 18))).id)
