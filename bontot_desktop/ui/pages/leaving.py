"""Leaving a form with unsaved typing: asked once, in words."""

from __future__ import annotations

from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.kept import Kept
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.form import Form


def may_leave(shell: Shell, form: Form, kept: Kept) -> bool:
    """Say whether a form may be left: nothing unsaved, or saved, or dropped by the person."""
    if not form.is_edited():
        return True
    answer = shell.asking.unsaved()
    if answer == SAVE:
        form.save()
        return not form.is_edited()
    if answer == DROP:
        form.forget()
        kept.drop()
        return True
    return False
