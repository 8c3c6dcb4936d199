"""The papers of the review: its minutes (D10), what goes up (D11), and a recognition taken back (D19)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.awards import Award
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign, CellEntry, EarlierVote
from bontot_desktop.documents import petition_up, review_minutes, revocation_decision
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.petition_up import PetitionUpFacts
from bontot_desktop.documents.review_minutes import AwardVote, RatedVote, RecognisedVote, ReviewFacts
from bontot_desktop.documents.revocation_decision import RevocationFacts
from bontot_desktop.errors import Refused, WrongDay
from bontot_desktop.rules import rating_caps
from bontot_desktop.rules import recognition as rules
from bontot_desktop.rules.eligibility import SetAside
from bontot_desktop.rules.meetings import percent
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.rules.recognition import (
    Authority,
    EntryState,
    QualityLevel,
    ReviewBody,
    RuleResult,
    Scoring,
    VoteMethod,
)
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import (
    campaign_sets,
    campaigns,
    entries,
    heads,
    legal_bases,
    rating_settings,
    ratings,
    revocations,
    sittings,
    submissions,
)
from bontot_desktop.services.campaign_sets import EntryScores
from bontot_desktop.services.sittings import Held
from bontot_desktop.services.sources import campaign_papers, recognition_papers
from bontot_desktop.services.sources.base import Issue, Source, Subject

ISSUER = Issuer.STANDING_COMMITTEE
MINUTES, UP, REVOCATION = "D10", "D11", "D19"
#: States in which the dossier was verified.
_VERIFIED = frozenset(
    {
        EntryState.VERIFIED,
        EntryState.PROPOSED,
        EntryState.NOT_PROPOSED,
        EntryState.SUBMITTED_UP,
        EntryState.RECOGNISED,
        EntryState.NOT_RECOGNISED,
        EntryState.REVOKED,
    }
)
#: States of those the review proposed.
_PROPOSED = frozenset({EntryState.PROPOSED, EntryState.SUBMITTED_UP, EntryState.RECOGNISED, EntryState.REVOKED})
_REFUSED = frozenset({EntryState.NOT_PROPOSED, EntryState.NOT_RECOGNISED})
#: How minutes say what became of a cell.
_FOR, _NOT = "Đề nghị công nhận", "Không đề nghị"


# The minutes


def collect_minutes(session: Session, campaign_id: int, issue: Issue) -> ReviewFacts:
    """Gather the minutes of the first sitting that has none yet, of the last one where all have.

    Raises Refused before it sat, WrongDay for a day before it.
    """
    campaign = campaigns.find(session, campaign_id)
    held = next_told(session, campaign)
    if held.held_on is None:
        raise Refused("Chưa ghi ngày họp xét; hãy ghi ở bước Họp xét trước.")
    if issue.day is not None and issue.day < held.held_on:
        sat_on = dates.screen(held.held_on)
        raise WrongDay(f"Ngày biên bản ở trước ngày họp xét {sat_on}; hãy chọn ngày từ {sat_on}.", held.held_on)
    committee = heads.committee(session, issue.as_of)
    listed = _told_of(session, campaign, held)
    votes = _recognised(session, campaign, held, listed)
    standing = held.body is ReviewBody.STANDING_COMMITTEE
    return ReviewFacts(
        head=_head(session, issue),
        body=f"Ban Thường vụ {committee.name}" if standing else f"Ban Chấp hành {committee.org_name}",
        committee=committee.name,
        year=campaign.year,
        held_on=held.held_on,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        place=held.place,
        total=held.total,
        present=held.present,
        absent=tuple(f"đồng chí {name}" + (f" ({reason})" if reason else "") for name, reason in held.absences),
        guests=held.guests,
        chair=held.chair,
        secretary=held.secretary,
        presenter=held.presenter,
        method=held.method.label.lower(),
        registered=len(listed),
        fit=sum(_was_fit(entry, held) for entry in listed),
        opinions=tuple(f"Đồng chí {speaker}: {said}" for speaker, said in held.opinions),
        ratings=_rated(session, campaign) if held.is_first else (),
        caps=_caps(session, campaign.year) if held.is_first else (),
        ballots=_ballots([_ballot_of(entry, held) for entry in listed]) if held.method is VoteMethod.SECRET else "",
        recognised=votes,
        awards=_awards(session, campaign) if held.is_first else (),
        conclusion=held.conclusion,
        proposed_count=sum(vote.conclusion == _FOR for vote in votes),
        refused_count=sum(vote.conclusion == _NOT for vote in votes),
        superior=campaign.superior_name if campaign.authority is Authority.UP else "",
        sitting=held.number,
        first_on=None if held.is_first else campaign.review_on,
    )


def minutes_of(session: Session, campaign: Campaign) -> dict[int, Paper]:
    """Return the minutes that stand issued, by the number of their sitting."""
    query = select(Paper).where(
        Paper.kind == MINUTES, Paper.campaign_id == campaign.id, Paper.state == PaperState.ISSUED
    )
    return {int(row.facts.get("facts", {}).get("sitting", sittings.FIRST)): row for row in session.scalars(query)}


def next_told(session: Session, campaign: Campaign) -> Held:
    """Return the sitting whose minutes come next: the first without any, else the last."""
    every = sittings.every(campaign)
    told = minutes_of(session, campaign)
    return next((held for held in every if held.number not in told), every[-1])


def may_be_told_again(session: Session, campaign_id: int) -> bool:
    """Say whether further minutes may follow those that stand: a sitting has none yet."""
    campaign = campaigns.find(session, campaign_id)
    told = minutes_of(session, campaign)
    return any(held.number not in told for held in sittings.every(campaign))


def _told_of(session: Session, campaign: Campaign, held: Held) -> list[CellEntry]:
    """Return the cells a sitting's minutes tell of: the first of all that took part, a further one of its own."""
    listed = [entry for entry in entries.loaded(session, campaign) if entry.state in rules.TOOK_PART]
    if not held.is_first:
        listed = [entry for entry in listed if _stands(entry, held) or sittings.earlier_at(entry, held.number)]
    return sorted(listed, key=lambda entry: (entry.cell.name_order, entry.id))


