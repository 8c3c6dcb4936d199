"""The office's score tables: listed, copied, edited; one that a score stands on is never changed, a new version is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.scoring import RatingBandRow, Score, ScoreItemRow, ScoreOptionRow, ScoreTemplate
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules import score_tables as rules
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.meetings import SAMPLE_TYPES, MeetingType
from bontot_desktop.rules.score_tables import TableFacts
from bontot_desktop.rules.scoring import Rating, RatingBand, ScoreItem
from bontot_desktop.services import score_templates
from bontot_desktop.services.office import Office, Saved

CHANGED = Changes.of(Kind.SETTINGS, Kind.SCORES)
#: The kinds of meeting a table may be for.
MEETINGS = SAMPLE_TYPES
_BLANK = MappingProxyType({Rating.GOOD: Decimal(90), Rating.FAIR: Decimal(70), Rating.AVERAGE: Decimal(50)})


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A score table as its form holds it. ``minimums`` are the least points of each rating; Kém begins at 0.

    ``scores`` counts the scores that stand on it; from one on what it asks is not changed in place.
    """

    id: int | None = None
    code: str = ""
    version: int = 1
    name: str = ""
    issuer: str = ""
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    maximum: Decimal = Decimal(100)
    step: Decimal = Decimal("0.5")
    is_in_use: bool = False
    applies_to: tuple[MeetingType, ...] = ()
    content_types: tuple[ContentType, ...] = ()
    items: tuple[ScoreItem, ...] = ()
    minimums: Mapping[Rating, Decimal] = field(default_factory=lambda: dict(_BLANK))
    scores: int = 0

    @property
    def bands(self) -> tuple[RatingBand, ...]:
        """The ratings with their least points, the best first."""
        least = {**self.minimums, Rating.POOR: Decimal(0)}
        return tuple(RatingBand(rating, least[rating]) for rating in Rating if rating in least)

    @property
    def facts(self) -> TableFacts:
        """What its checks look at."""
        return TableFacts(grouped(self.items), self.bands, self.maximum, self.step)


def grouped(items: tuple[ScoreItem, ...]) -> tuple[ScoreItem, ...]:
    """Mark as groups the lines others belong to by their codes ("3" over "3.1")."""
    codes = [item.code for item in items if item.code]
    return tuple(
        replace(item, is_group=any(code.startswith(f"{item.code}.") for code in codes) if item.code else False)
        for item in items
    )


def rows(office: Office) -> list[TableDraft]:
    """Return every table, those in use first, then by code, the newest version first."""
    with office.read() as session:
        counts = _counts(session)
    return [_draft(view, counts.get(view.id, 0)) for view in score_templates.list_templates(office)]


def _counts(session: Session) -> dict[int, int]:
    found = session.execute(select(Score.template_id, func.count()).group_by(Score.template_id)).all()
    return {row[0]: row[1] for row in found}


def _draft(view: score_templates.TemplateView, count: int) -> TableDraft:
    return TableDraft(
        id=view.id,
        code=view.code,
        version=view.version,
        name=view.name,
        issuer=view.issuer,
        source=view.source,
        valid_from=view.valid_from,
        valid_to=view.valid_to,
        maximum=view.maximum,
        step=view.step,
        is_in_use=view.is_in_use,
        applies_to=view.applies_to,
        content_types=view.content_types,
        items=view.items,
        minimums={band.rating: band.minimum for band in view.bands if band.rating is not Rating.POOR},
        scores=count,
    )


def copied(draft: TableDraft) -> TableDraft:
    """Return a table as the beginning of another one; nobody scores by it until it is put to use."""
    return replace(draft, id=None, code="", version=1, name=f"{draft.name} (bản sao)", is_in_use=False, scores=0)


def problems(draft: TableDraft) -> list[Problem]:
    """Say what keeps a table from being saved (meetings.md §8.2)."""
    found = []
    if not draft.name.strip():
        found.append(Problem("name", "Chưa có tên bảng."))
    if draft.maximum <= 0:
        found.append(Problem("maximum", "Thang điểm phải lớn hơn 0, thường là 100."))
    if draft.valid_from is not None and draft.valid_to is not None and draft.valid_to < draft.valid_from:
        found.append(Problem("valid_to", "Ngày cuối phải từ ngày đầu trở đi."))
    return found + rules.problems(draft.facts)


