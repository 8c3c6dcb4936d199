"""``bontot import``: the register of cells and members from a workbook, with a report of what was taken and why not."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bontot_desktop.cli.console import DONE, REFUSED, Console

if TYPE_CHECKING:
    from bontot_desktop.services.importing import ImportPlan, Remark


def add(words: Any) -> None:
    """Add the words of ``import``."""
    command = words.add_parser("import", help="nhập danh bạ chi bộ, đảng viên từ bảng tính")
    command.add_argument("book", metavar="BOOK.xlsx", help="bảng tính xlsx, xls hoặc ods")
    command.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
    command.add_argument("--strict", action="store_true", help="có dòng bị từ chối thì không nhập dòng nào")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Import: good rows in one act; refused rows are told on stderr, one a line, and make the exit code 2."""
    from bontot_desktop.services import importing

    workbook = importing.read(Path(args.book))
    office = console.office()
    plan = importing.plan(office, workbook)
    is_held_back = bool(plan.refused) and args.strict
    is_written = not (args.dry_run or is_held_back)
    if is_written:
        importing.apply(office, plan)
    _tell(console, plan, dry_run=args.dry_run, held_back=is_held_back)
    for remark in plan.refused:
        console.complain(str(remark))
    code = REFUSED if plan.refused else DONE
    console.answer(_answer(plan, is_written=is_written, code=code))
    return code


def _tell(console: Console, plan: ImportPlan, *, dry_run: bool, held_back: bool) -> None:
    for remark in plan.doubtful:
        console.say(f"Cần xem lại. {remark}")
    console.say(plan.counts.sentence())
    console.say(
        f"{len(plan.taken)} dòng nhận, {len(plan.doubtful)} chỗ cần xem lại, {len(plan.refused)} chỗ bị từ chối."
    )
    if held_back:
        console.say("Chưa nhập gì, vì có dòng bị từ chối.")
    elif dry_run:
        console.say("Chỉ xem trước, chưa ghi gì.")


def _answer(plan: ImportPlan, *, is_written: bool, code: int) -> dict[str, Any]:
    counts = plan.counts
    return {
        "workbook": plan.workbook,
        "written": is_written and not plan.changes_nothing,
        "cells": {"new": counts.new_cells, "changed": counts.changed_cells, "same": counts.same_cells},
        "members": {"new": counts.new_members, "changed": counts.changed_members, "same": counts.same_members},
        "taken": [
            {
                "sheet": row.sheet,
                "row": row.row,
                "name": row.name,
                "action": row.action.value,
                "changes": list(row.changes),
            }
            for row in plan.taken
        ],
        "doubtful": [_remark(remark) for remark in plan.doubtful],
        "refused": [_remark(remark) for remark in plan.refused],
        "exit": code,
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "sheet": remark.sheet,
        "row": remark.row,
        "column": remark.column,
        "name": remark.name,
        "reason": remark.text,
    }
