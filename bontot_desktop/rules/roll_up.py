"""The level of a cell's meetings over a year, from the ratings of its regular meetings (meetings.md §8.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bontot_desktop.rules.scoring import Rating

_ORDER = {rating: rank for rank, rating in enumerate(Rating)}


@dataclass(frozen=True, slots=True)
class LevelRule:
    """What a level takes; a condition that is 0 or None is not asked.

    ``share_percent`` of the rated regular meetings are rated ``share_level`` or better; at least ``count`` of them are
    rated ``count_level`` or better. ``max_unexcused`` counts absences without reason over the year.
    """

    level: Rating
    share_level: Rating | None = None
    share_percent: int = 100
    count_level: Rating | None = None
    count: int = 0
    min_regular: int = 0
    min_themed: int = 0
    max_unexcused: int | None = None


@dataclass(frozen=True, slots=True)
class RollUpRules:
    """The levels, the best first; what reaches none of them is Kém.

    Tốt is the rule of Phú Thọ (§8.6); Khá and Trung bình are assumptions the office may change (§8.8).
    """

    levels: tuple[LevelRule, ...] = (
        LevelRule(Rating.GOOD, share_level=Rating.FAIR, count_level=Rating.GOOD, count=7),
        LevelRule(Rating.FAIR, share_level=Rating.AVERAGE, count_level=Rating.FAIR, count=7),
        LevelRule(Rating.AVERAGE, share_level=Rating.AVERAGE, share_percent=50),
    )


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A cell's year: the ratings of its regular meetings, how many were held in all, and the rest that counts."""

    ratings: tuple[Rating, ...] = ()
    regular: int = 0
    themed: int = 0
    unexcused: int = 0
    #: The year is not over yet: what still lacks may come.
    is_running: bool = False

    @property
    def unrated(self) -> int:
        """Regular meetings that were held and have no rating."""
        return max(self.regular - len(self.ratings), 0)


@dataclass(frozen=True, slots=True)
class YearLevel:
    """The level, None while nothing is rated; why it is that one, and whether it may still change."""

    level: Rating | None
    sentence: str
    is_provisional: bool = False


def year_level(facts: YearFacts, rules: RollUpRules) -> YearLevel:
    """Return the best level whose conditions all hold, and say what the next better one lacks."""
    if not facts.ratings:
        held = (
            f"{facts.regular} buổi thường kỳ đã họp chưa buổi nào xếp loại." if facts.regular else "Chưa có buổi nào."
        )
        return YearLevel(None, held, is_provisional=True)
    lacking: list[str] = []
    better: Rating | None = None
    for rule in rules.levels:
        lacks = what_lacks(facts, rule)
        if not lacks:
            return _answer(rule.level, _why(facts, rule), better, lacking, facts)
        better, lacking = rule.level, lacks
    return _answer(Rating.POOR, _counted(facts), better, lacking, facts)


def _answer(level: Rating, why: str, better: Rating | None, lacking: list[str], facts: YearFacts) -> YearLevel:
    said = f"{level.label}: {why}."
    if better is not None:
        said = f"{said} Chưa đạt {better.label}: {'; '.join(lacking)}."
    if facts.unrated:
        said = f"{said} Còn {facts.unrated} buổi chưa xếp loại."
    return YearLevel(level, said, is_provisional=facts.is_running or facts.unrated > 0)


def at_or_above(ratings: Sequence[Rating], level: Rating) -> int:
    """Count the ratings that are a level or better."""
    return sum(_ORDER[rating] <= _ORDER[level] for rating in ratings)


def what_lacks(facts: YearFacts, rule: LevelRule) -> list[str]:
    """Say what a level still takes, each as a phrase; nothing when it is reached."""
    found = []
    rated = len(facts.ratings)
    if rule.share_level is not None:
        reached = at_or_above(facts.ratings, rule.share_level)
        if reached * 100 < rule.share_percent * rated:
            found.append(f"{reached}/{rated} buổi từ {rule.share_level.label} trở lên, cần {rule.share_percent} %")
    if rule.count_level is not None and rule.count:
        reached = at_or_above(facts.ratings, rule.count_level)
        if reached < rule.count:
            found.append(f"{reached} buổi {_or_better(rule.count_level)}, cần ít nhất {rule.count}")
    if facts.regular < rule.min_regular:
        found.append(f"{facts.regular} buổi thường kỳ, cần ít nhất {rule.min_regular}")
    if facts.themed < rule.min_themed:
        found.append(f"{facts.themed} buổi chuyên đề, cần ít nhất {rule.min_themed}")
    if rule.max_unexcused is not None and facts.unexcused > rule.max_unexcused:
        found.append(f"{facts.unexcused} lượt vắng không lý do, nhiều nhất {rule.max_unexcused}")
    return found


def _or_better(level: Rating) -> str:
    return level.label if level is Rating.GOOD else f"từ {level.label} trở lên"


def _why(facts: YearFacts, rule: LevelRule) -> str:
    rated = len(facts.ratings)
    said = []
    if rule.share_level is not None:
        reached = at_or_above(facts.ratings, rule.share_level)
        said.append(f"{reached}/{rated} buổi từ {rule.share_level.label} trở lên")
    if rule.count_level is not None and rule.count and rule.count_level is not rule.share_level:
        reached = at_or_above(facts.ratings, rule.count_level)
        said.append(f"{reached} buổi {_or_better(rule.count_level)}")
    return ", ".join(said) or _counted(facts)


def _counted(facts: YearFacts) -> str:
    counts = [(sum(one is rating for one in facts.ratings), rating.label) for rating in Rating]
    return ", ".join(f"{count} buổi {label}" for count, label in counts if count)


def rule_problems(rules: RollUpRules) -> list[tuple[str, str]]:
    """Say what is wrong with the rules, as (field, sentence) with fields like "levels.0.share_percent"."""
    found = []
    for place, rule in enumerate(rules.levels):
        if not 0 <= rule.share_percent <= 100:
            found.append((f"levels.{place}.share_percent", "Tỷ lệ phải từ 0 đến 100 %."))
        if rule.count < 0 or rule.count > 12:
            found.append((f"levels.{place}.count", "Số buổi phải từ 0 đến 12."))
        if rule.count and rule.count_level is None:
            found.append((f"levels.{place}.count_level", "Chọn mức của số buổi này."))
        if not any((rule.share_level, rule.count, rule.min_regular, rule.min_themed, rule.max_unexcused is not None)):
            found.append((f"levels.{place}.share_level", f"Mức {rule.level.label} chưa có điều kiện nào."))
    return found