def _stands(entry: CellEntry, held: Held) -> bool:
    """Say whether the vote and conclusion that stand on a cell are those of a sitting."""
    if sittings.earlier_at(entry, held.number) is not None:
        return False
    return (entry.sitting_id is None and held.is_first and not entry.earlier) or (
        entry.sitting_id is not None and entry.sitting_id == held.id
    )


def _was_fit(entry: CellEntry, held: Held) -> bool:
    """Whether a cell was fit when a sitting saw it."""
    kept = sittings.earlier_at(entry, held.number)
    return kept.is_fit if kept is not None else _is_fit(entry)


def _ballot_of(entry: CellEntry, held: Held) -> CellEntry | EarlierVote | None:
    """Return what holds the vote of a sitting on a cell, None where it did not vote on it."""
    return sittings.earlier_at(entry, held.number) or (entry if _stands(entry, held) else None)


def _is_fit(entry: CellEntry) -> bool:
    """Whether the verification found nothing against the cell; before the rules ran, whether it was proposed."""
    if not entry.checks:
        return entry.state in _PROPOSED
    return entry.state in _VERIFIED and all(check.result is not RuleResult.FAILED for check in entry.checks)


def _rated(session: Session, campaign: Campaign) -> tuple[RatedVote, ...]:
    return tuple(
        RatedVote(
            line.cell,
            line.draft.level.label,
            line.draft.votes_for,
            line.draft.votes_against,
            _rated_result(line.draft.votes_for, campaign.review_total),
        )
        for line in ratings.lines_as_reviewed(session, campaign.year)
        if line.draft is not None
    )


def _rated_result(votes_for: int | None, total: int | None) -> str:
    """Say that a proposed level did not get its majority, "" when it did or nobody wrote the votes down."""
    if votes_for is None or not total or rules.body_approves(votes_for, total):
        return ""
    return "Chưa quá nửa tổng số ủy viên"


