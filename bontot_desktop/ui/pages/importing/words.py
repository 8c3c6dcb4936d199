"""What the import says of a plan, in the words of the window."""

from __future__ import annotations

from bontot_desktop.services import importing
from bontot_desktop.services.importing import Counts, Guess, ImportPlan

#: So many columns are named in one sentence.
_FEW_COLUMNS = 5


def plan_note(plan: ImportPlan) -> str:
    """Say under the step how many rows are taken and how many are not."""
    taken = sum(row.is_taken for row in plan.taken)
    refused = len(plan.refused) + len(plan.left_out)
    return f"nhận {taken}" + (f", không nhận {refused}" if refused else "")


def counts_sentence(counts: Counts) -> str:
    """Tell what "Nhập" will do; what does not occur is not told."""
    parts = []
    for what, new, changed, same in (
        ("Chi bộ", counts.new_cells, counts.changed_cells, counts.same_cells),
        ("Đảng viên", counts.new_members, counts.changed_members, counts.same_members),
    ):
        named = ((new, "thêm mới"), (changed, "cập nhật"), (same, "không đổi"))
        told = ", ".join(f"{count} {word}" for count, word in named if count)
        if told:
            parts.append(f"{what}: {told}.")
    if counts.leaving:
        parts.append(f"Đưa ra khỏi danh sách: {counts.leaving}.")
    return " ".join(parts)


def dropped_sentence(guess: Guess) -> str:
    """Name the columns of the file that are not taken; of many the first."""
    dropped = importing.dropped_columns(guess)
    if not dropped:
        return ""
    more = f" và {len(dropped) - _FEW_COLUMNS} cột khác" if len(dropped) > _FEW_COLUMNS else ""
    return f"Không nhập: {', '.join(dropped[:_FEW_COLUMNS])}{more}."


def done_sentence(plan: ImportPlan) -> str:
    """Say what was taken, as the status line says it."""
    return f"Đã nhập {plan.counts.done()}."
