"""Papers typed outside the program that take numbers of the office's runs: entered, corrected, held in the register."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.office import Term
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.queries.papers import TYPE, typed_in
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules import numbering, papers
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.changes import Kind as Changed
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.services import filing, heads, naming, numbers
from bontot_desktop.services.numbers import REGULATIONS_APART, Run
from bontot_desktop.services.office import Office, Saved

KEPT_BY = "Văn phòng Đảng ủy"


@dataclass(frozen=True, slots=True)
class OutsideDraft:
    """An entry for a paper made outside the program, as its form shows it.

    ``type_name`` is "Kế hoạch", ``symbol`` is printed behind the number ("KH/ĐU"); ``number`` None takes the next of
    the run. ``recipients`` is one a line. ``cell_id`` is set only for a cell's own paper.
    """

    id: int | None = None
    type_name: str = ""
    issuer: Issuer = Issuer.STANDING_COMMITTEE
    cell_id: int | None = None
    symbol: str = ""
    number: int | None = None
    day: date | None = None
    about: str = ""
    signer: str = ""
    recipients: str = ""
    copies: int | None = None
    kept_by: str = KEPT_BY
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an entry would get: the next number of its run (None while there is none), and what to look at first."""

    next_number: int | None
    term_label: str
    warnings: tuple[str, ...]


def blank(office: Office) -> OutsideDraft:
    """Return an empty entry dated today, with who signs for the standing committee."""
    with office.read() as session:
        return OutsideDraft(day=office.today(), signer=_signer(session, Issuer.STANDING_COMMITTEE, office.today()))


def type_names() -> tuple[str, ...]:
    """Return the types of paper that are offered; another one may be typed."""
    return tuple(name for name, _ in numbering.TYPES)


def type_called(typed: str) -> str:
    """Spell a type as the office does: "cong van" is "Công văn"; a type nobody listed keeps its own words."""
    wanted = text.fold(typed)
    known = (name for name, _ in numbering.TYPES if text.fold(name) == wanted)
    return next(known, text.first_upper(text.clean(typed)))


def symbol_for(office: Office, type_name: str, issuer: Issuer) -> str:
    """Propose the symbol behind the number, "KH/ĐU"; "" for a type without a known symbol or a body without one."""
    called = type_called(type_name)
    kind = dict(numbering.TYPES).get(called, "")
    with office.read() as session:
        body = heads.body_symbol(session, issuer)
        kind = numbers.type_symbol(called, kind, heads.format_settings(session))
    return f"{kind}/{body}" if kind and body else ""


def signer_for(office: Office, issuer: Issuer, day: date, cell_id: int | None = None) -> str:
    """Propose who signs for a body on a day, "" when nobody is known."""
    with office.read() as session:
        return _signer(session, issuer, day, cell_id)


def _signer(session: Session, issuer: Issuer, day: date, cell_id: int | None = None) -> str:
    try:
        return heads.signer(session, issuer, day, cell_id=cell_id).name
    except Refused:
        return ""


def outlook(office: Office, draft: OutsideDraft) -> Outlook:
    """Say which number an entry would get and what to look at before it is kept; raises nothing."""
    if draft.day is None or not draft.symbol or (draft.issuer is Issuer.CELL and draft.cell_id is None):
        return Outlook(None, "", ())
    try:
        with office.read() as session:
            run = _run(session, draft, draft.day)
    except Refused as reason:
        return Outlook(None, "", (str(reason),))
    warnings = [papers.day_warning(draft.day, office.today())]
    number = draft.number or run.next
    if number not in run.used:
        warnings.append(numbers.order_warning(run, number, draft.day))
    return Outlook(run.next, run.term_label, tuple(sentence for sentence in warnings if sentence))


def entry(office: Office, paper_id: int) -> OutsideDraft:
    """Return an entry to be corrected. Raises NotFound, or Refused for a paper the program made."""
    with office.read() as session:
        paper = _own(session, paper_id)
        return OutsideDraft(
            id=paper.id,
            type_name=typed_in(paper),
            issuer=paper.issuer,
            cell_id=paper.cell_id,
            symbol=paper.series.removesuffix(REGULATIONS_APART),
            number=paper.number,
            day=paper.dated_on,
            about=paper.title,
            signer=paper.signer,
            recipients=paper.recipients,
            copies=paper.copies,
            kept_by=paper.kept_by,
            note=paper.register_note,
        )


