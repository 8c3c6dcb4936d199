"""``bontot stats``: the figures of a period, the reports R3–R8 and a year's tables B1–B8, as text, JSON or workbook."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bontot_desktop.cli import values
from bontot_desktop.cli.console import DONE, Console
from bontot_desktop.errors import Refused
from bontot_desktop.rules.periods import Period, PeriodKind

if TYPE_CHECKING:
    from bontot_desktop.services.office import Office
    from bontot_desktop.services.statistic_reports import ReportBody

_HELP = (
    "all (mọi chỉ tiêu), một chỉ tiêu (S1, S2, … S15), một báo cáo (R3 … R8), một biểu cuối năm (B1 … B8), "
    "B (cả tám biểu) hoặc R (các chỉ tiêu của năm)"
)
#: How a figure may be parted, by the word on the command line.
_WAYS = {"group": "GROUP", "cell": "CELL", "month": "MONTH", "report-group": "REPORT_GROUP", "type": "TYPE"}


def add(words: Any) -> None:
    """Add the words of ``stats``."""
    command = words.add_parser("stats", help="thống kê sinh hoạt chi bộ, kết quả cuối năm: chỉ tiêu, báo cáo, biểu")
    command.add_argument("name", metavar="NAME", help=_HELP)
    command.add_argument("--year", type=values.year, metavar="Y", help="năm; không ghi thì năm nay")
    part = command.add_mutually_exclusive_group()
    part.add_argument("--quarter", choices=_up_to(4), metavar="Q", help="quý, 1–4")
    part.add_argument("--month", choices=_up_to(12), metavar="M", help="tháng, 1–12")
    part.add_argument("--half", choices=_up_to(2), metavar="H", help="sáu tháng, 1 hoặc 2")
    command.add_argument("--by", choices=sorted(_WAYS), help="chia một chỉ tiêu theo (mặc định: nhóm chi bộ)")
    command.add_argument("--cell", metavar="CODE", help="mã chi bộ (cho R8)")
    command.add_argument("--out", metavar="FILE.xlsx", help="ghi ra bảng tính này thay cho in lên màn hình")
    command.set_defaults(run=run)


def _up_to(most: int) -> list[str]:
    """Return the numbers of a year's periods as they are typed: argparse says no to others in its own words."""
    return [str(number) for number in range(1, most + 1)]


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the figures. Raises Refused for a name there is not, or a cell that is missing."""
    from bontot_desktop.services import files, statistic_papers, year_reports

    office = console.office()
    name = args.name.upper()
    if name == year_reports.ALL or name in year_reports.KEYS:
        return _year(office, args, console, list(year_reports.KEYS[1:] if name == year_reports.ALL else [name]))
    body = _body(office, args, _period(office, args))
    if args.out:
        target = _target(args.out)
        files.write(target, statistic_papers.workbook(office, body, office.now()))
        console.say(str(target))
        console.answer({"file": str(target), "tables": len(body.tables)})
    elif console.wants_json:
        console.answer(_plain(body))
    else:
        _show(console, body)
    return DONE


def _target(out: str) -> Path:
    target = Path(out)
    if target.suffix.lower() != ".xlsx":
        raise Refused(f"“{target.name}” không phải bảng tính .xlsx; hãy đặt tên tệp có đuôi .xlsx.")
    return target


def _year(office: Office, args: argparse.Namespace, console: Console, keys: list[str]) -> int:
    """Print tables of a year's end. Raises NotFound for a year without a campaign."""
    from bontot_desktop.services import files, year_reports

    if args.quarter or args.month or args.half or args.by or args.cell:
        raise Refused("Biểu cuối năm là của cả năm; chỉ ghi --year.")
    report = year_reports.of_year(office, args.year or office.today().year)
    if args.out:
        target = _target(args.out)
        files.write(target, year_reports.workbook(office, report, keys, office.now()))
        console.say(str(target))
        console.answer({"file": str(target), "tables": len(keys)})
        return DONE
    tables = [report.table(key) for key in keys]
    if console.wants_json:
        told = [
            {
                "key": table.key,
                "title": table.title,
                "columns": [head.title for head in table.heads],
                "rows": [
                    {"cells": list(row.values), "is_total": row.is_total, "cell_ids": list(row.cell_ids)}
                    for row in table.rows
                ],
                "note": table.note,
            }
            for table in tables
        ]
        console.answer({"year": report.year, "is_closed": report.is_closed, "tables": told})
        return DONE
    console.say(f"Năm {report.year}: {report.told}.")
    for table in tables:
        console.say("")
        console.say(table.name)
        if table.rows:
            rows = [[value.replace("\n", "; ") for value in row.values] for row in table.rows]
            console.table([head.title for head in table.heads], rows)
        else:
            console.say("Không có.")
        if table.note:
            console.say(table.note)
    return DONE


