"""Takes acts back by their sentence: the last one of this sitting with Ctrl+Z, an older one from the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.changes import Changes, Kind

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from sqlalchemy.orm import Session

    from bontot_desktop.db.history import HistoryLine
    from bontot_desktop.db.undo import Blocked
    from bontot_desktop.services.office import Office

#: The key in the history of an act that takes another back; the line says which.
ACT = "undo"

#: The kinds of things a table belongs to, for the pages that show them; a table that is not named is everything.
_KINDS: dict[str, tuple[Kind, ...]] = {
    **dict.fromkeys(("cell", "cell_name", "cell_parent", "lineage", "post", "in_charge"), (Kind.CELLS, Kind.MEMBERS)),
    **dict.fromkeys(
        ("member", "member_status", "member_award", "member_duty", "member_penalty", "member_break"),
        (Kind.MEMBERS, Kind.CELLS),
    ),
    "operator": (Kind.SETTINGS,),
    **dict.fromkeys(("person", "holding", "working_group", "working_group_member"), (Kind.PEOPLE, Kind.SAMPLES)),
    **dict.fromkeys(
        (
            "meeting",
            "roster_line",
            "guest",
            "agenda_item",
            "cited_document",
            "minutes_section",
            "contribution",
            "vote",
            "task",
            "task_review",
            "minutes_addendum",
            "meeting_brief",
            "meeting_plan",
            "replication_review",
            "sent_paper",
            "petition",
            "cell_figure",
            "book_issue",
            "book_pages",
        ),
        (Kind.MEETINGS, Kind.SAMPLES),
    ),
    **dict.fromkeys(
        (
            "sample_plan",
            "sample_event",
            "sample_chore",
            "observer",
            "observer_sheet",
            "sheet_check",
            "feedback_opinion",
            "replication",
        ),
        (Kind.SAMPLES,),
    ),
    **dict.fromkeys(("score", "score_line"), (Kind.SCORES, Kind.MEETINGS, Kind.SAMPLES)),
    **dict.fromkeys(
        (
            "campaign",
            "campaign_set",
            "campaign_rule",
            "campaign_step",
            "campaign_text",
            "campaign_closing",
            "emulation_phase",
            "review_absence",
            "review_opinion",
            "review_sitting",
            "earlier_vote",
            "cell_entry",
            "entry_score",
            "entry_reason",
            "entry_pledge",
            "entry_text",
            "rule_check",
            "defect",
            "dossier_line",
            "verification",
            "verification_opinion",
            "evidence_file",
            "cell_rating",
            "cell_rating_line",
            "member_rating",
            "member_rating_line",
            "committee_title",
            "committee_score",
            "committee_dossier_line",
            "cell_target",
            "past_result",
            "award",
            "other_award",
            "criteria_set",
            "criterion",
            "criterion_option",
        ),
        (Kind.CAMPAIGNS,),
    ),
    **dict.fromkeys(("cell_case",), (Kind.CAMPAIGNS, Kind.CELLS)),
    **dict.fromkeys(("member_title",), (Kind.CAMPAIGNS, Kind.MEMBERS)),
    **dict.fromkeys(("briefing", "commitment", "reported_papers", "find"), (Kind.MOVEMENT,)),
    **dict.fromkeys(("paper", "paper_scan", "number_series"), (Kind.PAPERS,)),
}


@dataclass(frozen=True, slots=True)
class Undone:
    """An act that was taken back, or done again: its own sentence, and what changed."""

    sentence: str
    changes: Changes


class Sitting:
    """The acts since the program opened the office, as Ctrl+Z and Ctrl+Y go through them."""

    def __init__(self, office: Office) -> None:
        self._office = office
        with office.ask() as driver:
            (self._start,) = driver.execute("SELECT coalesce(max(id), 0) FROM history").fetchone()

    def last(self) -> HistoryLine | None:
        """Return the newest act of this sitting that still stands, None when there is none."""
        from bontot_desktop.db import undo

        with self._office.read() as session:
            for line in self._lines(session):
                if line.undoes_id is None and not undo.is_undone(session, line.id):
                    return line
        return None

    def again(self) -> HistoryLine | None:
        """Return the act that Ctrl+Y would do again: the one taken back last, unless something was done since."""
        from bontot_desktop.db import history, undo

        with self._office.read() as session:
            for line in self._lines(session):
                if undo.is_undone(session, line.id):
                    continue
                if line.undoes_id is None:
                    return None
                taken = history.line(session, line.undoes_id)
                if taken is not None and taken.undoes_id is None:
                    return line
        return None

    def _lines(self, session: Session) -> Iterable[HistoryLine]:
        from bontot_desktop.db import history
        from bontot_desktop.rules import undoing

        lines = history.recent(session, limit=1000, after_id=self._start)
        return (line for line in lines if line.act not in undoing.PASSED_OVER)


def sentence_of(line: HistoryLine) -> str:
    """Return the sentence of an act without what taking back puts before it."""
    for verb in (_UNDONE, _AGAIN):
        if line.undoes_id is not None and line.sentence.startswith(verb):
            return line.sentence.removeprefix(verb)
    return line.sentence


#: How far taking back is, in parts of a thousand: at its end, when all was looked at, when all rows are written.
WHOLE, _PLANNED, WRITTEN = 1000, 500, 850

_UNDONE = "Hoàn tác: "
_AGAIN = "Làm lại: "


def offered(line: HistoryLine) -> bool:
    """Say whether "Hoàn tác" may stand beside an act that was just done."""
    from bontot_desktop.rules import undoing

    return line.undoes_id is None and not undoing.why_not(line.act)


def why_not(office: Office, history_id: int) -> str:
    """Say why an act cannot be taken back now and what to do instead; "" when it can. Raises NotFound."""
    with office.read() as session:
        try:
            _check(session, history_id)
        except Refused as reason:
            return str(reason)
    return ""


def take_back(office: Office, history_id: int) -> Undone:
    """Take an act back, or do again one that was taken back, as an act of its own.

    Raises NotFound; Refused with the act in the way, or what to do instead.
    """
    turns = take_back_in_turns(office, history_id)
    while True:
        try:
            next(turns)
        except StopIteration as end:
            undone: Undone = end.value
            return undone


def take_back_in_turns(office: Office, history_id: int) -> Generator[int, None, Undone]:
    """Take back as :func:`take_back` does, giving after each turn how far it is, of :data:`WHOLE`.

    Closing it before the end leaves everything as it was.
    """
    from bontot_desktop.db import undo
    from bontot_desktop.services import undo_locks

    with office.work(ACT, "Hoàn tác") as work:
        line = _line(work, history_id)
        plain = sentence_of(line)
        work.sentence = f"{_UNDONE if line.undoes_id is None else _AGAIN}{plain}"
        try:
            planning = undo.planned_in_turns(work, history_id)
            done = 0
            while True:
                try:
                    next(planning)
                except StopIteration as end:
                    plan: undo.Plan = end.value
                    break
                # How many turns there will be nobody knows; each takes a part of what is left of the first half.
                done += (_PLANNED - done) // 12
                yield done
            undo_locks.refuse_when_locked(work, plan.changes)
            yield _PLANNED
            for written in undo.take_back(work, plan):
                yield _PLANNED + (WRITTEN - _PLANNED) * written // max(len(plan.rows), 1)
        except undo.Blocked as reason:
            raise Refused(_words(line, reason)) from reason
    return Undone(plain, changes_of({row.table.name for row in plan.rows}))


def changes_of(tables: Iterable[str]) -> Changes:
    """Say which kinds of things changed with some tables; settings and what is not known touch everything."""
    changes = Changes()
    for table in tables:
        kinds = _KINDS.get(table)
        changes |= Changes.everything() if kinds is None else Changes.of(*kinds)
    return changes


def _check(session: Session, history_id: int) -> None:
    from bontot_desktop.db import history, undo
    from bontot_desktop.services import undo_locks

    line = _line(session, history_id)
    reason = undo.blocked(session, history_id)
    if reason is not None:
        raise Refused(_words(line, reason))
    undo_locks.refuse_when_locked(session, history.changes_of(session, history_id))


def _line(session: Session, history_id: int) -> HistoryLine:
    """Return an act that is one of those that may be taken back. Raises NotFound, Refused."""
    from bontot_desktop.db import history
    from bontot_desktop.rules import undoing

    line = history.line(session, history_id)
    if line is None:
        raise NotFound("Không còn việc này trong nhật ký.")
    instead = "" if line.undoes_id is not None else undoing.why_not(line.act)
    if instead:
        raise Refused(f"Không hoàn tác được việc “{line.sentence}”. {instead}")
    return line


def _words(line: HistoryLine, reason: Blocked) -> str:
    from bontot_desktop.db.undo import Obstacle

    what = f"Không hoàn tác được việc “{sentence_of(line)}”"
    by = ""
    if reason.by is not None:
        by = f"“{reason.by.sentence}” ({reason.by.who}, {reason.by.at:%H:%M ngày %d/%m/%Y})"
    match reason.obstacle:
        case Obstacle.UNDONE:
            return f"{what}: việc này đã được hoàn tác rồi."
        case Obstacle.CHANGED if by:
            return f"{what}: sau đó đã có việc {by}. Hãy hoàn tác việc ấy trước, hoặc sửa lại bằng tay."
        case Obstacle.USED if by:
            return f"{what}: việc {by} đang dùng đến điều đã ghi. Hãy hoàn tác việc ấy trước, hoặc sửa lại bằng tay."
        case Obstacle.CLASH:
            return f"{what}: điều sẽ được ghi lại trùng hoặc không khớp với dữ liệu hiện nay. Hãy sửa lại bằng tay."
        case _:
            return f"{what}: dữ liệu đã khác từ lúc ấy. Hãy sửa lại bằng tay."
