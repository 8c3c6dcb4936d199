"""Saying of a row where it stands: what is asked about it, why it is refused, what was mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bontot_desktop.services.importing.guesses import SheetGuess
from bontot_desktop.services.importing.report import Choice, Choices, Ignored, Question, Remark
from bontot_desktop.services.importing.roles import TableKind
from bontot_desktop.services.importing.workbook import Sheet

#: The answer by which a person leaves a row out.
SKIP = "SKIP"
_SKIP_CHOICE = Choice(SKIP, "Bỏ dòng này, không nhập")


class LeftOutError(Exception):
    """The person answered that a row is not to be taken; caught where its row is read."""


@dataclass(slots=True)
class Notes:
    """Collects what is doubtful, refused and left out, and knows what the person decided."""

    choices: Choices = field(default_factory=Choices)
    doubtful: dict[str, Question] = field(default_factory=dict)
    refused: list[Remark] = field(default_factory=list)
    left_out: list[Remark] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    mended: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A list on a sheet, as the guess reads it. ``titles`` are the office's headings by role."""

    kind: TableKind
    sheet: Sheet
    guess: SheetGuess
    titles: dict[str, str]
    notes: Notes

    def place(self, number: int, name: str) -> Place:
        """Return the place of a row, numbered as Excel numbers it."""
        return Place(self, number, name)


@dataclass(frozen=True, slots=True)
class Place:
    """One row of one table."""

    table: Table
    number: int
    name: str

    @property
    def key(self) -> str:
        """The row's key, the same at every reading of the workbook."""
        return f"{self.table.sheet.name}!{self.number}"

    def ask(
        self,
        column: str,
        what: str,
        sentence: str,
        choices: Sequence[Choice],
        *,
        proposed: str = "",
        may_skip: bool = True,
        key: str = "",
    ) -> str:
        """Ask, and return the person's answer, else the one proposed (the first).

        Rows that share a ``key`` are asked about once. Raises LeftOutError when the answer is to leave the row out.
        """
        offered = (*choices, _SKIP_CHOICE) if may_skip else tuple(choices)
        key = key or f"{self.key}:{what}"
        proposed = proposed or offered[0].key
        notes = self.table.notes
        given = notes.choices.answers.get(key, proposed)
        answer = given if any(choice.key == given for choice in offered) else proposed
        if key not in notes.doubtful:
            notes.doubtful[key] = Question(
                key,
                self.table.kind,
                self.table.sheet.name,
                self.number,
                self.table.titles.get(column, ""),
                sentence,
                self.name,
                offered,
                proposed,
                answer,
            )
        if answer == SKIP:
            self.leave_out()
        return answer

    def leave_out(self) -> None:
        """Leave the row out as the person wants. Raises LeftOutError."""
        self.table.notes.left_out.append(self._remark("", "bỏ, không nhập."))
        raise LeftOutError

    def refuse(self, column: str, sentence: str) -> None:
        """Leave the row out, and say why."""
        self.table.notes.refused.append(self._remark(column, sentence))

    def say(self, sentence: str) -> None:
        """Tell what was mended of the row."""
        self.table.notes.mended.setdefault(self.key, []).append(sentence)

    def _remark(self, column: str, sentence: str) -> Remark:
        title = self.table.titles.get(column, "")
        return Remark(self.table.kind, self.table.sheet.name, self.number, title, sentence, self.name)
