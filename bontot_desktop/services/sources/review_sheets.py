"""What lies on the table at the review: the sheet of each cell (D10A) and the ballots (D10B, D18A)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.awards import Award, OtherAward
from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.documents import ballots, review_sheet
from bontot_desktop.documents.ballots import BallotFacts, BallotLine
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.review_sheet import GroupLine, ReviewSheetFacts, VoteLine
from bontot_desktop.errors import Refused
from bontot_desktop.rules import recognition as rules
from bontot_desktop.rules.criteria_metrics import Metric
from bontot_desktop.rules.criteria_scoring import GroupScore
from bontot_desktop.rules.dossiers import DossierItem
from bontot_desktop.rules.meetings import percent
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.recognition import EntryState, ReviewBody, RuleResult, Scoring, VoteMethod
from bontot_desktop.rules.scoring import show
from bontot_desktop.rules.streaks import Counter
from bontot_desktop.rules.year_ratings import NOBODY, told
from bontot_desktop.services import (
    campaign_sets,
    campaigns,
    criteria_metrics,
    entries,
    heads,
    member_tallies,
    ratings,
    recognition,
    road,
    sittings,
    streaks,
    verifications,
)
from bontot_desktop.services.campaign_sets import EntryScores
from bontot_desktop.services.sources.base import Issue, Source, Subject

ISSUER = Issuer.COMMITTEE_OFFICE
SHEET, TITLE_BALLOT, RATING_BALLOT = "D10A", "D10B", "D18A"
#: So many lines leave an A5 ballot on one page.
A5_LINES = 9
_MEETINGS = (Metric.REGULAR_HELD, Metric.QUARTERS_THEMED, Metric.ATTENDANCE, Metric.SPEAKING)
#: States of cells that come before the body.
_ON_THE_TABLE = frozenset(
    {
        EntryState.VERIFIED,
        EntryState.PROPOSED,
        EntryState.NOT_PROPOSED,
        EntryState.SUBMITTED_UP,
        EntryState.RECOGNISED,
        EntryState.NOT_RECOGNISED,
    }
)


# The sheet of a cell


def collect_sheet(session: Session, entry_id: int, issue: Issue) -> ReviewSheetFacts:
    """Gather a cell's sheet as it stands. Raises Refused for a cell that does not take part."""
    entry = entries.find_entry(session, entry_id)
    if entry.state not in rules.TOOK_PART:
        raise Refused(f"{entry.name_at_time} không dự xét năm {entry.campaign.year} nên không có phiếu trình xét.")
    campaign = entry.campaign
    scores = campaign_sets.scores_of(session, campaign)[entry.id]
    with_points = scores.facts.scoring is Scoring.POINTS
    rated = ratings_of(session, campaign.year).get(entry.cell_id)
    checked = [check for check in entry.checks if check.result is not RuleResult.UNKNOWN]
    return ReviewSheetFacts(
        head=_head(session, campaign, issue),
        committee=heads.committee(session, issue.as_of).name,
        cell=entry.name_at_time,
        year=campaign.year,
        lines=tuple(_lines(session, entry, rated, issue)),
        groups=tuple(
            _group(own, counted, with_points)
            for own, counted in zip(scores.own.groups, scores.counted.groups, strict=True)
        ),
        total=_total(scores) if with_points else None,
        votes=tuple(_votes(entry, rated)),
        with_points=with_points,
        rules=len(checked),
        findings=tuple(_findings(session, entry)),
        remark=entry.verification.remark if entry.verification else "",
    )


def ratings_of(session: Session, year: int) -> dict[int, CellRating]:
    """Return the current rating of each cell of a year."""
    rows = session.scalars(select(CellRating).where(CellRating.year == year, CellRating.is_current))
    return {row.cell_id: row for row in rows}