def _period(office: Office, args: argparse.Namespace) -> Period:
    year = args.year or office.today().year
    for kind, number in (
        (PeriodKind.QUARTER, args.quarter),
        (PeriodKind.MONTH, args.month),
        (PeriodKind.HALF, args.half),
    ):
        if number is not None:
            return Period(kind, year, int(number))
    return Period(PeriodKind.YEAR, year)


def _body(office: Office, args: argparse.Namespace, period: Period) -> ReportBody:
    from bontot_desktop.services import statistic_papers, statistic_reports, statistics, year_reports
    from bontot_desktop.services.statistics import By

    # What came before and after each sample meeting stands in the report on them.
    name = {"S15": "R6"}.get(args.name.upper(), args.name.upper())
    if name in statistic_papers.PAPERS:
        paper = statistic_papers.PAPERS[name]
        year, month = period.last
        which = f"{year}-{month:02d}" if name == "R1" else f"{year}-H{1 if month <= 6 else 2}"
        raise Refused(
            f"{name} là văn bản {paper}; hãy làm bằng lệnh bontot paper {paper} --period {which} --out THƯ_MỤC."
        )
    if name in statistic_reports.REPORTS:
        cell_id = _cell(office, args.cell) if args.cell else None
        asked = statistic_reports.Asked(period, office.today(), cell_id=cell_id)
        return statistic_reports.report(office, name, asked)
    facts = statistics.read(office, period)
    if name == "ALL":
        return statistic_papers.overview(facts, statistics.lines(facts))
    if name not in statistics.BY_KEY:
        known = ", ".join(("all", *statistics.BY_KEY, *statistic_reports.REPORTS, *year_reports.KEYS, year_reports.ALL))
        raise Refused(f"Không có thống kê “{args.name}”; chọn một trong: {known}.")
    by = By(_WAYS[args.by]) if args.by else By.GROUP
    if by not in statistics.ways(name):
        raise Refused(f"Chỉ tiêu {name} không chia theo tháng được.")
    return statistic_papers.of_figure(facts, name, by, statistics.parted(facts, name, by))


def _cell(office: Office, code: str) -> int:
    from bontot_desktop.services import cell_list

    rows = cell_list.list_cells(office, with_dissolved=True)
    found = next((row.id for row in rows if row.code.casefold() == code.casefold()), None)
    if found is None:
        raise Refused(f"Không có chi bộ mã {code}; xem các mã bằng: bontot list cells.")
    return found


def _plain(body: ReportBody) -> dict[str, Any]:
    return {
        "stats": body.key,
        "subject": body.subject,
        "period": body.period,
        "tables": [
            {
                "title": table.title,
                "columns": [column.title for column in table.columns],
                "rows": [
                    {"cells": list(row.cells), "kind": row.kind, "cell_id": row.cell_id, "ids": list(row.ids)}
                    for row in table.rows
                ],
            }
            for table in body.tables
        ],
        "notes": list(body.notes),
    }


def _show(console: Console, body: ReportBody) -> None:
    console.say(f"{body.subject[0].upper()}{body.subject[1:]}, {body.period}")
    for table in body.tables:
        console.say("")
        if table.title:
            console.say(table.title)
        if table.rows:
            console.table([column.title for column in table.columns], [list(row.cells) for row in table.rows])
        else:
            console.say(table.empty)
    for note in body.notes:
        console.say(note)
