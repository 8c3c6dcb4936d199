"""What ``bontot import`` tells: the guess of each sheet, the three lists and the figures, in words and as an object."""

from __future__ import annotations

from typing import Any

from bontot_desktop.cli.console import Console
from bontot_desktop.services.importing import (
    CellFrom,
    Guess,
    ImportPlan,
    OldCode,
    Question,
    Remark,
    Role,
    SheetGuess,
    TableKind,
)


def tell_guess(console: Console, guess: Guess) -> None:
    """Say what each sheet is taken for, column by column."""
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
    if sheet.kind is not TableKind.MEMBERS:
        return code
    cell = sheet.cell_name if sheet.cell_from is CellFrom.SHEET else f"chi bộ {sheet.cell_from.label}"
    return f", {cell}{code}"


def tell(console: Console, plan: ImportPlan, *, dry_run: bool, held_back: bool) -> None:
    """Say what is asked, what was mended, who is gone, and the figures."""
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


def answer(plan: ImportPlan, guess: Guess, *, is_written: bool, code: int) -> dict[str, Any]:
    """Return the answer of ``--json``."""
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
        "guess": _guess(guess),
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