def _lines(session: Session, entry: CellEntry, rated: CellRating | None, issue: Issue) -> list[tuple[str, str]]:
    campaign = entry.campaign
    check = entry.verification
    tally = member_tallies.tallies_in(session, campaign.year).get(entry.cell_id, NOBODY)
    return [
        ("Loại hình; bí thư", _who(session, entry, issue)),
        ("Đăng ký thi đua", _registered(entry)),
        ("Hồ sơ", _dossier(session, entry)),
        ("Ý kiến Ủy ban Kiểm tra", verifications.confirmed(check) or "Chưa có xác nhận"),
        ("Xếp loại chi bộ", _rating(rated)),
        ("Xếp loại đảng viên", told(tally) if tally.total else "Chưa khai báo đảng viên"),
        ("Sinh hoạt chi bộ", _meetings(session, entry, issue.today)),
        ("Danh hiệu các năm trước", _titles(session, entry)),
        ("Khen thưởng đã nhận", _rewards(session, entry)),
    ]


def _who(session: Session, entry: CellEntry, issue: Issue) -> str:
    try:
        name = heads.signer(session, Issuer.CELL, issue.as_of, cell_id=entry.cell_id).name
    except Refused:
        name = ""
    return "; ".join(part for part in (entry.group_at_time, f"đồng chí {name}" if name else "") if part)


def _registered(entry: CellEntry) -> str:
    if entry.registered_on is None:
        return "Chưa ghi ngày đăng ký"
    votes = ""
    if entry.register_votes_for is not None and entry.register_vote_base:
        votes = f"; {entry.register_votes_for}/{entry.register_vote_base} đảng viên chính thức tán thành"
    late = f"; đăng ký chậm ({entry.late_reason})" if entry.is_late else ""
    pilot = "; chi bộ điểm" if entry.is_pilot else ""
    return f"Ngày {dates.short(entry.registered_on)}{votes}{late}{pilot}"


def _dossier(session: Session, entry: CellEntry) -> str:
    asked = road.required_items(session)
    missing = road.missing_papers(entry, asked)
    late = "; nộp chậm" if entry.is_late_dossier else ""
    on = f", nhận ngày {dates.short(entry.submitted_on)}" if entry.submitted_on else ""
    if not missing:
        count = sum(item in asked for item in DossierItem)
        return f"Đủ {count:02d} giấy tờ{on}{late}"
    return f"Thiếu: {'; '.join(item.label.lower() for item in missing)}{on}{late}"


def _rating(rated: CellRating | None) -> str:
    if rated is None:
        return "Chưa xếp loại"
    points = f", {show(rated.verified_points)} điểm" if rated.verified_points is not None else ""
    exemplary = "; tiêu biểu" if rated.is_exemplary else ""
    return f"{rated.level.label}{points}{exemplary}"


def _meetings(session: Session, entry: CellEntry, today: date) -> str:
    values = criteria_metrics.compute_in(session, entry.campaign.year, today, [entry.cell_id], _MEETINGS)
    own = values[entry.cell_id]
    parts = []
    regular, themed = own[Metric.REGULAR_HELD].value, own[Metric.QUARTERS_THEMED].value
    if regular is not None:
        parts.append(f"{show(regular)} kỳ thường kỳ")
    if themed is not None:
        parts.append(f"chuyên đề trong {show(themed)} quý")
    for metric, word in ((Metric.ATTENDANCE, "tỷ lệ dự"), (Metric.SPEAKING, "tỷ lệ phát biểu")):
        rate = own[metric].value
        if rate is not None:
            parts.append(f"{word} {show(rate)} %")
    return "; ".join(parts) or "Chưa ghi kỳ sinh hoạt nào"


def _titles(session: Session, entry: CellEntry) -> str:
    year, title = entry.campaign.year, entry.campaign.title
    years = sorted(streaks.years_of(session, Counter.TITLE, [entry.cell_id], title).get(entry.cell_id, ()))
    before = [known for known in years if known < year]
    if not before:
        return "Chưa được công nhận năm nào"
    in_a_row = rules.streak({*before, year}, year)
    row = f"; năm {year} là năm thứ {in_a_row:02d} liên tục nếu được công nhận" if in_a_row > 1 else ""
    return f"{', '.join(map(str, before))}{row}"


