"""``python -m bontot_desktop`` opens the window."""

import builtins
import gc
import sys

# Nothing of what a start loads is garbage, and looking through it again and again takes a tenth of the start. The
# window switches the collector on when it has been painted.
gc.disable()

# From its first import on, PySide6 reads the source of every module that is loaded and looks there for its own name,
# so that ``from __feature__ import …`` may spell Qt's methods another way. Nobody here asks for that: Python's own
# import takes its place again. It must happen here, as each import that PySide6 sees brings its own way back.
import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)

from bontot_desktop.app import main  # noqa: E402 — see above

sys.exit(main())
