"""The sitting of the review as its minutes tell it: place and times, who was absent, guests, opinions, conclusion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Post
from bontot_desktop.db.models.office import Body, Holding
from bontot_desktop.db.models.recognition import Campaign, ReviewAbsence, ReviewOpinion, ReviewSitting
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.cells import CellPost, holds_on
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.recognition import OPEN_STATES, CampaignState, ReviewBody, VoteMethod
from bontot_desktop.services import campaigns, sittings
from bontot_desktop.services.office import Office
from bontot_desktop.services.sittings import FIRST, Held

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
    """The sitting as its form shows it; ``total`` counts all members of the body, ``guests`` stand one a line.

    ``number`` is 1 for the sitting a campaign begins with, from 2 for further ones.
    """

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
    number: int = FIRST


@dataclass(frozen=True, slots=True)
class SittingName:
    """A sitting among those of a campaign, as one chooses it; ``votes`` counts the cells voted on there."""

    number: int
    held_on: date | None
    votes: int
    has_minutes: bool

    @property
    def label(self) -> str:
        """The sitting in a choice: "Lần 2, ngày 05/01/2027"."""
        return f"Lần {self.number}" + (f", ngày {dates.screen(self.held_on)}" if self.held_on else "")


@dataclass(frozen=True, slots=True)
class Seat:
    """A member of the body on a day: name and post, and the cell he is secretary of, None for none."""

    person_id: int
    name: str
    post: str
    cell_id: int | None = None


def load(office: Office, campaign_id: int, number: int = FIRST) -> SittingDraft:
    """Return a sitting; a new one offers all members of the body and its head as chair. Raises NotFound."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        return _draft_of(session, campaign, sittings.numbered(campaign, number), office.today())


def new_further(office: Office, campaign_id: int) -> SittingDraft:
    """Offer a further sitting, as the last one sat, with nothing of what happens at it.

    Raises Refused before the first was held, once the year is closed, or while every open cell is the first's.
    """
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        _refuse_further(campaign)
        last = sittings.every(campaign)[-1]
        total = last.total or size_of(session, last.body, office.today())
        return SittingDraft(
            campaign_id=campaign_id,
            held_on=office.today(),
            place=last.place,
            body=last.body,
            method=last.method,
            total=total,
            present=None,
            chair=last.chair,
            secretary=last.secretary,
            presenter=last.presenter,
            number=last.number + 1,
        )


def names(office: Office, campaign_id: int) -> list[SittingName]:
    """Return the sittings of a campaign in their order. Raises NotFound."""
    # The papers' sources stand above what they record.
    from bontot_desktop.services.sources.review_papers import minutes_of

    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        told = minutes_of(session, campaign)
        voted: dict[int, int] = {}
        for entry in campaign.entries:
            if entry.votes_for is not None:
                number = entry.sitting.number if entry.sitting is not None else FIRST
                voted[number] = voted.get(number, 0) + 1
            for vote in entry.earlier:
                voted[sittings.number_of(vote)] = voted.get(sittings.number_of(vote), 0) + 1
        return [
            SittingName(held.number, held.held_on, voted.get(held.number, 0), held.number in told)
            for held in sittings.every(campaign)
        ]


def remove_further(office: Office, campaign_id: int, number: int) -> Changes:
    """Take away a further sitting at which nothing was voted on. Raises NotFound, Refused."""
    from bontot_desktop.services.sources.review_papers import minutes_of

    with office.work("review.sitting_removed", "Bỏ cuộc họp bổ sung") as session:
        campaign = campaigns.find(session, campaign_id)
        campaigns.refuse_when_closed(campaign)
        row = sittings.row_of(campaign, number)
        if number < campaign.sittings[-1].number:
            raise Refused("Sau cuộc họp này đã có cuộc họp khác; hãy bỏ cuộc họp sau trước.")
        if any(
            entry.sitting is row or any(vote.sitting is row for vote in entry.earlier) for entry in campaign.entries
        ):
            raise Refused("Cuộc họp này đã có phiếu; hãy xóa các phiếu rồi bỏ cuộc họp.")
        if number in minutes_of(session, campaign):
            raise Refused("Cuộc họp này đã có biên bản; hãy thu hồi biên bản ấy trước.")
        campaign.sittings.remove(row)
        session.about(campaign)
    return Changes.of(Kind.CAMPAIGNS)


