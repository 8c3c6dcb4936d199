"""Leaving a form with unsaved typing: asked once, in the words of every other page and window."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QDialog

from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.kept import Kept
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.form import Form


class Typed(Protocol):
    """A part of a page with typing of its own: a sheet, a grid, a tab."""

    def is_edited(self) -> bool:
        """Say whether something typed is not saved."""

    def save(self) -> bool:
        """Save it; False when it could not be."""

    def drop(self) -> None:
        """Show what is stored again."""


def is_settled(shell: Shell, part: Typed) -> bool:
    """Say whether a part may be turned from: nothing unsaved, or saved, or dropped by the person."""
    if not part.is_edited():
        return True
    answer = shell.asking.unsaved()
    if answer == SAVE:
        return part.save()
    if answer == DROP:
        part.drop()
    return bool(answer == DROP)


def may_leave(shell: Shell, form: Form, kept: Kept | None = None) -> bool:
    """Say whether a form may be left: nothing unsaved, or saved, or dropped by the person."""
    if not form.is_edited():
        return True
    answer = shell.asking.unsaved()
    if answer == SAVE:
        form.save()
        return not form.is_edited()
    if answer == DROP:
        form.forget()
        if kept is not None:
            kept.drop()
        return True
    return False


def may_close(shell: Shell, window: QDialog, form: Form, kept: Kept | None = None) -> bool:
    """Say whether a window is still to be closed: it may be left, and saving has not closed it already."""
    return may_leave(shell, form, kept) and window.isVisible()
