"""What the import says of a plan, in the words of the window."""

from __future__ import annotations

from bontot_desktop.services.importing import Counts, ImportPlan


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


def done_sentence(plan: ImportPlan) -> str:
    """Say what was taken, as the status line says it."""
    counts = plan.counts
    leaving = f", đưa {counts.leaving} đảng viên ra khỏi danh sách" if counts.leaving else ""
    return f"Đã nhập {counts.cells} chi bộ, {counts.members} đảng viên{leaving}."
