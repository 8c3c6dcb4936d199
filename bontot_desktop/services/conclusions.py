"""The conclusion of a sample meeting: first offered from what was said and handed in, then as the clerk edits it."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.samples import Opinion, SampleEvent
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.samples import Aspect, OpinionKind
from bontot_desktop.services import sample_store
from bontot_desktop.services.office import Office, Saved

#: What is offered as the procedure agreed on, when nobody suggested anything (HD 42, II.2).
USUAL_PROCESS = (
    "Họp chi ủy (bí thư, phó bí thư hội ý) trước kỳ sinh hoạt; gửi tài liệu đến đảng viên trước ít nhất 01 ngày.\n"
    "Sinh hoạt theo đúng trình tự; bí thư điều hành, phân công phó bí thư, chi ủy viên trình bày từng nội dung.\n"
    "Kết luận, phân công nhiệm vụ rõ người, rõ việc, rõ thời hạn; thông qua biên bản trước khi bế mạc."
)
USUAL_TASK_OTHERS = "Nghiên cứu, áp dụng quy trình đã thống nhất vào sinh hoạt của chi bộ."


@dataclass(frozen=True, slots=True)
class ConclusionDraft:
    """The conclusion as its form holds it; each text may run over several lines, one thought a line.

    ``apply_from`` is the first day of the month from which the other cells apply it.
    """

    event_id: int
    strengths: str = ""
    weaknesses: str = ""
    causes: str = ""
    agreed_process: str = ""
    task_sample_cell: str = ""
    task_sample_cell_due_on: date | None = None
    task_other_cells: str = ""
    apply_from: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written yet."""
        return not any((self.strengths, self.weaknesses, self.agreed_process, self.task_sample_cell))


_FIELDS = (
    "strengths", "weaknesses", "causes", "agreed_process", "task_sample_cell", "task_sample_cell_due_on",
    "task_other_cells", "apply_from",
)  # fmt: skip


def load(office: Office, event_id: int) -> ConclusionDraft:
    """Return the stored conclusion. Raises NotFound."""
    with office.read() as session:
        row = sample_store.event(session, event_id)
        return ConclusionDraft(row.id, **{name: getattr(row, name) for name in _FIELDS})


def offer(office: Office, event_id: int) -> ConclusionDraft:
    """Return a conclusion drawn up from the opinions by aspect and from the sheets, for the clerk to edit.

    What is written already stays. Raises NotFound.
    """
    with office.read() as session:
        row = sample_store.event(session, event_id)
        return filled_up(ConclusionDraft(row.id, **{name: getattr(row, name) for name in _FIELDS}), _offer(row))


def filled_up(written: ConclusionDraft, offered: ConclusionDraft) -> ConclusionDraft:
    """Return what is written, with what is offered where nothing is."""
    missing = {name: getattr(offered, name) for name in _FIELDS if not getattr(written, name)}
    return replace(written, **missing)


def _offer(row: SampleEvent) -> ConclusionDraft:
    held = (row.meeting.held_on if row.meeting else None) or row.planned_on
    on = row.feedback_on or held
    sheets = [observer.sheet for observer in row.observers if observer.sheet]
    weaknesses = gather(row.opinions, OpinionKind.WEAKNESS, [sheet.weaknesses for sheet in sheets])
    suggestions = gather(row.opinions, OpinionKind.SUGGESTION, [sheet.suggestions_cell for sheet in sheets])
    at_home = lines_of(sheet.applicable_at_home for sheet in sheets)
    mend = "Khắc phục các hạn chế đã nêu trong buổi rút kinh nghiệm; báo cáo kết quả về Đảng ủy (qua Văn phòng)."
    return ConclusionDraft(
        event_id=row.id,
        strengths=gather(row.opinions, OpinionKind.STRENGTH, [sheet.strengths for sheet in sheets]),
        weaknesses=weaknesses,
        agreed_process=suggestions or USUAL_PROCESS,
        task_sample_cell=mend,
        task_sample_cell_due_on=month_after(on, 1, last=True) if on else None,
        task_other_cells="\n".join([USUAL_TASK_OTHERS, *at_home]),
        apply_from=month_after(on, 1) if on else None,
    )


