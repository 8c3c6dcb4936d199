"""Who works with the program on the shared PC, and what each may do: against slips of the hand, and for the history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bontot_desktop import text
from bontot_desktop.errors import Problem
from bontot_desktop.rules.words import Labelled


class Role(Labelled):
    """What a person may do. Whoever knows the file's password can take another's name: no lock, but a clear line."""

    RECORDS = "RECORDS", "Ghi chép"
    VIEWS = "VIEWS", "Chỉ xem, in, xuất"


@dataclass(frozen=True, slots=True)
class OperatorDraft:
    """A person who works with the program, as the list shows it; ``is_active`` is False for who left."""

    id: int | None = None
    name: str = ""
    role: Role = Role.RECORDS
    is_active: bool = True


def problems(draft: OperatorDraft, others: Iterable[OperatorDraft]) -> list[Problem]:
    """Check one person among the others of the list."""
    rest = [one for one in others if one.id != draft.id or draft.id is None]
    found = []
    if not text.clean(draft.name):
        found.append(Problem("name", "Chưa có họ tên."))
    elif text.fold(draft.name) in {text.fold(one.name) for one in rest}:
        found.append(Problem("name", "Đã có người này trong danh sách; hãy thêm chữ phân biệt."))
    active = [one for one in (*rest, draft) if one.is_active]
    if active and not any(one.role is Role.RECORDS for one in active):
        found.append(Problem("role", "Danh sách cần ít nhất một người đang làm việc có quyền ghi chép."))
    return found


def only_views(name: str) -> str:
    """Say why a person who may only look can do no act, and what to do."""
    return f"Chỉ xem: {name} được xem, in, xuất. Muốn ghi, hãy đổi người làm việc ở trình đơn Tệp."