def _draft_of(session: Session, campaign: Campaign, held: Held, today: date) -> SittingDraft:
    seats = seats_of(session, held.body, held.held_on or today)
    draft = SittingDraft(
        campaign_id=campaign.id,
        held_on=held.held_on,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        place=held.place,
        body=held.body,
        method=held.method,
        total=held.total or size_of(session, held.body, held.held_on or today),
        present=held.present,
        absences=tuple(AbsenceDraft(name, reason) for name, reason in held.absences),
        guests=held.guests,
        chair=held.chair,
        secretary=held.secretary,
        presenter=held.presenter,
        opinions=tuple(OpinionDraft(speaker, said) for speaker, said in held.opinions),
        conclusion=held.conclusion,
        number=held.number,
    )
    if held.held_on is None and not draft.chair and seats:
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
    """Save a sitting in one act; the votes stay. A further one that is not there yet is begun.

    Raises Refused for a closed year, Problems: "held_on", "total", "present", "ends_at", "absences", "opinions".
    """
    with office.work("review.sitting", "Ghi cuộc họp xét của Ban Thường vụ") as session:
        campaign = campaigns.find(session, draft.campaign_id)
        campaigns.refuse_when_closed(campaign)
        cleaned = _clean(draft)
        found = problems(cleaned)
        if cleaned.number != FIRST:
            found += further_problems(session, campaign, cleaned, office.today())
        elif campaign.state is CampaignState.DECIDED:
            found += _changed_problems(sittings.first(campaign), cleaned)
        if found:
            raise Problems(found)
        if cleaned.number == FIRST:
            write(campaign, cleaned)
        else:
            _write_further(campaign, cleaned)
            session.sentence = f"Ghi cuộc họp xét bổ sung lần {cleaned.number}"
        campaigns.lead_on(campaign)
        session.about(campaign)
    return Changes.of(Kind.CAMPAIGNS)


def _refuse_further(campaign: Campaign) -> None:
    """Refuse a further sitting nobody could be voted on at. Raises Refused."""
    campaigns.refuse_when_closed(campaign)
    if campaign.review_on is None:
        raise Refused("Chưa ghi cuộc họp xét đầu tiên; hãy ghi ngày họp của cuộc họp ấy trước.")
    if campaign.review_present is None:
        raise Refused("Cuộc họp xét đầu tiên chưa ghi số ủy viên dự; hãy ghi xong cuộc họp ấy trước.")
    open_ = any(entry.state in OPEN_STATES and entry.votes_for is None for entry in campaign.entries)
    if not open_:
        raise Refused(
            "Không còn chi bộ nào chờ xét; đưa chi bộ ra xét lại ở bước Kết quả trước khi lập cuộc họp bổ sung."
        )


def further_problems(session: Session, campaign: Campaign, draft: SittingDraft, today: date) -> list[Problem]:
    """Say what of a further sitting cannot be: its day among the others, its members, what a conclusion stands on.

    Raises Refused when there is nobody to vote on, NotFound for a number out of order.
    """
    every = sittings.every(campaign)
    known = next((held for held in every if held.number == draft.number), None)
    if known is None:
        _refuse_further(campaign)
        if draft.number != every[-1].number + 1:
            sittings.row_of(campaign, draft.number)
    found = []
    on = draft.held_on
    if on is not None:
        before = next((held for held in every if held.number == draft.number - 1), None)
        after = next((held for held in every if held.number == draft.number + 1), None)
        if before is not None and before.held_on is not None and on < before.held_on:
            sat_on = dates.screen(before.held_on)
            found.append(
                Problem("held_on", f"Cuộc họp bổ sung không thể trước cuộc họp lần {before.number} ({sat_on}).")
            )
        elif after is not None and after.held_on is not None and on > after.held_on:
            sat_on = dates.screen(after.held_on)
            found.append(Problem("held_on", f"Cuộc họp lần {after.number} đã họp ngày {sat_on}; hãy xem lại ngày này."))
        elif on > today:
            found.append(Problem("held_on", f"Ngày họp {dates.screen(on)} chưa tới; hãy xem lại."))
        seats = len(seats_of(session, draft.body, on))
        if draft.total and draft.total < seats:
            sentence = (
                f"{draft.body.label} ngày ấy có {seats} ủy viên; quá nửa tính trên tổng số, không phải {draft.total}."
            )
            found.append(Problem("total", sentence))
    if known is not None and any(
        entry.sitting is not None and entry.sitting.number == draft.number and entry.state not in OPEN_STATES
        for entry in campaign.entries
    ):
        found += _changed_problems(known, draft, "Đã có kết luận theo cuộc họp này nên không đổi được nữa.")
    return found


def _write_further(campaign: Campaign, draft: SittingDraft) -> None:
    assert draft.held_on is not None
    row = next((row for row in campaign.sittings if row.number == draft.number), None)
    if row is None:
        row = ReviewSitting(number=draft.number)
        campaign.sittings.append(row)
    row.held_on, row.total, row.present = draft.held_on, draft.total, draft.present
    row.body, row.method = draft.body, draft.method
    row.starts_at, row.ends_at, row.place = draft.starts_at, draft.ends_at, draft.place
    row.chair, row.secretary, row.presenter = draft.chair, draft.secretary, draft.presenter
    row.guests, row.conclusion = draft.guests, draft.conclusion
    row.absences = [[one.name, one.reason] for one in draft.absences]
    row.opinions = [[one.speaker, one.text] for one in draft.opinions if one.speaker]


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


def _changed_problems(
    held: Held, draft: SittingDraft, stays: str = "Đã có quyết định công nhận nên không đổi được nữa."
) -> list[Problem]:
    """A conclusion stands on the day and the votes: what they are counted on stays."""
    fields = (
        ("held_on", held.held_on, draft.held_on),
        ("total", held.total, draft.total),
        ("present", held.present, draft.present),
        ("body", held.body, draft.body),
        ("method", held.method, draft.method),
    )
    return [Problem(field, stays) for field, was, now in fields if was != now]


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