def warnings(draft: TableDraft) -> list[str]:
    """Say what is odd about a table and does not keep it from being saved."""
    return rules.warnings(draft.facts)


def save(office: Office, draft: TableDraft) -> Saved:
    """Store a table. One that scores stand on gets a new version that begins today, or on the day written.

    Raises Problems.
    """
    found = problems(draft)
    if found:
        raise Problems(found)
    draft = replace(draft, items=grouped(draft.items))
    with office.work("score_tables.save", f"Sửa bảng chấm điểm {draft.name}") as session:
        row = session.get(ScoreTemplate, draft.id) if draft.id is not None else None
        if draft.id is not None and row is None:
            raise NotFound("Không còn bảng chấm điểm này.")
        if row is None:
            session.sentence = f"Thêm bảng chấm điểm {draft.name}"
            row = ScoreTemplate(code=draft.code or _new_code(session, draft.name), version=1)
            row.max_total, row.step = draft.maximum, draft.step
            session.add(row)
        elif _asks_otherwise(row, draft) and _counts(session).get(row.id):
            row = _new_version(session, row, draft, office.today())
            session.sentence = f"Lập bản {row.version} của bảng chấm điểm {draft.name}"
            draft = replace(draft, valid_from=row.valid_from, valid_to=row.valid_to)
        _fill(session, row, draft)
        _take_place(session, row)
        _keep_one_in_use(session)
        return Saved(row.id, CHANGED)


def _asks_otherwise(row: ScoreTemplate, draft: TableDraft) -> bool:
    """Say whether more than the use of a table changes: what it says, asks or rates."""
    view = score_templates.view_of(row)
    before = (view.name, view.issuer, view.source, view.maximum, view.step, view.items, view.bands)
    bands = tuple(sorted(draft.bands, key=lambda band: list(Rating).index(band.rating)))
    return before != (draft.name, draft.issuer, draft.source, draft.maximum, draft.step, draft.items, bands)


def _new_version(session: Session, row: ScoreTemplate, draft: TableDraft, today: date) -> ScoreTemplate:
    """Begin the next version; the old one ends the day before and still scores the meetings until then."""
    newest = session.scalars(select(func.max(ScoreTemplate.version)).where(ScoreTemplate.code == row.code)).one()
    begins = draft.valid_from if draft.valid_from not in (None, row.valid_from) else today
    assert begins is not None
    made = ScoreTemplate(code=row.code, version=newest + 1, max_total=draft.maximum, step=draft.step)
    made.valid_from = begins
    made.valid_to = draft.valid_to if draft.valid_to is None or draft.valid_to >= begins else None
    last = begins - timedelta(days=1)
    if row.valid_from is not None and last < row.valid_from:
        row.is_default = False
    elif row.valid_to is None or row.valid_to > last:
        row.valid_to = last
    session.add(made)
    return made


def _fill(session: Session, row: ScoreTemplate, draft: TableDraft) -> None:
    for name in ("name", "issuer", "source", "valid_from", "valid_to", "step"):
        setattr(row, name, getattr(draft, name))
    row.max_total, row.is_default = draft.maximum, draft.is_in_use
    for name, codes in (("applies_to", draft.applies_to), ("content_types", draft.content_types)):
        written = [str(code) for code in codes]
        if list(getattr(row, name) or ()) != written:
            setattr(row, name, written)
    session.flush()
    view = score_templates.view_of(row) if row.items else None
    if view is None or view.items != draft.items:
        row.items.clear()
        session.flush()
        row.items.extend(_item_row(place, item) for place, item in enumerate(draft.items, start=1))
    if view is None or view.bands != draft.bands:
        row.bands.clear()
        session.flush()
        row.bands.extend(
            RatingBandRow(position=place, rating=band.rating, minimum=band.minimum)
            for place, band in enumerate(draft.bands, start=1)
        )
    session.flush()