def gather(opinions: Iterable[Opinion], kind: OpinionKind, from_sheets: Iterable[str]) -> str:
    """Join opinions of a kind, one line an aspect in the order of the aspects, then what only the sheets say."""
    said: dict[Aspect, list[str]] = {}
    for opinion in opinions:
        if opinion.kind is kind:
            said.setdefault(opinion.aspect, []).extend(lines_of([opinion.text]))
    lines = []
    for aspect in Aspect:
        sentences = _distinct(said.get(aspect, ()))
        if sentences:
            lead = "" if aspect is Aspect.OTHER else f"{aspect.label}: "
            words = [_no_stop(sentence) for sentence in sentences]
            words = [_lower(word) if index or lead else word for index, word in enumerate(words)]
            lines.append(f"{lead}{'; '.join(words)}.")
    known = text.fold(" ".join(lines))
    extra = (line for line in _distinct(lines_of(from_sheets)) if text.fold(_no_stop(line)) not in known)
    return "\n".join([*lines, *(f"{_no_stop(line)}." for line in extra)])


def lines_of(blocks: Iterable[str]) -> list[str]:
    """Return the thoughts of several texts, one a line, without the dashes people put before them."""
    return [line.lstrip("-+• ").strip() for block in blocks for line in block.split("\n") if line.strip("-+• ")]


def _distinct(sentences: Iterable[str]) -> list[str]:
    seen: dict[str, str] = {}
    for sentence in sentences:
        seen.setdefault(text.fold(_no_stop(sentence)), sentence)
    return list(seen.values())


def _no_stop(sentence: str) -> str:
    return sentence.rstrip(" .;,")


def _lower(sentence: str) -> str:
    """Lower the first letter of a sentence that becomes part of another, unless it opens with a name or initials."""
    first, _, rest = sentence.partition(" ")
    if first[1:].lower() != first[1:] or rest[:1].isupper():
        return sentence
    return sentence[:1].lower() + sentence[1:]


def month_after(day: date, months: int, *, last: bool = False) -> date:
    """Return the first or the last day of the month some months after a day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1] if last else 1)


def problems(draft: ConclusionDraft, *, held_on: date | None = None) -> list[Problem]:
    """Say what keeps a conclusion from being saved; what is only missing for the notice is said when it is issued."""
    found = []
    if held_on is not None:
        if draft.task_sample_cell_due_on is not None and draft.task_sample_cell_due_on < held_on:
            found.append(Problem("task_sample_cell_due_on", "Thời hạn không thể trước ngày sinh hoạt."))
        if draft.apply_from is not None and draft.apply_from < held_on.replace(day=1):
            found.append(Problem("apply_from", "Tháng áp dụng không thể trước tháng sinh hoạt."))
    return found


def save(office: Office, draft: ConclusionDraft) -> Saved:
    """Store the conclusion in one act. Raises Problems, Refused once its notice was issued."""
    with office.work("samples.conclusion", "Ghi kết luận sinh hoạt điểm") as session:
        row = sample_store.event(session, draft.event_id)
        session.sentence = f"Ghi kết luận sinh hoạt điểm của {row.cell.name}"
        session.about(row)
        store(session, row, draft)
        sample_store.advance(session, row, office.today())
        return Saved(row.id, Changes.of(Kind.SAMPLES))


def store(session: Session, row: SampleEvent, draft: ConclusionDraft) -> None:
    """Store a conclusion inside another's transaction."""
    found = problems(draft, held_on=row.meeting.held_on if row.meeting else None)
    if found:
        raise Problems(found)
    if sample_store.has_notice(session, row.id):
        raise Refused("Thông báo kết luận đã ban hành nên kết luận giữ nguyên; muốn sửa phải thu hồi thông báo trước.")
    for name in _FIELDS:
        setattr(row, name, getattr(draft, name))
    if row.apply_from is not None:
        row.apply_from = row.apply_from.replace(day=1)
    session.flush()
