"""The sitting of the review as its minutes tell it: place and times, who was absent, guests, opinions, conclusion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.cells import Post
from bontot_desktop.db.models.office import Body, Holding
from bontot_desktop.db.models.recognition import Campaign, ReviewAbsence, ReviewOpinion
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.cells import CellPost, holds_on
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.recognition import CampaignState, ReviewBody, VoteMethod
from bontot_desktop.services import campaigns
from bontot_desktop.services.office import Office

#: Which body of the office sits.
_BODIES = {
    ReviewBody.STANDING_COMMITTEE: Issuer.STANDING_COMMITTEE,
    ReviewBody.EXECUTIVE_COMMITTEE: Issuer.EXECUTIVE_COMMITTEE,
}


@dataclass(frozen=True, slots=True)
class AbsenceDraft:
    """A member of the body who was absent, and why."""

    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OpinionDraft:
    """What somebody said."""

    speaker: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class SittingDraft:
    """The sitting as its form shows it; ``total`` counts all members of the body, ``guests`` stand one a line."""

    campaign_id: int
    held_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    body: ReviewBody = ReviewBody.STANDING_COMMITTEE
    method: VoteMethod = VoteMethod.SECRET
    total: int | None = None
    present: int | None = None
    absences: tuple[AbsenceDraft, ...] = ()
    guests: str = ""
    chair: str = ""
    secretary: str = ""
    presenter: str = ""
    opinions: tuple[OpinionDraft, ...] = ()
    conclusion: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A member of the body on a day: name and post, and the cell he is secretary of, None for none."""

    person_id: int
    name: str
    post: str
    cell_id: int | None = None


def load(office: Office, campaign_id: int) -> SittingDraft:
    """Return the sitting; a new one offers all members of the body and its head as chair. Raises NotFound."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        day = campaign.review_on or office.today()
        seats = seats_of(session, campaign.review_body, day)
        draft = SittingDraft(
            campaign_id=campaign_id,
            held_on=campaign.review_on,
            starts_at=campaign.review_starts_at,
            ends_at=campaign.review_ends_at,
            place=campaign.review_place,
            body=campaign.review_body,
            method=campaign.review_method,
            total=campaign.review_total or size_of(session, campaign.review_body, day),
            present=campaign.review_present,
            absences=tuple(AbsenceDraft(row.name, row.reason) for row in campaign.absences),
            guests=campaign.review_guests,
            chair=campaign.review_chair,
            secretary=campaign.review_secretary,
            presenter=campaign.review_presenter,
            opinions=tuple(OpinionDraft(row.speaker, row.text) for row in campaign.opinions),
            conclusion=campaign.review_conclusion,
        )
        if campaign.review_on is None and not draft.chair and seats:
            draft = replace(draft, chair=seats[0].name)
        return draft


def seats(office: Office, body: ReviewBody, day: date) -> list[Seat]:
    """Return the members of a body on a day, the highest first."""
    with office.read() as session:
        return seats_of(session, body, day)


def seats_of(session: Session, body: ReviewBody, day: date) -> list[Seat]:
    """Return the members inside another's session; each once, with the highest post."""
    query = (
        select(Holding)
        .join(Body, Body.id == Holding.body_id)
        .where(Body.kind == _BODIES[body])
        .order_by(Holding.rank, Holding.id)
    )
    held = [row for row in session.scalars(query) if holds_on(row.from_on, row.to_on, day)]
    members = {row.person.member_id for row in held if row.person.member_id is not None}
    cells: dict[int, int] = {}
    if members:
        posts = select(Post).where(Post.member_id.in_(members), Post.post == CellPost.SECRETARY)
        cells = {row.member_id: row.cell_id for row in session.scalars(posts) if holds_on(row.from_on, row.to_on, day)}
    found: dict[int, Seat] = {}
    for row in held:
        cell = cells.get(row.person.member_id) if row.person.member_id is not None else None
        found.setdefault(row.person_id, Seat(row.person_id, row.person.full_name, row.post, cell))
    return list(found.values())


def size_of(session: Session, body: ReviewBody, day: date) -> int | None:
    """Return how many members a body has: what the office wrote, else who holds a seat that day."""
    written = session.scalars(select(Body.member_count).where(Body.kind == _BODIES[body])).first()
    return written or len(seats_of(session, body, day)) or None


def own_cells(session: Session, campaign: Campaign, day: date) -> dict[int, str]:
    """Name the members of the body who are secretaries of cells under review, by cell (recognition.md §3.4)."""
    under_review = {entry.cell_id for entry in campaign.entries}
    return {
        seat.cell_id: seat.name
        for seat in seats_of(session, campaign.review_body, day)
        if seat.cell_id is not None and seat.cell_id in under_review
    }


def save(office: Office, draft: SittingDraft) -> Changes:
    """Save the sitting in one act; the votes stay.

    Raises Refused for a closed year, Problems: "held_on", "total", "present", "ends_at", "absences", "opinions".
    """
    with office.work("review.sitting", "Ghi cuộc họp xét của Ban Thường vụ") as session:
        campaign = campaigns.find(session, draft.campaign_id)
        campaigns.refuse_when_closed(campaign)
        cleaned = _clean(draft)
        found = problems(cleaned)
        if campaign.state is CampaignState.DECIDED:
            found += _decided_problems(campaign, cleaned)
        if found:
            raise Problems(found)
        write(campaign, cleaned)
        campaigns.lead_on(campaign)
        session.about(campaign)
    return Changes.of(Kind.CAMPAIGNS)


