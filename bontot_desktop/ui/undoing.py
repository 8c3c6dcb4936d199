"""Ctrl+Z and Ctrl+Y on the acts of this sitting, and taking back an older act from the history after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bontot_desktop.rules.changes import Changes
from bontot_desktop.services import undo
from bontot_desktop.ui.main_window import STOPPED, Undo
from bontot_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from bontot_desktop.services.history import HistoryLine, Told
    from bontot_desktop.services.history_words import FieldChange

#: So many lines say in the question what will change.
_SAID = 12


def of_sitting(shell: Shell) -> Undo:
    """Return what the window's Ctrl+Z and Ctrl+Y do, from this moment on."""
    sitting = undo.Sitting(shell.office)

    def take(line: HistoryLine | None) -> Changes:
        return Changes() if line is None else _take_back(shell, line)

    def words(line: HistoryLine | None) -> str:
        return "" if line is None else undo.sentence_of(line)

    def is_offered() -> bool:
        line = sitting.last()
        return line is not None and undo.offered(line)

    return Undo(
        words=lambda: words(sitting.last()),
        take_back=lambda: take(sitting.last()),
        again_words=lambda: words(sitting.again()),
        do_again=lambda: take(sitting.again()),
        is_offered=is_offered,
    )


def take_back_one(shell: Shell, line: HistoryLine, told: Told) -> bool:
    """Take an act of the history back after the person has seen what will change; False when it stands as it was."""
    reason = undo.why_not(shell.office, line.id)
    if reason:
        shell.asking.tell(reason)
        return False
    verb = "Hoàn tác" if line.undoes_id is None else "Làm lại"
    sentence = undo.sentence_of(line)
    if not shell.asking.confirm(f"{verb} việc “{sentence}”?", verb, detail="\n".join(_what_changes(told))):
        return False
    done = "Đã hoàn tác" if line.undoes_id is None else "Đã làm lại"
    changes = shell.act(
        lambda: _take_back(shell, line), lambda made: f"{done}: {sentence}" if made else STOPPED, undo=False
    )
    return bool(changes)


def _take_back(shell: Shell, line: HistoryLine) -> Changes:
    """Take an act back; a long one says how far it is, and nothing has changed when the person stops it."""
    from bontot_desktop.ui.stepping import Stepping

    verb = "Hoàn tác" if line.undoes_id is None else "Làm lại"
    window = Stepping(
        undo.take_back_in_turns(shell.office, line.id),
        undo.WHOLE,
        verb,
        lambda done: _how_far(verb, done),
        shell.asking.parent,
    )
    window.setObjectName("taking-back")
    if not window.run():
        return Changes()
    made: undo.Undone = window.outcome
    return made.changes


def _how_far(verb: str, done: int) -> str:
    if done >= undo.WRITTEN:
        return "Đang ghi nhật ký…"
    return f"Đang {verb.lower()}: {100 * done // undo.WHOLE} %. Dừng thì mọi thứ vẫn như trước."


def _what_changes(told: Told) -> list[str]:
    lines = list(dict.fromkeys(_becomes(field) for field in told.fields))
    more = len(lines) - _SAID
    return lines if more <= 0 else [*lines[:_SAID], f"… và {more + told.rows_left_out} thay đổi khác"]


def _becomes(field: FieldChange) -> str:
    if field.op == "thêm":
        return f"Bỏ {field.record}"
    if field.op == "bỏ":
        return f"Ghi lại {field.record}"
    return f"{field.record}, {field.label}: {field.new or '(trống)'} → {field.old or '(trống)'}"