def _ballots(votes: list[CellEntry | EarlierVote | None]) -> str:
    """Tell the ballots of a secret vote when they are the same for every cell: out, in, valid."""
    counted = {
        (vote.ballots_out, vote.ballots_in, vote.ballots_invalid or 0)
        for vote in votes
        if vote is not None and vote.votes_for is not None
    }
    if len(counted) != 1:
        return ""
    out, back, invalid = counted.pop()
    if out is None or back is None:
        return ""
    wrong = f", không hợp lệ {invalid:02d} phiếu" if invalid else ""
    return f"Số phiếu phát ra {out:02d}, thu về {back:02d}, hợp lệ {back - invalid:02d} phiếu{wrong}."


def _caps(session: Session, year: int) -> tuple[str, ...]:
    settings = rating_settings.of(session)
    lines = ratings.lines_as_reviewed(session, year)
    rated = [(line.group, line.draft.level) for line in lines if line.draft is not None]
    if not any(level is QualityLevel.EXCELLENT for _, level in rated):
        return ()
    return tuple(rating_caps.told(cap, settings) for cap in rating_caps.caps(rated, settings))


def _recognised(
    session: Session, campaign: Campaign, held: Held, listed: list[CellEntry]
) -> tuple[RecognisedVote, ...]:
    lines = ratings.lines_as_reviewed(session, campaign.year)
    levels = {line.cell_id: line.draft.level for line in lines if line.draft is not None}
    scores = campaign_sets.scores_of(session, campaign)
    return tuple(_vote_on(entry, held, levels.get(entry.cell_id), scores.get(entry.id)) for entry in listed)


def _vote_on(entry: CellEntry, held: Held, level: QualityLevel | None, scores: EntryScores | None) -> RecognisedVote:
    kept = sittings.earlier_at(entry, held.number)
    if kept is not None:
        return RecognisedVote(
            cell=entry.name_at_time,
            points=kept.points,
            rating=kept.level.value if kept.level is not None else "",
            votes_for=kept.votes_for,
            share=_share(kept.votes_for, held.total),
            conclusion=_NOT,
            reasons=kept.reasons,
        )
    with_points = scores is not None and scores.facts.scoring is Scoring.POINTS
    points = scores.counted.total if scores is not None and with_points else None
    stands = _stands(entry, held)
    votes = entry.votes_for if stands else None
    refused = stands and entry.state in _REFUSED
    proposed = stands and entry.state in _PROPOSED
    return RecognisedVote(
        cell=entry.name_at_time,
        points=show(points) if points is not None else "",
        rating=level.value if level is not None else "",
        votes_for=votes,
        share=_share(votes, held.total),
        conclusion=_FOR if proposed else _NOT if refused else "",
        reasons="\n".join(row.text or row.reason.label for row in entry.reasons) if refused else "",
        exception=_exception(entry) if proposed else "",
    )


def _share(votes: int | None, total: int | None) -> str:
    return percent(votes, total, 2) if votes is not None and total else ""


def _exception(entry: CellEntry) -> str:
    """Say why the body lets a cell pass in spite of rules, a sentence for each (recognition.md §4)."""
    return " ".join(
        SetAside(row.override_by, row.override_reason, row.override_minutes).told
        for row in entry.checks
        if row.result is RuleResult.OVERRIDDEN
    )


def _awards(session: Session, campaign: Campaign) -> tuple[AwardVote, ...]:
    rows = session.scalars(select(Award).where(Award.campaign_id == campaign.id).order_by(Award.id))
    return tuple(AwardVote(row.name_at_time, f"Giấy khen: {row.kind.label.lower()}", row.votes_for) for row in rows)


