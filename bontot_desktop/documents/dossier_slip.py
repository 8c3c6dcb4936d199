"""D8: the slip of a dossier that came in – what is there, what is missing – and D8A, its receipt (recognition §10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents import letterhead, room
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Items,
    Paragraph,
    Signer,
    Table,
    TableRow,
    Title,
    TwoSignatures,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words

_TICK = "x"


@dataclass(frozen=True, slots=True)
class DossierPaper:
    """A paper of the dossier: there or not, None while nobody looked."""

    name: str
    is_there: bool | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """A dossier as it came in. ``defects`` are what has to be mended until ``due_on``; none when it is complete."""

    head: Head
    committee: str
    cell: str
    year: int
    papers: tuple[DossierPaper, ...]
    received_on: date | None = None
    received_by: str = ""
    handed_by: str = ""
    is_late: bool = False
    defects: tuple[str, ...] = ()
    due_on: date | None = None
    verified_by: str = ""

    @property
    def missing(self) -> int:
        """How many papers are not there."""
        return sum(paper.is_there is False for paper in self.papers)


def build(facts: DossierFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a dossier into its slip."""
    return _document(facts, settings, _given(facts, settings, words), "PHIẾU", receipt=False)


def build_receipt(facts: DossierFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a dossier into the receipt the cell takes home."""
    return _document(facts, settings, _given(facts, settings, words), "GIẤY BIÊN NHẬN", receipt=True)


def _given(facts: DossierFacts, settings: FormatSettings, words: Words) -> Words:
    return words.given(
        title=settings.title_spelling,
        year=facts.year,
        cell=facts.cell,
        received=room.day(facts.received_on, facts.year),
        late="1" if facts.is_late else "",
        count=f"{sum(paper.is_there is True for paper in facts.papers):02d}",
        missing=f"{facts.missing:02d}" if facts.missing else "",
        due=dates.short(facts.due_on) if facts.due_on else "",
    )


def _document(facts: DossierFacts, settings: FormatSettings, words: Words, name: str, *, receipt: bool) -> Document:
    blocks = _receipt(facts, settings, words) if receipt else _slip(facts, settings, words)
    return Document(
        blocks=(letterhead.letterhead(facts.head), Title(name, "\n".join(words.lines("summary"))), *blocks),
        title=f"{name.capitalize()} {' '.join(words.lines('summary'))}, {facts.cell}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: DossierFacts) -> str:
    """Name the slip in the register."""
    return f"Phiếu tiếp nhận, thẩm định hồ sơ “Chi bộ 4 tốt” năm {facts.year} của {facts.cell}"


def about_receipt(facts: DossierFacts) -> str:
    """Name the receipt in the register."""
    return f"Biên nhận hồ sơ “Chi bộ 4 tốt” năm {facts.year} của {facts.cell}"


def _slip(facts: DossierFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield Paragraph(words.say("received_line"))
    yield _table(facts.papers)
    if facts.defects:
        yield Paragraph(words.say("returned"), keep_with_next=True)
        yield Items(tuple(facts.defects))
    else:
        yield Paragraph(words.say("incomplete" if facts.missing else "complete"))
    yield TwoSignatures(
        Signer("NGƯỜI GIAO HỒ SƠ", "", facts.handed_by), Signer("NGƯỜI NHẬN, KIỂM TRA", "", facts.received_by)
    )


def _receipt(facts: DossierFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield Paragraph(words.say("received_line"))
    there = [paper.name for paper in facts.papers if paper.is_there]
    if there:
        yield Items(tuple(there), marker="{n}. ")
    yield Paragraph(words.say("count_line"))
    yield TwoSignatures(Signer("NGƯỜI GIAO", "", facts.handed_by), Signer("NGƯỜI NHẬN", "", facts.received_by))


def _table(papers: tuple[DossierPaper, ...]) -> Table:
    columns = (
        Column("TT", 10, "center"),
        Column("Thành phần hồ sơ"),
        Column("Có", 14, "center"),
        Column("Không", 16, "center"),
        Column("Ghi chú", 45),
    )
    rows = [
        TableRow(
            (
                str(number),
                paper.name,
                _TICK if paper.is_there else "",
                _TICK if paper.is_there is False else "",
                paper.note,
            )
        )
        for number, paper in enumerate(papers, start=1)
    ]
    return Table(columns, tuple(rows), row_height_mm=7.0)


def sample_facts() -> DossierFacts:
    """Return an invented dossier that was given back."""
    return DossierFacts(
        head=Head("ĐẢNG ỦY XÃ VÍ DỤ", "VĂN PHÒNG", "Ví Dụ", day=date(2026, 12, 3), year=2026),
        committee="Đảng ủy xã Ví Dụ",
        cell="Chi bộ thôn Mẫu 1",
        year=2026,
        papers=(
            DossierPaper("Bản đăng ký", True),
            DossierPaper("Báo cáo tự đánh giá", True),
            DossierPaper("Bảng tự chấm điểm", True),
            DossierPaper("Biên bản họp chi bộ thông qua kết quả tự chấm", False, "chưa có chữ ký thư ký"),
        ),
        received_on=date(2026, 12, 3),
        received_by="Hoàng Thị Ví Dụ",
        handed_by="Nguyễn Văn Ví Dụ",
        defects=("Biên bản họp chi bộ chưa có chữ ký của thư ký.",),
        due_on=date(2026, 12, 5),
    )


def sample_receipt() -> DossierFacts:
    """Return an invented dossier that is complete."""
    facts = sample_facts()
    papers = tuple(DossierPaper(paper.name, True) for paper in facts.papers)
    return DossierFacts(
        head=facts.head,
        committee=facts.committee,
        cell=facts.cell,
        year=facts.year,
        papers=papers,
        received_on=facts.received_on,
        received_by=facts.received_by,
        handed_by=facts.handed_by,
    )


KIND = Kind(
    id="D8",
    name="Phiếu tiếp nhận, thẩm định hồ sơ",
    type_symbol="",
    facts_type=DossierFacts,
    make=build,
    sample_facts=sample_facts,
)
RECEIPT_KIND = Kind(
    id="D8A",
    name="Giấy biên nhận hồ sơ",
    type_symbol="",
    facts_type=DossierFacts,
    make=build_receipt,
    sample_facts=sample_receipt,
)
