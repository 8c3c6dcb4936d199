"""The office's choices for scoring: until when scores come in, the rules of the year's level, which scores are far."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bontot_desktop.documents import facts as facts_codec
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.outliers import OutlierRule
from bontot_desktop.rules.roll_up import RollUpRules, rule_problems
from bontot_desktop.rules.scoring import ScoreDeadlines
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Key of the choices among the settings.
SETTING = "scores"
#: A day every month has.
_LAST_DAY = 28


@dataclass(frozen=True, slots=True)
class ScoreSettings:
    """Deadlines and rules of the year; what the office did not change is as the domain proposes."""

    deadlines: ScoreDeadlines = field(default_factory=ScoreDeadlines)
    roll_up: RollUpRules = field(default_factory=RollUpRules)
    outliers: OutlierRule = field(default_factory=OutlierRule)


def of(session: Session) -> ScoreSettings:
    """Return the choices that hold, inside another's session."""
    from bontot_desktop.db.house import Setting

    row = session.get(Setting, SETTING)
    return facts_codec.from_json(ScoreSettings, row.value) if row else ScoreSettings()


def load(office: Office) -> ScoreSettings:
    """Return the choices that hold; in plain SQL, as the page of a cell asks for them."""
    with office.ask() as driver:
        row = driver.execute("SELECT value FROM setting WHERE key = ?", (SETTING,)).fetchone()
    return facts_codec.from_json(ScoreSettings, json.loads(row[0])) if row else ScoreSettings()


def problems(settings: ScoreSettings) -> list[Problem]:
    """Say what is wrong with the choices."""
    found = []
    for name in ("submit_day", "decide_day"):
        if not 0 <= getattr(settings.deadlines, name) <= _LAST_DAY:
            found.append(Problem(name, f"Ghi ngày từ 1 đến {_LAST_DAY}; không đặt hạn thì ghi 0."))
    if settings.outliers.points < 0:
        found.append(Problem("outlier_points", "Ghi số điểm từ 0; ghi 0 thì không xét."))
    if settings.outliers.near < 0:
        found.append(Problem("outlier_near", "Ghi số điểm từ 0."))
    if settings.outliers.spreads < 0:
        found.append(Problem("outlier_spreads", "Ghi số lần từ 0; ghi 0 thì không xét."))
    return found + [Problem(name, sentence) for name, sentence in rule_problems(settings.roll_up)]


def save(office: Office, settings: ScoreSettings) -> Changes:
    """Keep the choices. Raises Problems."""
    found = problems(settings)
    if found:
        raise Problems(found)
    from bontot_desktop.db.base import as_json
    from bontot_desktop.db.house import Setting

    with office.work("scores.settings", "Sửa hạn nộp điểm, cách xếp loại cả năm") as session:
        value = facts_codec.to_json(settings)
        row = session.get(Setting, SETTING)
        if row is None:
            session.add(Setting(key=SETTING, value=value))
        elif as_json(row.value) != as_json(value):
            row.value = value
    return Changes.of(Kind.SETTINGS, Kind.SCORES)
