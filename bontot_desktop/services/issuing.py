"""Issuing a paper: its number given, its facts frozen and its files written, and the ways back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.work import Work
from bontot_desktop.documents import outgoing
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.kind import Kind
from bontot_desktop.errors import NotFound, Refused, WrongDay
from bontot_desktop.rules import numbering, papers
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.changes import Kind as Changed
from bontot_desktop.rules.papers import FileCondition, FileFormat, Issuer, PaperState
from bontot_desktop.rules.periods import Period
from bontot_desktop.services import filing, frozen, heads, naming, numbers, paper_texts, subjects, wordings
from bontot_desktop.services.filing import BOTH, FileRow
from bontot_desktop.services.numbers import Run
from bontot_desktop.services.office import Office
from bontot_desktop.services.sources import SOURCES, Issue, Source, Subject
from bontot_desktop.services.subjects import Links

_CHANGED = {
    Subject.MEETING: Changed.MEETINGS,
    Subject.SAMPLE: Changed.SAMPLES,
    Subject.OBSERVER: Changed.SAMPLES,
    Subject.CAMPAIGN: Changed.CAMPAIGNS,
    Subject.ENTRY: Changed.CAMPAIGNS,
    Subject.AWARD: Changed.CAMPAIGNS,
    Subject.CELL: Changed.CELLS,
    Subject.PERIOD: Changed.MEETINGS,
    Subject.SAMPLE_PLAN: Changed.SAMPLES,
    Subject.WORKING_GROUP: Changed.SAMPLES,
}


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as it would be issued: the very PDF with room for number and date, and what issuing would decide.

    ``next_number`` is None for papers without number or while no term holds; ``symbol`` is "QĐ/ĐU" or "".
    """

    pdf: bytes
    kind_id: str
    kind_name: str
    title: str
    is_draft: bool
    symbol: str
    next_number: int | None
    term_label: str
    signer: str
    issuer: Issuer
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued paper: its id, "05-QĐ/ĐU" ("" without number), its files, and the kinds of things that changed."""

    paper_id: int
    kind_name: str
    number_text: str
    title: str
    files: tuple[FileRow, ...]
    changes: Changes

    @property
    def name(self) -> str:
        """The paper as one names it: "Quyết định công nhận 05-QĐ/ĐU"."""
        return f"{self.kind_name} {self.number_text}".strip()

    @property
    def waiting(self) -> str:
        """Why files could not be written, in a sentence; "" when all stand."""
        return next((file.fault for file in self.files if file.condition is FileCondition.PENDING), "")


def known(kind_id: str) -> tuple[Kind, Source]:
    """Return a kind of paper and where its facts come from. Raises NotFound naming the kinds there are."""
    kind = frozen.kind_of(kind_id)
    return kind, SOURCES[kind.id]


def preview(office: Office, kind_id: str, subject_id: int, *, day: date | None = None) -> Preview:
    """Make the draft's PDF, number left blank with room, date blank or as given, and say what to look at first.

    Raises Refused or NotFound with one sentence when the paper can't be made yet.
    """
    kind, source = known(kind_id)
    with office.read() as session:
        facts, document = _draft(session, office, kind, source, subject_id, day)
        links = subjects.links_of(session, source.subject, subject_id)
        run, warnings = _outlook(session, office, kind, source, links, day)
        warnings += paper_texts.warnings(facts)
        series = numbers.series_of(session, kind, source.issuer, heads.format_settings(session))
    return Preview(
        pdf=frozen.render(document, FileFormat.PDF),
        kind_id=kind.id,
        kind_name=kind.name,
        title=source.about(facts),
        is_draft=True,
        symbol=series.symbol if series else "",
        next_number=run.next if run else None,
        term_label=run.term_label if run else "",
        signer=frozen.signer_name(facts),
        issuer=source.issuer,
        warnings=tuple(warnings),
    )


def warnings(office: Office, kind_id: str, subject_id: int, *, day: date | None = None) -> tuple[str, ...]:
    """Say what a person should look at before issuing, without making the paper. Raises as :func:`preview`."""
    kind, source = known(kind_id)
    with office.read() as session:
        facts, _ = _draft(session, office, kind, source, subject_id, day)
        links = subjects.links_of(session, source.subject, subject_id)
        _, found = _outlook(session, office, kind, source, links, day)
    return tuple(found + paper_texts.warnings(facts))


def natural_day(office: Office, kind_id: str, subject_id: int) -> date | None:
    """Return the day a paper bears of itself (minutes: of the meeting, a sheet: handed in), None when issuing decides.

    Raises as :func:`preview`.
    """
    kind, source = known(kind_id)
    with office.read() as session:
        facts, _ = _draft(session, office, kind, source, subject_id, None)
    return _own_day(facts)


def first_day(office: Office, kind_id: str, subject_id: int) -> date:
    """Return the day a draft begins with: the one it bears of itself, else today, else the nearest it may bear.

    Raises as :func:`preview`.
    """
    own = natural_day(office, kind_id, subject_id)
    if own is not None:
        return own
    kind, source = known(kind_id)
    with office.read() as session:
        try:
            _draft(session, office, kind, source, subject_id, office.today())
        except WrongDay as wrong:
            return wrong.better
    return office.today()


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft not yet written: how it is named in the register and on the disk, and the document, safe for a job."""

    title: str
    stem: str
    document: Document


