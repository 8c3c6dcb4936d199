"""``bontot import``: the register of cells and members from a workbook, with a report of what was taken and why not."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bontot_desktop.cli.console import DONE, REFUSED, Console
from bontot_desktop.services import importing
from bontot_desktop.services.importing import CellFrom, Guess, ImportPlan, OldCode, Question, Remark, Role, SheetGuess


def add(words: Any) -> None:
    """Add the words of ``import``."""
    command = words.add_parser("import", help="nhập danh bạ chi bộ, đảng viên từ bảng tính")
    command.add_argument("book", metavar="BOOK.xlsx", help="bảng tính xlsx, xls, ods hoặc csv")
    command.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
    command.add_argument("--strict", action="store_true", help="có dòng bị từ chối thì không nhập dòng nào")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Import: good rows in one act; refused rows are told on stderr, one a line, and make the exit code 2."""
    workbook = importing.read(Path(args.book))
    office = console.office()
    guess = importing.guess(workbook, importing.remembered(office))
    plan = importing.plan(office, workbook, guess)
    is_held_back = bool(plan.refused) and args.strict
    is_written = not (args.dry_run or is_held_back)
    if is_written:
        importing.apply(office, plan)
    _tell_guess(console, guess)
    _tell(console, plan, dry_run=args.dry_run, held_back=is_held_back)
    for remark in plan.refused:
        console.complain(str(remark))
    code = REFUSED if plan.refused else DONE
    console.answer({**_answer(plan, is_written=is_written, code=code), "guess": _guess(guess)})
    return code


def _tell_guess(console: Console, guess: Guess) -> None:
    for sheet in guess.sheets:
        if sheet.kind is None:
            console.say(f"Trang “{sheet.sheet}”: không nhận ra danh sách nào, bỏ qua.")
            continue
        known = (column for column in sheet.columns if column.role not in (Role.IGNORED, Role.NUMBER))
        columns = ", ".join(f"{column.letter} {column.role.label} ({column.sure.label})" for column in known)
        where = f"Trang “{sheet.sheet}”: {sheet.kind.label}, tiêu đề ở dòng {sheet.heading_row}{_source(sheet)}."
        console.say(f"{where} Cột: {columns}.")
        unread = [f"{c.letter} “{c.heading}”" for c in sheet.columns if c.role is Role.IGNORED and c.heading]
        if unread:
            console.say(f"Trang “{sheet.sheet}”: không nhập cột {', '.join(unread)}.")


def _source(sheet: SheetGuess) -> str:
    code = "" if sheet.old_code is OldCode.UNICODE else f", đổi từ {sheet.old_code.label}"
    if sheet.kind is not importing.TableKind.MEMBERS:
        return code
    cell = sheet.cell_name if sheet.cell_from is CellFrom.SHEET else f"chi bộ {sheet.cell_from.label}"
    return f", {cell}{code}"


def _tell(console: Console, plan: ImportPlan, *, dry_run: bool, held_back: bool) -> None:
    for question in plan.doubtful:
        console.say(f"Cần xem lại. {question}")
    for row in plan.taken:
        for note in row.notes:
            console.say(f"Trang “{row.sheet}”, dòng {row.row}: {note}")
    for gone in plan.gone:
        console.say(f"Không còn trong danh sách: {gone.name} ({gone.cell}); vẫn giữ trong sổ.")
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
                "changes": [str(change) for change in row.changes],
                "notes": list(row.notes),
            }
            for row in plan.taken
        ],
        "doubtful": [_question(question) for question in plan.doubtful],
        "refused": [_remark(remark) for remark in plan.refused],
        "gone": [{"name": row.name, "cell": row.cell} for row in plan.gone],
        "ignored": [
            {"sheet": row.sheet, "row": row.row, "kind": row.kind.value, "text": row.text} for row in plan.ignored
        ],
        "exit": code,
    }


def _guess(guess: Guess) -> list[dict[str, Any]]:
    return [
        {
            "sheet": sheet.sheet,
            "kind": sheet.kind.value if sheet.kind else None,
            "heading_row": sheet.heading_row,
            "heading_rows": sheet.heading_rows,
            "cell_from": sheet.cell_from.value,
            "cell": sheet.cell_name,
            "code": sheet.old_code.value,
            "columns": [
                {"letter": c.letter, "heading": c.heading, "role": c.role.value, "sure": c.sure.value}
                for c in sheet.columns
            ],
        }
        for sheet in guess.sheets
    ]


def _question(question: Question) -> dict[str, Any]:
    return {
        "sheet": question.sheet,
        "row": question.row,
        "column": question.column,
        "name": question.name,
        "reason": question.text,
        "choices": {choice.key: choice.label for choice in question.choices},
        "answer": question.answer,
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "sheet": remark.sheet,
        "row": remark.row,
        "column": remark.column,
        "name": remark.name,
        "reason": remark.text,
    }
