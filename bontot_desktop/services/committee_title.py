"""“Đảng bộ cơ sở 4 tốt” of a year: the committee's sheet of points, its meeting, its dossier, the answer from above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.committee_title import CommitteeDossierLine, CommitteeScore, CommitteeTitle
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules import committee_title as rules
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.committee_title import CommitteePaper, Road
from bontot_desktop.rules.criteria import Criterion, SetFacts
from bontot_desktop.rules.criteria_scoring import Given, SetScore, given_fault, score
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.rules.recognition import CampaignState, EntryState, ReviewBody, TitleKind
from bontot_desktop.services import campaign_sets, title_years
from bontot_desktop.services.office import Office
from bontot_desktop.services.title_years import CHANGED, TitleYear

TITLE = TitleKind.COMMITTEE_4_GOOD
#: The petition to the committee above.
PETITION = "D11B"
#: The petition went up, or was answered: what stands behind it is not changed any more.
_GONE_UP = frozenset({EntryState.SUBMITTED_UP, EntryState.RECOGNISED, EntryState.NOT_RECOGNISED})


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A criterion with what was given: by the committee's group, as the meeting agreed."""

    item: Criterion
    own: Decimal | None = None
    agreed: Decimal | None = None
    is_left_out: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the dossier: there or not, of which day."""

    item: CommitteePaper
    is_there: bool = False
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What the committee above decided: recognised or not, its decision, or why not."""

    is_recognised: bool = True
    number: str = ""
    decided_on: date | None = None
    signer: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CommitteeDraft:
    """The committee's year as its page shows it; ``lines`` has every criterion, ``papers`` the whole checklist."""

    criteria_set_id: int
    superior_name: str = ""
    title_spelling: str = ""
    plan_basis: str = ""
    registered_on: date | None = None
    self_scored_on: date | None = None
    review_on: date | None = None
    review_body: ReviewBody = ReviewBody.EXECUTIVE_COMMITTEE
    review_total: int | None = None
    review_present: int | None = None
    votes_for: int | None = None
    achievements: str = ""
    lines: tuple[ScoreLine, ...] = ()
    papers: tuple[PaperLine, ...] = ()


@dataclass(frozen=True, slots=True)
class CommitteeSheet:
    """The year with what follows from it. ``missing`` is what keeps the petition from going up."""

    year: TitleYear
    state: EntryState
    draft: CommitteeDraft
    facts: SetFacts
    result: Result | None
    missing: tuple[str, ...]
    lock: str

    @property
    def own(self) -> SetScore:
        """What the committee's group gave."""
        return score(self.facts, given_of(self.draft.lines, agreed=False))

    @property
    def agreed(self) -> SetScore:
        """What the meeting agreed."""
        return score(self.facts, given_of(self.draft.lines))


def given_of(lines: tuple[ScoreLine, ...], *, agreed: bool = True) -> dict[str, Given]:
    """Return what was given to each criterion in one of the two columns, by code."""
    return {
        line.item.code: Given(line.agreed if agreed else line.own, line.is_left_out)
        for line in lines
        if not line.item.is_group
    }


def sheet(office: Office, campaign_id: int) -> CommitteeSheet:
    """Return the committee's year. Raises NotFound."""
    with office.read() as session:
        return sheet_in(session, title_years.find(session, campaign_id, TITLE))


def sheet_in(session: Session, campaign: Campaign) -> CommitteeSheet:
    """Return it inside another's session."""
    own = _own(campaign)
    facts = campaign_sets.facts_of(title_years.criteria_of(session, campaign))
    draft = _draft(campaign, own, facts)
    decided = own.state in (EntryState.RECOGNISED, EntryState.NOT_RECOGNISED)
    lock = title_years.closed(session, campaign.year)
    if not lock and own.state in _GONE_UP:
        lock = f"Đã trình cấp trên ({own.state.label.lower()}) nên giữ nguyên."
    return CommitteeSheet(
        year=title_years.draft_of(session, campaign),
        state=own.state,
        draft=draft,
        facts=facts,
        result=_result(own) if decided else None,
        missing=tuple(rules.obstacles(_road(campaign.year, draft), facts.scoring, score(facts, given_of(draft.lines)))),
        lock=lock,
    )


def _own(campaign: Campaign) -> CommitteeTitle:
    assert campaign.committee is not None
    return campaign.committee


def _draft(campaign: Campaign, own: CommitteeTitle, facts: SetFacts) -> CommitteeDraft:
    scores = {row.criterion.code: row for row in own.scores}
    dossier = {row.item: row for row in own.dossier}
    return CommitteeDraft(
        criteria_set_id=campaign.criteria_set_id,
        superior_name=campaign.superior_name,
        title_spelling=campaign.title_spelling,
        plan_basis=campaign.plan_basis,
        registered_on=own.registered_on,
        self_scored_on=own.self_scored_on,
        review_on=campaign.review_on,
        review_body=campaign.review_body,
        review_total=campaign.review_total,
        review_present=campaign.review_present,
        votes_for=own.votes_for,
        achievements=own.achievements,
        lines=tuple(_line(item, scores.get(item.code)) for item in facts.items),
        papers=tuple(_paper(item, dossier.get(item)) for item in CommitteePaper),
    )


