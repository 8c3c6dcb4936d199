"""The points of an invented score sheet: what the program computes as it is, the rest by the answers of the set."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bontot_desktop.rules.recognition import Column
from bontot_desktop.services.entry_scores import EXPLAIN_FROM, ScoreSheet, SheetLine

#: From this share of the maximum on, what the program computes is taken as it is.
NEAR = Decimal("0.8")
_WEEKS = timedelta(days=42)


def filled(sheet: ScoreSheet, words: Mapping[str, Any], dice: random.Random, *, is_weak: bool) -> ScoreSheet:
    """Give a sheet its own points and the verified ones; a weak cell loses where nothing is computed.

    A cell that is not weak passes: where it would not, what people give is given whole.
    """
    lines = tuple(line if line.is_group else _points(line, sheet, is_weak, words, dice) for line in sheet.lines)
    found = replace(sheet, lines=lines)
    if is_weak or found.score(Column.VERIFIED).passes:
        return found
    whole = tuple(
        line if line.is_group or line.is_left_out or _computed(line) is not None else _whole(line) for line in lines
    )
    return replace(found, lines=whole)


def verified(sheet: ScoreSheet, words: Mapping[str, Any]) -> ScoreSheet:
    """Verify a sheet as the cell scored itself; what the program computes may have changed since."""
    return replace(sheet, lines=tuple(line if line.is_group else _verified(line, words) for line in sheet.lines))


def adopted(sheet: ScoreSheet, by: date) -> ScoreSheet:
    """Let the last meeting of the cell in the weeks before a day adopt its score; the day itself where none is."""
    held = [one for one in sheet.meetings if by - _WEEKS <= one.held_on <= by]
    if not held:
        return replace(sheet, self_scored_on=by)
    last = held[-1]
    if last.base is None or last.present is None:
        return replace(sheet, self_scored_on=last.held_on)
    votes = min(last.present, last.base)
    return replace(
        sheet, self_scored_on=last.held_on, self_vote_base=last.base, self_present=last.present, self_votes_for=votes
    )


def _verified(line: SheetLine, words: Mapping[str, Any]) -> SheetLine:
    if line.self_points is None:
        return line
    points, note = _by_the_program(line, line.self_points, words)
    return replace(line, in_charge_points=points, verified_points=points, note=line.note or note)


def _by_the_program(line: SheetLine, own: Decimal, words: Mapping[str, Any]) -> tuple[Decimal, str]:
    """Return the points a verifier gives to what a cell gave itself, with the note where the program computes others.

    What is computed is taken where it is near the maximum; else the cell's papers told more than was typed.
    """
    computed = _computed(line)
    if computed is None or computed == own:
        return own, ""
    if computed >= line.maximum * NEAR:
        return computed, words["recomputed"]
    return own, words["by_paper"]


def _whole(line: SheetLine) -> SheetLine:
    most = line.maximum
    return replace(line, self_points=most, in_charge_points=most, verified_points=most, note="")


def _computed(line: SheetLine) -> Decimal | None:
    return None if line.auto is None else line.auto.points


def _points(
    line: SheetLine, sheet: ScoreSheet, is_weak: bool, words: Mapping[str, Any], dice: random.Random
) -> SheetLine:
    line = replace(line, evidence=words["evidence"] if line.item.evidence_required else "")
    computed = _computed(line)
    if computed is not None:
        own = computed if computed >= line.maximum * NEAR or line.is_veto or is_weak else line.maximum
        points, note = _by_the_program(line, own, words)
        return replace(line, self_points=own, in_charge_points=points, verified_points=points, note=note)
    if line.auto is not None and line.item.na_allowed:
        return replace(line, is_left_out=True)
    offered = sorted((answer.points for answer in line.item.options), reverse=True)
    own = line.maximum if line.is_veto else _near(offered, line.maximum, dice.randint(86, 100), sheet.step)
    verified, note = own, ""
    if is_weak and not line.is_veto:
        verified, note = _near(offered, line.maximum, 50, sheet.step), words["weak_note"]
    elif not line.is_veto and dice.random() >= 0.75:
        less = max(own - dice.choice((Decimal("0.5"), Decimal(1))), Decimal(0))
        verified = next((points for points in offered if points < own), own) if offered else less
        note = dice.choice(words["notes"])
    if abs(own - verified) < EXPLAIN_FROM:
        note = ""
    return replace(line, self_points=own, in_charge_points=verified, verified_points=verified, note=note)


def _near(offered: list[Decimal], maximum: Decimal, percent: int, step: Decimal) -> Decimal:
    """Return the points of so many percent of the maximum: the nearest answer where there are some."""
    wanted = maximum * percent / 100
    if offered:
        return min(offered, key=lambda points: abs(points - wanted))
    steps = (wanted / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return min(steps * step, maximum)
