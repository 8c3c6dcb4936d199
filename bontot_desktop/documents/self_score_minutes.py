"""D7: minutes of the meeting at which a cell adopted its own score, with the vote (recognition.md §10, §3.4 T3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from bontot_desktop.documents import letterhead, room, sample_parts
from bontot_desktop.documents.blocks import (
    Block,
    Document,
    DottedLines,
    Field,
    FieldLine,
    Paragraph,
    Signer,
    Text,
    Title,
    TwoSignatures,
    bold,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.minutes_wording import begin
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.self_score_sheet import SheetLineFacts
from bontot_desktop.documents.wording import Words

#: The parts of the minutes that may be written: key of the text and what heads it.
PARTS = (("report", "Báo cáo kết quả tự chấm"), ("discussion", "Thảo luận"))
_LINES = 4


@dataclass(frozen=True, slots=True)
class SelfScoreMinutesFacts:
    """The minutes. Counts are None while they are not known and print as dots; ``base`` are the voting members."""

    head: Head
    cell: str
    year: int
    held_on: date | None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    chair: str = ""
    minute_taker: str = ""
    total: int | None = None
    present: int | None = None
    groups: tuple[SheetLineFacts, ...] = ()
    score: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    base: int | None = None
    #: Share of the base that voted for, as printed.
    share: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


def build(facts: SelfScoreMinutesFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of the meeting into its minutes."""
    words = words.given(title=settings.title_spelling, year=facts.year, cell=facts.cell)
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Biên bản {' '.join(words.lines('summary'))}, {facts.cell}",
        author=facts.cell,
        day=facts.held_on,
        settings=settings,
    )


def about(facts: SelfScoreMinutesFacts) -> str:
    """Name the minutes in the register."""
    return f"Biên bản họp thông qua kết quả tự chấm “Chi bộ 4 tốt” năm {facts.year} của {facts.cell}"


def _blocks(facts: SelfScoreMinutesFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head, with_date=settings.minutes_date_line)
    yield Title("BIÊN BẢN", "\n".join(words.lines("summary")))
    yield _line("Thời gian bắt đầu", begin(facts.held_on, facts.starts_at))
    yield _line("Địa điểm", facts.place or room.dots(40))
    yield _line("Đảng viên dự", f"{room.count(facts.present)}/{room.count(facts.total)} đồng chí")
    yield _line(settings.in_minutes("Chủ trì"), _comrade(facts.chair))
    yield _line("Thư ký", _comrade(facts.minute_taker))
    for number, (key, heading) in enumerate(PARTS, start=1):
        yield sample_parts.heading(number, heading)
        typed = facts.texts.get(key, "")
        yield from sample_parts.typed(typed) if typed else [DottedLines(_LINES)]
    yield sample_parts.heading(3, "Kết quả tự chấm")
    for group in facts.groups:
        of = f"/{group.maximum}" if group.maximum else ""
        yield Paragraph(f"- {group.code}. {group.title}: {group.own or room.dots(6)}{of}{' điểm' if of else ''}.")
    yield Paragraph(words.say("score", score=facts.score or room.dots(6)))
    yield sample_parts.heading(4, "Biểu quyết")
    yield Paragraph(words.say("vote", **_vote(facts)))
    ended = room.clock(facts.ends_at)
    yield Paragraph(words.say("closing", ended=ended))
    left, right = settings.minutes_signer_labels
    yield TwoSignatures(Signer(left, "", facts.minute_taker), Signer(right, "", facts.chair))


def _comrade(name: str) -> str:
    return f"đồng chí {name}" if name else room.dots(40)


def _vote(facts: SelfScoreMinutesFacts) -> dict[str, str]:
    against = facts.votes_against
    other = None
    if facts.base is not None and facts.votes_for is not None:
        other = facts.base - facts.votes_for - (against or 0)
    return {
        "votes": room.count(facts.votes_for),
        "base": room.count(facts.base),
        "share": facts.share,
        "against": room.count(against if facts.votes_for is None else against or 0),
        "other": room.count(other),
    }


def _line(label: str, value: str) -> FieldLine:
    words: Text = (bold(f"{label}:"), f" {value}")
    return FieldLine((Field("", words),), end=".")


def sample_facts() -> SelfScoreMinutesFacts:
    """Return invented minutes."""
    return SelfScoreMinutesFacts(
        head=Head("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ THÔN MẪU 1", "Ví Dụ", day=date(2026, 11, 25), year=2026),
        cell="Chi bộ thôn Mẫu 1",
        year=2026,
        held_on=date(2026, 11, 25),
        starts_at=time(19, 30),
        ends_at=time(21, 15),
        place="Nhà văn hóa thôn Mẫu 1",
        chair="Nguyễn Văn Ví Dụ",
        minute_taker="Lê Thị Thí Dụ",
        total=22,
        present=20,
        groups=(
            SheetLineFacts("1", "Hoàn thành tốt nhiệm vụ chính trị", "60", "57"),
            SheetLineFacts("2", "Đoàn kết, kỷ luật tốt", "40", "38"),
        ),
        score="95",
        votes_for=17,
        votes_against=0,
        base=18,
        share="94,44 %",
        texts={"discussion": "Đồng chí Trần Văn Mẫu: nhất trí, đề nghị bổ sung minh chứng về kết nạp đảng viên"},
    )


KIND = Kind(
    id="D7",
    name="Biên bản họp chi bộ thông qua kết quả tự chấm",
    type_symbol="",
    facts_type=SelfScoreMinutesFacts,
    make=build,
    sample_facts=sample_facts,
)
