"""What the points of a sheet come to: groups, lines that do not apply, vetoes, bonuses and the total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bontot_desktop.rules.criteria import MAXIMA, Criterion, ItemRole, Level, NaPolicy, Part, SetFacts
from bontot_desktop.rules.recognition import Scoring
from bontot_desktop.rules.scoring import fault

_TENTH = Decimal("0.1")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Given:
    """What was given to a criterion: points, or that it does not apply to the cell."""

    points: Decimal | None = None
    is_not_applicable: bool = False


@dataclass(frozen=True, slots=True)
class GroupScore:
    """What a group comes to.

    With points ``points`` is after sharing out what does not apply (27 of 30 in a group of 35 is 31,5); without,
    it is the number of criteria passed (or Tốt) and ``maximum`` the number of those that apply.
    """

    code: str
    title: str
    points: Decimal
    maximum: Decimal
    #: What makes the group "tốt", in the unit of ``points``; None when nothing is asked.
    needed: Decimal | None
    #: Criteria with a veto that failed.
    vetoed: tuple[str, ...]
    #: Criteria without points yet.
    missing: tuple[str, ...]
    #: The level of the group where criteria have levels, None elsewhere or while points are missing.
    level: Level | None
    #: Criteria that were not passed (or below Tốt), where a set has no points.
    failed: tuple[str, ...] = ()
    #: Nothing of the group applies to the cell, so nothing can be said of it.
    is_empty: bool = False

    @property
    def is_good(self) -> bool:
        """Whether the group is "tốt" (recognition.md E12, §9.2): its minimum reached and no veto failed."""
        if self.vetoed or self.missing or self.is_empty:
            return False
        if self.level is not None:
            return self.level is Level.GOOD
        return self.needed is None or self.points >= self.needed


@dataclass(frozen=True, slots=True)
class SetScore:
    """What a sheet comes to. ``total`` is None while no points were given."""

    total: Decimal | None
    maximum: Decimal
    groups: tuple[GroupScore, ...]
    bonus: Decimal
    penalty: Decimal
    pass_total: Decimal | None

    @property
    def missing(self) -> tuple[str, ...]:
        """Criteria without points yet; bonuses and penalties need none."""
        return tuple(code for group in self.groups for code in group.missing)

    @property
    def vetoed(self) -> tuple[str, ...]:
        """Criteria with a veto that failed."""
        return tuple(code for group in self.groups for code in group.vetoed)

    @property
    def is_complete(self) -> bool:
        """Whether every criterion has points or does not apply, and of every group something applies."""
        return not any(group.missing or group.is_empty for group in self.groups)

    @property
    def level(self) -> Level | None:
        """The level of the weakest group where criteria have levels, None elsewhere."""
        found = [group.level for group in self.groups if group.level is not None]
        return max(found, key=list(Level).index) if found and len(found) == len(self.groups) else None

    @property
    def reaches_total(self) -> bool:
        """Whether the total reaches what the set asks for (E13)."""
        return self.pass_total is None or (self.total is not None and self.total >= self.pass_total)

    @property
    def passes(self) -> bool:
        """Whether the set is passed: complete, the total reached, every group "tốt"."""
        return self.is_complete and self.reaches_total and all(group.is_good for group in self.groups)


def score(facts: SetFacts, given: Mapping[str, Given]) -> SetScore:
    """Add up a sheet, by criterion codes (recognition.md §5.1, §5.9): total to one decimal, half up.

    A line that does not apply is left out and its points are shared out in its group, or counts whole, or nothing, as
    the set says. Bonuses and penalties change only the total, which stays between 0 and the set's maximum.
    """
    exact = [_exact(facts, part, given) for part in facts.parts]
    groups = tuple(_group(facts, part, given, own) for part, own in zip(facts.parts, exact, strict=True))
    nothing_given = all(one.points is None for one in given.values())
    bonus, penalty = (_extra(facts, given, role) for role in (ItemRole.BONUS, ItemRole.PENALTY))
    points = facts.scoring is Scoring.POINTS
    total = sum(exact, _NOTHING)
    maximum = most(facts) if points else sum((group.maximum for group in groups), _NOTHING)
    if points:
        total = bounded(facts, total + bonus - penalty)
    return SetScore(
        total=None if nothing_given else total,
        maximum=maximum,
        groups=groups,
        bonus=bonus,
        penalty=penalty,
        pass_total=facts.pass_total if points else None,
    )


def most(facts: SetFacts) -> Decimal:
    """Return the points of a set with points when everything has its maximum."""
    return sum((part.maximum for part in facts.parts), _NOTHING) if facts.maximum is None else facts.maximum


def bounded(facts: SetFacts, points: Decimal) -> Decimal:
    """Return a sum of points as the total of a set: one decimal, half up, between 0 and the maximum."""
    return min(max(_rounded(points), _NOTHING), most(facts))


def is_plain_sum(facts: SetFacts) -> bool:
    """Say whether the total of a set is the sum of its points as long as every line applies."""
    return facts.scoring is Scoring.POINTS and not facts.extras


def _group(facts: SetFacts, part: Part, given: Mapping[str, Given], exact: Decimal) -> GroupScore:
    known = {line.code: given.get(line.code, Given()) for line in part.lines}
    applying = [line for line in part.lines if not known[line.code].is_not_applicable]
    missing = tuple(line.code for line in applying if known[line.code].points is None)
    failed = [line for line in applying if (own := known[line.code].points) is not None and own < line.maximum]
    has_points = facts.scoring is Scoring.POINTS
    if has_points:
        maximum = part.maximum
        percent = facts.group_min_percent
        needed = None if percent is None else maximum * percent / 100
    else:
        maximum = Decimal(len(applying))
        needed = maximum * (100 if facts.group_min_percent is None else facts.group_min_percent) / 100
    shared_out = [line for line in part.lines if not _is_left_out(line, known[line.code])]
    return GroupScore(
        code=part.code,
        title=part.title,
        points=_rounded(exact),
        maximum=maximum,
        needed=needed,
        vetoed=tuple(line.code for line in failed if line.is_veto),
        missing=missing,
        level=_level(facts, applying, known) if not missing else None,
        failed=() if has_points else tuple(line.code for line in failed),
        is_empty=not (shared_out if has_points else applying),
    )


def _is_left_out(line: Criterion, given: Given) -> bool:
    return given.is_not_applicable and line.na_policy is NaPolicy.REDISTRIBUTE


def _exact(facts: SetFacts, part: Part, given: Mapping[str, Given]) -> Decimal:
    """Return what a group earned before rounding; without points, how many criteria are passed (or Tốt)."""
    earned = out = _NOTHING
    for line in part.lines:
        one = given.get(line.code, Given())
        if facts.scoring is not Scoring.POINTS:
            earned += not one.is_not_applicable and one.points == line.maximum
        elif _is_left_out(line, one):
            out += line.maximum
        elif one.is_not_applicable:
            earned += line.maximum if line.na_policy is NaPolicy.FULL else _NOTHING
        else:
            earned += one.points or _NOTHING
    if not out:
        return earned
    whole = sum((line.maximum for line in part.lines), _NOTHING)
    return earned / (whole - out) * whole if whole > out else _NOTHING


def _level(facts: SetFacts, applying: list[Criterion], known: Mapping[str, Given]) -> Level | None:
    """Return the level of a group of criteria with levels: reached by its share of them, none two levels below."""
    if facts.scoring is not Scoring.LEVEL4 or not applying:
        return None
    order = list(Level)
    places = [order.index(Level.of_points(known[line.code].points or _NOTHING)) for line in applying]
    percent = Decimal(100) if facts.group_min_percent is None else facts.group_min_percent
    for place, level in enumerate(order[:-1]):
        share = Decimal(100 * sum(one <= place for one in places)) / len(places)
        if share >= percent and max(places) <= place + 1:
            # A criterion that failed keeps its group from "Khá", and one below "Khá" keeps it from "Tốt".
            return level
    return Level.FAILED


def _extra(facts: SetFacts, given: Mapping[str, Given], role: ItemRole) -> Decimal:
    """Add the bonuses, or what is taken off, under the cap of the group they stand in."""
    caps = {group.code: group.maximum for group in facts.groups if group.role is role}
    earned = dict.fromkeys(caps, _NOTHING)
    alone = _NOTHING
    for item in facts.extras:
        if item.role is not role:
            continue
        points = min(given.get(item.code, Given()).points or _NOTHING, item.maximum)
        group = next((code for code in caps if item.code.startswith(f"{code}.")), None)
        if group is None:
            alone += points
        else:
            earned[group] += points
    return alone + sum((min(points, caps[group]) for group, points in earned.items()), _NOTHING)


def _rounded(points: Decimal) -> Decimal:
    return points.quantize(_TENTH, rounding=ROUND_HALF_UP)


# What may be given


def given_fault(facts: SetFacts, item: Criterion, given: Given) -> str | None:
    """Say in a sentence why something cannot be given to a criterion, None if it can (recognition.md §9.2)."""
    if given.is_not_applicable:
        return None if item.na_allowed else "Tiêu chí này không có mục “Không áp dụng”."
    if given.points is None:
        return None
    maximum = MAXIMA.get(facts.scoring)
    if maximum is None:
        return fault(given.points, item.maximum, facts.step)
    if given.points < 0 or given.points > maximum or given.points % 1:
        choices = "Đạt hoặc Chưa đạt" if facts.scoring is Scoring.PASS_FAIL else "Tốt, Khá, Trung bình hoặc Chưa đạt"
        return f"Chỉ ghi {choices}."
    return None


def is_an_answer(item: Criterion, points: Decimal) -> bool:
    """Say whether points are one of the answers a criterion offers; one without answers takes any points."""
    return not item.options or points in {option.points for option in item.options}
