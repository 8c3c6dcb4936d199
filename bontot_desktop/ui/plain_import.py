"""Gives Python its own ``import`` back, which PySide6 replaces; loaded before anything else that the window needs.

PySide6 reads the source of every module imported after it and looks there for its own name, so that
``from __feature__ import …`` may spell Qt's methods another way. Nobody here asks for that, and reading the sources of
all that a start loads takes a twentieth of it.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 — by now the import is replaced

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
