"""What a command needs of the terminal: the office to open, where to print, and how far long work is."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from bontot_desktop import places
from bontot_desktop.errors import NotFound, Refused, WrongPassword
from bontot_desktop.services.office import Office, open_office

#: Read when no password file is named.
PASSWORD_VARIABLE = "BONTOT_PASSWORD"
HOLDER = "dòng lệnh bontot"

DONE = 0
REFUSED = 2
IN_THE_WAY = 3
#: As shells count a program stopped by Ctrl+C.
STOPPED = 130


def _plain(value: Any) -> Any:
    """Write what JSON has no form for: dates and times as ISO 8601, points as numbers."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)


@contextmanager
def asking_for(password: str | None, path: Path) -> Iterator[None]:
    """Say how a password is given when the file wants one and none was."""
    try:
        yield
    except WrongPassword as fault:
        if password is not None:
            raise
        raise WrongPassword(
            f"Tệp {path} có mật khẩu; hãy cho biết mật khẩu bằng --password-file TỆP hoặc biến {PASSWORD_VARIABLE}."
        ) from fault


@dataclass(slots=True)
class Console:
    """One run of the command: parsed options, the two streams, and the office once a command has opened it."""

    args: argparse.Namespace
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    _office: Office | None = None

    @property
    def wants_json(self) -> bool:
        """Whether the answer is one JSON object."""
        return bool(self.args.json)

    def data_file(self) -> Path:
        """Return the data file named by --data, else this user's own. Raises NotFound when it is not there."""
        path = Path(self.args.data) if self.args.data else places.user_places().data_file
        if path.is_dir():
            raise NotFound(f"{path} là một thư mục; hãy chỉ rõ tệp dữ liệu bằng --data TỆP.")
        if not path.is_file():
            raise NotFound(f"Không thấy tệp dữ liệu {path}; hãy chỉ rõ bằng --data TỆP.")
        return path

    def password(self) -> str | None:
        """Return the password from --password-file, else from the environment, else None."""
        if self.args.password_file:
            try:
                typed = Path(self.args.password_file).read_text(encoding="utf-8-sig").rstrip("\r\n")
            except (OSError, UnicodeDecodeError) as fault:
                raise Refused(f"Không đọc được tệp mật khẩu {self.args.password_file}.") from fault
            if not typed:
                raise Refused(f"Tệp mật khẩu {self.args.password_file} để trống; hãy ghi mật khẩu vào dòng đầu.")
            return typed
        return os.environ.get(PASSWORD_VARIABLE) or None

    def office(self) -> Office:
        """Open the office, once; it is closed when the command ends."""
        if self._office is None:
            path, password = self.data_file(), self.password()
            with asking_for(password, path):
                self._office = open_office(
                    path,
                    password=password,
                    holder=HOLDER,
                    who=HOLDER,
                    clock=datetime.now,
                    copies=places.user_places().copies,
                )
            if self.args.as_whom is not None:
                from bontot_desktop.services import operators

                operators.sit_by_name(self._office, self.args.as_whom)
            if self._office.file_because:
                self.complain(self._office.file_because)
            else:
                self._warn_of_place(path)
        return self._office

    def _warn_of_place(self, path: Path) -> None:
        """Say that the file lies where it may be spoilt; the command goes on."""
        from bontot_desktop.services import whereabouts

        place = whereabouts.danger_of(path)
        if place is not None:
            self.complain(f"{place.sentence} Hãy chuyển tệp về máy: mở bằng cửa sổ, bấm “Chuyển về máy…”.")

    def adopt(self, office: Office) -> Office:
        """Take over an office a command has made, so that it is closed at the end."""
        self._office = office
        return office

    def close(self) -> None:
        """Close the office if a command opened it."""
        if self._office is not None:
            self._office.close()
            self._office = None

    def say(self, sentence: str) -> None:
        """Print a line for people; nothing with --json."""
        if not self.wants_json:
            print(sentence, file=self.out)

    def complain(self, sentence: str) -> None:
        """Print a reason, one a line, on stderr."""
        print(sentence, file=self.err)

    def answer(self, value: dict[str, Any]) -> None:
        """Print the one JSON object of this run, with --json."""
        if self.wants_json:
            print(json.dumps(value, ensure_ascii=False, indent=1, default=_plain), file=self.out)

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print rows under headings in columns as wide as their longest cell."""
        widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
        for row in (headings, ["-" * width for width in widths], *rows):
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            print("  ".join(cells).rstrip(), file=self.out)

    def progress(self, done: int, of: int, what: str = "") -> None:
        """Show how far long work is, on a terminal only."""
        if self.err.isatty():
            end = "\n" if done >= of else ""
            print(f"\r{done}/{of} {what[:60]:<60}", end=end, file=self.err, flush=True)
