"""The acts on the titles beside that of cells, for the proof that each is taken back whole."""

from __future__ import annotations

from dataclasses import replace

from bontot_desktop.rules.member_titles import Typed
from bontot_desktop.rules.recognition import TitleKind
from bontot_desktop.services import title_years
from bontot_desktop.services.office import Office
from tests import committee_office as committee
from tests import title_office as made


def go(office: Office) -> None:
    """Do every act once."""
    title_years.remove(office, made.open_year(office), TitleKind.MEMBER_5_GOOD)
    campaign_id = made.open_year(office)
    made.write(office, campaign_id, 1, {"Lê Văn Thử 1": Typed(made.REGISTERED)})
    made.write(office, campaign_id, 1, {"Lê Văn Thử 1": Typed(), "Nguyễn Thị Mẫu 1A": made.good()})
    draft = title_years.of_year(office, made.YEAR, TitleKind.MEMBER_5_GOOD)
    assert draft is not None
    title_years.save(office, replace(draft, review_on=made.SAT, rules=replace(draft.rules, least=None)))
    title_years.remove(office, committee.open_year(office), TitleKind.COMMITTEE_4_GOOD)
    of_committee = committee.open_year(office)
    committee.fill(office, of_committee, agreed=None)
    committee.fill(office, of_committee)