def _clean(draft: SittingDraft) -> SittingDraft:
    return replace(
        draft,
        place=text.clean(draft.place),
        guests=text.clean_block(draft.guests),
        chair=text.clean(draft.chair),
        secretary=text.clean(draft.secretary),
        presenter=text.clean(draft.presenter),
        conclusion=text.clean_block(draft.conclusion),
        absences=tuple(AbsenceDraft(text.clean(row.name), text.clean(row.reason)) for row in draft.absences),
        opinions=tuple(OpinionDraft(text.clean(row.speaker), text.clean_block(row.text)) for row in draft.opinions),
    )


def sitting_problems(
    held_on: date | None,
    total: int | None,
    present: int | None,
    method: VoteMethod = VoteMethod.SECRET,
    *,
    names: tuple[str, str, str] = ("review_on", "review_total", "review_present"),
) -> list[Problem]:
    """Say what is wrong with day, members and quorum; ``names`` are the fields the sentences belong to."""
    found = []
    if held_on is None:
        found.append(Problem(names[0], "Chưa có ngày họp xét."))
    if not total:
        found.append(Problem(names[1], "Chưa có tổng số ủy viên."))
    if total and present is not None:
        if present > total:
            found.append(Problem(names[2], f"Số có mặt {present} nhiều hơn tổng số ủy viên {total}."))
        elif present * 2 <= total and method is not VoteMethod.WRITTEN:
            sentence = f"Mới có {present}/{total} ủy viên dự, cuộc họp cần quá nửa số ủy viên."
            found.append(Problem(names[2], sentence))
    return found


def problems(draft: SittingDraft) -> list[Problem]:
    """Say what of a sitting cannot be."""
    found = sitting_problems(
        draft.held_on, draft.total, draft.present, draft.method, names=("held_on", "total", "present")
    )
    if draft.starts_at is not None and draft.ends_at is not None and draft.ends_at <= draft.starts_at:
        found.append(Problem("ends_at", "Giờ kết thúc phải sau giờ bắt đầu."))
    if any(not row.name for row in draft.absences):
        found.append(Problem("absences", "Có dòng vắng mặt chưa ghi tên."))
    if draft.total and draft.present is not None and draft.present <= draft.total:
        absent = draft.total - draft.present
        if len(draft.absences) > absent:
            sentence = f"Có {absent} ủy viên vắng nhưng đã ghi tên {len(draft.absences)} đồng chí."
            found.append(Problem("absences", sentence))
    names = [text.fold(row.name) for row in draft.absences if row.name]
    if len(set(names)) < len(names):
        found.append(Problem("absences", "Một đồng chí được ghi vắng hai lần."))
    for name, word in ((draft.chair, "chủ trì"), (draft.secretary, "thư ký")):
        if name and text.fold(name) in names:
            found.append(Problem("absences", f"Đồng chí {name} là {word} nên không thể ghi vắng mặt."))
    if any(bool(row.speaker) != bool(row.text) for row in draft.opinions):
        found.append(Problem("opinions", "Mỗi ý kiến cần cả người phát biểu và nội dung."))
    return found


def _decided_problems(campaign: Campaign, draft: SittingDraft) -> list[Problem]:
    """A decision stands on the day and the votes: what they are counted on stays."""
    stays = "Đã có quyết định công nhận nên không đổi được nữa."
    held = (
        ("held_on", campaign.review_on, draft.held_on),
        ("total", campaign.review_total, draft.total),
        ("present", campaign.review_present, draft.present),
        ("body", campaign.review_body, draft.body),
        ("method", campaign.review_method, draft.method),
    )
    return [Problem(field, stays) for field, was, now in held if was != now]


def write(campaign: Campaign, draft: SittingDraft) -> None:
    """Put a sitting into its campaign."""
    campaign.review_on, campaign.review_place = draft.held_on, draft.place
    campaign.review_starts_at, campaign.review_ends_at = draft.starts_at, draft.ends_at
    campaign.review_body, campaign.review_method = draft.body, draft.method
    campaign.review_total, campaign.review_present = draft.total, draft.present
    campaign.review_guests, campaign.review_conclusion = draft.guests, draft.conclusion
    campaign.review_chair, campaign.review_secretary = draft.chair, draft.secretary
    campaign.review_presenter = draft.presenter
    absences = [(row.name, row.reason) for row in draft.absences]
    if [(row.name, row.reason) for row in campaign.absences] != absences:
        campaign.absences = [
            ReviewAbsence(position=place, name=name, reason=reason)
            for place, (name, reason) in enumerate(absences, start=1)
        ]
    opinions = [(row.speaker, row.text) for row in draft.opinions if row.speaker]
    if [(row.speaker, row.text) for row in campaign.opinions] != opinions:
        campaign.opinions = [
            ReviewOpinion(position=place, speaker=speaker, text=said)
            for place, (speaker, said) in enumerate(opinions, start=1)
        ]