def _rewards(session: Session, entry: CellEntry) -> str:
    given = (
        select(Campaign.year, Award.kind)
        .join(Campaign, Campaign.id == Award.campaign_id)
        .where(
            Award.cell_id == entry.cell_id,
            Award.member_id.is_(None),
            Award.taken_back_on.is_(None),
            Campaign.year < entry.campaign.year,
        )
    )
    found = [(year, f"Giấy khen năm {year}") for year, _ in session.execute(given)]
    others = select(OtherAward.year, OtherAward.form).where(
        OtherAward.cell_id == entry.cell_id, OtherAward.year <= entry.campaign.year
    )
    found += [(year, f"{form} năm {year}") for year, form in session.execute(others)]
    return "; ".join(dict.fromkeys(words for _, words in sorted(found))) or "Chưa ghi"


def _group(own: GroupScore, counted: GroupScore, with_points: bool) -> GroupLine:
    judged = "Tốt" if counted.is_good else "Chưa chấm đủ" if counted.missing else "Chưa tốt"
    title = f"{own.code}. {own.title}"
    if not with_points:
        return GroupLine(title, own=_passed(own), verified=_passed(counted), judged=judged)
    difference = counted.points - own.points if not (own.missing or counted.missing) else None
    return GroupLine(
        title,
        show(counted.maximum),
        show(own.points) if len(own.missing) == 0 else "",
        show(counted.points) if len(counted.missing) == 0 else "",
        _signed(difference),
        judged,
    )


def _passed(group: GroupScore) -> str:
    return "" if group.missing else f"{show(group.points)}/{show(group.maximum)}"


def _signed(difference: Decimal | None) -> str:
    if difference is None:
        return ""
    return f"+{show(difference)}" if difference > 0 else show(difference)


def _total(scores: EntryScores) -> GroupLine:
    own, counted = scores.own.total, scores.counted.total
    difference = counted - own if own is not None and counted is not None else None
    needed = scores.counted.pass_total
    judged = f"cần từ {show(needed)}" if needed is not None else ""
    return GroupLine(
        "Tổng điểm",
        show(scores.counted.maximum),
        show(own) if own is not None else "",
        show(counted) if counted is not None else "",
        _signed(difference),
        judged,
    )


def _findings(session: Session, entry: CellEntry) -> list[str]:
    """Say what speaks against a cell: what the rules found when they were run, else what they would find now."""
    if not entry.checks:
        return [finding.sentence for finding in recognition.verdict_of(session, entry).findings]
    failed = [check.sentence for check in entry.checks if check.result is RuleResult.FAILED]
    aside = [
        f"{check.sentence} (vẫn xét: {check.override_reason})"
        for check in entry.checks
        if check.result is RuleResult.OVERRIDDEN
    ]
    noted = [f"Lưu ý: {check.sentence}" for check in entry.checks if check.result is RuleResult.WARNED]
    return [*failed, *aside, *noted]


def _votes(entry: CellEntry, rated: CellRating | None) -> list[VoteLine]:
    total, title_total = entry.campaign.review_total, sittings.of_entry(entry).total
    level = f": {rated.level.value}" if rated is not None else ""
    rating_votes = (rated.votes_for, rated.votes_against, None) if rated is not None else (None, None, None)
    title_votes = (entry.votes_for, entry.votes_against, entry.votes_abstained)
    return [
        _vote(f"Xếp loại{level}", rating_votes, total),
        _vote("Công nhận danh hiệu", title_votes, title_total),
    ]