def _line(item: Criterion, row: CommitteeScore | None) -> ScoreLine:
    if row is None:
        return ScoreLine(item)
    return ScoreLine(item, row.self_points, row.agreed_points, row.is_not_applicable, row.evidence)


def _paper(item: CommitteePaper, row: CommitteeDossierLine | None) -> PaperLine:
    return PaperLine(item) if row is None else PaperLine(item, row.is_there, row.on, row.note)


def _result(own: CommitteeTitle) -> Result:
    return Result(
        own.state is EntryState.RECOGNISED,
        own.superior_decision_no,
        own.superior_decided_on,
        own.superior_signer,
        own.reason,
    )


def _road(year: int, draft: CommitteeDraft) -> Road:
    return Road(
        year,
        draft.registered_on,
        draft.self_scored_on,
        draft.review_on,
        draft.review_total,
        draft.review_present,
        draft.votes_for,
    )


def problems(draft: CommitteeDraft, year: int, facts: SetFacts, today: date) -> list[Problem]:
    """Check a year; fields are those of the draft, "own:<code>" and "agreed:<code>" of lines, "on:<item>" of papers."""
    found = [Problem(name, sentence) for name, sentence in rules.problems(_road(year, draft), today)]
    if not draft.superior_name.strip():
        found.append(Problem("superior_name", "Chưa có tên cơ quan cấp trên quyết định."))
    for line in draft.lines:
        if line.item.is_group:
            continue
        for name, points in (("own", line.own), ("agreed", line.agreed)):
            wrong = given_fault(facts, line.item, Given(points, line.is_left_out))
            if wrong:
                found.append(Problem(f"{name}:{line.item.code}", f"Dòng {line.item.code}: {wrong}"))
                break
        if line.item.evidence_required and line.own is not None and not line.evidence.strip():
            found.append(Problem(f"evidence:{line.item.code}", f"Dòng {line.item.code} phải có minh chứng."))
    for paper in draft.papers:
        if paper.on is not None and paper.on > today:
            found.append(Problem(f"on:{paper.item.value}", f"{paper.item.label}: ngày ở sau hôm nay; hãy xem lại."))
    return found


def save(office: Office, campaign_id: int, draft: CommitteeDraft) -> Changes:
    """Save the committee's year in one act. Raises Problems; Refused once the petition went up, or in a closed year."""
    with office.work("committee_title.save", f"Ghi kết quả “{TITLE.label}”") as session:
        campaign = title_years.find(session, campaign_id, TITLE)
        lock = sheet_in(session, campaign).lock
        if lock:
            raise Refused(lock)
        own = _own(campaign)
        if draft.criteria_set_id != campaign.criteria_set_id:
            if own.scores:
                sentence = "Đã chấm điểm theo bộ tiêu chí này nên không đổi bộ khác được."
                raise Problems([Problem("criteria_set_id", sentence)])
            campaign.criteria_set_id = draft.criteria_set_id
            draft = replace(draft, lines=())
        facts = campaign_sets.facts_of(title_years.criteria_of(session, campaign))
        found = problems(draft, campaign.year, facts, office.today())
        if found:
            raise Problems(found)
        campaign.superior_name, campaign.title_spelling = draft.superior_name.strip(), draft.title_spelling.strip()
        campaign.plan_basis = draft.plan_basis
        campaign.review_on, campaign.review_body = draft.review_on, draft.review_body
        campaign.review_total, campaign.review_present = draft.review_total, draft.review_present
        own.registered_on, own.self_scored_on = draft.registered_on, draft.self_scored_on
        own.votes_for, own.achievements = draft.votes_for, draft.achievements
        _write_scores(session, campaign, own, {line.item.code: line for line in draft.lines})
        _write_papers(own, {line.item: line for line in draft.papers})
        session.flush()
        _lead_on(session, campaign)
        session.sentence = f"Ghi kết quả “{TITLE.label}” năm {campaign.year}"
        session.about(campaign)
    return CHANGED


def _write_scores(session: Session, campaign: Campaign, own: CommitteeTitle, wanted: Mapping[str, ScoreLine]) -> None:
    stored = {row.criterion.code: row for row in own.scores}
    ids = {row.code: row.id for row in title_years.criteria_of(session, campaign).items if not row.is_group}
    for code, line in wanted.items():
        if code not in ids:
            continue
        row = stored.get(code)
        if line.own is None and line.agreed is None and not line.is_left_out and not line.evidence.strip():
            if row is not None:
                own.scores.remove(row)
            continue
        if row is None:
            row = CommitteeScore(criterion_id=ids[code])
            own.scores.append(row)
        row.self_points, row.agreed_points = (None, None) if line.is_left_out else (line.own, line.agreed)
        row.is_not_applicable, row.evidence = line.is_left_out, line.evidence.strip()