def drafted(session: Session, office: Office, kind_id: str, subject_id: int, day: date | None = None) -> Drafted:
    """Gather one draft inside a session that is open for several. Raises as :func:`preview`."""
    kind, source = known(kind_id)
    facts, document = _draft(session, office, kind, source, subject_id, day)
    title = source.about(facts)
    return Drafted(f"{kind.name}: {title}", filing.stem_of(kind, number=None, day=day, title=title), document)


def draft_files(
    office: Office,
    kind_id: str,
    subject_id: int,
    *,
    day: date | None = None,
    formats: tuple[FileFormat, ...] = BOTH,
) -> dict[str, bytes]:
    """Make the draft in the given formats, by file name. Raises as :func:`preview`."""
    with office.read() as session:
        draft = drafted(session, office, kind_id, subject_id, day)
    made = frozen.render_all(draft.document, formats)
    return {f"{draft.stem}.{form.value}": content for form, content in made.items()}


def issue(office: Office, kind_id: str, subject_id: int, *, day: date, number: int | None = None) -> Issued:
    """Issue a paper: in one transaction the number, the frozen facts and what follows for its subject; then the files.

    ``number`` None takes the next of the run in the term that holds on ``day``. A file that can't be written leaves
    the paper issued and the file "chờ in". Raises Refused for the date, the number, a second issue of the same paper
    or facts that are missing; nothing has then changed.
    """
    kind, source = known(kind_id)
    problem = papers.day_problem(day, office.today())
    if problem:
        raise Refused(problem)
    with office.work("papers.issue", f"Ban hành {kind.name}") as work:
        paper = _record(work, office, kind, source, subject_id, day, number)
        # From the frozen facts, so that the first print and every later one come the same way; and before the act
        # ends, so that a paper that can't be made takes no number.
        document = frozen.document_of(paper)
        sent = outgoing.sent(document)
        paper.recipients, paper.kept_by = "\n".join(sent.recipients), sent.kept_by
        contents = frozen.render_all(document, BOTH)
        if source.after_issue:
            source.after_issue(work, subject_id, paper)
        work.about(paper)
        number_text = numbers.text_of(paper)
        work.sentence = f"Ban hành {kind.name} {number_text}".strip()
        paper_id, title = paper.id, paper.title
    filed = filing.write(office, paper_id, contents)
    return Issued(paper_id, kind.name, number_text, title, filed, Changes.of(Changed.PAPERS, _CHANGED[source.subject]))


def standing(office: Office, kind_id: str, subject_id: int) -> int | None:
    """Return the id of the paper of a kind that stands issued about a subject, None when there is none."""
    kind, source = known(kind_id)
    with office.read() as session:
        paper = _standing(session, kind, source, subjects.links_of(session, source.subject, subject_id))
        return None if paper is None else paper.id


