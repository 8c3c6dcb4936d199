"""“Đảng viên 5 tốt”: what a member must have to be proposed, and what keeps one from it, each in a sentence.

A member passes with every criterion of the set "Đạt", a rating of the year of at least HTTNV and no discipline in it
(recognition.md §5.7, an inference: the office may ask for another level, or not ask at all).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.rules import faults as fault_rules
from bontot_desktop.rules.faults import Fault
from bontot_desktop.rules.recognition import EntryState, QualityLevel, Severity, body_approves
from bontot_desktop.rules.year_ratings import NotEvaluated

#: What a line may be concluded with by the cell.
CONCLUSIONS = (EntryState.PROPOSED, EntryState.NOT_PROPOSED)
#: States of a member who is put before the standing committee, or was recognised.
LISTED = (EntryState.PROPOSED, EntryState.RECOGNISED)


@dataclass(frozen=True, slots=True)
class MemberRules:
    """What a year asks beside the criteria; None asks nothing. ``least`` is the least rating of the year."""

    least: QualityLevel | None = QualityLevel.GOOD
    discipline: Severity | None = Severity.HARD


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of a member: days, criteria reached by code, the cell's vote and what it concluded."""

    registered_on: date | None = None
    passed: frozenset[str] = frozenset()
    voted_on: date | None = None
    votes_for: int | None = None
    vote_base: int | None = None
    #: PROPOSED, NOT_PROPOSED, or None while nothing was concluded.
    conclusion: EntryState | None = None
    reason: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed of the member but what the whole cell has in common."""
        bare = self.registered_on is None and not self.passed and self.votes_for is None
        return bare and self.conclusion is None and not self.reason.strip()


@dataclass(frozen=True, slots=True)
class Known:
    """What the register and the ratings of the year know of a member."""

    why: NotEvaluated | None = None
    level: QualityLevel | None = None
    faults: tuple[Fault, ...] = ()
    #: No longer on the cell's roster: moved, left, or the cell has ended.
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What a year's campaign asks of every line: its days, the codes of its criteria, its rules."""

    year: int
    today: date
    cut_off: date
    codes: tuple[str, ...]
    rules: MemberRules = MemberRules()
    register_until: date | None = None


def problems(typed: Typed, known: Known, frame: Frame) -> list[tuple[str, str]]:
    """Return what cannot be saved of a line: the field and the sentence for each."""
    if typed.is_empty:
        return []
    found = list(_day_problems(typed, frame))
    if typed.votes_for is not None:
        if typed.voted_on is None:
            found.append(("votes_for", "Đã có số tán thành thì hãy ghi ngày chi bộ họp."))
        if typed.vote_base is None:
            found.append(("votes_for", "Đã có số tán thành thì hãy ghi số đảng viên chính thức của chi bộ."))
        elif typed.votes_for > typed.vote_base:
            more = f"Số tán thành {typed.votes_for} nhiều hơn {typed.vote_base} đảng viên chính thức."
            found.append(("votes_for", more))
    if typed.registered_on is None:
        found.append(("registered_on", "Chưa đăng ký thì không xét được; hãy ghi ngày đăng ký."))
    if typed.conclusion is EntryState.NOT_PROPOSED and not typed.reason.strip():
        why = suggested_reason(typed, known, frame)
        found.append(("reason", f"Không đề nghị thì hãy ghi lý do{f', ví dụ: {why}' if why else ''}."))
    if typed.conclusion is EntryState.PROPOSED and not found:
        found += [("conclusion", sentence) for sentence in obstacles(typed, known, frame)[:1]]
    return found


def _day_problems(typed: Typed, frame: Frame) -> Iterator[tuple[str, str]]:
    registered, voted = typed.registered_on, typed.voted_on
    if registered is not None:
        if registered > frame.today:
            yield "registered_on", "Ngày đăng ký ở sau hôm nay; hãy xem lại."
        elif registered > frame.cut_off:
            yield "registered_on", f"Ngày đăng ký ở sau ngày chốt số liệu ({dates.screen(frame.cut_off)})."
        elif registered.year < frame.year - 1:
            yield "registered_on", f"Ngày đăng ký không thuộc đợt thi đua năm {frame.year}; hãy xem lại năm."
    if voted is not None:
        if voted > frame.today:
            yield "voted_on", "Ngày chi bộ họp ở sau hôm nay; hãy xem lại."
        elif voted.year < frame.year:
            yield "voted_on", f"Ngày chi bộ họp ở trước năm {frame.year}; hãy xem lại."
        elif registered is not None and voted < registered:
            yield "registered_on", f"Ngày đăng ký ở sau ngày chi bộ họp ({dates.screen(voted)})."


