"""D10: minutes of the review at which a year's ratings and recognitions were voted on (recognition.md §10, §3.4 T8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from bontot_desktop import dates, text
from bontot_desktop.documents import letterhead, room, sample_parts
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    DottedLines,
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
from bontot_desktop.documents.minutes_wording import begin
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words

_LINES = 3
#: What the table says of a level that had its majority.
_PASSED = "Thông qua"


@dataclass(frozen=True, slots=True)
class RatedVote:
    """A cell's rating as it was voted on; votes None where nothing was written, the share of all members as printed."""

    cell: str
    proposed: str
    votes_for: int | None = None
    votes_against: int | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class RecognisedVote:
    """A cell's recognition as it was voted on; ``reasons`` say why not, ``exception`` why in spite of a rule."""

    cell: str
    points: str = ""
    rating: str = ""
    votes_for: int | None = None
    share: str = ""
    conclusion: str = ""
    reasons: str = ""
    exception: str = ""


@dataclass(frozen=True, slots=True)
class AwardVote:
    """Who is to be rewarded, with what for and the votes."""

    name: str
    what: str
    votes_for: int | None = None


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """The minutes of a review. ``body`` is "Ban Thường vụ Đảng ủy xã Ví Dụ"; ``caps`` says how the cap stands."""

    head: Head
    body: str
    committee: str
    year: int
    held_on: date | None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    total: int | None = None
    present: int | None = None
    #: "đồng chí A (đi công tác)", one each.
    absent: tuple[str, ...] = ()
    guests: str = ""
    chair: str = ""
    secretary: str = ""
    presenter: str = ""
    #: What the vote was taken by: "bỏ phiếu kín".
    method: str = ""
    registered: int = 0
    fit: int = 0
    #: "Đồng chí A: …", one each.
    opinions: tuple[str, ...] = ()
    ratings: tuple[RatedVote, ...] = ()
    caps: tuple[str, ...] = ()
    #: "Số phiếu phát ra 08, thu về 08, hợp lệ 08 phiếu.", "" where ballots differ by cell or were not counted.
    ballots: str = ""
    recognised: tuple[RecognisedVote, ...] = ()
    awards: tuple[AwardVote, ...] = ()
    conclusion: str = ""
    proposed_count: int = 0
    refused_count: int = 0
    #: Who decides when it is not the office itself: "Ban Thường vụ Tỉnh ủy", "" otherwise.
    superior: str = ""
    #: 1 for the sitting a campaign begins with; a further one also names the day of the first.
    sitting: int = 1
    first_on: date | None = None