def save(office: Office, draft: OutsideDraft) -> Saved:
    """Enter a paper made outside the program, or correct the office's own entry; its number is held from then on.

    Raises Problems by field; a number that another paper of the run has is refused naming that paper.
    """
    draft = replace(draft, type_name=type_called(draft.type_name), symbol=text.clean(draft.symbol))
    found = _problems(draft, office.today())
    if found or draft.day is None:
        raise Problems(found)
    with office.work("papers.outside", "Vào sổ văn bản") as work:
        paper = _own(work, draft.id) if draft.id else Paper(kind="", state=PaperState.ISSUED)
        if paper.state is not PaperState.ISSUED:
            raise Refused(f"Văn bản này đang ở trạng thái “{paper.state.label}” nên không sửa được nữa.")
        run = _run(work, draft, draft.day)
        try:
            taken = run.take(draft.number)
        except Refused as reason:
            raise Problems([Problem("number", str(reason))]) from reason
        paper.issuer, paper.cell_id = draft.issuer, draft.cell_id if draft.issuer is Issuer.CELL else None
        paper.facts = {TYPE: draft.type_name}
        paper.term_id, paper.series, paper.number = run.term_id, run.key, taken
        paper.dated_on, paper.year = draft.day, draft.day.year
        paper.title, paper.signer = draft.about, draft.signer
        paper.recipients, paper.copies = draft.recipients, draft.copies
        paper.kept_by, paper.register_note = draft.kept_by, draft.note
        if draft.id is None:
            paper.issued_at, paper.issued_by = office.now(), office.who
            work.add(paper)
        work.flush()
        work.about(paper)
        verb = "Vào sổ" if draft.id is None else "Sửa mục vào sổ"
        work.sentence = f"{verb} {numbers.name_of(paper)} ngày {dates.screen(draft.day)}"
        return Saved(paper.id, Changes.of(Changed.PAPERS))


def _own(session: Session, paper_id: int) -> Paper:
    paper = filing.paper_of(session, paper_id)
    if not naming.is_outside(paper.kind):
        raise Refused("Văn bản này do chương trình làm ra nên nội dung giữ nguyên như khi ban hành.")
    return paper


def _run(session: Session, draft: OutsideDraft, day: date) -> Run:
    """Return the run an entry's number comes from, the entry's own number left out."""
    series = numbering.series_from(draft.symbol)
    apart = numbers.stands_apart(draft.type_name, heads.format_settings(session))
    cell_id = draft.cell_id if draft.issuer is Issuer.CELL else None
    run = numbers.run_of(session, series, day=day, cell_id=cell_id, apart=apart)
    term = session.get(Term, run.term_id)
    if term is None:
        raise NotFound("Không còn nhiệm kỳ này.")
    return run if draft.id is None else numbers.run_in(session, term, series, apart=apart, but=draft.id)


def _problems(draft: OutsideDraft, today: date) -> list[Problem]:
    found = []
    if not draft.type_name:
        found.append(Problem("type_name", "Chưa có tên loại, ví dụ: Kế hoạch."))
    try:
        numbering.series_from(draft.symbol)
    except Refused as reason:
        found.append(Problem("symbol", str(reason)))
    if draft.issuer is Issuer.CELL and draft.cell_id is None:
        found.append(Problem("cell_id", "Chưa chọn chi bộ ban hành."))
    if draft.number is not None and draft.number < 1:
        found.append(Problem("number", "Số văn bản phải từ 01 trở lên."))
    if draft.day is None:
        found.append(Problem("day", "Chưa có ngày của văn bản."))
    elif (fault := papers.day_problem(draft.day, today)) is not None:
        found.append(Problem("day", fault))
    if not text.clean(draft.about):
        found.append(Problem("about", "Chưa có trích yếu nội dung."))
    if draft.copies is not None and draft.copies < 0:
        found.append(Problem("copies", "Số lượng bản không thể nhỏ hơn 0."))
    return found
