"""Many papers issued or made one after the other in the window's thread, with how far it is and a way to stop."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import date
from typing import Any

from bontot_desktop.services import issuing_many
from bontot_desktop.services.issuing import Issued
from bontot_desktop.services.issuing_many import IssuedMany
from bontot_desktop.ui.shell import Shell, Told
from bontot_desktop.ui.stepping import Stepping


def in_steps(shell: Shell, steps: Generator[int, None, Any], total: int, title: str, doing: str) -> Any:
    """Run steps with a window that shows them; what they return, None when the person stopped them."""
    window = Stepping(steps, total, title, lambda done: f"{doing}: {done}/{total}", shell.asking.parent)
    window.setObjectName("making-many")
    return window.outcome if window.run() else None


def issue_all(
    shell: Shell,
    kind_id: str,
    subject_ids: Sequence[int],
    day: date,
    *,
    title: str,
    what: str,
    form: Told | None = None,
) -> IssuedMany | None:
    """Issue a paper about each subject; what could not be is told. None when nothing was issued.

    ``what`` names them in the plural ("giấy khen"). Stopped, those issued so far stay and are told of.
    """
    issued: list[Issued] = []
    refused: list[str] = []

    def work() -> IssuedMany:
        steps = issuing_many.issue_steps(shell.office, kind_id, subject_ids, day, issued, refused)
        in_steps(shell, steps, len(subject_ids), title, f"Đang lập {what}")
        return issuing_many.told(issued, refused)

    done = shell.act(work, lambda many: _said(len(many.issued), len(subject_ids), what), form=form, undo=False)
    if done is not None and done.refused:
        shell.asking.tell(done.refused[0], detail="\n".join(done.refused[1:]))
    return done if done is not None and done.issued else None


def _said(count: int, of: int, what: str) -> str:
    return f"Đã lập {count} {what}." if count == of else f"Đã lập {count} trong {of} {what}."
