"""Who verified a dossier, what the Inspection Commission confirmed of a cell and what other bodies said of it (T6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.db.models.dossiers import Verification, VerificationOpinion
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import TOOK_PART
from bontot_desktop.services import campaigns, entries, entry_scores
from bontot_desktop.services.office import Office

#: Who confirms, offered in every form.
COMMISSION = "Ủy ban Kiểm tra Đảng ủy"


@dataclass(frozen=True, slots=True)
class OpinionDraft:
    """What another body said of a cell ("Ban Thường trực Ủy ban MTTQ xã")."""

    body: str
    text: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class VerificationDraft:
    """The verification of a cell as its form shows it; ``confirmed_on`` None while nothing was confirmed."""

    entry_id: int
    by: str = ""
    from_on: date | None = None
    remark: str = ""
    confirmed_by: str = ""
    confirmed_on: date | None = None
    confirmation: str = ""
    opinions: tuple[OpinionDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the Inspection Commission confirmed of several cells in one paper."""

    on: date | None
    by: str = COMMISSION
    text: str = ""


def load(office: Office, entry_id: int) -> VerificationDraft:
    """Return the verification of a cell, an empty one while there is none. Raises NotFound."""
    with office.read() as session:
        row = entries.find_entry(session, entry_id).verification
        if row is None:
            return VerificationDraft(entry_id)
        return VerificationDraft(
            entry_id,
            row.by,
            row.from_on,
            row.remark,
            row.confirmed_by,
            row.confirmed_on,
            row.confirmation,
            tuple(OpinionDraft(opinion.body, opinion.text, opinion.on) for opinion in row.opinions),
        )


def problems(draft: VerificationDraft, today: date) -> list[Problem]:
    """Check a verification; (field, sentence) for each thing to mend."""
    found = []
    if draft.confirmed_on is not None and not draft.confirmed_by.strip():
        found.append(Problem("confirmed_by", "Chưa ghi cơ quan xác nhận."))
    if draft.confirmed_by.strip() and draft.confirmed_on is None:
        found.append(Problem("confirmed_on", "Chưa ghi ngày xác nhận."))
    if draft.confirmed_on is not None and draft.confirmed_on > today:
        found.append(Problem("confirmed_on", "Ngày xác nhận ở sau hôm nay; hãy xem lại."))
    if any(opinion.text.strip() and not opinion.body.strip() for opinion in draft.opinions):
        found.append(Problem("opinions", "Có ý kiến chưa ghi của cơ quan, đoàn thể nào."))
    return found


def save(office: Office, draft: VerificationDraft) -> Changes:
    """Write the verification of a cell; with the score sheet whole it leads the cell on (T6). Raises Problems."""
    found = problems(draft, office.today())
    if found:
        raise Problems(found)
    with office.work("verifications.save", "Ghi thẩm định của chi bộ") as session:
        entry = _open(entries.find_open(session, draft.entry_id))
        _demand_near(entry, draft.confirmed_on)
        row = _row(entry)
        row.by, row.from_on, row.remark = draft.by, draft.from_on, draft.remark
        row.confirmed_by, row.confirmed_on = draft.confirmed_by, draft.confirmed_on
        row.confirmation = draft.confirmation
        wanted = [opinion for opinion in draft.opinions if opinion.body.strip() or opinion.text.strip()]
        if wanted != [OpinionDraft(said.body, said.text, said.on) for said in row.opinions]:
            row.opinions[:] = [
                VerificationOpinion(position=position, body=said.body, text=said.text, on=said.on)
                for position, said in enumerate(wanted, start=1)
            ]
        entry_scores.lead_on(entry)
        campaigns.lead_on(entry.campaign)
        session.sentence = f"Ghi thẩm định của {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def confirm(office: Office, entry_ids: Iterable[int], paper: Confirmation) -> Changes:
    """Record what the Inspection Commission confirmed of several cells in one paper. Raises Problems, Refused."""
    found = problems(VerificationDraft(0, confirmed_by=paper.by, confirmed_on=paper.on), office.today())
    if paper.on is None and not found:
        found = [Problem("confirmed_on", "Chưa ghi ngày xác nhận.")]
    if found:
        raise Problems(found)
    with office.work("verifications.confirm", "Ghi xác nhận của Ủy ban Kiểm tra") as session:
        chosen = [_open(entries.find_open(session, entry_id)) for entry_id in entry_ids]
        if not chosen:
            raise Refused("Hãy chọn ít nhất một chi bộ.")
        for entry in chosen:
            _demand_near(entry, paper.on)
            row = _row(entry)
            row.confirmed_by, row.confirmed_on, row.confirmation = paper.by, paper.on, paper.text
            entry_scores.lead_on(entry)
        campaigns.lead_on(chosen[0].campaign)
        session.sentence = f"Ghi xác nhận của Ủy ban Kiểm tra đối với {entries.named(chosen)}"
    return Changes.of(Kind.CAMPAIGNS)


def confirmed(check: Verification | None) -> str:
    """Return what was confirmed of a cell as papers print it; without its words, by whom and when; "" for nothing."""
    if check is None:
        return ""
    if check.confirmation or check.confirmed_on is None:
        return check.confirmation
    return f"{check.confirmed_by or COMMISSION} đã xác nhận ngày {dates.short(check.confirmed_on)}"


def _open(entry: CellEntry) -> CellEntry:
    if entry.state not in TOOK_PART:
        raise Refused(f"{entry.name_at_time} chưa đăng ký thi đua nên không có gì để thẩm định.")
    entries.refuse_when_concluded(entry, "thẩm định")
    return entry


def _demand_near(entry: CellEntry, on: date | None) -> None:
    """Refuse a confirmation of another year than the one confirmed. Raises Problems."""
    year = entry.campaign.year
    if on is not None and not year <= on.year <= year + 1:
        sentence = f"Ngày xác nhận {dates.screen(on)} không thuộc năm xét {year}; hãy xem lại năm."
        raise Problems([Problem("confirmed_on", sentence)])


def _row(entry: CellEntry) -> Verification:
    if entry.verification is None:
        entry.verification = Verification()
    return entry.verification
