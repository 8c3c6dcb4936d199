"""Changing the words of papers: a kind's sentences as they stand, new versions, the way back, a look at the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.wordings import WordingVersion
from bontot_desktop.documents import facts as codec
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.kinds import HANDED_OUT, KINDS
from bontot_desktop.documents.wording import Gap
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.changes import Kind as Changed
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import frozen, heads, numbers, subjects, wordings
from bontot_desktop.services.office import Office, Saved
from bontot_desktop.services.sources import SOURCES, Issue

#: The shipped wording, as the versions name it.
SHIPPED = 0
#: So many subjects are tried for a look on real facts before invented ones do.
TRIED = 4
INVENTED = "dữ liệu ví dụ"
MAY_GO = "Để trống thì không in câu này."


#: The kinds whose sentences the office may change: papers of the register, and lists that are only handed out.
_WORDED = KINDS | HANDED_OUT


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence as it stands: ``text`` in use, ``shipped`` as it came, and the gaps it may use."""

    key: str
    label: str
    hint: str
    many: bool
    shipped: str
    text: str
    gaps: tuple[Gap, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the office says it in its own way."""
        return self.text != self.shipped


@dataclass(frozen=True, slots=True)
class WordedKind:
    """A kind of paper whose sentences can be changed; ``changed`` of its ``sentences`` are the office's own."""

    id: str
    name: str
    version: int
    sentences: int
    changed: int


@dataclass(frozen=True, slots=True)
class WordingView:
    """The sentences of a kind; ``version`` 0 is the shipped wording. ``includes`` names kinds it prints too."""

    kind_id: str
    kind_name: str
    version: int
    sentences: tuple[SentenceView, ...]
    includes: tuple[str, ...]

    def texts(self) -> dict[str, str]:
        """Return every sentence in use by its key."""
        return {sentence.key: sentence.text for sentence in self.sentences}


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version with who made it and which sentences it changed against the shipped wording; 0 is that wording."""

    id: int
    made_at: datetime | None
    made_by: str
    note: str
    changed: tuple[str, ...]
    is_current: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A paper made with edited sentences: its PDF and whose facts it shows."""

    pdf: bytes
    facts_of: str


def kinds(office: Office) -> tuple[WordedKind, ...]:
    """Return the kinds whose sentences can be changed, in the registry's order."""
    with office.read() as session:
        found = [(kind, wordings.newest(session, kind.id)) for kind in _WORDED.values() if kind.wording.sentences]
        return tuple(
            WordedKind(
                kind.id,
                kind.name,
                row.version if row else SHIPPED,
                len(kind.wording.sentences),
                len(row.texts) if row else 0,
            )
            for kind, row in found
        )


def _kind_of(kind_id: str) -> Kind:
    return HANDED_OUT.get(kind_id) or frozen.kind_of(kind_id)


def view(office: Office, kind_id: str) -> WordingView:
    """Return a kind's sentences as they stand. Raises NotFound."""
    kind = _kind_of(kind_id)
    with office.read() as session:
        row = wordings.newest(session, kind.id)
        return _view(kind, row.version if row else SHIPPED, dict(row.texts) if row else {})


def _view(kind: Kind, version: int, texts: Mapping[str, str]) -> WordingView:
    words = kind.wording
    return WordingView(
        kind.id,
        kind.name,
        version,
        tuple(
            SentenceView(
                one.key,
                one.label,
                one.hint or (MAY_GO if one.optional else ""),
                one.many,
                one.text,
                texts.get(one.key, one.text),
                words.gaps_of(one),
            )
            for one in words.sentences
        ),
        tuple(KINDS[included].name for included in words.includes),
    )


def problems(kind_id: str, texts: Mapping[str, str]) -> list[Problem]:
    """Say of each sentence what is wrong with it; the field is the sentence's key."""
    words = _kind_of(kind_id).wording
    found = ((key, words.problem(key, written)) for key, written in texts.items())
    return [Problem(key, sentence) for key, sentence in found if sentence]


def save(office: Office, kind_id: str, texts: Mapping[str, str], note: str = "") -> Saved:
    """Keep sentences as a new version; papers already issued keep the words they were issued with.

    Raises Problems for sentences that cannot be filled; nothing is written when all are as they were.
    """
    kind = _kind_of(kind_id)
    clean = {key: written.strip("\n ") for key, written in texts.items()}
    found = problems(kind_id, clean)
    if found:
        raise Problems(found)
    own = {one.key: clean[one.key] for one in kind.wording.sentences if clean.get(one.key, one.text) != one.text}
    with office.work("wordings.save", f"Sửa mẫu câu của {kind.name}") as work:
        return _keep(work, office, kind, own, note)


def restore_shipped(office: Office, kind_id: str, key: str | None = None) -> Saved:
    """Go back to the shipped wording of a kind, or of one sentence of it; the versions before stay."""
    kind = _kind_of(kind_id)
    with office.work("wordings.restore", f"Khôi phục mẫu gốc của {kind.name}") as work:
        row = wordings.newest(work, kind.id)
        own = dict(row.texts) if row and key is not None else {}
        if key is not None:
            own.pop(key, None)
            work.sentence = f"Khôi phục câu “{kind.wording.sentence(key).label}” của {kind.name}"
        return _keep(work, office, kind, own, "Khôi phục mẫu gốc")


def go_back(office: Office, kind_id: str, version: int) -> Saved:
    """Use the sentences of an earlier version again, as a new version. Raises NotFound."""
    if version == SHIPPED:
        return restore_shipped(office, kind_id)
    kind = _kind_of(kind_id)
    with office.work("wordings.restore", f"Dùng lại bản {version} mẫu câu của {kind.name}") as work:
        query = select(WordingVersion).where(WordingVersion.kind == kind.id, WordingVersion.version == version)
        row = work.scalars(query).first()
        if row is None:
            raise NotFound(f"{kind.name} không có bản {version} của mẫu câu.")
        # A sentence that the program no longer has is left out.
        known = {sentence.key for sentence in kind.wording.sentences}
        own = {key: written for key, written in dict(row.texts).items() if key in known}
        return _keep(work, office, kind, own, f"Dùng lại bản {version}")


def _keep(session: Session, office: Office, kind: Kind, own: dict[str, str], note: str) -> Saved:
    before = wordings.newest(session, kind.id)
    if (dict(before.texts) if before else {}) == own:
        return Saved(before.id if before else SHIPPED, Changes())
    # A sentence may be well written and yet not make a paper (a table with a heading too few).
    kind.build(kind.sample_facts(), heads.format_settings(session), own)
    row = WordingVersion(
        kind=kind.id,
        version=(before.version if before else SHIPPED) + 1,
        texts=own,
        note=note,
        made_at=office.now(),
        made_by=office.who,
    )
    session.add(row)
    session.flush()
    return Saved(row.id, Changes.of(Changed.SETTINGS))


def versions(office: Office, kind_id: str) -> tuple[VersionRow, ...]:
    """Return the versions of a kind's sentences, newest first, the shipped wording last."""
    kind = _kind_of(kind_id)
    labels = {sentence.key: sentence.label for sentence in kind.wording.sentences}
    with office.read() as session:
        query = select(WordingVersion).where(WordingVersion.kind == kind.id).order_by(WordingVersion.version.desc())
        rows = [
            VersionRow(
                row.version,
                row.made_at,
                row.made_by,
                row.note,
                tuple(labels[key] for key in row.texts if key in labels),
                is_current=False,
            )
            for row in session.scalars(query)
        ]
    rows.append(VersionRow(SHIPPED, None, "", "Mẫu gốc của chương trình", (), is_current=False))
    first, *rest = rows
    return (VersionRow(first.id, first.made_at, first.made_by, first.note, first.changed, is_current=True), *rest)


def of_version(office: Office, kind_id: str, version: int) -> WordingView:
    """Return a kind's sentences as a version had them. Raises NotFound."""
    kind = _kind_of(kind_id)
    if version == SHIPPED:
        return _view(kind, SHIPPED, {})
    with office.read() as session:
        query = select(WordingVersion).where(WordingVersion.kind == kind.id, WordingVersion.version == version)
        row = session.scalars(query).first()
        if row is None:
            raise NotFound(f"{kind.name} không có bản {version} của mẫu câu.")
        return _view(kind, version, dict(row.texts))


def look(office: Office, kind_id: str, texts: Mapping[str, str]) -> Look:
    """Make a paper of the kind with edited sentences, on the newest real facts there are, else on invented ones.

    Raises Problems for sentences that cannot be filled.
    """
    kind = _kind_of(kind_id)
    found = problems(kind_id, texts)
    if found:
        raise Problems(found)
    with office.read() as session:
        facts, whose = _facts(session, office, kind)
        settings = frozen.fixed(heads.format_settings(session), None)
        own = wordings.in_use(session, kind.id).texts | dict(texts)
    return Look(frozen.render(kind.build(facts, settings, own), FileFormat.PDF), whose)


def _facts(session: Session, office: Office, kind: Kind) -> tuple[Any, str]:
    """Return the newest facts of a kind: of an issued paper, of a draft that can be made, invented ones."""
    query = select(Paper).where(Paper.kind == kind.id).order_by(Paper.id.desc())
    paper = session.scalars(query).first()
    if paper is not None and paper.facts:
        text = numbers.text_of(paper)
        return codec.from_json(kind.facts_type, paper.facts["facts"]), f"{kind.name} {text}".strip()
    source = SOURCES.get(kind.id)
    if source is not None:
        for subject_id in subjects.newest(session, source.subject, source.meeting_types, most=TRIED):
            try:
                series = numbers.series_of(session, kind, source.issuer, heads.format_settings(session))
                issue = Issue(None, None, series.symbol if series else "", office.today())
                facts = source.draft(session, subject_id, issue)
            except Refused:
                continue
            return facts, source.about(facts)
    return kind.sample_facts(), INVENTED
