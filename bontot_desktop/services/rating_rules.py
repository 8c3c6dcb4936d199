"""The conditions of the yearly levels as the office set them: from which year, by which paper (recognition §6.1).

The shipped ones hold until the office writes its own; a closed year keeps those it was closed with.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.rating_suggestions import RULES, YearRules, rules_of
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Key of the office's own rules among the settings.
SETTING = "ratings.rules"
_SHARES = ("least_over", "most_late", "cell_least_done", "member_most_undone")
_POINTS = ("excellent_from", "good_from", "completed_from")


def known(session: Session) -> tuple[YearRules, ...]:
    """Return every set of rules known, the newest first; the office's own take the place of shipped ones of a year."""
    from bontot_desktop.db.house import Setting

    row = session.get(Setting, SETTING)
    found = {rules.from_year: rules for rules in RULES}
    for kept in row.value.get("years", ()) if row is not None else ():
        found[kept["from_year"]] = YearRules(**kept)
    return tuple(sorted(found.values(), key=lambda rules: -rules.from_year))


def of_year(session: Session, year: int) -> YearRules:
    """Return the rules a year is rated by."""
    return rules_of(year, known(session))


def load(office: Office) -> YearRules:
    """Return the rules that hold this year."""
    with office.read() as session:
        return of_year(session, office.today().year)


def shipped(year: int) -> YearRules:
    """Return the rules of a year as the program has them, with their source."""
    return rules_of(year)


def save(office: Office, draft: YearRules) -> Changes:
    """Keep rules from a year on; earlier years keep theirs.

    Raises Problems: a share that cannot be, points out of order, a year that was closed by other rules.
    """
    rules = replace(draft, source=draft.source.strip())
    found = _problems(rules)
    if found:
        raise Problems(found)
    from sqlalchemy import func, select

    from bontot_desktop.db.base import as_json
    from bontot_desktop.db.house import Setting
    from bontot_desktop.db.models.recognition import Campaign
    from bontot_desktop.rules.recognition import CampaignState

    with office.work("settings.rating_rules", "Sửa điều kiện các mức xếp loại") as session:
        now = known(session)
        if rules in now:
            return Changes()
        closed = select(func.max(Campaign.year)).where(Campaign.state == CampaignState.CLOSED)
        last = session.scalar(closed)
        if last is not None and rules.from_year <= last:
            sentence = f"Năm {last} đã kết thúc, giữ điều kiện lúc kết thúc; hãy ghi áp dụng từ năm {last + 1}."
            raise Problems([Problem("from_year", sentence)])
        own = {one.from_year: one for one in now if one not in RULES} | {rules.from_year: rules}
        value = {"years": [asdict(own[year]) for year in sorted(own)]}
        row = session.get(Setting, SETTING)
        if row is None:
            session.add(Setting(key=SETTING, value=value))
        elif as_json(row.value) != as_json(value):
            row.value = value
    return Changes.of(Kind.SETTINGS, Kind.CAMPAIGNS)


def _problems(rules: YearRules) -> list[Problem]:
    found = []
    if not 2000 <= rules.from_year <= 2100:
        found.append(Problem("from_year", "Ghi năm bắt đầu áp dụng, ví dụ 2026."))
    if not rules.source:
        found.append(Problem("source", "Ghi văn bản quy định, ví dụ Quy định 366-QĐ/TW."))
    for name in (*_SHARES, *_POINTS):
        if not 0 <= getattr(rules, name) <= 100:
            found.append(Problem(name, "Ghi số từ 0 đến 100."))
    if not found and not rules.excellent_from > rules.good_from > rules.completed_from > 0:
        found.append(Problem("good_from", "Điểm các mức phải giảm dần: xuất sắc, tốt, hoàn thành."))
    return found
