"""D13: the decision that recognises cells as "Chi bộ 4 tốt", with its list (document-format §8.1, recognition §10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bontot_desktop.documents import letterhead, recognition_list, wording
from bontot_desktop.documents.blocks import (
    Article,
    Basis,
    Block,
    Document,
    PageBreak,
    Recipients,
    Ruling,
    Signature,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.recognition_list import ALL_COLUMNS, ListColumn, ListFacts, RecognisedCell
from bontot_desktop.rules.cells import holds_on


@dataclass(frozen=True, slots=True)
class BasisLine:
    """A căn cứ line with gaps, and the days between which it may be cited (both included)."""

    text: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether a paper of that day may cite it."""
        return holds_on(self.valid_from, self.valid_to, day)


#: Block CC of recognition §10. Older texts of the Charter's rules are cited on the days they held (§1 there).
STANDARD_BASIS = (
    BasisLine("Căn cứ Điều lệ Đảng Cộng sản Việt Nam"),
    BasisLine(
        "Căn cứ Quy định số 24-QĐ/TW, ngày 30/7/2021 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
        date(2021, 7, 30),
        date(2025, 5, 25),
    ),
    BasisLine(
        "Căn cứ Quy định số 294-QĐ/TW, ngày 26/5/2025 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
        date(2025, 5, 26),
        date(2026, 4, 7),
    ),
    BasisLine(
        "Căn cứ Quy định số 20-QĐ/TW, ngày 08/4/2026 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
        date(2026, 4, 8),
        date(2026, 7, 25),
    ),
    BasisLine(
        "Căn cứ Quy định số 208-QĐ/TW, ngày 26/7/2026 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
        date(2026, 7, 26),
    ),
    BasisLine(
        "Căn cứ Nghị quyết số 21-NQ/TW, ngày 16/6/2022 của Ban Chấp hành Trung ương Đảng khóa XIII về tăng cường củng "
        "cố, xây dựng tổ chức cơ sở đảng và nâng cao chất lượng đội ngũ đảng viên trong giai đoạn mới",
        date(2022, 6, 16),
    ),
    BasisLine(
        "Căn cứ Quy định số 366-QĐ/TW, ngày 30/8/2025 của Bộ Chính trị và Hướng dẫn số 43-HD/BTCTW, ngày 31/10/2025 "
        "của Ban Tổ chức Trung ương về kiểm điểm và đánh giá, xếp loại chất lượng đối với tập thể, cá nhân trong hệ "
        "thống chính trị",
        date(2025, 10, 31),
    ),
    BasisLine(
        "Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ {{ commune }}{% if term %}, nhiệm kỳ {{ term }}{% endif %}"
    ),
)


