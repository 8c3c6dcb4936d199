"""What a check found as a clerk takes it along: grouped, as plain text to send and as a PDF sheet to mend by."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from bontot_desktop import dates
from bontot_desktop.documents.blocks import Block, Column, Document, Paragraph, Role, Table, TableRow, Title
from bontot_desktop.documents.lint.report import Finding, Report
from bontot_desktop.text import first_upper

TITLE = "KẾT QUẢ KIỂM TRA THỂ THỨC"
_HEADINGS = ("Đang là", "Nên là", "Điều khoản")
#: Widths in mm of 165: number, page or component, what is (0 takes the rest), what should be, clause.
_WIDTHS = (10.0, 25.0, 0.0, 46.0, 30.0)


class Grouping(StrEnum):
    """By what the findings are put together."""

    PART = "Theo thành phần"
    PAGE = "Theo trang"


def grouped(report: Report, by: Grouping) -> list[tuple[str, tuple[Finding, ...]]]:
    """Return the findings under a heading each: by component in the order of the paper, or by page."""
    groups: dict[str, list[Finding]] = {}
    findings = report.findings
    if by is Grouping.PAGE:
        findings = tuple(sorted(findings, key=lambda finding: finding.where.page))
    for finding in findings:
        groups.setdefault(heading(finding, by), []).append(finding)
    return [(title, tuple(found)) for title, found in groups.items()]


def heading(finding: Finding, by: Grouping) -> str:
    """Return the heading a finding stands under."""
    if by is Grouping.PART:
        return finding.part
    return first_upper(str(finding.where))


def beside(finding: Finding, by: Grouping) -> str:
    """Return what the heading does not say: the page, or the component."""
    return str(finding.where) if by is Grouping.PART else finding.part


def found(finding: Finding) -> str:
    """Return what is, with the number of places where there are several."""
    return f"{finding.found} ({finding.times} chỗ)" if finding.times > 1 else finding.found


def plain(report: Report, name: str, by: Grouping) -> str:
    """Write the findings as plain text, ready for a message or a letter."""
    lines = [f"Kiểm tra thể thức tệp {name}", f"Xét theo {report.guide}. {report.summary()}"]
    for title, findings in grouped(report, by):
        lines += ["", title]
        for finding in findings:
            lines.append(f"- [{finding.level.value}] {beside(finding, by)}: {found(finding)}.")
            lines.append(f"  Nên là: {finding.wanted} ({finding.clause}).")
    return "\n".join(lines) + "\n"


def document(report: Report, name: str, by: Grouping, today: date) -> Document:
    """Turn the findings into a sheet on which they can be ticked off."""
    blocks: list[Block] = [
        Title(TITLE, f"tệp {name}", dashes=False),
        Paragraph(f"Xét theo {report.guide}. {report.summary()} Kiểm tra ngày {dates.short(today)}.", Role.PLAIN),
    ]
    if report.findings:
        blocks.append(_table(report, by))
    return Document(tuple(blocks), title=f"Kết quả kiểm tra thể thức {name}", author="", day=today)


def _table(report: Report, by: Grouping) -> Table:
    rows: list[TableRow] = []
    number = 0
    for title, findings in grouped(report, by):
        rows.append(TableRow((title,), kind="group"))
        for finding in findings:
            number += 1
            said = f"{found(finding)}" + ("" if finding.level.value == "sai" else f" [{finding.level.value}]")
            cells = (beside(finding, by), said, finding.wanted)
            rows.append(TableRow((str(number), *map(first_upper, cells), finding.clause)))
    named = ("TT", "Trang" if by is Grouping.PART else "Thành phần", *_HEADINGS)
    columns = tuple(
        Column(title, width, "center" if place == 0 else "left")
        for place, (title, width) in enumerate(zip(named, _WIDTHS, strict=True))
    )
    return Table(columns, tuple(rows), size_pt=12.0)