def _item_row(place: int, item: ScoreItem) -> ScoreItemRow:
    return ScoreItemRow(
        position=place,
        code=item.code,
        title=item.title,
        maximum=item.maximum,
        is_group=item.is_group,
        kind=str(item.kind),
        note=item.note,
        auto=item.auto,
        condition=str(item.condition),
        not_applicable=str(item.not_applicable),
        moves_to=item.moves_to,
        options=[
            ScoreOptionRow(
                position=number,
                label=one.label,
                points=one.points,
                lower_bound=one.lower,
                upper_bound=one.upper,
            )
            for number, one in enumerate(item.options, start=1)
        ],
    )


def _new_code(session: Session, name: str) -> str:
    taken = set(session.scalars(select(ScoreTemplate.code)))
    base = text.ascii_name(name).upper().replace("-", "_")[:24].strip("_") or "BANG"
    code, number = base, 2
    while code in taken:
        code, number = f"{base}_{number}", number + 1
    return code


def _take_place(session: Session, row: ScoreTemplate) -> None:
    """Let a table in use take the place of another one that was in use for the same kinds of meeting and cell."""
    if not row.is_default:
        return
    for other in session.scalars(select(ScoreTemplate).where(ScoreTemplate.is_default, ScoreTemplate.id != row.id)):
        if other.code != row.code and _scope(other) == _scope(row):
            other.is_default = False


def _scope(row: ScoreTemplate) -> tuple[frozenset[str], frozenset[str]]:
    kinds = frozenset(row.applies_to or map(str, MEETINGS))
    return kinds, frozenset(row.content_types or map(str, ContentType))


def _keep_one_in_use(session: Session) -> None:
    used = session.scalars(select(ScoreTemplate.id).where(ScoreTemplate.is_default)).first()
    if used is None:
        raise Refused("Phải có ít nhất một bảng đang dùng; hãy đưa một bảng khác vào dùng trước.")


def delete(office: Office, table_id: int) -> Changes:
    """Take a table away that nobody scored by. Raises Refused for any other, and for the last one in use."""
    with office.work("score_tables.delete", "Bỏ bảng chấm điểm") as session:
        row = session.get(ScoreTemplate, table_id)
        if row is None:
            raise NotFound("Không còn bảng chấm điểm này.")
        session.sentence = f"Bỏ bảng chấm điểm {row.name}"
        count = _counts(session).get(table_id, 0)
        if count:
            raise Refused(f"Có {count} phiếu chấm theo bảng này nên không bỏ được; hãy thôi dùng bảng thay vì bỏ.")
        session.delete(row)
        session.flush()
        _keep_one_in_use(session)
    return CHANGED


def preview_pdf(office: Office, draft: TableDraft) -> bytes:
    """Draw the sheet F9 a cell would get by a table, blank and of an invented cell. Raises Problems."""
    from bontot_desktop.documents import meeting_score_sheet as sheet
    from bontot_desktop.rules.papers import FileFormat
    from bontot_desktop.rules.scoring import show
    from bontot_desktop.services import frozen, heads, wordings

    found = problems(draft)
    if found:
        raise Problems(found)
    lines = tuple(
        sheet.ScoreLineFact(
            item.code,
            f"{item.title} ({item.note})" if item.note else item.title,
            show(item.maximum),
            is_group=item.is_group,
            options=tuple((one.label, show(one.points)) for one in item.options),
        )
        for item in grouped(draft.items)
    )
    bands = tuple(sheet.BandFact(band.rating.label, show(band.minimum)) for band in draft.bands)
    facts = replace(sheet.sample_blank(), lines=lines, bands=bands, source=draft.source, max_total=show(draft.maximum))
    with office.read() as session:
        settings = frozen.fixed(heads.format_settings(session), None)
        own = wordings.in_use(session, sheet.KIND.id).texts
    return frozen.render(sheet.KIND.build(facts, settings, own), FileFormat.PDF)
