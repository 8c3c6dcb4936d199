"""``bontot import``: the register of cells and members from a workbook, with a report of what was taken and why not."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bontot_desktop.cli.console import DONE, REFUSED, Console


def add(words: Any) -> None:
    """Add the words of ``import``."""
    command = words.add_parser("import", help="nhập danh bạ chi bộ, đảng viên từ bảng tính")
    command.add_argument("book", metavar="BOOK.xlsx", help="bảng tính xlsx, xls, ods hoặc csv")
    command.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
    command.add_argument("--strict", action="store_true", help="có dòng bị từ chối thì không nhập dòng nào")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Import: good rows in one act; refused rows are told on stderr, one a line, and make the exit code 2."""
    from bontot_desktop.cli import import_report
    from bontot_desktop.services import importing

    workbook = importing.read(Path(args.book))
    office = console.office()
    guess = importing.guess(workbook, importing.remembered(office))
    plan = importing.plan(office, workbook, guess)
    is_held_back = bool(plan.refused) and args.strict
    is_written = not (args.dry_run or is_held_back)
    if is_written:
        importing.apply(office, plan)
    import_report.tell_guess(console, guess)
    import_report.tell(console, plan, dry_run=args.dry_run, held_back=is_held_back)
    for remark in plan.refused:
        console.complain(str(remark))
    code = REFUSED if plan.refused else DONE
    console.answer(import_report.answer(plan, guess, is_written=is_written, code=code))
    return code
