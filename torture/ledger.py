"""What the worker promised and what was confirmed to the person, told line by line to a file outside the office.

Before each act the worker writes what it is about to do, before each commit the fingerprint the file will then have,
and after the act that it is done: that is the moment a person was told "Đã lưu". Whoever looks at the file after a
kill knows from these lines which fingerprints it may have: the confirmed one, or that of a commit of the act in flight.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class Ledger:
    """The worker's side: a line is with the system, whatever becomes of the worker, when the call returns."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(self, what: str, **values: Any) -> str:
        """Write a line and return it."""
        line = json.dumps({"what": what, **values}, ensure_ascii=False)
        os.write(self._handle, f"{line}\n".encode())
        return line

    def close(self) -> None:
        """Close the file."""
        os.close(self._handle)


@dataclass(slots=True)
class Expected:
    """The bench's side: what a file must say after the lines read so far."""

    #: The fingerprint confirmed last, and those of commits promised since.
    confirmed: str
    passwords: list[str]
    codes: list[str] = field(default_factory=list)
    promised: list[str] = field(default_factory=list)
    #: Fingerprints that an unfinished restore may have brought back.
    restoring: list[str] = field(default_factory=list)
    #: Each confirmed copy, by its path, with what it holds, and copies that may stand unconfirmed.
    copies: dict[str, str] = field(default_factory=dict)
    #: Every fingerprint the office ever had: what a file kept aside may hold.
    ever: set[str] = field(default_factory=set)
    #: The act in flight, "" between acts.
    act: str = ""
    #: How many acts were confirmed, refused by a rule, and cut short, by name.
    done: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)
    begun: int = 0
    #: The newest paper at the last return to a copy: files of older ones may have gone on without their rows.
    papers_from: int = 0
    _papers_then: int = 0
    verified: int = 0
    #: Copies whose contents were looked at.
    looked_at: set[str] = field(default_factory=set)

    @property
    def allowed(self) -> set[str]:
        """The fingerprints the file may have now."""
        return {self.confirmed, *self.promised, *self.restoring}

    def hear(self, line: dict[str, Any]) -> None:
        """Take in one line of the ledger."""
        what = line["what"]
        if what == "begin":
            self.act, self.begun = line["act"], self.begun + 1
        elif what == "promise":
            self.promised.append(line["state"])
            self.ever.add(line["state"])
        elif what == "password":
            self.passwords.append(line["new"])
        elif what == "restore":
            self.restoring.append(line["state"])
            self.passwords.append(line["password"])
            self._papers_then = line["papers"]
            self.papers_from = max(self.papers_from, self._papers_then)
        elif what == "copy":
            self.copies[line["path"]] = line["state"]
        elif what == "gone":
            self.copies.pop(line["path"], None)
        elif what == "done":
            found = self.refused if line["refused"] else self.done
            found[self.act] = found.get(self.act, 0) + 1
            if self.act == "restore" and self.restoring:
                self.papers_from = self._papers_then
            self._settle(line["state"], line["password"])
        elif what == "good":
            self.verified += 1
            self.looked_at.update(line["copies"])
            if self.act:
                self.cut[self.act] = self.cut.get(self.act, 0) + 1
            self._settle(line["state"], line["password"])

    def _settle(self, state: str, password: str) -> None:
        self.confirmed, self.promised, self.restoring, self.act = state, [], [], ""
        self.ever.add(state)
        self.passwords = [password]


class Reader:
    """Reads the lines that are new since the last time."""

    def __init__(self, path: Path) -> None:
        path.touch()
        self._file = path.open("r", encoding="utf-8")

    def new(self) -> list[dict[str, Any]]:
        """Return the new whole lines."""
        return [json.loads(line) for line in self._file.readlines()]

    def close(self) -> None:
        """Close the file."""
        self._file.close()
