"""What is written for one part of the papers of a cell's dossier: its report on itself, its minutes."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.dossiers import EntryText
from bontot_desktop.documents import achievement_report, self_report, self_score_minutes
from bontot_desktop.errors import Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import entries
from bontot_desktop.services.campaign_texts import TextPart
from bontot_desktop.services.office import Office

#: The parts of each kind of paper that are written for a cell, each with what heads it, in the order of print.
PARTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    self_report.KIND.id: self_report.PARTS,
    self_score_minutes.KIND.id: self_score_minutes.PARTS,
    achievement_report.KIND.id: achievement_report.PARTS,
}


def parts(office: Office, entry_id: int, kind_id: str) -> list[TextPart]:
    """Return the parts of a kind of paper for a cell. Raises NotFound; KeyError for a kind without parts."""
    with office.read() as session:
        entries.find_entry(session, entry_id)
        written = of(session, entry_id, kind_id)
    return [TextPart(key, heading, written.get(key, ""), "") for key, heading in PARTS[kind_id]]


def of(session: Session, entry_id: int, kind_id: str) -> dict[str, str]:
    """Return what was written for a kind of paper, by part, inside another's session."""
    prefix = f"{kind_id}."
    rows = session.scalars(select(EntryText).where(EntryText.entry_id == entry_id))
    return {row.key.removeprefix(prefix): row.text for row in rows if row.key.startswith(prefix) and row.text}


def save(office: Office, entry_id: int, kind_id: str, written: Mapping[str, str]) -> Changes:
    """Keep what was written. Raises Refused for a closed campaign; KeyError for a part there is not."""
    unknown = set(written) - {key for key, _ in PARTS[kind_id]}
    if unknown:
        raise KeyError(unknown)
    with office.work("entries.texts", "Ghi nội dung văn bản của chi bộ") as session:
        entry = entries.find_entry(session, entry_id)
        if entry.campaign.closed_on is not None:
            raise Refused(f"Đợt thi đua năm {entry.campaign.year} đã kết thúc nên không sửa nội dung văn bản được nữa.")
        rows = {row.key: row for row in entry.texts}
        for part, words in written.items():
            key, cleaned = f"{kind_id}.{part}", text.clean_block(words)
            row = rows.get(key)
            if row is not None and not cleaned:
                entry.texts.remove(row)
            elif row is not None:
                row.text = cleaned
            elif cleaned:
                entry.texts.append(EntryText(key=key, text=cleaned))
        session.sentence = f"Ghi nội dung văn bản của {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)
