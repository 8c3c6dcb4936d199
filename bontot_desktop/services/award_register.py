"""The register of certificates given over the years, as it is printed (recognition.md §7)."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.awards import Award
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.documents import award_register
from bontot_desktop.documents.award_register import AwardRegisterFacts, RegisteredAward
from bontot_desktop.documents.blocks import Document
from bontot_desktop.errors import Refused
from bontot_desktop.rules.awards import money
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.services import awards, heads, numbers, wordings
from bontot_desktop.services.member_papers import ListPaper, ListWish
from bontot_desktop.services.office import Office

ISSUER = Issuer.STANDING_COMMITTEE


def paper(office: Office, year: int | None = None) -> ListPaper:
    """Prepare the register of a year, of all years for None. Raises Refused while no certificate was given."""
    today, kind = office.today(), award_register.KIND
    with office.read() as session:
        listed = _awards(session, year)
        if not listed:
            when = f"Năm {year} chưa" if year is not None else "Chưa"
            raise Refused(f"{when} tặng giấy khen nào.")
        years = [when for when, _ in listed]
        facts = AwardRegisterFacts(
            head=heads.committee_head(session, ISSUER, day=today, today=today),
            signer=heads.signer(session, ISSUER, today),
            committee=heads.committee(session, today).name,
            day=today,
            from_year=min(years),
            to_year=max(years),
            awards=tuple(award for _, award in listed),
        )
        settings = heads.format_settings(session)
        texts = wordings.in_use(session, kind.id).texts
    about = award_register.given(facts, settings, kind.words(settings, texts)).say("summary")

    def make(wish: ListWish) -> Document:
        head = replace(facts.head, day=wish.day, year=(wish.day or facts.day).year)
        return kind.build(replace(facts, head=head, about=wish.about.strip()), settings, texts)

    return ListPaper(kind.name, about, make)


def _awards(session: Session, year: int | None) -> list[tuple[int, RegisteredAward]]:
    query = select(Award, Campaign.year).join(Campaign, Campaign.id == Award.campaign_id)
    if year is not None:
        query = query.where(Campaign.year == year)
    kinds = (awards.DECISION, awards.MEMBER_DECISION)
    decisions = {
        (row.campaign_id, row.kind == awards.MEMBER_DECISION): row
        for row in session.scalars(select(Paper).where(Paper.kind.in_(kinds), Paper.state == PaperState.ISSUED))
    }
    found = []
    for award, when in session.execute(query.order_by(Campaign.year, Award.certificate_no, Award.id)):
        decision = decisions.get((award.campaign_id, award.member_id is not None))
        found.append(
            (
                when,
                RegisteredAward(
                    number=award.certificate_no,
                    name=_name(award),
                    achievement=award.achievement,
                    decision=numbers.text_of(decision) if decision is not None else "",
                    decided_on=decision.dated_on if decision is not None else None,
                    money=money(award.coefficient, award.base_pay),
                    paid_on=award.paid_on,
                    taken_back_on=award.taken_back_on,
                ),
            )
        )
    return found


def _name(award: Award) -> str:
    """Name who has it; of a member his cell too."""
    if award.member_id is None:
        return award.name_at_time
    return f"{award.name_at_time}, {awards.cell_of(award, award.campaign)}"
