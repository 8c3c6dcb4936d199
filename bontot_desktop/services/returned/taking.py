"""Taking returned forms in: what a file says, looked at first, then several stored by one act."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.base import Base
from bontot_desktop.db.models.samples import SampleEvent
from bontot_desktop.documents import form_reader
from bontot_desktop.documents.form_reader import Filled
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.metric_values import AutoAnswer
from bontot_desktop.services import (
    entries,
    entry_checks,
    entry_scores,
    meeting_checks,
    meeting_saving,
    meeting_scores,
    meeting_store,
    sample_store,
    sheets,
)
from bontot_desktop.services.entry_sheets import ScoreSheet
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.services.meeting_scores import MeetingScoreDraft
from bontot_desktop.services.meetings import title_of
from bontot_desktop.services.office import Office
from bontot_desktop.services.returned import (
    codes,
    fields,
    identity,
    minutes_forms,
    score_forms,
    self_forms,
    sheet_forms,
)
from bontot_desktop.services.returned.answers import Answers
from bontot_desktop.services.returned.codes import FormCode
from bontot_desktop.services.returned.results import Returned
from bontot_desktop.services.sheets import SheetDraft
from bontot_desktop.services.sources import Issue

CHANGED = Changes.of(Kind.SAMPLES, Kind.SCORES, Kind.MEETINGS, Kind.CAMPAIGNS)
#: A returned form is some tens of kilobytes; a folder is read no further than so many files.
MOST_FILES = 300
MOST_BYTES = 20 * 1024 * 1024
#: The line of place and day in the heading of a paper.
_DAY = re.compile(r", ngay .*thang .*nam \d{4}$")
_MINUTES = ("F3", "F5", "F6", "F7")
_TITLES = {
    sheet_forms.KIND: "Phiếu nhận xét",
    score_forms.KIND: "Phiếu tự chấm điểm",
    self_forms.KIND: "Bảng tự chấm điểm",
}
#: Files of other programs that lie about in a folder, and Word's own marks of an open file.
_PASSED_OVER = ("~$", ".")


def files_in(places: Sequence[Path]) -> list[Path]:
    """Return the files to read: those given, and of folders what may be a form. Raises Refused when there are none."""
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            inside = sorted(place.iterdir(), key=lambda path: text.sort_key(path.name))
            found.extend(path for path in inside if _may_be_form(path))
        else:
            found.append(place)
    if not found:
        raise Refused("Không có tệp Word nào ở đó; hãy chọn các tệp .docx đã gửi đi điền.")
    if len(found) > MOST_FILES:
        raise Refused(f"Có {len(found)} tệp; mỗi lần nhận nhiều nhất {MOST_FILES} tệp, hãy chia ra nhiều lần.")
    return list(dict.fromkeys(found))


def _may_be_form(path: Path) -> bool:
    known = path.suffix.lower() in (".docx", ".doc", ".odt", ".rtf", ".pdf")
    return path.is_file() and known and not path.name.startswith(_PASSED_OVER)


def understand(
    office: Office, path: Path, overrides: Mapping[str, str] | None = None, *, meeting_id: int | None = None
) -> Returned:
    """Say what a file holds; ``overrides`` take the place of what stands in fields, by their names in the file.

    ``meeting_id`` is the meeting whose forms are expected. Whatever is wrong is told in the result.
    """
    name = path.name
    given = dict(overrides or {})
    try:
        filled = form_reader.read(_bytes(path), name)
        code = _code(office, filled, name)
        return _understood(office, path, code, filled, given, meeting_id)
    except Refused as reason:
        return Returned(str(path), name, refused=_of_file(name, str(reason)), overrides=tuple(given.items()))


def _of_file(name: str, sentence: str) -> str:
    """Name the file in front of a sentence that does not name it."""
    return sentence if name in sentence else f"Tệp {name}: {sentence}"


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(f"Tệp {path.name} quá lớn so với một phiếu; hãy xin lại tệp đã gửi đi.")
        return path.read_bytes()
    except OSError as fault:
        raise Refused(f"Không mở được tệp {path.name}; hãy kiểm tra tệp còn ở đó và đóng tệp trong Word.") from fault


def _code(office: Office, filled: Filled, name: str) -> FormCode:
    if not filled.code:
        raise Refused(
            f"Tệp {name} không phải phiếu do chương trình này gửi đi, hoặc đã mất mã phiếu; "
            "hãy mở phiếu của người này trong chương trình và nhập tay."
        )
    code = codes.parse(filled.code)
    if code is None:
        raise Refused(f"Mã phiếu “{filled.code}” của tệp {name} không đọc được; hãy nhập tay phiếu này.")
    with office.read() as session:
        if code.office != codes.office_mark(session):
            raise Refused(f"Tệp {name} là phiếu của một văn phòng (tệp dữ liệu) khác, không phải của văn phòng này.")
    if not filled.fields:
        raise Refused(
            f"Tệp {name} không còn ô ghi nào (nội dung đã bị chép sang tệp khác); hãy nhập tay theo phiếu, "
            "hoặc xin lại chính tệp đã gửi đi."
        )
    return code


def _understood(
    office: Office, path: Path, code: FormCode, filled: Filled, overrides: dict[str, str], meeting_id: int | None
) -> Returned:
    given = Answers({**filled.fields, **overrides})
    altered = identity.altered(code.kind, filled)
    issue = Issue(None, None, "", office.today())
    total = None
    draft: SheetDraft | MeetingScoreDraft | MeetingDraft | ScoreSheet
    if code.kind == sheet_forms.KIND:
        with office.read() as session:
            observer = sample_store.observer(session, code.subject_id)
            whose, event = observer.name_at_time, observer.event
            about, of_meeting = _about_event(event), event.meeting_id
            sheet = sheet_forms.understand(session, code, given, issue)
        draft, warnings, total = sheet.draft, sheet.warnings, sheet.total
        blocking = [fields.placed(problem) for problem in sheets.problems(draft)]
        if draft.points and of_meeting is None:
            blocking.append("Chưa mở buổi sinh hoạt nên chưa ghi điểm được; hãy mở ở bước Điểm danh.")
    elif code.kind == score_forms.KIND:
        loaded = _score(office, code)
        draft, warnings, total = score_forms.understand(loaded, code, given, office.today())
        whose, about, of_meeting = _about_meeting(office, code)
        blocking = [fields.placed(problem) for problem in meeting_scores.problems(draft)]
    elif code.kind in _MINUTES:
        with office.read() as session:
            draft, warnings = minutes_forms.understand(session, code, given, office.today())
        whose, about, of_meeting = _about_meeting(office, code)
        blocking = [fields.placed(problem) for problem in meeting_checks.draft_problems(draft)]
    elif code.kind == self_forms.KIND:
        with office.read() as session:
            entry = entries.find_entry(session, code.subject_id)
            whose, of_meeting = entry.name_at_time, None
            about = f"tự chấm “Chi bộ 4 tốt” năm {entry.campaign.year}"
            draft, warnings, total = self_forms.understand(session, code, given, office.today())
        _refuse_edited(filled, whose)
        blocking = [fields.placed(problem) for problem in entry_checks.problems(draft)]
    else:
        raise Refused(f"Mã phiếu của tệp {path.name} không đọc được; hãy nhập tay phiếu này.")
    if meeting_id is not None and of_meeting != meeting_id:
        raise Refused(f"Đây là phiếu của {whose}, {about}, không phải của buổi này.")
    if altered:
        raise Refused(
            f"{altered} Phiếu này gửi cho {whose}, {about}; người khác, chi bộ khác phải dùng phiếu của mình."
        )
    return Returned(
        path=str(path),
        name=path.name,
        kind=code.kind,
        subject_id=code.subject_id,
        title=_TITLES.get(code.kind, "Biên bản"),
        whose=whose,
        about=about,
        draft=draft,
        lines=tuple(given.lines),
        missing=tuple(given.missing),
        troubles=tuple(given.troubles),
        blocking=tuple(dict.fromkeys(blocking)),
        edited=_edited(filled),
        warnings=tuple(warnings),
        total=total,
        overrides=tuple(overrides.items()),
    )


def _score(office: Office, code: FormCode) -> MeetingScoreDraft:
    return meeting_scores.load(office, code.subject_id)


def _about_event(event: SampleEvent) -> str:
    meeting = event.meeting
    if meeting is None:
        return f"sinh hoạt điểm của {event.cell.name}"
    return f"{title_of(meeting.type, meeting.year, meeting.month)} của {event.cell.name}"


def _about_meeting(office: Office, code: FormCode) -> tuple[str, str, int]:
    with office.read() as session:
        meeting = meeting_store.meeting(session, code.subject_id)
        return meeting.cell.name, title_of(meeting.type, meeting.year, meeting.month), meeting.id


def _refuse_edited(filled: Filled, whose: str) -> None:
    """Refuse a score sheet whose printed words were changed: its criteria and points are the year's, for all cells."""
    # The day of the sheet is left open in its heading: filling it in is no change.
    changed = [line for line in filled.changed or () if not _DAY.search(text.fold(line))]
    if changed:
        raise Refused(
            f"Bảng của {whose} có chữ in sẵn đã sửa: “{_cut(changed[0])}”; chỉ được điền vào các ô, "
            "hãy xin lại bảng điền đúng ô."
        )
    lost = (filled.lost or 0) - len(filled.changed or ())
    if lost > 0:
        raise Refused(f"Bảng của {whose} đã bị xóa {lost} dòng in sẵn; hãy xin lại bảng còn đủ các dòng.")


