"""One rotating log file: what the program did, never names, birth dates or the text of remarks."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from bontot_desktop import __version__

FILE = "bontot.log"
_SIZE, _KEPT = 1_000_000, 5
_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"

log = logging.getLogger(__name__)


class _Discreet(logging.Formatter):
    """Writes a bug down without the data it met."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what another listener made of the error is not taken over."""
        told, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = told

    def formatException(self, ei: Any) -> str:  # noqa: N802 — logging's own name
        """Return the way through the code and the plain words of the error; loaded when there is one."""
        from bontot_desktop import discreet

        return discreet.report(ei[1]).rstrip() if ei[1] is not None else ""


class _Rotating(logging.FileHandler):
    """A file that is set aside when it has grown; Python's own brings the network and more into every start."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, into a new file when the old one is full."""
        stream = self.stream
        if stream is not None and os.fstat(stream.fileno()).st_size >= _SIZE:
            stream.close()
            self._set_aside()
        super().emit(record)

    def _set_aside(self) -> None:
        path = Path(self.baseFilename)
        names = [path, *(path.with_name(f"{path.name}.{age}") for age in range(1, _KEPT + 1))]
        # On Windows a second window may have the file open: then it goes on growing for a while.
        with suppress(OSError):
            for older, newer in zip(reversed(names), reversed(names[:-1]), strict=False):
                if newer.exists():
                    newer.replace(older)
        self.stream = self._open()


def start(folder: Path) -> Path:
    """Begin to log into the folder and return the file; the first line names the versions.

    A folder that cannot be written to is no reason not to work: then there is no log.
    """
    path = folder / FILE
    root = logging.getLogger()
    stop()
    try:
        handler = _Rotating(path, encoding="utf-8")
    except OSError:
        return path
    handler.set_name(FILE)
    handler.setFormatter(_Discreet(_LINE))
    handler.setLevel(logging.INFO)
    root.addHandler(handler)
    root.setLevel(min(root.level, logging.INFO) if root.level else logging.INFO)
    # Libraries tell the file names and texts they meet; of them only warnings are kept.
    for library in ("fontTools", "pypdf", "PIL", "alembic", "sqlalchemy"):
        logging.getLogger(library).setLevel(logging.WARNING)
    log.info("Bốn Tốt %s, Python %s, %s", __version__, _python(), _system())
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
    return f"Bốn Tốt {__version__}, Python {_python()}, {_system()}, {_program()}"


def _program() -> str:
    """Return where the program runs from; the home folder, which names a person, as "~"."""
    home, program = str(Path.home()), sys.executable
    return f"~{program[len(home) :]}" if len(home) > 1 and program.startswith(home) else program


def _python() -> str:
    return ".".join(map(str, sys.version_info[:3]))


def _system() -> str:
    # The module ``platform`` takes longer to load than the data file to open.
    if sys.platform == "win32":
        numbers = ".".join(map(str, sys.getwindowsversion().platform_version))
        return f"Windows {numbers} {os.environ.get('PROCESSOR_ARCHITECTURE', '')}".rstrip()
    system = os.uname()
    return f"{system.sysname} {system.release} ({system.version}) {system.machine}"
