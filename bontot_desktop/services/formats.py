"""The office's choices of format (document-format.md §10): shown, saved, taken back, and seen on a sample paper."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.office import Committee
from bontot_desktop.documents import profile
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.profile import BasisStyle, FormatSettings, InvitationTo, ProgrammeForm, ToneStyle
from bontot_desktop.documents.wording import Gap, Sentence, Wording
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import frozen, heads, numbers, wordings
from bontot_desktop.services.office import Office
from bontot_desktop.services.sources import SOURCES

#: Sample papers a choice is seen on, with the short word for each.
DECISION, MINUTES, LETTER, PROGRAMME = "D13", "F5", "F16A", "F1"
SAMPLES = (
    (DECISION, "Quyết định"),
    (MINUTES, "Biên bản"),
    (LETTER, "Công văn"),
    (PROGRAMME, "Chương trình"),
)

#: What may be chosen, value and words.
PROFILES = (
    ("auto", "Theo ngày của văn bản"),
    (profile.HD05_2026.id, "Luôn theo Hướng dẫn 05-HD/VPTW (2026)"),
    (profile.HD36_2018.id, "Luôn theo Hướng dẫn 36-HD/VPTW (2018)"),
)
TONES = ((ToneStyle.OLD.value, "Đảng ủy, Ủy ban, khóa"), (ToneStyle.NEW.value, "Đảng uỷ, Uỷ ban, khoá"))
TITLES = tuple((title, title) for title in profile.TITLE_SPELLINGS)
BASES = ((BasisStyle.UPRIGHT_DASH.value, "Chữ đứng, có gạch đầu dòng"), (BasisStyle.ITALIC.value, "Chữ nghiêng"))
BODY_SIZES = ((Decimal(14), "14"), (Decimal(15), "15"))
BLANK_LINES = ((4, "4 dòng"), (5, "5 dòng"))
PREFIXES = tuple((prefix, prefix or "Không có chữ đứng trước") for prefix in profile.LETTER_PREFIXES)
RULES_SYMBOLS = tuple((symbol, symbol) for symbol in profile.RULES_SYMBOLS)
TAKERS = tuple((label, label) for label in profile.TAKERS)
CHAIRS = tuple((label, label) for label in profile.CHAIRS)
PROGRAMMES = ((ProgrammeForm.TABLE.value, "Bảng thời gian, nội dung"), (ProgrammeForm.LONG.value, "Năm phần, lời văn"))
INVITED = (
    (InvitationTo.ALL.value, "Đảng viên và đại biểu"),
    (InvitationTo.GUESTS.value, "Chỉ đại biểu, khách mời"),
    (InvitationTo.BLANK.value, "Một tờ để trống tên"),
)

_RULING = Wording(
    "",
    (Sentence("ruling_line", "Dòng ra quyết định", "", many=True),),
    (Gap("issuer", "tên cơ quan ban hành"), Gap("verb", "QUYẾT ĐỊNH")),
)
#: Under a guide chosen by date the samples follow the guide in force.
_SAMPLE_DAY = date(2026, 12, 18)
#: The line pitch both guides allow, points.
_PITCH = profile.HD05_2026.line_pitch_pt


@dataclass(frozen=True, slots=True)
class FormatDraft:
    """The choices as their form shows them; sizes and pitch in points. Fields are those of FormatSettings."""

    profile: str
    tone_style: str
    title_spelling: str
    body_size_pt: Decimal
    line_spacing_pt: Decimal | None
    blank_lines_before_name: int
    two_sided: bool
    basis_style: str
    ruling_line: str
    list_signed_again: bool
    cong_van_prefix: str
    keep_copy_office: str
    keep_copy_cell: str
    qd_shared_series: bool
    quy_dinh_symbol: str
    minutes_numbered: bool
    minutes_date_line: bool
    minutes_taker: str
    minutes_chair: str
    programme_form: str
    programme_numbered: bool
    invitation_to: str
    resolution_appendix: bool


#: The choices by the groups they are shown and taken back in.
GROUPS: dict[str, tuple[str, ...]] = {
    "guide": ("profile", "tone_style", "title_spelling"),
    "page": ("body_size_pt", "line_spacing_pt", "blank_lines_before_name", "two_sided"),
    "decision": ("basis_style", "ruling_line", "list_signed_again"),
    "letter": ("cong_van_prefix", "keep_copy_office", "keep_copy_cell"),
    "numbers": ("qd_shared_series", "quy_dinh_symbol"),
    "minutes": ("minutes_numbered", "minutes_date_line", "minutes_taker", "minutes_chair"),
    "meetings": ("programme_form", "programme_numbered", "invitation_to", "resolution_appendix"),
}


def load(office: Office) -> FormatDraft:
    """Return the choices as they are kept."""
    with office.read() as session:
        return _draft(heads.format_settings(session))


def shipped() -> FormatDraft:
    """Return the choices a new office starts with."""
    return _draft(FormatSettings())


def with_shipped(draft: FormatDraft, group: str) -> FormatDraft:
    """Return the choices with one group as shipped."""
    first = shipped()
    return replace(draft, **{name: getattr(first, name) for name in GROUPS[group]})


def _draft(settings: FormatSettings) -> FormatDraft:
    same = {field.name for field in dataclasses.fields(FormatDraft)} & {
        field.name for field in dataclasses.fields(FormatSettings)
    }
    values: dict[str, Any] = {name: getattr(settings, name) for name in same}
    values |= {name: Decimal(str(values[name])).normalize() for name in ("body_size_pt", "line_spacing_pt")}
    values["minutes_taker"], values["minutes_chair"] = settings.minutes_signer_labels
    return FormatDraft(**values)


def problems(draft: FormatDraft) -> list[Problem]:
    """Check the choices; (field, sentence) for each thing to mend."""
    found = []
    least, most = _PITCH
    if draft.line_spacing_pt is None or not least <= draft.line_spacing_pt <= most:
        found.append(Problem("line_spacing_pt", f"Giãn dòng phải từ {least:.0f} đến {most:.0f} pt."))
    line = text.clean_block(draft.ruling_line)
    if not line:
        found.append(Problem("ruling_line", "Chưa có dòng ra quyết định, ví dụ: {{ issuer }} QUYẾT ĐỊNH."))
    elif problem := _RULING.problem("ruling_line", line):
        found.append(Problem("ruling_line", problem))
    for name in ("keep_copy_office", "keep_copy_cell"):
        if not text.clean(getattr(draft, name)).strip(" -.;"):
            found.append(Problem(name, "Chưa có dòng lưu, ví dụ: Lưu Văn phòng Đảng ủy."))
    return found


def save(office: Office, draft: FormatDraft) -> Changes:
    """Save the choices for papers from now on; issued papers keep those of their day. Raises Problems."""
    found = problems(draft)
    if found:
        raise Problems(found)
    with office.work("settings.format", "Sửa thể thức văn bản") as work:
        heads.save_format_settings(work, _settings(draft, heads.format_settings(work)))
    return Changes.of(Kind.SETTINGS)


def _settings(draft: FormatDraft, kept: FormatSettings) -> FormatSettings:
    values = {field.name: getattr(draft, field.name) for field in dataclasses.fields(FormatDraft)}
    labels = (values.pop("minutes_taker"), values.pop("minutes_chair"))
    values["body_size_pt"], values["line_spacing_pt"] = float(draft.body_size_pt), float(draft.line_spacing_pt or 0)
    values["ruling_line"] = text.clean_block(draft.ruling_line)
    for name in ("keep_copy_office", "keep_copy_cell"):
        values[name] = text.clean(values[name]).lstrip("- ").rstrip(" .;")
    return replace(kept, **values, minutes_signer_labels=labels)


def preview(office: Office, draft: FormatDraft, sample: str) -> bytes:
    """Make a sample paper with the choices as a PDF, under the office's own head. Raises Problems as saving does."""
    found = problems(draft)
    if found:
        raise Problems(found)
    kind = KINDS[sample]
    with office.read() as session:
        settings = _settings(draft, heads.format_settings(session))
        series = numbers.series_of(session, kind, SOURCES[kind.id].issuer, settings)
        facts = _under_own_head(session, kind.sample_facts(), settings, series.symbol if series else "")
        document = kind.build(facts, settings, wordings.in_use(session, kind.id).texts)
    return frozen.render(document, FileFormat.PDF)


def _under_own_head(session: Session, facts: Any, settings: FormatSettings, symbol: str) -> Any:
    """Put the office's names on an invented paper, as far as they are known; ``symbol`` is "BB/CB" or "" for none."""
    head: Head = facts.head
    day = head.day or getattr(facts, "held_on", None) or _SAMPLE_DAY
    head = replace(head, symbol=symbol, number=head.number or 3, day=day)
    known = {field.name for field in dataclasses.fields(facts)}
    if session.scalars(select(Committee)).first() is None:
        return replace(facts, head=head)
    own = heads.committee(session, day)
    if head.issuer.startswith("CHI BỘ"):
        head = replace(head, superior=own.org_name.upper(), place=own.place)
    else:
        head = replace(head, superior=own.superior.upper(), issuer=own.broken_name.upper(), place=own.place)
    named = {"committee": own.name, "commune": own.commune}
    return replace(facts, head=head, **{name: value for name, value in named.items() if name in known})