def _vote(matter: str, votes: tuple[int | None, int | None, int | None], total: int | None) -> VoteLine:
    votes_for = votes[0]
    result = ""
    if votes_for is not None and total:
        passed = "quá nửa" if rules.body_approves(votes_for, total) else "chưa quá nửa"
        result = f"{votes_for}/{total} ({percent(votes_for, total, 2)}), {passed}"
    told_for, against, other = ("" if count is None else str(count) for count in votes)
    return VoteLine(matter, told_for, against, other, result)


# The ballots


def collect_title_ballot(session: Session, campaign_id: int, issue: Issue) -> BallotFacts:
    """Gather the ballot on the title. Raises Refused while no cell is verified."""
    campaign = campaigns.find(session, campaign_id)
    listed = [entry for entry in entries.loaded(session, campaign) if entry.state in _ON_THE_TABLE]
    if not listed:
        raise Refused(f"Chưa có chi bộ nào thẩm định xong để biểu quyết danh hiệu năm {campaign.year}.")
    listed.sort(key=lambda entry: (entry.cell.name_order, entry.id))
    levels = ratings.levels_of_year(session, campaign.year)
    scores = campaign_sets.scores_of(session, campaign)
    lines = []
    for entry in listed:
        own = scores[entry.id]
        points = own.counted.total if own.facts.scoring is Scoring.POINTS else None
        level = levels.get(entry.cell_id)
        lines.append(
            BallotLine(entry.name_at_time, show(points) if points is not None else "", level.value if level else "")
        )
    return _ballot(session, campaign, issue, tuple(lines))


def collect_rating_ballot(session: Session, campaign_id: int, issue: Issue) -> BallotFacts:
    """Gather the ballot on the ratings of cells. Raises Refused while no cell is rated."""
    campaign = campaigns.find(session, campaign_id)
    lines = tuple(
        BallotLine(line.cell, show(line.draft.points) if line.draft.points is not None else "", line.draft.level.value)
        for line in ratings.lines_in(session, campaign.year)
        if line.draft is not None
    )
    if not lines:
        raise Refused(f"Chưa có chi bộ nào được đề nghị xếp loại năm {campaign.year} để biểu quyết.")
    return _ballot(session, campaign, issue, lines)


def _ballot(session: Session, campaign: Campaign, issue: Issue, lines: tuple[BallotLine, ...]) -> BallotFacts:
    committee = heads.committee(session, issue.as_of)
    standing = campaign.review_body is ReviewBody.STANDING_COMMITTEE
    return BallotFacts(
        head=_head(session, campaign, issue, _issuer_of(campaign)),
        committee=committee.name,
        body=f"Ban Thường vụ {committee.name}" if standing else f"Ban Chấp hành {committee.org_name}",
        year=campaign.year,
        held_on=campaign.review_on,
        lines=lines,
        signed=campaign.review_method is VoteMethod.WRITTEN,
        paper="A5" if len(lines) <= A5_LINES else "A4",
    )


def _issuer_of(campaign: Campaign) -> Issuer:
    standing = campaign.review_body is ReviewBody.STANDING_COMMITTEE
    return Issuer.STANDING_COMMITTEE if standing else Issuer.EXECUTIVE_COMMITTEE


def _head(session: Session, campaign: Campaign, issue: Issue, issuer: Issuer = ISSUER) -> Head:
    return heads.committee_head(session, issuer, day=issue.day or campaign.review_on, today=issue.today)


def takes_part(session: Session, entry_id: int) -> bool:
    """Say whether the cell takes part: the others do not come before the body."""
    return entries.find_entry(session, entry_id).state in rules.TOOK_PART


SOURCES = (
    Source(SHEET, Subject.ENTRY, ISSUER, collect_sheet, review_sheet.about, is_for=takes_part),
    Source(TITLE_BALLOT, Subject.CAMPAIGN, Issuer.STANDING_COMMITTEE, collect_title_ballot, ballots.about_title),
    Source(RATING_BALLOT, Subject.CAMPAIGN, Issuer.STANDING_COMMITTEE, collect_rating_ballot, ballots.about_ratings),
)
