"""A set of criteria as papers print it: group by group, with the most each line can get and how it is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bontot_desktop import text
from bontot_desktop.documents import wording
from bontot_desktop.documents.blocks import Block, Column, Paragraph, Role, Run, Table, TableRow, Text, bold
from bontot_desktop.rules.recognition import Scoring


@dataclass(frozen=True, slots=True)
class CriterionFacts:
    """A line of a set; a group has the sum of its criteria. ``how`` says how the points are given, "" when freely."""

    code: str
    title: str
    maximum: Decimal
    is_group: bool = False
    is_veto: bool = False
    how: str = ""


@dataclass(frozen=True, slots=True)
class CriteriaFacts:
    """A set: ``cells`` names the kinds of cells it is for, "" for all; percent and totals None where not asked."""

    name: str
    scoring: Scoring
    lines: tuple[CriterionFacts, ...]
    cells: str = ""
    is_proposal: bool = False
    pass_total: Decimal | None = None
    group_min_percent: Decimal | None = None

    @property
    def total(self) -> Decimal:
        """The most that can be reached."""
        return sum((line.maximum for line in self.lines if not line.is_group), Decimal(0))


def blocks(facts: CriteriaFacts) -> Iterator[Block]:
    """Give the table of a set with what it is for above and when it is passed below."""
    if facts.cells:
        yield Paragraph(("Áp dụng cho: ", bold(facts.cells), "."), Role.PLAIN, keep_with_next=True)
    yield table(facts)
    yield Paragraph(passing(facts), Role.BODY)


def table(facts: CriteriaFacts) -> Table:
    """Make the table: code, criterion, the most, how it is given where any line says so."""
    with_points = facts.scoring is Scoring.POINTS
    with_how = any(line.how for line in facts.lines)
    columns = [Column("TT", 12, "center"), Column("Nội dung tiêu chí")]
    if with_points:
        columns.append(Column("Điểm tối đa", 16, "center"))
    if with_how:
        columns.append(Column("Cách chấm", 58))
    rows = []
    for line in facts.lines:
        cells: list[Text | None] = [_face(line.code, line), _face(_title(line), line)]
        if with_points:
            cells.append(_face(wording.decimal(float(line.maximum)), line))
        if with_how:
            cells.append(line.how)
        rows.append(TableRow(tuple(cells)))
    if with_points:
        total: tuple[Text | None, ...] = ("Tổng điểm", None, wording.decimal(float(facts.total)))
        rows.append(TableRow((*total, "") if with_how else total, "total"))
    return Table(tuple(columns), tuple(rows))


def _title(line: CriterionFacts) -> str:
    return f"{line.title} (tiêu chí bắt buộc)" if line.is_veto else line.title


def _face(words: str, line: CriterionFacts) -> Text:
    return Run(words, bold=True) if line.is_group else words


def passing(facts: CriteriaFacts) -> str:
    """Say when the set is passed: points and the share of each group, or all criteria reached."""
    if facts.scoring is not Scoring.POINTS:
        return _passing_without_points(facts)
    said = []
    if facts.pass_total is not None:
        said.append(f"tổng điểm từ {wording.decimal(float(facts.pass_total))} trở lên")
    if facts.group_min_percent is not None:
        said.append(f"mỗi nhóm tiêu chí đạt từ {wording.decimal(float(facts.group_min_percent))} % số điểm tối đa")
    return f"Chi bộ đạt khi {text.join_vi(said)}." if said else "Điểm là căn cứ để Ban Thường vụ Đảng ủy xem xét."


def _passing_without_points(facts: CriteriaFacts) -> str:
    level = "Đạt" if facts.scoring is Scoring.PASS_FAIL else "Tốt"
    if facts.group_min_percent is not None:
        share = wording.decimal(float(facts.group_min_percent))
        below = "" if facts.scoring is Scoring.PASS_FAIL else ", không có tiêu chí nào dưới mức “Khá”"
        return f"Chi bộ đạt khi mỗi nhóm có từ {share} % số tiêu chí được đánh giá “{level}”{below}."
    return f"Chi bộ đạt khi tất cả các tiêu chí được đánh giá “{level}”."


def sample() -> CriteriaFacts:
    """Return an invented set of two groups."""
    return CriteriaFacts(
        name="Thang điểm 100",
        scoring=Scoring.POINTS,
        lines=(
            CriterionFacts("1", "Hoàn thành tốt nhiệm vụ chính trị", Decimal(60), is_group=True),
            CriterionFacts(
                "1.1",
                "Chương trình, kế hoạch công tác năm",
                Decimal(25),
                how="Đủ, đúng hạn 25; thiếu một phần 15; không 0",
            ),
            CriterionFacts("1.2", "Chỉ tiêu được giao", Decimal(35), how="100 %: 35; 90 – < 100 %: 20; dưới 90 %: 0"),
            CriterionFacts("2", "Đoàn kết, kỷ luật tốt", Decimal(40), is_group=True),
            CriterionFacts("2.1", "Quy chế làm việc của chi bộ", Decimal(20)),
            CriterionFacts("2.2", "Không có đảng viên bị kỷ luật", Decimal(20), is_veto=True),
        ),
        cells="chi bộ thôn, tổ dân phố",
        pass_total=Decimal(80),
        group_min_percent=Decimal(70),
    )
