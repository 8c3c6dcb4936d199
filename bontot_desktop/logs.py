"""One rotating log file: what the program did, never names, birth dates or the text of remarks."""

from __future__ import annotations

import logging
import platform
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from bontot_desktop import __version__

FILE = "bontot.log"
_SIZE, _KEPT = 1_000_000, 5
_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"

log = logging.getLogger(__name__)


def start(folder: Path) -> Path:
    """Begin to log into the folder and return the file; the first line names the versions.

    A folder that cannot be written to is no reason not to work: then there is no log.
    """
    path = folder / FILE
    root = logging.getLogger()
    stop()
    try:
        handler = RotatingFileHandler(path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=False)
    except OSError:
        return path
    handler.set_name(FILE)
    handler.setFormatter(logging.Formatter(_LINE))
    handler.setLevel(logging.INFO)
    root.addHandler(handler)
    root.setLevel(min(root.level, logging.INFO) if root.level else logging.INFO)
    # Libraries tell the file names and texts they meet; of them only warnings are kept.
    for library in ("fontTools", "pypdf", "PIL", "alembic", "sqlalchemy"):
        logging.getLogger(library).setLevel(logging.WARNING)
    log.info("Bốn Tốt %s, Python %s, %s", __version__, platform.python_version(), _system())
    return path


def stop() -> None:
    """Close the log file if there is one."""
    root = logging.getLogger()
    for handler in list(root.handlers):
        if handler.get_name() == FILE:
            root.removeHandler(handler)
            handler.close()


def versions() -> str:
    """Return the versions for a report, in one line."""
    return f"Bốn Tốt {__version__}, Python {platform.python_version()}, {_system()}, {sys.executable}"


def _system() -> str:
    # platform.platform() asks another program for the processor, which takes longer than opening the data file.
    return f"{platform.system()} {platform.release()} ({platform.version()}) {platform.machine()}"