def minutes_warnings(session: Session, campaign_id: int, issue: Issue) -> list[str]:
    """Say what the minutes will leave as dots: place, times, chair, secretary, votes."""
    campaign = campaigns.find(session, campaign_id)
    held = next_told(session, campaign)
    missing = [
        word
        for word, value in (
            ("giờ bắt đầu", held.starts_at),
            ("giờ kết thúc", held.ends_at),
            ("địa điểm", held.place),
            ("người chủ trì", held.chair),
            ("thư ký", held.secretary),
        )
        if not value
    ]
    found = [f"Biên bản chưa có {', '.join(missing)}; hãy ghi ở bước Họp xét."] if missing else []
    unvoted = [
        entry.name_at_time
        for entry in campaign.entries
        if held.is_first
        and entry.state in _VERIFIED
        and entry.votes_for is None
        and not entry.earlier
        and entry.state is not EntryState.REVOKED
    ]
    if unvoted:
        found.append(f"Chưa ghi phiếu của {len(unvoted)} chi bộ: {unvoted[0]}{'…' if len(unvoted) > 1 else ''}.")
    open_cells = [
        e.name_at_time for e in campaign.entries if e.state is EntryState.VERIFIED and e.votes_for is not None
    ]
    if held.is_first and open_cells:
        found.append(
            f"{len(open_cells)} chi bộ đã ghi phiếu nhưng chưa có kết luận ở bước Kết quả ({open_cells[0]}"
            f"{'…' if len(open_cells) > 1 else ''}); phần kết luận của biên bản chỉ đếm chi bộ đã có kết luận."
        )
    if not held.is_first and not _told_of(session, campaign, held):
        found.append("Cuộc họp bổ sung chưa ghi phiếu của chi bộ nào.")
    absent = (held.total or 0) - (held.present or 0)
    if held.present is not None and absent != len(held.absences):
        found.append(f"Có {absent} ủy viên vắng nhưng mới ghi tên {len(held.absences)} đồng chí.")
    return found


# What goes up


def collect_up(session: Session, campaign_id: int, issue: Issue) -> PetitionUpFacts:
    """Gather the paper for the committee above. Raises Refused when the office itself decides."""
    campaign = campaigns.find(session, campaign_id)
    if campaign.authority is not Authority.UP:
        sentence = f"Đợt thi đua năm {campaign.year} do Ban Thường vụ Đảng ủy quyết định, không trình cấp trên."
        raise Refused(sentence)
    if campaign.review_on is None:
        raise Refused("Chưa ghi ngày Ban Thường vụ họp xét; hãy ghi ở bước Họp xét trước.")
    reviewed_on = recognition_papers.sat_on(session, campaign) or campaign.review_on
    if issue.day is not None and issue.day < reviewed_on:
        sat_on = dates.screen(reviewed_on)
        raise WrongDay(f"Ngày tờ trình ở trước ngày họp xét {sat_on}; hãy chọn ngày từ {sat_on}.", reviewed_on)
    committee = heads.committee(session, issue.as_of)
    states = [entry.state for entry in campaign.entries]
    further = recognition_papers.may_be_added_to(session, campaign.id)
    return PetitionUpFacts(
        head=_head(session, issue),
        signer=heads.signer(session, ISSUER, issue.as_of),
        superior=campaign.superior_name,
        committee=committee.name,
        commune=committee.commune,
        year=campaign.year,
        cells=recognition_papers.cells_of(session, campaign, issue),
        all_cells=sum(state is not EntryState.CLOSED_REORG for state in states),
        registered=sum(state in rules.TOOK_PART for state in states),
        verified=sum(state in _VERIFIED for state in states),
        reviewed_on=reviewed_on,
        awards=0 if further else len(_awards(session, campaign)),
        plan="; ".join(
            line.removeprefix("Căn cứ ") for line in campaign_papers.own_lines(session, campaign) if "/TU" in line
        ),
        columns=recognition_papers.columns_of(session, campaign),
        is_further=further,
    )


def submitted(session: Session, campaign_id: int, paper: Paper) -> None:
    """Take the proposals as put before the committee above (T9), inside the issuing transaction."""
    submissions.submit_up(session, campaigns.find(session, campaign_id))