def _edited(filled: Filled) -> tuple[str, ...]:
    """Say what was changed of the printed words; it is told and not refused."""
    if filled.changed is None:
        return ("Tệp không còn dấu của bản đã gửi đi nên không biết chữ in sẵn có bị sửa không.",)
    said = [f"Ngoài ô ghi có dòng đã sửa hoặc thêm: “{_cut(line)}”." for line in filled.changed[:5]]
    more = len(filled.changed) - len(said)
    if more > 0:
        said.append(f"Còn {more} dòng khác ngoài ô ghi đã sửa hoặc thêm.")
    if filled.lost and not filled.changed:
        said.append(f"{filled.lost} dòng in sẵn đã bị xóa.")
    return tuple(said)


def _cut(line: str, room: int = 70) -> str:
    return line if len(line) <= room else f"{line[:room].rstrip()}…"


def take(office: Office, returned: Sequence[Returned], *, replace: bool = False) -> Changes:
    """Store what was understood of several files in one act: all of them or none.

    Raises Problems with the file's name before each reason, Refused for two forms of the same person or meeting, and
    unless ``replace`` for one that takes the place of another handed in before.
    """
    chosen = [one for one in returned if one.draft is not None]
    if not chosen:
        raise Refused("Chưa chọn phiếu nào để ghi.")
    refuse_twice(chosen)
    again = [one for one in chosen if one.replaces]
    if again and not replace:
        raise Refused(f"{replaced_words(again)} Hãy bỏ tệp ấy, hoặc cho phép ghi đè.")
    found = [Problem("", f"{one.name}: {sentence}") for one in chosen for sentence in (one.blocking or ())]
    if found:
        raise Problems(found)
    words = _sentence(chosen)
    computed = {
        one.subject_id: entry_scores.computed_for(office, one.subject_id)
        for one in chosen
        if isinstance(one.draft, ScoreSheet)
    }
    with office.work("returned.take", words) as session:
        for one in chosen:
            try:
                about = _store(office, session, one, computed)
            except Problems as wrong:
                raise Problems([Problem("", f"{one.name}: {fields.placed(each)}") for each in wrong.problems]) from None
            except NotFound as reason:
                raise NotFound(f"{one.name}: {reason}") from None
            except Refused as reason:
                raise Refused(f"{one.name}: {reason}") from None
            session.about(about)
    return CHANGED


