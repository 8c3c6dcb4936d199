"""The titles beside that of cells: opening a year of "Đảng viên 5 tốt" or "Đảng bộ cơ sở 4 tốt", its days and rules.

Both are options: an office that does not use them has no campaign of them, and sees nothing of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.committee_title import CommitteeScore, CommitteeTitle
from bontot_desktop.db.models.criteria import CriteriaSet
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign, CampaignRule
from bontot_desktop.db.models.year_end import MemberTitle
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.criteria import SetUse
from bontot_desktop.rules.eligibility import date_problems
from bontot_desktop.rules.member_titles import MemberRules
from bontot_desktop.rules.recognition import (
    Authority,
    CampaignState,
    EntryState,
    QualityLevel,
    ReviewBody,
    Severity,
    TitleKind,
)
from bontot_desktop.services import campaign_sets, campaigns, rating_facts
from bontot_desktop.services.office import Office, Saved

CHANGED = Changes.of(Kind.CAMPAIGNS, Kind.MEMBERS)
#: What each title is scored by.
USES = {TitleKind.MEMBER_5_GOOD: SetUse.MEMBER_TITLE, TitleKind.COMMITTEE_4_GOOD: SetUse.COMMITTEE_TITLE}
#: Members of the working committee decide, the title of the committee itself goes one level up (recognition §2.3).
_AUTHORITIES = {TitleKind.MEMBER_5_GOOD: Authority.SELF, TitleKind.COMMITTEE_4_GOOD: Authority.UP}
#: The committee's title went up, or was answered.
_ANSWERED = (EntryState.SUBMITTED_UP, EntryState.RECOGNISED, EntryState.NOT_RECOGNISED)
#: The two rules of the members' title, kept among the campaign's rules by these codes.
_LEVEL, _DISCIPLINE = "M1", "M2"


@dataclass(frozen=True, slots=True)
class TitleYear:
    """A year of a title as its form shows it; ``review_on`` is the day the deciding body sat over it."""

    year: int
    title: TitleKind
    criteria_set_id: int
    cut_off_on: date
    id: int | None = None
    state: CampaignState = CampaignState.DRAFT
    title_spelling: str = ""
    register_until: date | None = None
    review_on: date | None = None
    review_total: int | None = None
    review_present: int | None = None
    review_body: ReviewBody = ReviewBody.STANDING_COMMITTEE
    #: Who decides above, of the committee's own title.
    superior_name: str = ""
    plan_basis: str = ""
    rules: MemberRules = field(default_factory=MemberRules)
    #: Why nothing of it may be edited, "" while it may.
    lock: str = ""

    @property
    def name(self) -> str:
        """The title as papers and windows write it."""
        return self.title_spelling or self.title.label


_STORED = (
    "title_spelling",
    "criteria_set_id",
    "cut_off_on",
    "register_until",
    "review_on",
    "review_total",
    "review_present",
    "review_body",
    "superior_name",
    "plan_basis",
)


def of_year(office: Office, year: int, title: TitleKind) -> TitleYear | None:
    """Return the year of a title, None where the office has not opened it."""
    with office.read() as session:
        row = found_in(session, year, title)
        return None if row is None else draft_of(session, row)


def found_in(session: Session, year: int, title: TitleKind) -> Campaign | None:
    """Return the campaign of a year for a title, None where there is none, inside another's session."""
    return session.scalars(select(Campaign).where(Campaign.year == year, Campaign.title == title)).first()


def find(session: Session, campaign_id: int, title: TitleKind) -> Campaign:
    """Return a campaign of a title. Raises NotFound."""
    row = session.get(Campaign, campaign_id)
    if row is None or row.title is not title:
        raise NotFound(f"Không còn đợt “{title.label}” này.")
    return row


def years(office: Office, title: TitleKind) -> list[int]:
    """Return the years in which the office used a title, the newest first."""
    with office.read() as session:
        rows = session.scalars(select(Campaign.year).where(Campaign.title == title))
        return sorted(rows, reverse=True)


def draft_of(session: Session, row: Campaign) -> TitleYear:
    """Return a stored campaign as its form shows it."""
    return TitleYear(
        id=row.id,
        year=row.year,
        title=row.title,
        state=row.state,
        rules=rules_of(row),
        lock=lock_of(session, row),
        **{name: getattr(row, name) for name in _STORED},
    )


def rules_of(row: Campaign) -> MemberRules:
    """Return what a campaign of members asks beside its criteria."""
    stored = {rule.code: rule for rule in row.rules}
    level, discipline = stored.get(_LEVEL), stored.get(_DISCIPLINE)
    usual, levels = MemberRules(), list(QualityLevel)
    least, severity = usual.least, usual.discipline
    if level is not None:
        least = levels[int(level.parameter or 0)] if level.is_on else None
    if discipline is not None:
        severity = discipline.severity if discipline.is_on else None
    return MemberRules(least, severity)