def _write_papers(own: CommitteeTitle, wanted: Mapping[CommitteePaper, PaperLine]) -> None:
    stored = {row.item: row for row in own.dossier}
    for item, line in wanted.items():
        row = stored.get(item)
        if not line.is_there and line.on is None and not line.note.strip():
            if row is not None:
                own.dossier.remove(row)
            continue
        if row is None:
            row = CommitteeDossierLine(item=item)
            own.dossier.append(row)
        row.is_there, row.on, row.note = line.is_there, line.on, line.note.strip()


def _lead_on(session: Session, campaign: Campaign) -> None:
    own = _own(campaign)
    shown = sheet_in(session, campaign)
    own.state = rules.state_of(_road(campaign.year, shown.draft), shown.own, is_agreed=not shown.missing)
    title_years.lead_on(campaign)


# The petition and its answer


def petition_of(session: Session, campaign: Campaign) -> Paper | None:
    """Return the petition that stands issued, None while there is none."""
    query = select(Paper).where(
        Paper.kind == PETITION, Paper.campaign_id == campaign.id, Paper.state == PaperState.ISSUED
    )
    return session.scalars(query).first()


def petition_id(office: Office, campaign_id: int) -> int | None:
    """Return the id of the petition that stands issued, None while there is none. Raises NotFound."""
    with office.read() as session:
        row = petition_of(session, title_years.find(session, campaign_id, TITLE))
        return None if row is None else row.id


def submit_in(campaign: Campaign) -> None:
    """Take the committee as put before the one above, with the paper that does it."""
    _own(campaign).state = EntryState.SUBMITTED_UP


def take_back_in(session: Session, campaign: Campaign) -> None:
    """Put the committee back when the paper is taken back.

    Raises Refused once the one above decided, and in a closed year: no petition may be issued again there, and nobody
    could then write down the answer.
    """
    closed = title_years.closed(session, campaign.year)
    if closed:
        raise Refused(f"{closed.rstrip('.')}; không thu hồi tờ trình này được nữa.")
    own = _own(campaign)
    if own.state is not EntryState.SUBMITTED_UP:
        raise Refused(f"Cấp trên đã quyết định kết quả năm {campaign.year}; không thu hồi tờ trình được nữa.")
    own.state = EntryState.PROPOSED
    _lead_on(session, campaign)


def record_result(office: Office, campaign_id: int, result: Result) -> Changes:
    """Write down what the committee above decided; written again it replaces what stood.

    Raises Problems for number, day, signer or a missing reason; Refused before the petition
    went up, and for an answer written down already once the year is closed.
    """
    with office.work("committee_title.result", f"Ghi kết quả cấp trên xét “{TITLE.label}”") as session:
        campaign = title_years.find(session, campaign_id, TITLE)
        own = _own(campaign)
        closed = title_years.closed(session, campaign.year)
        # The answer may come when the year was closed long ago; only what was answered before stays as it is then.
        if closed and own.state is not EntryState.SUBMITTED_UP:
            raise Refused(closed)
        if own.state not in _GONE_UP:
            raise Refused("Chưa ban hành tờ trình cấp trên; kết quả được ghi sau tờ trình.")
        found = _result_problems(session, campaign, result, office.today())
        if found:
            raise Problems(found)
        own.state = EntryState.RECOGNISED if result.is_recognised else EntryState.NOT_RECOGNISED
        own.superior_decision_no, own.superior_decided_on = result.number.strip(), result.decided_on
        own.superior_signer = result.signer.strip()
        own.reason = "" if result.is_recognised else result.reason.strip()
        campaign.state = CampaignState.DECIDED
        word = "công nhận" if result.is_recognised else "không công nhận"
        session.sentence = f"Ghi cấp trên {word} “{TITLE.label}” năm {campaign.year}"
        session.about(campaign)
    return CHANGED


def _result_problems(session: Session, campaign: Campaign, result: Result, today: date) -> list[Problem]:
    found = []
    day = result.decided_on
    if result.is_recognised and not result.number.strip():
        found.append(Problem("number", "Chưa ghi số, ký hiệu quyết định của cấp trên."))
    if result.is_recognised and not result.signer.strip():
        found.append(Problem("signer", "Chưa ghi người ký quyết định."))
    if not result.is_recognised and not result.reason.strip():
        found.append(Problem("reason", "Không công nhận thì hãy ghi lý do cấp trên nêu."))
    petition = petition_of(session, campaign)
    if day is None:
        found.append(Problem("decided_on", "Chưa có ngày quyết định, ngày trả lời của cấp trên."))
    elif day > today:
        found.append(Problem("decided_on", "Ngày quyết định ở sau hôm nay; hãy xem lại."))
    elif petition is not None and petition.dated_on is not None and day < petition.dated_on:
        sent = dates.screen(petition.dated_on)
        found.append(Problem("decided_on", f"Ngày quyết định ở trước ngày tờ trình ({sent})."))
    return found
