"""What the rules of eligibility find on the cells of a campaign: judged, kept as a snapshot, set aside by the body."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from bontot_desktop import text
from bontot_desktop.db.models.dossiers import RuleCheck
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.db.work import Work
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules import eligibility as rules
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.eligibility import RuleFinding, SetAside
from bontot_desktop.rules.eligibility_rules import RULES, rule_of
from bontot_desktop.rules.recognition import FINAL_STATES, OPEN_STATES, CampaignState, EntryState, RuleResult
from bontot_desktop.services import campaigns, eligibility_facts, entries, rule_settings, sittings
from bontot_desktop.services.office import Office

#: States whose result stands on what was found when it was given: it is not judged anew.
_STANDING = FINAL_STATES | {EntryState.SUBMITTED_UP}
#: States that count as recognised for the cap of the list (E19).
_FOR = frozenset({EntryState.PROPOSED, EntryState.SUBMITTED_UP, EntryState.RECOGNISED})
_ORDER = {rule.code: place for place, rule in enumerate(RULES)}


@dataclass(frozen=True, slots=True)
class SetAsideDraft:
    """A decision to let a cell pass in spite of a rule, as its window shows it."""

    by: str = "Ban Thường vụ Đảng ủy"
    reason: str = ""
    minutes: str = ""
    on: date | None = None


# Judging


def findings_in(
    session: Session, campaign: Campaign, entry_ids: Collection[int] | None = None
) -> dict[int, list[RuleFinding]]:
    """Return what every rule says of the cells of a campaign, or of those asked for, by entry.

    A cell whose result stands, and any of a closed year, keeps what was found then.
    """
    stored = _stored(session, campaign.id, entry_ids)
    facts = eligibility_facts.gather(session, campaign, entry_ids) if not _is_closed(campaign) else {}
    held = rule_settings.settings_of(campaign)
    found = {entry_id: list(rows.values()) for entry_id, rows in stored.items() if _is_closed(campaign)}
    for entry_id, known in facts.items():
        kept = stored.get(entry_id, {})
        if known.state in _STANDING and kept:
            found[entry_id] = list(kept.values())
        else:
            found[entry_id] = [_with_set_aside(one, kept.get(one.code)) for one in rules.judge(known, held)]
    return found


def findings(office: Office, entry_id: int) -> list[RuleFinding]:
    """Return what every rule says of a cell. Raises NotFound."""
    with office.read() as session:
        entry = entries.find_entry(session, entry_id)
        return findings_in(session, entry.campaign, [entry_id]).get(entry_id, [])


def share_in(session: Session, campaign: Campaign) -> RuleFinding | None:
    """Hold the cells proposed so far against the cap of the list (E19); None where there is none."""
    states = [
        entry.state
        for entry in session.scalars(select(CellEntry).where(CellEntry.campaign_id == campaign.id))
        if entry.state is not EntryState.CLOSED_REORG
    ]
    return rules.judge_share(
        sum(state in _FOR for state in states), len(states), rule_settings.settings_of(campaign)["E19"]
    )


def share(office: Office, campaign_id: int) -> RuleFinding | None:
    """Hold the cells proposed so far against the cap of the list (E19). Raises NotFound."""
    with office.read() as session:
        return share_in(session, campaigns.find(session, campaign_id))


def _is_closed(campaign: Campaign) -> bool:
    return campaign.state is CampaignState.CLOSED


def _with_set_aside(finding: RuleFinding, kept: RuleFinding | None) -> RuleFinding:
    if kept is None or kept.set_aside is None or not finding.may_set_aside:
        return finding
    return replace(finding, result=RuleResult.OVERRIDDEN, set_aside=kept.set_aside)


def _stored(session: Session, campaign_id: int, entry_ids: Collection[int] | None) -> dict[int, dict[str, RuleFinding]]:
    """Return the snapshot of each cell, by entry and code, in the order of the codes."""
    query = (
        select(
            RuleCheck.entry_id,
            RuleCheck.code,
            RuleCheck.result,
            RuleCheck.sentence,
            RuleCheck.reason,
            RuleCheck.severity,
            RuleCheck.figures,
            RuleCheck.override_by,
            RuleCheck.override_reason,
            RuleCheck.override_minutes,
            RuleCheck.override_on,
        )
        .join(CellEntry, CellEntry.id == RuleCheck.entry_id)
        .where(CellEntry.campaign_id == campaign_id)
    )
    if entry_ids is not None:
        query = query.where(RuleCheck.entry_id.in_(entry_ids))
    found: dict[int, dict[str, RuleFinding]] = {}
    for entry_id, code, result, sentence, reason, severity, figures, by, why, minutes, on in session.execute(query):
        if code in _ORDER:
            aside = SetAside(by, why, minutes, on) if why else None
            one = RuleFinding(code, result, sentence, reason, severity, figures, aside)
            found.setdefault(entry_id, {})[code] = one
    return {entry_id: dict(sorted(rows.items(), key=lambda pair: _ORDER[pair[0]])) for entry_id, rows in found.items()}


# The snapshot


def check(session: Session, chosen: Sequence[CellEntry]) -> None:
    """Keep what the rules find on cells now, with the figures used; what was set aside stays set aside.

    Called inside an act: when a dossier is verified (T6), when votes are written, and when a result is given.
    """
    assert isinstance(session, Work)
    by_campaign: dict[int, list[CellEntry]] = {}
    for entry in chosen:
        by_campaign.setdefault(entry.campaign_id, []).append(entry)
    for group in by_campaign.values():
        found = findings_in(session, group[0].campaign, [entry.id for entry in group])
        for entry in group:
            _keep(session, entry, found.get(entry.id, []))


def check_in_passing(entry: CellEntry) -> None:
    """Keep what the rules find on a cell, inside the act that leads it on (T6)."""
    session = object_session(entry)
    assert session is not None
    check(session, [entry])


def _keep(session: Work, entry: CellEntry, found: Sequence[RuleFinding]) -> None:
    rows = {row.code: row for row in entry.checks}
    said = {one.code for one in found}
    for code, row in rows.items():
        if code not in said:
            entry.checks.remove(row)
    for one in found:
        kept = rows.get(one.code)
        if kept is not None and _is_same(kept, one):
            continue
        if kept is None:
            kept = RuleCheck(code=one.code)
            entry.checks.append(kept)
        kept.severity, kept.reason, kept.result = one.severity, one.reason, one.result
        kept.sentence, kept.figures, kept.checked_at = one.sentence, dict(one.figures), session.act.at


def _is_same(row: RuleCheck, one: RuleFinding) -> bool:
    kept = (row.severity, row.reason, row.result, row.sentence, row.figures)
    return kept == (one.severity, one.reason, one.result, one.sentence, dict(one.figures))


# Setting a rule aside


def set_aside(office: Office, entry_id: int, code: str, draft: SetAsideDraft) -> Changes:
    """Let a cell pass in spite of a rule, by a decision of the body.

    Raises Problems without who, why, the line of the minutes or the day; Refused for a rule that knows no exception or
    is met, and once a conclusion stands.
    """
    found = _problems(draft, office.today())
    if found:
        raise Problems(found)
    with office.work("eligibility.set_aside", "Vẫn xét chi bộ chưa đủ điều kiện") as session:
        entry = _open(session, entry_id)
        check(session, [entry])
        row = next((one for one in entry.checks if one.code == code), None)
        if row is None or row.result not in (RuleResult.FAILED, RuleResult.OVERRIDDEN):
            raise Refused(f"{entry.name_at_time} không vướng điều kiện này.")
        if not rule_of(code).may_set_aside:
            raise Refused(f"Điều kiện “{rule_of(code).title}” không có ngoại lệ.")
        row.result = RuleResult.OVERRIDDEN
        row.override_by, row.override_reason = text.clean(draft.by), text.clean_block(draft.reason)
        row.override_minutes, row.override_on = text.clean(draft.minutes), draft.on
        session.sentence = f"Vẫn xét {entry.name_at_time} dù vướng điều kiện {code}"
    return Changes.of(Kind.CAMPAIGNS)


def hold_again(office: Office, entry_id: int, code: str) -> Changes:
    """Take back that a rule was set aside for a cell. Raises Refused once a conclusion stands, or when it was not."""
    with office.work("eligibility.hold_again", "Bỏ việc vẫn xét") as session:
        entry = _open(session, entry_id)
        row = next((one for one in entry.checks if one.code == code and one.override_reason), None)
        if row is None:
            raise Refused(f"Chưa có quyết định vẫn xét {entry.name_at_time} theo điều kiện này.")
        row.override_by = row.override_reason = row.override_minutes = ""
        row.override_on = None
        session.flush()
        check(session, [entry])
        session.sentence = f"Bỏ việc vẫn xét {entry.name_at_time} theo điều kiện {code}"
    return Changes.of(Kind.CAMPAIGNS)


def draft_of(office: Office, entry_id: int, code: str) -> SetAsideDraft:
    """Return a decision as it stands, else one to fill in, on the day of the review. Raises NotFound."""
    with office.read() as session:
        entry = entries.find_entry(session, entry_id)
        kept = _stored(session, entry.campaign_id, [entry_id]).get(entry_id, {}).get(code)
        if kept is not None and kept.set_aside is not None:
            aside = kept.set_aside
            return SetAsideDraft(aside.by, aside.reason, aside.minutes, aside.on)
        held = sittings.of_entry(entry)
        return SetAsideDraft(by=held.body.label, on=held.held_on or office.today())


def _open(session: Session, entry_id: int) -> CellEntry:
    entry = entries.find_open(session, entry_id)
    entries.refuse_when_concluded(entry, "điều kiện xét")
    if entry.state not in OPEN_STATES:
        raise Refused(f"{entry.name_at_time} đang ở bước “{entry.state.label}” nên chưa xét điều kiện.")
    return entry


def _problems(draft: SetAsideDraft, today: date) -> list[Problem]:
    found = []
    if not draft.by.strip():
        found.append(Problem("by", "Chưa ghi ai quyết định vẫn xét."))
    if not draft.reason.strip():
        found.append(Problem("reason", "Hãy ghi lý do vẫn xét."))
    if not draft.minutes.strip():
        found.append(Problem("minutes", "Hãy ghi mục của biên bản họp đã thống nhất việc này."))
    if draft.on is None:
        found.append(Problem("on", "Chưa có ngày quyết định vẫn xét."))
    elif draft.on > today:
        found.append(Problem("on", "Ngày quyết định ở sau hôm nay; hãy xem lại."))
    return found
