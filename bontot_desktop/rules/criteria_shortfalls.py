"""Why a set of criteria is not passed: a sentence with its figures for each thing a sheet lacks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bontot_desktop.rules.criteria import Level, SetFacts
from bontot_desktop.rules.criteria_scoring import GroupScore, SetScore
from bontot_desktop.rules.recognition import Scoring
from bontot_desktop.rules.scoring import show
from bontot_desktop.rules.words import Labelled

#: So many criteria are named in one sentence before it says "…".
NAMED = 6


class Lack(Labelled):
    """Why a set is not passed."""

    MISSING = "MISSING", "Chưa chấm đủ"
    EMPTY = "EMPTY", "Không có tiêu chí nào được tính"
    VETO = "VETO", "Tiêu chí bắt buộc chưa đạt"
    TOTAL = "TOTAL", "Tổng điểm chưa đạt"
    GROUP = "GROUP", "Nhóm chưa đạt tốt"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One reason why a set is not passed, with the figures it rests on; ``code`` names the group, "" for the whole."""

    lack: Lack
    code: str
    sentence: str
    has: Decimal | None = None
    needed: Decimal | None = None


def shortfalls(score: SetScore, facts: SetFacts) -> list[Shortfall]:
    """Say why the points that count do not pass a set, a sentence with its figures for each reason; empty when they do.

    While points are missing that alone is said: the rest would change with them.
    """
    if not score.is_complete:
        return _incomplete(score, facts)
    found = []
    if score.vetoed:
        sentence = f"Tiêu chí {', '.join(score.vetoed)} thuộc diện bắt buộc nhưng chưa đạt."
        found.append(Shortfall(Lack.VETO, score.vetoed[0], sentence))
    if not score.reaches_total and score.pass_total is not None:
        sentence = f"Tổng điểm thẩm định {show(score.total)}, mức quy định {show(score.pass_total)}."
        found.append(Shortfall(Lack.TOTAL, "", sentence, score.total, score.pass_total))
    for group in score.groups:
        # What failed by a veto alone is said above.
        is_said = bool(group.failed) and set(group.failed) <= set(group.vetoed)
        if not group.is_good and not is_said and (sentence := _group_sentence(group, facts)):
            found.append(Shortfall(Lack.GROUP, group.code, sentence, group.points, group.needed))
    return found


def _incomplete(score: SetScore, facts: SetFacts) -> list[Shortfall]:
    found = []
    if score.missing:
        count, whole = len(score.missing), sum(len(part.lines) for part in facts.parts)
        named = ", ".join(score.missing[:NAMED]) + ("…" if count > NAMED else ".")
        few = f"Còn {count} tiêu chí chưa có kết quả thẩm định: {named}"
        which = "Chưa có kết quả thẩm định." if count == whole else few
        found.append(Shortfall(Lack.MISSING, "", which))
    for group in score.groups:
        if group.is_empty:
            sentence = f"{_named(group)}: mọi tiêu chí đều ghi không áp dụng; cần chấm ít nhất một tiêu chí."
            found.append(Shortfall(Lack.EMPTY, group.code, sentence))
    return found


def _named(group: GroupScore) -> str:
    return f"Nhóm {group.code} ({group.title})" if group.code else "Các tiêu chí"


def _group_sentence(group: GroupScore, facts: SetFacts) -> str:
    if facts.scoring is Scoring.PASS_FAIL:
        return f"{_named(group)}: tiêu chí {', '.join(group.failed)} chưa đạt."
    if facts.scoring is Scoring.LEVEL4 and group.level is not None:
        below = f"; tiêu chí {', '.join(group.failed)} dưới mức Tốt" if group.failed else ""
        return f"{_named(group)} xếp “{group.level.label}”, cần “{Level.GOOD.label}”{below}."
    if group.needed is not None and group.points < group.needed:
        return f"{_named(group)} được {show(group.points)} điểm, cần từ {show(group.needed)}."
    return ""
