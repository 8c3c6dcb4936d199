"""The office's sets of criteria: listed, copied, edited, adopted; one in use is not changed, a new version is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.criteria import CriteriaSet, CriterionOption, CriterionRow
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules import criteria_checks
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.criteria import MAXIMA, Criterion, SetFacts, SetUse
from bontot_desktop.rules.recognition import Scoring, SetStatus
from bontot_desktop.services import campaign_sets, criteria_uses
from bontot_desktop.services.criteria_uses import Waiting
from bontot_desktop.services.office import Office

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class SetDraft:
    """A set of criteria as its form holds it.

    ``uses`` counts the sheets and ratings that stand on it: from one on, what it asks is not changed in place.
    ``years`` are the years of the campaigns that name it, ``waiting`` the undecided ones that name an older version
    and have cells nobody scored by it.
    """

    id: int | None = None
    code: str = ""
    version: int = 1
    name: str = ""
    used_for: SetUse = SetUse.CELL_TITLE
    scoring: Scoring = Scoring.POINTS
    status: SetStatus = SetStatus.DRAFT
    maximum: Decimal | None = Decimal(100)
    pass_total: Decimal | None = None
    group_min_percent: Decimal | None = None
    step: Decimal = Decimal("0.5")
    source: str = ""
    adopted_by: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    items: tuple[Criterion, ...] = ()
    uses: int = 0
    years: tuple[int, ...] = ()
    waiting: tuple[Waiting, ...] = ()

    @property
    def facts(self) -> SetFacts:
        """What its checks look at."""
        return SetFacts(
            self.scoring, grouped(self.items), self.maximum, self.pass_total, self.group_min_percent, self.step
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """What saving a set did: the row it stands in, and whether that is a new version.

    ``waiting`` are the campaigns still undecided that name the old version and have cells not scored by it.
    """

    id: int
    changes: Changes
    version: int
    is_new_version: bool = False
    waiting: tuple[Waiting, ...] = ()


def grouped(items: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """Mark as groups the lines others belong to by their codes ("3" over "3.1"); a group is not scored itself."""
    codes = [item.code for item in items if item.code]

    def marked(item: Criterion) -> Criterion:
        is_group = bool(item.code) and any(code.startswith(f"{item.code}.") for code in codes)
        if not is_group:
            return replace(item, is_group=False)
        return Criterion(item.code, item.title, item.maximum, is_group=True, role=item.role, hint=item.hint)

    return tuple(marked(item) for item in items)


def rows(office: Office) -> list[SetDraft]:
    """Return every version of every set: by what it is for, those in use before the retired, the newest first."""
    with office.read() as session:
        found = list(session.scalars(select(CriteriaSet).options(*campaign_sets.WHOLE)))
        counts, named = criteria_uses.counts(session), criteria_uses.years(session)
        drafts = [
            replace(
                _draft(row, counts.get(row.id, 0), tuple(named.get(row.id, ()))),
                waiting=() if row.status is SetStatus.RETIRED else criteria_uses.waiting(session, row),
            )
            for row in found
        ]
    order = list(SetUse)
    return sorted(
        drafts,
        key=lambda one: (order.index(one.used_for), one.status is SetStatus.RETIRED, _first(drafts, one), -one.version),
    )


def _first(drafts: Sequence[SetDraft], draft: SetDraft) -> int:
    """Return where the first version of a set stands, so that versions stay together."""
    return min(one.id or 0 for one in drafts if one.code == draft.code)


def _draft(row: CriteriaSet, uses: int, years: Sequence[int]) -> SetDraft:
    return SetDraft(
        id=row.id,
        code=row.code,
        version=row.version,
        name=row.name,
        used_for=row.used_for,
        scoring=row.scoring,
        status=row.status,
        maximum=row.max_total,
        pass_total=row.pass_total,
        group_min_percent=row.group_min_percent,
        step=row.step,
        source=row.source,
        adopted_by=row.adopted_by,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        items=tuple(campaign_sets.criterion_of(item) for item in row.items),
        uses=uses,
        years=tuple(sorted(years)),
    )


def copied(draft: SetDraft) -> SetDraft:
    """Return a set as the beginning of another one, which the office has yet to adopt."""
    return replace(
        draft,
        id=None,
        code="",
        version=1,
        name=f"{draft.name} (bản sao)",
        status=SetStatus.DRAFT,
        adopted_by="",
        valid_from=None,
        valid_to=None,
        uses=0,
        years=(),
        waiting=(),
    )


def problems(draft: SetDraft) -> list[Problem]:
    """Say what keeps a set from being saved (recognition.md §5.1)."""
    found = []
    if not draft.name.strip():
        found.append(Problem("name", "Chưa có tên bộ tiêu chí."))
    if draft.valid_from is not None and draft.valid_to is not None and draft.valid_to < draft.valid_from:
        found.append(Problem("valid_to", "Ngày cuối phải từ ngày đầu trở đi."))
    return found + criteria_checks.problems(draft.facts)


def warnings(draft: SetDraft) -> list[str]:
    """Say what is odd about a set and does not keep it from being saved."""
    return criteria_checks.warnings(draft.facts)


def tidied(draft: SetDraft) -> SetDraft:
    """Return a set as it is stored: groups marked, and where nobody gives points the fixed figures put in."""
    items = grouped(draft.items)
    maximum = MAXIMA.get(draft.scoring)
    if maximum is None:
        return replace(draft, items=items)
    items = tuple(replace(item, maximum=_NOTHING if item.is_group else maximum) for item in items)
    return replace(draft, items=items, maximum=None, pass_total=None, step=Decimal(1))


def save(office: Office, draft: SetDraft) -> Kept:
    """Store a set. One that something stands on gets a new version; what stands on the old one keeps it.

    Raises Problems; NotFound.
    """
    draft = tidied(draft)
    found = problems(draft)
    if found:
        raise Problems(found)
    with office.work("criteria_sets.save", f"Sửa bộ tiêu chí {draft.name}") as session:
        old = None if draft.id is None else _find(session, draft.id)
        waiting: tuple[Waiting, ...] = ()
        row = old
        if row is None:
            session.sentence = f"Thêm bộ tiêu chí {draft.name}"
            row = CriteriaSet(code=_new_code(session, draft.name), version=1, status=SetStatus.DRAFT)
            session.add(row)
        elif _asks_otherwise(row, draft) and criteria_uses.counts(session).get(row.id):
            version = _newest(session, row.code) + 1
            row = CriteriaSet(code=row.code, version=version, status=row.status, valid_from=draft.valid_from)
            session.add(row)
            session.sentence = f"Lập bản {version} của bộ tiêu chí {draft.name}"
        _fill(session, row, draft)
        is_new = old is not None and row is not old
        if is_new and old is not None:
            waiting = criteria_uses.waiting(session, row)
        session.about(row)
        return Kept(row.id, criteria_uses.CHANGED, row.version, is_new, waiting)


def _find(session: Session, set_id: int) -> CriteriaSet:
    row = session.get(CriteriaSet, set_id)
    if row is None:
        raise NotFound("Không còn bộ tiêu chí này.")
    return row


def _newest(session: Session, code: str) -> int:
    return session.scalars(select(func.max(CriteriaSet.version)).where(CriteriaSet.code == code)).one()


def _asks_otherwise(row: CriteriaSet, draft: SetDraft) -> bool:
    """Say whether what a set asks or how it is scored changes; a name, a source or a day may be mended in place."""
    return (row.used_for, campaign_sets.facts_of(row)) != (draft.used_for, draft.facts)


def _fill(session: Session, row: CriteriaSet, draft: SetDraft) -> None:
    for name in ("name", "used_for", "scoring", "group_min_percent", "pass_total", "step", "source"):
        setattr(row, name, getattr(draft, name))
    row.adopted_by, row.valid_from, row.valid_to = draft.adopted_by, draft.valid_from, draft.valid_to
    row.max_total = draft.maximum
    if row.id is not None and tuple(map(campaign_sets.criterion_of, row.items)) == draft.items:
        return
    session.flush()
    row.items.clear()
    session.flush()
    row.items.extend(_row_of(place, item) for place, item in enumerate(draft.items, start=1))
    session.flush()


def _row_of(place: int, item: Criterion) -> CriterionRow:
    return CriterionRow(
        position=place,
        code=item.code,
        title=item.title,
        maximum=item.maximum,
        is_group=item.is_group,
        is_veto=item.is_veto,
        role=item.role,
        kind=str(item.kind),
        metric=item.metric,
        second_metric=item.second_metric,
        evidence_required=item.evidence_required,
        na_allowed=item.na_allowed,
        na_policy=item.na_policy,
        hint=item.hint,
        options=[
            CriterionOption(
                position=number,
                label=one.label,
                points=one.points,
                lower_bound=one.lower,
                upper_bound=one.upper,
                second_lower=one.second_lower,
            )
            for number, one in enumerate(item.options, start=1)
        ],
    )


def _new_code(session: Session, name: str) -> str:
    taken = set(session.scalars(select(CriteriaSet.code)))
    base = text.ascii_name(name).upper().replace("-", "_")[:24].strip("_") or "BO"
    code, number = base, 2
    while code in taken:
        code, number = f"{base}_{number}", number + 1
    return code


# Standing


def adopt(office: Office, set_id: int, paper: str, day: date | None = None) -> Changes:
    """Take a set on by a paper of the office; it is no longer marked "đề xuất". Raises Problems without the paper.

    ``day`` is from when it holds, None to leave that.
    """
    if not paper.strip():
        raise Problems([Problem("adopted_by", "Ghi văn bản ban hành, ví dụ: Hướng dẫn số 03-HD/ĐU, ngày 05/02/2026.")])
    with office.work("criteria_sets.adopt", "Ban hành bộ tiêu chí") as session:
        row = _find(session, set_id)
        row.status, row.adopted_by = SetStatus.ADOPTED, paper
        row.valid_from = day or row.valid_from
        session.sentence = f"Ban hành bộ tiêu chí {row.name} theo {text.clean(paper)}"
        session.about(row)
    return criteria_uses.CHANGED


def retire(office: Office, set_id: int) -> Changes:
    """Offer a set no more; what stands on it keeps it.

    Raises Refused while an undecided campaign names it, and for the last one of its use.
    """
    with office.work("criteria_sets.retire", "Thôi dùng bộ tiêu chí") as session:
        row = _find(session, set_id)
        undecided = select(Campaign).where(Campaign.state.not_in(criteria_uses.DECIDED))
        for campaign in session.scalars(undecided):
            if row.id in {campaign.criteria_set_id, *(one.set_id for one in campaign.sets)}:
                raise Refused(
                    f"Đợt thi đua năm {campaign.year} đang dùng bộ tiêu chí này; hãy chọn bộ khác cho đợt trước."
                )
        row.status = SetStatus.RETIRED
        session.sentence = f"Thôi dùng bộ tiêu chí {_named(row)}"
        session.flush()
        _keep_one(session, row.used_for)
    return criteria_uses.CHANGED


def delete(office: Office, set_id: int) -> Changes:
    """Take a set away that nothing stands on. Raises Refused for any other, and for the last one of its use."""
    with office.work("criteria_sets.delete", "Bỏ bộ tiêu chí") as session:
        row = _find(session, set_id)
        session.sentence = f"Bỏ bộ tiêu chí {_named(row)}"
        if criteria_uses.counts(session).get(row.id):
            raise Refused("Đã có điểm chấm theo bộ tiêu chí này nên không bỏ được; hãy bấm “Thôi dùng” thay vì bỏ.")
        years = criteria_uses.years(session).get(row.id)
        if years:
            named = ", ".join(map(str, sorted(years)))
            raise Refused(f"Đợt thi đua năm {named} dùng bộ tiêu chí này nên không bỏ được.")
        use = row.used_for
        session.delete(row)
        session.flush()
        _keep_one(session, use)
    return criteria_uses.CHANGED


def _named(row: CriteriaSet) -> str:
    return f"{row.name} (bản {row.version})"


def _keep_one(session: Session, use: SetUse) -> None:
    left = select(CriteriaSet.id).where(CriteriaSet.used_for == use, CriteriaSet.status != SetStatus.RETIRED)
    if session.scalars(left).first() is None:
        raise Refused(f"Phải còn ít nhất một bộ tiêu chí “{use.label}”; hãy lập bộ khác trước.")