def obstacles(typed: Typed, known: Known, frame: Frame) -> list[str]:
    """Say what keeps a member from being proposed; nothing when the member may be."""
    found = []
    if known.is_gone:
        found.append("Đồng chí không còn sinh hoạt ở chi bộ này nên không đề nghị được.")
    if known.why is not None:
        found.append(f"Đồng chí không thuộc diện đánh giá năm {frame.year} ({known.why.label}) nên không đề nghị được.")
    if typed.registered_on is None:
        found.append("Chưa đăng ký thi đua nên không đề nghị được.")
    missing = [code for code in frame.codes if code not in typed.passed]
    if missing:
        which = f"tiêu chí {', '.join(missing)}" if len(missing) < len(frame.codes) else "tiêu chí nào"
        found.append(f"Chưa đạt {which}; đạt đủ {len(frame.codes)} tiêu chí mới được đề nghị.")
    if known.level is not None and frame.rules.least is not None and not known.level.reaches(frame.rules.least):
        below = f"Xếp loại năm {frame.year} là “{known.level.label}”, dưới mức “{frame.rules.least.label}”"
        found.append(f"{below} nên không đề nghị được.")
    if frame.rules.discipline is Severity.HARD:
        counted = fault_rules.counting(known.faults, frame.year)
        found += [
            f"{fault_rules.told(fault, frame.year)} Bị kỷ luật trong năm nên không đề nghị được." for fault in counted
        ]
    found += _vote_obstacles(typed)
    return found


def _vote_obstacles(typed: Typed) -> list[str]:
    if typed.votes_for is None or typed.vote_base is None or typed.voted_on is None:
        return ["Chưa ghi biểu quyết của chi bộ (ngày họp, số tán thành, số đảng viên chính thức)."]
    if not body_approves(typed.votes_for, typed.vote_base):
        said = f"Mới có {typed.votes_for}/{typed.vote_base} đảng viên chính thức tán thành"
        return [f"{said}, cần quá nửa."]
    return []


def doubts(typed: Typed, known: Known, frame: Frame) -> list[str]:
    """Say what to look at and may be saved all the same."""
    found = []
    if typed.is_empty:
        return []
    if late(typed, frame):
        found.append(late(typed, frame))
    if known.level is None and known.why is None and frame.rules.least is not None:
        found.append(f"Chưa xếp loại năm {frame.year}.")
    for fault in known.faults:
        is_counted = bool(fault_rules.counting([fault], frame.year))
        if not is_counted or frame.rules.discipline is Severity.SOFT:
            found.append(fault_rules.told(fault, frame.year))
    return found


def late(typed: Typed, frame: Frame) -> str:
    """Say that a registration came after its last day, "" when it did not."""
    until = frame.register_until
    is_late = typed.registered_on is not None and until is not None and typed.registered_on > until
    return f"Đăng ký sau hạn {dates.screen(until)}." if is_late else ""


def suggested_reason(typed: Typed, known: Known, frame: Frame) -> str:
    """Return the reason for not proposing that follows from what is known, "" when nothing does."""
    if typed.registered_on is None:
        return "chưa đăng ký thi đua"
    missing = [code for code in frame.codes if code not in typed.passed]
    if missing:
        return f"chưa đạt tiêu chí {', '.join(missing)}"
    if known.level is not None and frame.rules.least is not None and not known.level.reaches(frame.rules.least):
        return f"xếp loại “{known.level.label}”"
    if frame.rules.discipline is Severity.HARD and fault_rules.counting(known.faults, frame.year):
        return "bị kỷ luật trong năm"
    if typed.votes_for is not None and typed.vote_base and not body_approves(typed.votes_for, typed.vote_base):
        return f"chỉ có {typed.votes_for}/{typed.vote_base} tán thành"
    return ""


def may_be_proposed(typed: Typed, known: Known, frame: Frame) -> bool:
    """Say whether nothing stands in the way of proposing a member."""
    return not obstacles(typed, known, frame)


@dataclass(frozen=True, slots=True)
class MemberCount:
    """How many members of a cell stand where."""

    evaluated: int
    registered: int
    passed: int
    proposed: int
    refused: int
    recognised: int

    def __add__(self, other: MemberCount) -> MemberCount:
        """Add two cells."""
        return MemberCount(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def count(evaluated: int, states: Sequence[EntryState], whole: Collection[bool]) -> MemberCount:
    """Count a cell's lines: their states, and of each whether every criterion was reached."""
    refused = states.count(EntryState.NOT_PROPOSED) + states.count(EntryState.NOT_RECOGNISED)
    recognised = states.count(EntryState.RECOGNISED)
    proposed = states.count(EntryState.PROPOSED) + recognised
    return MemberCount(evaluated, len(states), sum(whole), proposed, refused, recognised)