def build(facts: ReviewFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a review into its minutes."""
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        body=settings.fixed(facts.body),
        superior=facts.superior,
        registered=f"{facts.registered:02d}",
        fit=f"{facts.fit:02d}",
        proposed=f"{facts.proposed_count:02d}",
        refused=f"{facts.refused_count:02d}" if facts.refused_count else "",
        further=dates.short(facts.first_on) if facts.sitting > 1 and facts.first_on else "",
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Biên bản {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.held_on,
        settings=settings,
    )


def about(facts: ReviewFacts) -> str:
    """Name the minutes in the register."""
    if facts.sitting > 1:
        day = f" ngày {dates.screen(facts.held_on)}" if facts.held_on else ""
        return f"Hội nghị xét bổ sung{day} công nhận “Chi bộ 4 tốt” năm {facts.year}"
    return f"Hội nghị xét xếp loại chi bộ và công nhận “Chi bộ 4 tốt” năm {facts.year}"


def _blocks(facts: ReviewFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head, with_date=settings.minutes_date_line)
    yield Title("BIÊN BẢN", "\n".join(words.lines("summary")))
    yield from _opening(facts, settings)
    number = 1
    yield sample_parts.heading(number, words.say("report_heading"))
    presenter = f"Đồng chí {facts.presenter}" if facts.presenter else f"Đồng chí {room.dots(30)}"
    yield Paragraph(words.say("report", presenter=presenter))
    number += 1
    yield sample_parts.heading(number, words.say("discussion_heading"))
    if facts.opinions:
        yield Items(tuple(sample_parts.stop(said) for said in facts.opinions))
    else:
        yield DottedLines(_LINES)
    if facts.ratings:
        number += 1
        yield sample_parts.heading(number, words.say("ratings_heading"))
        yield Paragraph(words.say("method", method=facts.method), keep_with_next=True)
        yield _ratings(facts.ratings)
        for line in facts.caps:
            yield Paragraph(line)
    if facts.recognised:
        number += 1
        yield sample_parts.heading(number, words.say("recognition_heading"))
        yield Paragraph(words.say("method", method=facts.method), keep_with_next=True)
        yield _recognised(facts)
        if facts.ballots:
            yield Paragraph(facts.ballots)
        for vote in facts.recognised:
            if vote.exception:
                yield Paragraph(words.say("exception", cell=vote.cell, reason=vote.exception.rstrip(".")))
    if facts.awards:
        number += 1
        yield sample_parts.heading(number, words.say("awards_heading"))
        yield _awards(facts.awards)
    number += 1
    yield sample_parts.heading(number, words.say("conclusion_heading"))
    yield from sample_parts.typed(facts.conclusion or words.say("conclusion"))
    yield Paragraph(words.say("closing", ended=room.clock(facts.ends_at)))
    left, right = settings.minutes_signer_labels
    yield TwoSignatures(Signer(left, "", facts.secretary), Signer(right, "", facts.chair))


def _opening(facts: ReviewFacts, settings: FormatSettings) -> Iterator[Block]:
    yield _line("Thời gian bắt đầu", begin(facts.held_on, facts.starts_at))
    yield _line("Địa điểm", facts.place or room.dots(40))
    present = f"{room.count(facts.present)}/{room.count(facts.total)} đồng chí"
    absent = "; ".join(facts.absent)
    yield _line("Thành phần", f"có mặt {present}" + (f"; vắng mặt: {absent}" if absent else ""))
    if facts.guests:
        yield _line("Mời dự", text.join_vi(sample_parts.lines(facts.guests)))
    yield _line(settings.in_minutes("Chủ trì"), _comrade(facts.chair))
    yield _line("Thư ký", _comrade(facts.secretary))


def _comrade(name: str) -> str:
    return f"đồng chí {name}" if name else room.dots(40)


def _line(label: str, value: str) -> FieldLine:
    words: Text = (bold(f"{label}:"), f" {value}")
    return FieldLine((Field("", words),), end=".")


def _ratings(votes: tuple[RatedVote, ...]) -> Table:
    columns = (
        Column("TT", 9, "center"),
        Column("Chi bộ"),
        Column("Đề nghị xếp loại", 50),
        Column("Tán thành", 14, "center"),
        Column("Không tán thành", 15, "center"),
        Column("Kết quả", 23, "center"),
    )
    rows = [
        TableRow(
            (
                str(number),
                vote.cell,
                vote.proposed,
                _count(vote.votes_for),
                _count(vote.votes_against),
                vote.result or (_PASSED if vote.votes_for is not None else ""),
            )
        )
        for number, vote in enumerate(votes, start=1)
    ]
    return Table(columns, tuple(rows), tight=True)


def _recognised(facts: ReviewFacts) -> Table:
    with_points = any(vote.points for vote in facts.recognised)
    columns = [Column("TT", 9, "center"), Column("Chi bộ", 41)]
    columns += [Column("Điểm", 13, "center")] if with_points else []
    columns += [
        Column("Xếp loại", 21, "center"),
        Column("Số phiếu tán thành", 15, "center"),
        Column("Tỷ lệ so với tổng số ủy viên", 18, "center"),
        Column("Kết luận", 17),
        Column("Lý do không công nhận"),
    ]
    rows = []
    for number, vote in enumerate(facts.recognised, start=1):
        points = [vote.points] if with_points else []
        # The heading of the part says what is proposed.
        conclusion = vote.conclusion.removesuffix(" công nhận")
        cells = (*points, vote.rating, _count(vote.votes_for), vote.share, conclusion, vote.reasons)
        rows.append(TableRow((str(number), vote.cell, *cells)))
    return Table(tuple(columns), tuple(rows), tight=True)


def _awards(votes: tuple[AwardVote, ...]) -> Table:
    columns = (
        Column("TT", 10, "center"),
        Column("Đơn vị, cá nhân"),
        Column("Hình thức, thành tích"),
        Column("Số phiếu tán thành", 24, "center"),
    )
    rows = [
        TableRow((str(number), vote.name, vote.what, _count(vote.votes_for)))
        for number, vote in enumerate(votes, start=1)
    ]
    return Table(columns, tuple(rows), balanced=True, tight=True)


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def sample_facts() -> ReviewFacts:
    """Return invented minutes of a review of three cells."""
    good = "Hoàn thành tốt nhiệm vụ"
    return ReviewFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "BB/ĐU", 12, date(2026, 12, 9), 2026),
        body="Ban Thường vụ Đảng ủy xã Ví Dụ",
        committee="Đảng ủy xã Ví Dụ",
        year=2026,
        held_on=date(2026, 12, 9),
        starts_at=time(14, 0),
        ends_at=time(16, 30),
        place="Phòng họp Đảng ủy xã Ví Dụ",
        total=9,
        present=8,
        absent=("đồng chí Phạm Văn Giả Định (đi công tác)",),
        guests="Ban Xây dựng Đảng\nỦy ban Kiểm tra Đảng ủy",
        chair="Đặng Văn Ví Dụ",
        secretary="Hoàng Thị Ví Dụ",
        presenter="Trần Thị Thí Dụ",
        method="bỏ phiếu kín",
        registered=23,
        fit=20,
        opinions=("Đồng chí Lê Văn Minh Họa: nhất trí với kết quả thẩm định",),
        ratings=(
            RatedVote("Chi bộ thôn Mẫu 1", "Hoàn thành xuất sắc nhiệm vụ", 8, 0),
            RatedVote("Chi bộ thôn Mẫu 2", good, 8, 0),
            RatedVote("Chi bộ thôn Mẫu 3", "Hoàn thành nhiệm vụ", 7, 1),
            *(RatedVote(f"Chi bộ thôn Mẫu {number}", good, 8, 0) for number in range(4, 9)),
        ),
        caps=("Nhóm thôn: 1 xuất sắc, được 1 (20 % của 8); đã đủ.",),
        ballots="Số phiếu phát ra 08, thu về 08, hợp lệ 08 phiếu.",
        recognised=(
            RecognisedVote("Chi bộ thôn Mẫu 1", "95", "HTXSNV", 8, "88,89 %", "Đề nghị công nhận"),
            RecognisedVote("Chi bộ thôn Mẫu 2", "88,5", "HTTNV", 8, "88,89 %", "Đề nghị công nhận"),
            RecognisedVote(
                "Chi bộ thôn Mẫu 3",
                "74",
                "HTNV",
                2,
                "22,22 %",
                "Không đề nghị",
                "Chi bộ xếp loại “Hoàn thành nhiệm vụ”, cần từ “Hoàn thành tốt nhiệm vụ”.",
            ),
        ),
        awards=(AwardVote("Chi bộ thôn Mẫu 1", "Giấy khen phong trào thi đua", 8),),
        proposed_count=2,
        refused_count=1,
    )


KIND = Kind(
    id="D10",
    name="Biên bản họp xét xếp loại, công nhận",
    type_symbol="BB",
    facts_type=ReviewFacts,
    make=build,
    sample_facts=sample_facts,
)
