"""Who sits down to work: asked at the start when the list has at least two people, and whenever they change places."""

from __future__ import annotations

from bontot_desktop.rules.operators import OperatorDraft, Role
from bontot_desktop.services import operators
from bontot_desktop.services.office import Office
from bontot_desktop.ui import memory
from bontot_desktop.ui.asking import Asking
from bontot_desktop.ui.shell import Shell

QUESTION, LABEL = "Ai làm việc với chương trình?", "Họ và tên"
NOBODY = "Danh sách người dùng chương trình chưa có hai người để đổi; thêm ở trang Hệ thống, mục Người dùng."
_KEPT_AS = "nguoi-lam-viec"


def at_start(office: Office, asking: Asking) -> bool:
    """Find out who works; False when the person asked goes back. A file without a list asks nothing."""
    people = operators.active(office)
    if len(people) < 2:
        operators.sit_again(office)
        return True
    kept = memory.numbers(_KEPT_AS)
    return _ask(office, asking, people, kept[0] if kept else None)


def change(shell: Shell) -> None:
    """Let another person take the seat; what is being typed stays, and is saved under the new name."""
    people = operators.active(shell.office)
    if len(people) < 2:
        shell.asking.tell(NOBODY)
    elif _ask(shell.office, shell.asking, people, shell.office.operator_id):
        shell.seated.emit()


def _ask(office: Office, asking: Asking, people: list[OperatorDraft], start: int | None) -> bool:
    words = [(one.id, one.name if one.role is Role.RECORDS else f"{one.name} (chỉ xem)") for one in people]
    chosen = asking.choice(QUESTION, LABEL, words, verb="Làm việc", start=start, detail="Nhật ký sẽ ghi tên người này.")
    person = next((one for one in people if one.id == chosen), None)
    if person is None or person.id is None:
        return False
    operators.sit(office, person)
    memory.keep_numbers(_KEPT_AS, [person.id])
    return True