def replaced_words(again: Sequence[Returned]) -> str:
    """Say whose sheets stand there already, and how many fields of each would change."""
    said = [
        f"{one.whose} ({one.name}, khác {sum(bool(line.stored) for line in one.changed)} ô đã ghi)" for one in again
    ]
    return f"Đã có phiếu của {'; '.join(said)}."


def refuse_twice(chosen: Sequence[Returned]) -> None:
    """Raise Refused for two files of the same person or meeting."""
    seen: dict[tuple[str, int], Returned] = {}
    for one in chosen:
        key = (one.kind if one.kind not in _MINUTES else "", one.subject_id)
        if key in seen:
            raise Refused(
                f"Tệp {seen[key].name} và tệp {one.name} là cùng một phiếu của {one.whose}; hãy chỉ chọn một tệp."
            )
        seen[key] = one


def _sentence(chosen: Sequence[Returned]) -> str:
    if len(chosen) == 1:
        one = chosen[0]
        return f"Nhận {text.first_upper(one.title)[:1].lower()}{one.title[1:]} của {one.whose}"
    return f"Nhận {len(chosen)} phiếu điền trong Word"


def _store(office: Office, session: Session, one: Returned, computed: Mapping[int, dict[str, AutoAnswer]]) -> Base:
    if isinstance(one.draft, SheetDraft):
        observer = sample_store.observer(session, one.draft.observer_id)
        sheets.store(session, observer, one.draft)
        sample_store.advance(session, observer.event, office.today())
        return observer.event
    if isinstance(one.draft, ScoreSheet):
        return entry_scores.store(session, one.draft, computed[one.subject_id], office.today())
    if isinstance(one.draft, MeetingScoreDraft):
        return meeting_scores.store(session, one.draft, office.today())
    assert isinstance(one.draft, MeetingDraft)
    return meeting_saving.save(session, one.draft, office.today())