def meant(
    office: Office,
    kind_id: str,
    *,
    year: int | None,
    cell_code: str | None,
    meeting_id: int | None,
    period: Period | None = None,
) -> list[int]:
    """Return the subjects a person means for a kind of paper; see :func:`subjects.meant`.

    Of several only those the kind is for. Raises NotFound when it is for none of them.
    """
    kind, source = known(kind_id)
    with office.read() as session:
        found = subjects.meant(
            session,
            source.subject,
            year=year,
            cell_code=cell_code,
            meeting_id=meeting_id,
            types=source.meeting_types,
            kind=kind.name,
            period=period,
            title=source.title,
        )
        if source.is_for is None or len(found) == 1:
            return found
        chosen = [subject_id for subject_id in found if source.is_for(session, subject_id)]
    if not chosen:
        raise NotFound(f"Không có trường hợp nào cần {kind.name[:1].lower()}{kind.name[1:]}.")
    return chosen


def take_back(office: Office, paper_id: int, reason: str) -> Changes:
    """Take back the number of the newest paper of its run: the number is free again, the paper stands as withdrawn.

    Raises Refused when the paper has no number, is not the newest, or something stands on it.
    """
    with office.work("papers.take_back", "Thu hồi số văn bản") as work:
        paper, source = _issued(work, paper_id, reason)
        printed = numbers.text_of(paper)
        if paper.number is None:
            raise Refused("Văn bản này không có số; muốn bỏ, hãy thu hồi văn bản.")
        used = numbers.used_in(work, paper.term_id, paper.series)
        if not numbering.may_take_back(paper.number, used):
            raise Refused(f"Chỉ thu hồi được số mới nhất; sau số {printed} đã có số {max(used):02d}.")
        _withdraw(work, office, paper, source, f"Thu hồi số {printed}: {reason.strip()}")
        paper.number = None
        moves = filing.leave(office.papers, paper)
        work.sentence = f"Thu hồi số {printed}: {reason.strip()}"
    # A file that Word holds stays where it is; the next paper of this number then takes another name.
    filing.carry(office, paper_id, moves)
    return _changes(source)


def withdraw(office: Office, paper_id: int, reason: str) -> Changes:
    """Withdraw an issued paper; its number stays used and is never given again. Raises Refused as in take_back."""
    with office.work("papers.withdraw", "Thu hồi văn bản") as work:
        paper, source = _issued(work, paper_id, reason)
        _withdraw(work, office, paper, source, reason.strip())
        work.sentence = f"Thu hồi {numbers.name_of(paper)}: {reason.strip()}"
    return _changes(source)


# ---------------------------------------------------------------------- inside


def _draft(
    session: Session, office: Office, kind: Kind, source: Source, subject_id: int, day: date | None
) -> tuple[Any, Any]:
    """Return facts and document of a draft, in the form of the guide of its day."""
    chosen = heads.format_settings(session)
    settings = frozen.fixed(chosen, day)
    series = numbers.series_of(session, kind, source.issuer, settings)
    facts = source.draft(session, subject_id, Issue(day, None, series.symbol if series else "", office.today()))
    if day is None:
        # Minutes of March are drafted as they will be issued, by the guide of March.
        settings = frozen.fixed(chosen, _own_day(facts))
    return facts, kind.build(facts, settings, wordings.in_use(session, kind.id).texts)


def _own_day(facts: Any) -> date | None:
    # A sheet's place and date stand below it, not in its head.
    day = getattr(getattr(facts, "head", None), "day", None) or getattr(facts, "returned_on", None)
    return day if isinstance(day, date) else None


def _outlook(
    session: Session, office: Office, kind: Kind, source: Source, links: Links, day: date | None
) -> tuple[Run | None, list[str]]:
    """Return the run a draft's number would come from, and what the person should know before issuing."""
    on = day or office.today()
    warnings = []
    run = None
    try:
        run = numbers.run_on(
            session, kind, source.issuer, heads.format_settings(session), day=on, cell_id=links.cell_id
        )
    except Refused as reason:
        warnings.append(str(reason))
    second = _already(session, kind, source, links)
    if second:
        warnings.append(second)
    if day is not None:
        warnings += [sentence for sentence in (papers.day_problem(day, office.today()),) if sentence]
        warnings += [sentence for sentence in (papers.day_warning(day, office.today()),) if sentence]
        order = numbers.order_warning(run, run.next, day) if run else None
        warnings += [order] if order else []
    subject_id = links.of(source.subject)
    if source.warnings and subject_id is not None:
        warnings += source.warnings(session, subject_id, Issue(day, None, "", office.today()))
    return run, warnings