def _write_rules(row: Campaign, rules: MemberRules) -> None:
    stored = {rule.code: rule for rule in row.rules}
    if rules == rules_of(row):
        return
    place = list(QualityLevel).index(rules.least or QualityLevel.GOOD)
    wanted = {
        _LEVEL: (rules.least is not None, Severity.HARD, Decimal(place)),
        _DISCIPLINE: (rules.discipline is not None, rules.discipline or Severity.HARD, None),
    }
    for code, (is_on, severity, parameter) in wanted.items():
        rule = stored.get(code)
        if rule is None:
            rule = CampaignRule(code=code, severity=severity)
            row.rules.append(rule)
        rule.is_on, rule.severity, rule.parameter = is_on, severity, parameter


# Opening


def open_year(office: Office, year: int, title: TitleKind) -> Saved:
    """Open a year of a title: as the last year before it was, else by the usual days and the first set there is.

    Raises Refused when the year has it, is closed, or no set of criteria is for it.
    """
    with office.work("titles.open", f"Mở đợt “{title.label}” năm {year}") as session:
        if found_in(session, year, title) is not None:
            raise Refused(f"Năm {year} đã mở đợt “{title.label}”.")
        closed = rating_facts.closed(session, year)
        if closed:
            raise Refused(f"{closed.split(';')[0]} nên không mở thêm đợt “{title.label}” được.")
        last = _last_before(session, year, title)
        draft = _like_last(session, last, year) if last is not None else _usual(session, year, title)
        row = Campaign(year=year, title=title, state=CampaignState.DRAFT, authority=_AUTHORITIES[title])
        session.add(row)
        _fill(row, draft)
        if last is not None:
            _write_rules(row, rules_of(last))
            session.sentence = f"Mở đợt “{title.label}” năm {year} theo đợt năm {last.year}"
        if title is TitleKind.COMMITTEE_4_GOOD:
            row.committee = CommitteeTitle(state=EntryState.NOT_REGISTERED)
        session.flush()
        session.about(row)
        return Saved(row.id, CHANGED)


def _last_before(session: Session, year: int, title: TitleKind) -> Campaign | None:
    before = select(Campaign).where(Campaign.year < year, Campaign.title == title)
    return session.scalars(before.order_by(Campaign.year.desc())).first()


def _usual(session: Session, year: int, title: TitleKind) -> TitleYear:
    sets = campaign_sets.offered(session, USES[title])
    if not sets:
        raise Refused(
            f"Chưa có bộ tiêu chí nào dùng cho “{title.label}”; hãy lập bộ ở Hệ thống, Bộ tiêu chí (mục Dùng cho)."
        )
    of_cells = found_in(session, year, TitleKind.CELL_4_GOOD)
    is_member = title is TitleKind.MEMBER_5_GOOD
    return TitleYear(
        year=year,
        title=title,
        criteria_set_id=sets[0].id,
        cut_off_on=of_cells.cut_off_on if of_cells is not None else date(year, *campaigns.CUT_OFF),
        register_until=date(year, *campaigns.REGISTER_UNTIL) if is_member else None,
        superior_name="" if is_member else "Ban Thường vụ Tỉnh ủy",
        review_body=ReviewBody.STANDING_COMMITTEE if is_member else ReviewBody.EXECUTIVE_COMMITTEE,
    )


def _like_last(session: Session, last: Campaign, year: int) -> TitleYear:
    """Return last year's choices, days a year on; its review and its own papers stay behind."""
    usual = draft_of(session, last)
    years = year - last.year
    return replace(
        usual,
        id=None,
        year=year,
        state=CampaignState.DRAFT,
        criteria_set_id=campaign_sets.newest_of(session, last.criteria_set_id),
        review_on=None,
        review_total=None,
        review_present=None,
        plan_basis="",
        register_until=usual.register_until and dates.years_later(usual.register_until, years),
        cut_off_on=dates.years_later(usual.cut_off_on, years),
    )


# Days and rules


def criteria_sets(office: Office, title: TitleKind, *, also: int) -> list[campaigns.CriteriaSetRow]:
    """Return the sets a title may be scored by; ``also`` is the one it has."""
    return campaigns.criteria_sets(office, USES[title], also=[also])


def problems(draft: TitleYear, today: date) -> list[Problem]:
    """Check a year of a title; (field, sentence) for each thing to mend."""
    found = []
    if draft.review_on is not None and draft.review_on > today:
        found.append(Problem("review_on", "Ngày họp xét ở sau hôm nay; họp xong hãy ghi."))
    elif draft.review_on is not None and draft.review_on.year < draft.year:
        found.append(Problem("review_on", f"Ngày họp xét ở trước năm {draft.year}; hãy xem lại."))
    total, present = draft.review_total, draft.review_present
    if total is not None and present is not None and present > total:
        found.append(Problem("review_present", f"Số có mặt {present} nhiều hơn tổng số {total}."))
    if draft.title is TitleKind.COMMITTEE_4_GOOD and not draft.superior_name.strip():
        found.append(Problem("superior_name", "Chưa có tên cơ quan cấp trên quyết định."))
    if draft.cut_off_on.year != draft.year:
        found.append(Problem("cut_off_on", f"Ngày chốt số liệu phải trong năm {draft.year}."))
    steps = [("Hạn đăng ký", draft.register_until), ("Ngày chốt số liệu", draft.cut_off_on)]
    found.extend(Problem("register_until", sentence) for sentence in date_problems(steps))
    return found


