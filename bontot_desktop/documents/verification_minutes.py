"""D9: the group's minutes of the verification: scores, differences, rules, and what is proposed (recognition §10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates, text
from bontot_desktop.documents import letterhead, room, sample_parts
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Field,
    FieldLine,
    Items,
    Paragraph,
    Signer,
    Table,
    TableRow,
    Text,
    Title,
    TwoSignatures,
    bold,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words


@dataclass(frozen=True, slots=True)
class VerifiedCell:
    """A cell as verified: points as printed, why they differ, what the rules found, what is proposed."""

    name: str
    own: str = ""
    verified: str = ""
    difference: str = ""
    why: str = ""
    #: What a rule found against it, one each; none when it is fit.
    findings: tuple[str, ...] = ()
    #: What could not be judged yet for want of figures, one each.
    pending: tuple[str, ...] = ()
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class VerificationFacts:
    """The minutes. ``members`` are the group's, the leader first; ``confirmation`` is the Inspection Commission's."""

    head: Head
    committee: str
    group: str
    year: int
    members: tuple[str, ...]
    cells: tuple[VerifiedCell, ...]
    registered: int
    from_on: date | None = None
    to_on: date | None = None
    leader: str = ""
    clerk: str = ""
    confirmation: tuple[str, ...] = ()
    fit: int = 0
    unfit: int = 0
    held: int = 0


def build(facts: VerificationFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a verification into its minutes."""
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        group=facts.group,
        registered=f"{facts.registered:02d}",
        verified=f"{len(facts.cells):02d}",
        fit=f"{facts.fit:02d}",
        unfit=f"{facts.unfit:02d}" if facts.unfit else "",
        held=f"{facts.held:02d}" if facts.held else "",
        pending=any(cell.pending for cell in facts.cells),
        committee=settings.fixed(facts.committee),
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Biên bản {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: VerificationFacts) -> str:
    """Name the minutes in the register."""
    return f"Thẩm định kết quả tự chấm “Chi bộ 4 tốt” năm {facts.year}"


def _blocks(facts: VerificationFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("BIÊN BẢN", "\n".join(words.lines("summary")))
    yield _line("Thời gian thẩm định", _time(facts))
    members = text.join_vi(facts.members) if facts.members else room.dots(60)
    yield _line(f"Thành phần {facts.group}", members)
    yield sample_parts.heading(1, words.say("scores_heading"))
    yield Paragraph(words.say("scores"), keep_with_next=True)
    yield _scores(facts.cells)
    yield sample_parts.heading(2, words.say("rules_heading"))
    unfit = [cell for cell in facts.cells if cell.findings]
    if unfit:
        yield Items(tuple(f"{cell.name}: {' '.join(map(sample_parts.stop, cell.findings))}" for cell in unfit))
    elif not any(cell.pending for cell in facts.cells):
        yield Paragraph(words.say("all_fit"))
    if any(cell.pending for cell in facts.cells):
        yield Paragraph(words.say("pending"), keep_with_next=True)
        yield Items(_pending(facts.cells))
    yield sample_parts.heading(3, words.say("confirmation_heading"))
    if facts.confirmation:
        yield Items(tuple(sample_parts.stop(line) for line in facts.confirmation))
    else:
        yield Paragraph(words.say("no_confirmation"))
    yield sample_parts.heading(4, words.say("proposal_heading"))
    yield Paragraph(words.say("proposal"))
    yield Paragraph(words.say("closing"))
    left, _ = settings.minutes_signer_labels
    yield TwoSignatures(Signer(left, "", facts.clerk), Signer("TỔ TRƯỞNG", "", facts.leader))


def _pending(cells: tuple[VerifiedCell, ...]) -> tuple[str, ...]:
    """Name each condition that waits for figures once, with the cells it waits for."""
    waiting: dict[str, list[str]] = {}
    for cell in cells:
        for sentence in cell.pending:
            waiting.setdefault(sentence, []).append(cell.name)
    whole = len(cells)
    return tuple(
        f"{'Các chi bộ được thẩm định' if len(names) == whole > 1 else ', '.join(names)}: {sample_parts.stop(sentence)}"
        for sentence, names in waiting.items()
    )


def _time(facts: VerificationFacts) -> str:
    if facts.from_on is None or facts.to_on is None or facts.from_on == facts.to_on:
        return room.day(facts.to_on or facts.from_on, facts.year)
    return f"từ ngày {dates.short(facts.from_on)} đến ngày {dates.short(facts.to_on)}"


def _line(label: str, value: str) -> FieldLine:
    words: Text = (bold(f"{label}:"), f" {value}")
    return FieldLine((Field("", words),), end=".")


def _scores(cells: tuple[VerifiedCell, ...]) -> Table:
    with_points = any(cell.difference for cell in cells)
    columns = [Column("TT", 9, "center"), Column("Chi bộ"), Column("Tự chấm", 17, "center")]
    columns += [Column("Thẩm định", 17, "center")]
    columns += [Column("Chênh lệch", 17, "center")] if with_points else []
    columns += [Column("Lý do chênh lệch, ghi chú"), Column("Đề xuất", 30)]
    rows = []
    for number, cell in enumerate(cells, start=1):
        difference = [cell.difference] if with_points else []
        rows.append(TableRow((str(number), cell.name, cell.own, cell.verified, *difference, cell.why, cell.proposal)))
    return Table(tuple(columns), tuple(rows), balanced=True)


def sample_facts() -> VerificationFacts:
    """Return invented minutes."""
    return VerificationFacts(
        head=Head("ĐẢNG ỦY XÃ VÍ DỤ", "TỔ THẨM ĐỊNH", "Ví Dụ", day=date(2026, 12, 7), year=2026),
        committee="Đảng ủy xã Ví Dụ",
        group="Tổ thẩm định",
        year=2026,
        members=("đồng chí Lê Văn Minh Họa (Tổ trưởng)", "đồng chí Hoàng Thị Ví Dụ (Thư ký)"),
        cells=(
            VerifiedCell("Chi bộ thôn Mẫu 1", "95", "93", "-2", "1.2: thiếu 01 chỉ tiêu", (), (), "Đủ điều kiện"),
            VerifiedCell(
                "Chi bộ thôn Mẫu 3",
                "82",
                "76",
                "-6",
                "2.1: chỉ họp 10 kỳ",
                ("Tổng điểm thẩm định 76, mức quy định 80",),
                (),
                "Không đủ điều kiện",
            ),
        ),
        registered=2,
        from_on=date(2026, 12, 5),
        to_on=date(2026, 12, 7),
        leader="Lê Văn Minh Họa",
        clerk="Hoàng Thị Ví Dụ",
        confirmation=("Chi bộ thôn Mẫu 1: không có đảng viên bị kỷ luật, không có đơn thư",),
        fit=1,
        unfit=1,
    )


KIND = Kind(
    id="D9",
    name='Biên bản thẩm định "Chi bộ 4 tốt"',
    type_symbol="",
    facts_type=VerificationFacts,
    make=build,
    sample_facts=sample_facts,
)