@dataclass(frozen=True, slots=True)
class DecisionWording:
    """The sentences of the decision the office may change; frozen with the facts, so an old paper keeps its words.

    Gaps: ``title`` (the title's spelling), ``year``, ``count`` ("12 (mười hai)"), ``commune``, ``term``, ``province``
    (Tỉnh ủy or Thành ủy), ``praise``, ``is_one`` (whether it is about a single cell).
    """

    summary: str = 'về công nhận "{{ title }}" năm {{ year }}'
    basis: tuple[BasisLine, ...] = STANDARD_BASIS
    proposal: str = "Xét đề nghị của Ban Xây dựng Đảng và Văn phòng Đảng ủy"
    article_1: str = (
        'Công nhận {{ count }} chi bộ thuộc Đảng bộ {{ commune }} đạt danh hiệu "{{ title }}" năm {{ year }} '
        "(có danh sách kèm theo)."
    )
    # The title is no basis of the same year's rating: the rating is a condition of the title (recognition §10).
    article_2: str = (
        "{% if is_one %}Chi bộ{% else %}Các chi bộ{% endif %} được công nhận tiếp tục phát huy kết quả đạt "
        "được, duy trì và nâng cao chất lượng các tiêu chí; "
        "kết quả công nhận là căn cứ để xét thi đua, khen thưởng năm {{ year }}."
        "{% if praise %} {{ praise }}{% endif %}"
    )
    article_3: str = (
        "Văn phòng Đảng ủy, Ban Xây dựng Đảng, các cơ quan liên quan và {% if not is_one %}các {% endif %}chi bộ "
        "có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký."
    )
    recipients: tuple[str, ...] = (
        "Như Điều 3",
        "Ban Thường vụ {{ province }}, Ban Tổ chức {{ province }} (để báo cáo)",
        "Các đồng chí Ủy viên Ban Chấp hành",
        "Các chi bộ trực thuộc",
    )


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A recognition decision. ``committee`` is "Đảng ủy xã Ví Dụ", ``commune`` "xã Ví Dụ",
    ``term`` "2025 - 2030" or "".

    ``basis`` are further căn cứ lines of the office (its plan, the minutes of the standing committee), set after the
    standard ones and before the proposal. ``praise`` is a sentence added to Điều 2, "" for none.
    """

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    year: int
    cells: tuple[RecognisedCell, ...]
    term: str = ""
    province: str = "Tỉnh ủy"
    basis: tuple[str, ...] = ()
    praise: str = ""
    columns: tuple[ListColumn, ...] = ALL_COLUMNS
    wording: DecisionWording = field(default_factory=DecisionWording)


def build(facts: DecisionFacts, settings: FormatSettings) -> Document:
    """Turn the facts of a decision into the decision with its list on a new page, numbering going on."""
    return Document(
        blocks=tuple(_blocks(facts, settings)),
        title=f"Quyết định {_say(facts.wording.summary, facts, settings)}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def _say(sentence: str, facts: DecisionFacts, settings: FormatSettings) -> str:
    return wording.fill(
        settings.fixed(sentence),
        title=settings.title_spelling,
        year=facts.year,
        count=wording.counted(len(facts.cells)),
        is_one=len(facts.cells) == 1,
        commune=facts.commune,
        term=facts.term,
        province=settings.fixed(facts.province),
        praise=facts.praise,
    )


def _blocks(facts: DecisionFacts, settings: FormatSettings) -> Iterator[Block]:
    words = facts.wording
    yield letterhead.letterhead(facts.head)
    yield Title("QUYẾT ĐỊNH", _say(words.summary, facts, settings))
    yield Basis(tuple(basis(facts, settings)))
    yield Ruling(f"Ban Thường vụ {facts.committee}".upper())
    for number, sentence in enumerate((words.article_1, words.article_2, words.article_3), start=1):
        yield Article(number, _say(sentence, facts, settings))
    lines = tuple(_say(line, facts, settings) for line in words.recipients)
    yield Signature(letterhead.signer(facts.signer), Recipients((*lines, settings.fixed(settings.keep_copy_office))))
    yield PageBreak()
    yield from recognition_list.blocks(list_facts(facts), settings)


def basis(facts: DecisionFacts, settings: FormatSettings) -> list[str]:
    """Return the căn cứ lines that hold on the paper's day (an undated draft: at the end of its year)."""
    day = facts.head.day or date(facts.head.year or facts.year, 12, 31)
    standard = [_say(line.text, facts, settings) for line in facts.wording.basis if line.holds_on(day)]
    return [*standard, *facts.basis, _say(facts.wording.proposal, facts, settings)]


def list_facts(facts: DecisionFacts) -> ListFacts:
    """Return the facts of the decision's list."""
    return ListFacts(
        author=facts.committee,
        issuer=f"Ban Thường vụ {facts.committee}",
        attached_to="Quyết định",
        symbol=facts.head.symbol,
        number=facts.head.number,
        day=facts.head.day,
        year=facts.year,
        cells=facts.cells,
        columns=facts.columns,
        signer=facts.signer,
    )


def sample_facts() -> DecisionFacts:
    """Return an invented decision with a list of fifteen cells."""
    return DecisionFacts(
        head=Head(
            superior="ĐẢNG BỘ TỈNH THÍ DỤ",
            issuer="ĐẢNG ỦY XÃ VÍ DỤ",
            place="Ví Dụ",
            symbol="QĐ/ĐU",
            number=5,
            day=date(2026, 12, 18),
        ),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        cells=recognition_list.sample_cells(),
        term="2025 - 2030",
        basis=("Căn cứ Biên bản họp Ban Thường vụ Đảng ủy ngày 10/12/2026",),
    )


KIND = Kind(
    id="D13",
    name='Quyết định công nhận "Chi bộ 4 tốt"',
    type_symbol="QĐ",
    facts_type=DecisionFacts,
    build=build,
    sample_facts=sample_facts,
)
