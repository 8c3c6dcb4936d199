"""D11B: the paper that asks the committee above for “Đảng bộ cơ sở 4 tốt”, with the sheet of points (as D11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates, text
from bontot_desktop.documents import letterhead
from bontot_desktop.documents.blocks import (
    Addressees,
    Block,
    Column,
    Document,
    PageBreak,
    Paragraph,
    Recipients,
    Role,
    Run,
    Signature,
    Table,
    TableRow,
    Text,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words


@dataclass(frozen=True, slots=True)
class CommitteeLine:
    """A criterion as printed: points or "Đạt", "" where nothing was given; ``maximum`` "" without points."""

    code: str
    title: str
    maximum: str = ""
    own: str = ""
    agreed: str = ""
    evidence: str = ""
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class CommitteePetitionFacts:
    """The paper. ``title`` is "Đảng bộ cơ sở 4 tốt" as the office writes it; ``superior`` decides.

    ``body`` is who met ("Ban Chấp hành Đảng bộ"); ``organisation`` is "Đảng bộ xã Ví Dụ"; ``dossier`` names what goes
    along; ``province`` is the committee above by its short name ("Tỉnh ủy").
    """

    head: Head
    signer: SignerFacts
    superior: str
    committee: str
    organisation: str
    year: int
    title: str
    lines: tuple[CommitteeLine, ...]
    body: str
    reviewed_on: date | None = None
    votes: str = ""
    total: CommitteeLine | None = None
    with_points: bool = False
    achievements: tuple[str, ...] = ()
    dossier: tuple[str, ...] = ()
    plan: str = ""
    province: str = "Tỉnh ủy"


def build(facts: CommitteePetitionFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts into the paper with its sheet on a new page, numbering going on."""
    agreed = facts.total.agreed if facts.total is not None else ""
    words = words.given(
        title=facts.title,
        year=facts.year,
        organisation=facts.organisation,
        committee=settings.fixed(facts.committee),
        superior=facts.superior,
        province=settings.fixed(facts.province),
        plan=facts.plan,
        body=settings.fixed(facts.body),
        reviewed=dates.short(facts.reviewed_on) if facts.reviewed_on else "",
        votes=facts.votes,
        total=agreed if facts.with_points else "",
        dossier="; ".join(facts.dossier),
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Tờ trình {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: CommitteePetitionFacts) -> str:
    """Name the paper in the register."""
    return f"Đề nghị công nhận “{facts.title}” năm {facts.year} đối với {facts.organisation}"


def _blocks(facts: CommitteePetitionFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("TỜ TRÌNH", "\n".join(words.lines("summary")))
    yield Addressees((words.say("addressee"),), petition=True)
    yield Paragraph(words.say("opening"))
    yield Paragraph(f"1. {words.say('results')}", Role.BODY)
    for line in facts.achievements:
        yield Paragraph(line if line.startswith("-") else f"- {text.first_upper(line)}", Role.BODY)
    yield Paragraph(f"2. {words.say('proposal')}", Role.BODY)
    yield Paragraph(f"3. {words.say('dossier')}", Role.BODY)
    yield Paragraph(words.say("closing"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))
    yield PageBreak()
    yield from _sheet(facts, settings, words)


def _sheet(facts: CommitteePetitionFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    number = letterhead.bare_number(facts.head.number, facts.head.symbol)
    day = letterhead.dated(facts.head.day, facts.year)
    issuer = settings.fixed(f"Ban Thường vụ {facts.committee}")
    bracket = f"(Kèm theo Tờ trình số {number}, {day} của {issuer})"
    yield Title("BẢNG ĐIỂM", words.say("sheet_summary"), bracket=bracket)
    yield _table(facts)
    if settings.list_signed_again:
        yield Signature(letterhead.signer(facts.signer))


def _table(facts: CommitteePetitionFacts) -> Table:
    columns = [Column("TT", 12, "center"), Column("Tiêu chí")]
    if facts.with_points:
        columns.append(Column("Điểm tối đa", 15, "center"))
    own, agreed = ("Điểm tự chấm", "Điểm hội nghị") if facts.with_points else ("Tự chấm", "Hội nghị")
    columns += [Column(own, 20, "center"), Column(agreed, 20, "center")]
    with_evidence = any(line.evidence for line in facts.lines)
    if with_evidence:
        columns.append(Column("Minh chứng", 36))
    rows = [TableRow(_cells(line, facts, with_evidence)) for line in facts.lines]
    if facts.total is not None:
        one = facts.total
        points = (one.maximum, one.own, one.agreed) if facts.with_points else (one.own, one.agreed)
        said = "Tổng điểm" if facts.with_points else "Số tiêu chí đạt"
        rows.append(TableRow((said, None, *points, *(("",) if with_evidence else ())), "total"))
    return Table(tuple(columns), tuple(rows))


def _cells(line: CommitteeLine, facts: CommitteePetitionFacts, with_evidence: bool) -> tuple[Text | None, ...]:
    points = (line.maximum, line.own, line.agreed) if facts.with_points else (line.own, line.agreed)
    said = (line.code, line.title, *points)
    faced = tuple(Run(words, bold=True) if line.is_group and words else words for words in said)
    return (*faced, line.evidence) if with_evidence else faced


def sample_facts() -> CommitteePetitionFacts:
    """Return an invented paper."""
    return CommitteePetitionFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "TTr/ĐU", 9, date(2026, 12, 20), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
        superior="Ban Thường vụ Tỉnh ủy Thí Dụ",
        committee="Đảng ủy xã Ví Dụ",
        organisation="Đảng bộ xã Ví Dụ",
        year=2026,
        title="Đảng bộ cơ sở 4 tốt",
        lines=(
            CommitteeLine("1", "Hoàn thành tốt nhiệm vụ chính trị", "", "2/2", "2/2", is_group=True),
            CommitteeLine(
                "1.1",
                "Quán triệt, triển khai kịp thời, đầy đủ, sáng tạo chủ trương, đường lối của Đảng, chính sách, pháp "
                "luật và chỉ thị, nghị quyết của cấp trên",
                "",
                "Đạt",
                "Đạt",
                "Báo cáo số 120-BC/ĐU",
            ),
            CommitteeLine("1.2", "Các chỉ tiêu, nhiệm vụ được giao đạt và vượt", "", "Đạt", "Đạt", "14/15 chỉ tiêu"),
            CommitteeLine("2", "Đoàn kết, kỷ luật tốt", "", "1/1", "1/1", is_group=True),
            CommitteeLine("2.1", "Thực hiện đúng quy chế làm việc của cấp ủy", "", "Đạt", "Đạt"),
        ),
        total=CommitteeLine("", "", "", "3/3", "3/3"),
        body="Ban Chấp hành Đảng bộ",
        reviewed_on=date(2026, 12, 18),
        votes="26/27",
        achievements=("14/15 chỉ tiêu kinh tế - xã hội vượt kế hoạch.", "18/23 chi bộ được công nhận “Chi bộ 4 tốt”."),
        dossier=("tờ trình", "biên bản", "báo cáo", "bảng điểm"),
        plan="Kế hoạch số 12-KH/TU, ngày 15/01/2026 của Ban Thường vụ Tỉnh ủy",
    )


KIND = Kind(
    id="D11B",
    name='Tờ trình đề nghị công nhận "Đảng bộ cơ sở 4 tốt"',
    type_symbol="TTr",
    facts_type=CommitteePetitionFacts,
    make=build,
    sample_facts=sample_facts,
)
