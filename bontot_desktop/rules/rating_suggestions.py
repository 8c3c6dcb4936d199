"""Which level points and conditions suggest, with the reasons (recognition.md §6.1); a person confirms or overrules.

The rules hold by year: old ratings are looked at by the rules of their own year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bontot_desktop.rules import faults as fault_rules
from bontot_desktop.rules import scoring
from bontot_desktop.rules.faults import Fault
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.words import Labelled

_BEST, _GOOD, _COMPLETED, _NOT = QualityLevel


class Subject(Labelled):
    """Whose rating it is."""

    CELL = "CELL", "chi bộ"
    MEMBER = "MEMBER", "đảng viên"


@dataclass(frozen=True, slots=True)
class YearRules:
    """The conditions of the levels from a year on; shares are percent of the tasks given, points are least ones."""

    from_year: int
    #: The paper they stand in ("Quy định 366-QĐ/TW").
    source: str
    #: Done beyond measure, at least, for the best level.
    least_over: int
    #: Late, at most, for "Hoàn thành nhiệm vụ".
    most_late: int
    #: Done below which a cell is "Không hoàn thành nhiệm vụ".
    cell_least_done: int
    #: Not done above which a member is "Không hoàn thành nhiệm vụ".
    member_most_undone: int
    #: Least points, of 100, of the three best levels.
    excellent_from: int = 90
    good_from: int = 70
    completed_from: int = 50

    def of_points(self, points: Decimal) -> QualityLevel:
        """Return the level that points from 0 to 100 alone would give."""
        least = ((_BEST, self.excellent_from), (_GOOD, self.good_from), (_COMPLETED, self.completed_from))
        return next((level for level, from_ in least if points >= from_), _NOT)


#: As shipped, the newest first; an office has its own among its settings.
#: Of 124-QĐ/TW (2023–2024) only the share beyond measure and that of tasks done are known to differ.
RULES: tuple[YearRules, ...] = (
    YearRules(2025, "Quy định 366-QĐ/TW", 30, 20, 70, 50),
    YearRules(0, "Quy định 124-QĐ/TW", 50, 20, 50, 50),
)


def rules_of(year: int, known: Iterable[YearRules] = RULES) -> YearRules:
    """Return the rules a year is rated by, of those known."""
    return max((rules for rules in known if rules.from_year <= year), key=lambda rules: rules.from_year)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rating rests on; None where it was not written down. Tasks are counts of the year's."""

    points: Decimal | None = None
    tasks_total: int | None = None
    tasks_done: int | None = None
    tasks_over: int | None = None
    tasks_late: int | None = None
    #: Whether all faults pointed out at the last review were mended.
    faults_mended: bool | None = None
    #: A conclusion that makes it "Không hoàn thành nhiệm vụ" by itself, "" for none.
    listed_case: str = ""
    #: Disciplinary decisions of the year: the member's own, or those against the cell's committee.
    faults: Sequence[Fault] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A level, None when too little is known, with why it is no better and what a person must look at."""

    level: QualityLevel | None
    reasons: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    def told(self) -> str:
        """Say the suggestion in one line."""
        head = f"Gợi ý: {self.level.label}." if self.level else ""
        return " ".join(part for part in (head, *self.reasons, *self.questions) if part)


def suggest(facts: Facts, year: int, subject: Subject, rules: YearRules | None = None) -> Suggestion:
    """Suggest a level by the rules of a year, the shipped ones without any.

    Reasons say what keeps it from a better one; questions what the competent body decides.
    """
    rules = rules or rules_of(year)
    reasons, questions = list[str](), list[str]()
    best = _by_discipline(facts, year, subject, reasons, questions)
    best = _worse(best, _by_tasks(facts, rules, subject, reasons, questions))
    if facts.listed_case.strip():
        reasons.append(f"{facts.listed_case.strip().rstrip('.')}: thuộc trường hợp “{_NOT.label}”.")
        best = _NOT
    if facts.points is None:
        # Without points only what rules a level out is known.
        return Suggestion(_NOT if best is _NOT else None, tuple(reasons), tuple(questions))
    by_points = rules.of_points(facts.points)
    if _worse(by_points, best) is by_points:
        shown = scoring.show(facts.points)
        reasons = [f"{shown} điểm ứng với mức “{by_points.label}”.", *(reasons if by_points is best else ())]
        if by_points is _BEST:
            questions += _not_looked_at(facts)
        return Suggestion(by_points, tuple(reasons), tuple(questions))
    return Suggestion(best, tuple(reasons), tuple(questions))


def _worse(one: QualityLevel, other: QualityLevel) -> QualityLevel:
    return other if one.reaches(other) else one


def _by_discipline(facts: Facts, year: int, subject: Subject, reasons: list[str], questions: list[str]) -> QualityLevel:
    counting = fault_rules.counting(facts.faults, year)
    for fault in facts.faults:
        if fault not in counting:
            questions.append(fault_rules.told(fault, year, with_name=subject is Subject.CELL))
    if not counting:
        return _BEST
    said = " ".join(fault_rules.told(fault, year, with_name=subject is Subject.CELL) for fault in counting)
    if subject is Subject.MEMBER:
        reasons.append(f"{said.rstrip('.')}: thuộc trường hợp “{_NOT.label}”.")
        return _NOT
    reasons.append(f"{said} Có thành viên chi ủy bị kỷ luật thì không xếp “{_BEST.label}”.")
    questions.append(f"Nếu bị kỷ luật liên quan chức trách thì xếp “{_NOT.label}”.")
    return _GOOD


def _by_tasks(
    facts: Facts, rules: YearRules, subject: Subject, reasons: list[str], questions: list[str]
) -> QualityLevel:
    """Return the best level the tasks allow; what was not written down rules nothing out."""
    best = _BEST
    if facts.faults_mended is False:
        reasons.append(f"Chưa khắc phục hết hạn chế đã chỉ ra thì không xếp “{_BEST.label}”.")
        best = _GOOD
    total = facts.tasks_total
    if not total:
        return best
    over, late, done = facts.tasks_over, facts.tasks_late, facts.tasks_done
    if over is not None and Fraction(over, total) * 100 < rules.least_over:
        reasons.append(f"Vượt mức {_share(over, total)} nhiệm vụ: vượt mức < {rules.least_over} %.")
        best = _worse(best, _GOOD)
    if late:
        reasons.append(f"Chậm tiến độ {_share(late, total)} nhiệm vụ, nên cao nhất là “{_COMPLETED.label}”.")
        best = _worse(best, _COMPLETED)
        if Fraction(late, total) * 100 > rules.most_late:
            questions.append(
                f"Chậm quá {rules.most_late} %: {rules.source} không nêu mức, cấp có thẩm quyền xem xét, quyết định."
            )
    if done is None or done >= total:
        return best
    if _is_failed(done, total, rules, subject):
        reasons.append(f"Mới hoàn thành {_share(done, total)} nhiệm vụ: thuộc trường hợp “{_NOT.label}”.")
        return _NOT
    reasons.append(f"Mới hoàn thành {_share(done, total)} nhiệm vụ, mức nào từ “{_COMPLETED.label}” cũng cần 100 %.")
    questions.append(f"{rules.source} không nêu mức cho trường hợp này; cấp có thẩm quyền xem xét, quyết định.")
    return _worse(best, _COMPLETED)


def _not_looked_at(facts: Facts) -> list[str]:
    """Name the conditions of the best level that nothing was written down for."""
    unknown = []
    if facts.tasks_total is None or facts.tasks_done is None or facts.tasks_over is None:
        unknown.append("số nhiệm vụ xong, vượt mức")
    if facts.faults_mended is None:
        unknown.append("việc khắc phục hạn chế đã chỉ ra")
    return [f"Chưa ghi {' và '.join(unknown)} nên chưa đối chiếu được điều kiện."] if unknown else []


def _is_failed(done: int, total: int, rules: YearRules, subject: Subject) -> bool:
    if subject is Subject.CELL:
        return Fraction(done, total) * 100 < rules.cell_least_done
    return Fraction(total - done, total) * 100 > rules.member_most_undone


def _share(part: int, of: int) -> str:
    return f"{scoring.show(Decimal(part * 100) / of)} %"


def task_problems(facts: Facts) -> list[tuple[str, str]]:
    """Return (field, sentence) of each count of tasks that cannot be."""
    total, found = facts.tasks_total, list[tuple[str, str]]()
    for name, count, word in (
        ("tasks_done", facts.tasks_done, "đã xong"),
        ("tasks_over", facts.tasks_over, "vượt mức"),
        ("tasks_late", facts.tasks_late, "chậm"),
    ):
        if count is None:
            continue
        if total is None:
            found.append((name, f"Đã ghi số nhiệm vụ {word} thì cần ghi số nhiệm vụ được giao."))
        elif count > total:
            found.append((name, f"Số nhiệm vụ {word} ({count}) nhiều hơn số được giao ({total})."))
    done, over = facts.tasks_done, facts.tasks_over
    if not found and done is not None and over is not None and over > done:
        found.append(("tasks_over", f"Số nhiệm vụ vượt mức ({over}) nhiều hơn số đã xong ({done})."))
    return found


def level_needs_reason(level: QualityLevel, suggestion: Suggestion) -> bool:
    """Say whether a level is another than the suggested one, so that a text must say why (§9 rule 6)."""
    return suggestion.level is not None and suggestion.level is not level