def unsubmitted(session: Session, campaign_id: int, paper: Paper) -> None:
    """Put the proposals back when the paper is taken back. Raises Refused once the committee above decided."""
    submissions.take_up_back(session, campaigns.find(session, campaign_id))


# A recognition taken back


def collect_revocation(session: Session, entry_id: int, issue: Issue) -> RevocationFacts:
    """Gather the decision on a cell whose recognition is taken back. Raises Refused without its reason."""
    entry = entries.find_entry(session, entry_id)
    if entry.state not in (EntryState.RECOGNISED, EntryState.REVOKED):
        raise Refused(f"{entry.name_at_time} không có kết quả công nhận năm {entry.campaign.year} để hủy.")
    if not entry.revoke_reason.strip():
        raise Refused(f"Chưa ghi lý do hủy kết quả công nhận của {entry.name_at_time}; hãy ghi ở bước Kết quả trước.")
    committee = heads.committee(session, issue.as_of)
    basis = legal_bases.lines_for(
        session, REVOCATION, issue.as_of, commune=committee.commune, term=committee.term_label
    )
    return RevocationFacts(
        head=_head(session, issue),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        cell=entry.name_at_time,
        year=entry.campaign.year,
        reason=entry.revoke_reason,
        grounds=entry.revoke_basis.removeprefix("Căn cứ "),
        decision=_decision_of(session, entry),
        takes_award_back=entry.takes_award_back,
        basis=basis,
    )


def _decision_of(session: Session, entry: CellEntry) -> str:
    """Name the decision that recognised the cell: of the committee above, or the office's own."""
    if entry.superior_decision_no and entry.superior_decided_on:
        return f"số {entry.superior_decision_no}, ngày {dates.short(entry.superior_decided_on)}"
    row = recognition_papers.decision_on(session, entry)
    if row is None or row.number is None or row.dated_on is None:
        return ""
    return f"số {row.number:02d}-{row.series}, ngày {dates.short(row.dated_on)}"


def revocation_warnings(session: Session, entry_id: int, issue: Issue) -> list[str]:
    """Say which căn cứ ended, or that there is none (§9.14)."""
    return legal_bases.warnings_for(session, REVOCATION, issue.as_of)


def may_be_revoked(session: Session, entry_id: int) -> bool:
    """Say whether the paper is for this cell at all: one whose recognition is being taken back, or was."""
    entry = entries.find_entry(session, entry_id)
    return entry.state in (EntryState.RECOGNISED, EntryState.REVOKED) and bool(entry.revoke_reason.strip())


def revoked(session: Session, entry_id: int, paper: Paper) -> None:
    """Take the recognition back (T12), inside the issuing transaction."""
    assert paper.dated_on is not None
    number = f"{paper.number:02d}-{paper.series}" if paper.number is not None else ""
    revocations.revoke(session, entries.find_entry(session, entry_id), paper.dated_on, number)


def unrevoked(session: Session, entry_id: int, paper: Paper) -> None:
    """Let the recognition stand again when the decision itself is taken back."""
    revocations.unrevoke(session, entries.find_entry(session, entry_id))


def _head(session: Session, issue: Issue) -> Head:
    return heads.committee_head(
        session, ISSUER, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
    )


SOURCES = (
    Source(
        MINUTES,
        Subject.CAMPAIGN,
        ISSUER,
        collect_minutes,
        review_minutes.about,
        warnings=minutes_warnings,
        again=may_be_told_again,
    ),
    Source(
        UP,
        Subject.CAMPAIGN,
        ISSUER,
        collect_up,
        petition_up.about,
        after_issue=submitted,
        before_take_back=unsubmitted,
        again=recognition_papers.may_be_added_to,
    ),
    Source(
        REVOCATION,
        Subject.ENTRY,
        ISSUER,
        collect_revocation,
        revocation_decision.about,
        after_issue=revoked,
        before_take_back=unrevoked,
        warnings=revocation_warnings,
        is_for=may_be_revoked,
    ),
)