def save(office: Office, draft: TitleYear) -> Saved:
    """Save the days, the set and the rules of a year. Raises Problems; Refused once it is decided or closed."""
    found = problems(draft, office.today())
    if found:
        raise Problems(found)
    if draft.id is None:
        raise NotFound(f"Năm {draft.year} chưa mở đợt “{draft.title.label}”.")
    with office.work("titles.save", f"Sửa đợt “{draft.title.label}” năm {draft.year}") as session:
        row = find(session, draft.id, draft.title)
        refuse_when_locked(session, row)
        if row.criteria_set_id != draft.criteria_set_id and is_scored(session, row):
            sentence = "Đã ghi kết quả theo bộ tiêu chí này nên không đổi bộ khác được."
            raise Problems([Problem("criteria_set_id", sentence)])
        _fill(row, draft)
        _write_rules(row, draft.rules)
        lead_on(row)
        session.about(row)
    return Saved(draft.id, CHANGED)


def _fill(row: Campaign, draft: TitleYear) -> None:
    for name in _STORED:
        setattr(row, name, getattr(draft, name))


def is_scored(session: Session, row: Campaign) -> bool:
    """Say whether something was given by the criteria of a year."""
    if row.title is TitleKind.MEMBER_5_GOOD:
        return any(member.passed for member in row.members)
    scored = select(CommitteeScore.id).join(CommitteeTitle, CommitteeTitle.id == CommitteeScore.title_id)
    return session.scalars(scored.where(CommitteeTitle.campaign_id == row.id)).first() is not None


def remove(office: Office, campaign_id: int, title: TitleKind) -> Changes:
    """Give up a year that was opened by mistake. Raises Refused once something was written in it."""
    with office.work("titles.remove", f"Bỏ đợt “{title.label}”") as session:
        row = find(session, campaign_id, title)
        refuse_when_locked(session, row)
        members = session.scalar(select(func.count()).where(MemberTitle.campaign_id == row.id)) or 0
        papers = session.scalar(select(func.count()).where(Paper.campaign_id == row.id)) or 0
        own = row.committee
        if members or papers or is_scored(session, row) or (own is not None and _has_something(own)):
            raise Refused(f"Đợt “{title.label}” năm {row.year} đã có số liệu hoặc văn bản nên không bỏ được.")
        session.sentence = f"Bỏ đợt “{title.label}” năm {row.year}"
        session.delete(row)
    return CHANGED


def _has_something(own: CommitteeTitle) -> bool:
    return bool(own.dossier or own.registered_on or own.self_scored_on or own.votes_for or own.achievements)


# What keeps it as it is


def lock_of(session: Session, row: Campaign) -> str:
    """Say why nothing of a year may be edited any more, "" while it may."""
    if row.state in campaigns.DECIDED:
        return f"Đợt “{row.title.label}” năm {row.year} đã có quyết định nên giữ nguyên."
    return closed(session, row.year)


def closed(session: Session, year: int) -> str:
    """Say that a year was closed with the cells' campaign, "" while it is open."""
    if rating_facts.campaign_state(session, year) is CampaignState.CLOSED:
        return f"Năm {year} đã kết thúc, số liệu đã chốt nên giữ nguyên."
    return ""


def refuse_when_locked(session: Session, row: Campaign) -> None:
    """Refuse to change a year that is decided or closed. Raises Refused."""
    lock = lock_of(session, row)
    if lock:
        raise Refused(lock)


def lead_on(row: Campaign) -> None:
    """Bring the campaign's state to what was recorded; a decided one stays."""
    if row.state in campaigns.DECIDED:
        return
    begun = row.members if row.title is TitleKind.MEMBER_5_GOOD else row.committee and row.committee.registered_on
    if row.review_on is not None:
        row.state = CampaignState.REVIEWING
    else:
        row.state = CampaignState.REGISTRATION_OPEN if begun else CampaignState.DRAFT


def left_open(session: Session, year: int) -> list[str]:
    """Say what of the year's other titles would stay undecided if the year were closed now."""
    members = found_in(session, year, TitleKind.MEMBER_5_GOOD)
    waiting = sum(row.state is EntryState.PROPOSED for row in members.members) if members is not None else 0
    found = []
    if waiting:
        name = TitleKind.MEMBER_5_GOOD.label
        found.append(f"{waiting} đảng viên được đề nghị “{name}” chưa có quyết định công nhận.")
    committee = found_in(session, year, TitleKind.COMMITTEE_4_GOOD)
    own = committee.committee if committee is not None else None
    if own is not None and own.state not in (EntryState.NOT_REGISTERED, *_ANSWERED):
        found.append(f"“{TitleKind.COMMITTEE_4_GOOD.label}” chưa trình cấp trên.")
    return found


def criteria_of(session: Session, row: Campaign) -> CriteriaSet:
    """Return the set of a year."""
    return session.get_one(CriteriaSet, row.criteria_set_id)