def _record(
    work: Work, office: Office, kind: Kind, source: Source, subject_id: int, day: date, number: int | None
) -> Paper:
    """Give the number and keep the frozen paper."""
    links = subjects.links_of(work, source.subject, subject_id)
    second = _already(work, kind, source, links)
    if second:
        raise Refused(second)
    settings = frozen.fixed(heads.format_settings(work), day)
    run = numbers.run_on(work, kind, source.issuer, settings, day=day, cell_id=links.cell_id)
    if run is None and number is not None:
        raise Refused(f"{kind.name} không đánh số; hãy để trống ô số.")
    taken = run.take(number) if run else None
    facts = source.collect(work, subject_id, Issue(day, taken, run.series.symbol if run else "", office.today()))
    title = source.about(facts)
    paper = Paper(
        kind=kind.id,
        issuer=source.issuer,
        state=PaperState.ISSUED,
        title=title,
        term_id=run.term_id if run else None,
        series=run.key if run else "",
        number=taken,
        dated_on=day,
        signer=frozen.signer_name(facts),
        year=day.year,
        **asdict(links),
        facts=frozen.freeze(kind, facts, settings, wordings.in_use(work, kind.id)),
        issued_at=office.now(),
        issued_by=office.who,
        files=filing.promise(work, office.papers, filing.stem_of(kind, number=taken, day=day, title=title), day.year),
    )
    work.add(paper)
    work.flush()
    return paper


def _standing(session: Session, kind: Kind, source: Source, links: Links) -> Paper | None:
    column = getattr(Paper, subjects.LINK[source.subject])
    query = select(Paper).where(Paper.kind == kind.id, Paper.state == PaperState.ISSUED)
    return session.scalars(query.where(column == links.of(source.subject))).first()


def _already(session: Session, kind: Kind, source: Source, links: Links) -> str | None:
    """Say that the same paper stands issued; a second one needs the first withdrawn."""
    paper = _standing(session, kind, source, links)
    subject_id = links.of(source.subject)
    if paper is None or (source.again is not None and subject_id is not None and source.again(session, subject_id)):
        return None
    name = f"ngày {dates.screen(paper.dated_on)}"
    if paper.number is not None:
        name = f"số {numbers.text_of(paper)}, {name}"
    return f"{kind.name} này đã ban hành ({name}); muốn ban hành lại, hãy thu hồi văn bản ấy trước."


def _issued(work: Work, paper_id: int, reason: str) -> tuple[Paper, Source | None]:
    """Return an issued paper and its source, None for one made outside the program."""
    if not reason.strip():
        raise Refused("Hãy ghi lý do thu hồi.")
    paper = filing.paper_of(work, paper_id)
    if paper.state is not PaperState.ISSUED:
        raise Refused(f"Văn bản này đang ở trạng thái “{paper.state.label}” nên không thu hồi được nữa.")
    work.about(paper)
    return paper, None if naming.is_outside(paper.kind) else known(paper.kind)[1]


def _changes(source: Source | None) -> Changes:
    return Changes.of(Changed.PAPERS, *(() if source is None else (_CHANGED[source.subject],)))


def _withdraw(work: Work, office: Office, paper: Paper, source: Source | None, reason: str) -> None:
    child = work.scalars(select(Paper).where(Paper.parent_id == paper.id, Paper.state == PaperState.ISSUED)).first()
    if child is not None:
        raise Refused(f"Văn bản “{child.title}” đi kèm văn bản này; hãy thu hồi văn bản ấy trước.")
    if source is not None and source.before_take_back:
        subject_id = subjects.of_paper(paper).of(source.subject)
        if subject_id is not None:
            source.before_take_back(work, subject_id, paper)
    paper.state = PaperState.WITHDRAWN
    paper.withdrawn_at = office.now()
    paper.withdrawn_reason = reason
