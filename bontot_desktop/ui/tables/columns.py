"""How a column of a table shows, sorts and explains a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from bontot_desktop import dates
from bontot_desktop.text import person_sort_key, sort_key
from bontot_desktop.ui import numbers
from bontot_desktop.ui.look import Tone

if TYPE_CHECKING:
    from decimal import Decimal

Row = Any


#: Room for a usual name of a person, in characters.
USUAL_NAME = 20


class Column(NamedTuple):
    """One column. ``show`` gives the text of a row; without ``sort`` the order ``by`` the text is taken.

    A column is known by its title, which no other column of the table bears.
    """

    title: str
    show: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    right: bool = False
    #: Room at most when the columns are first sized, in characters.
    most: int = 40
    #: Room while nothing stands in it yet, in characters.
    usual: int = 0
    tooltip: Callable[[Row], str] | None = None
    #: The dot before the word of a state.
    tone: Callable[[Row], Tone | None] | None = None
    #: Second text colour, for what matters less.
    quiet: bool = False
    #: Semibold, for what the row is called.
    strong: bool = False
    #: Is the text of this column found by the filter?
    searched: bool = True
    stretch: bool = False
    hint: str = ""
    #: The order of texts, asked once for each different text.
    by: Callable[[str], Any] = sort_key
    #: The number or date behind the text, for ranges and spreadsheets; None where there is only text.
    value: Callable[[Row], Any] | None = None
    decimals: int = 0
    #: Shown only when the person asks for it.
    hidden: bool = False

    def keys(self, rows: Sequence[Row]) -> list[Any]:
        """Return what each row is sorted by; never of mixed types within a column."""
        if self.sort is not None:
            return [self.sort(row) for row in rows]
        shown = [self.show(row) for row in rows]
        known = {one: self.by(one) for one in set(shown)}
        return [known[one] for one in shown]


def text_column(title: str, show: Callable[[Row], str], **more: Any) -> Column:
    """Make a column of words."""
    return Column(title, show, **more)


def person_column(title: str, show: Callable[[Row], str], **more: Any) -> Column:
    """Make a column of people's names, sorted by given name."""
    return Column(title, show, by=person_sort_key, usual=USUAL_NAME, **more)


def number_column(
    title: str, value: Callable[[Row], Decimal | float | int | None], *, decimals: int = 0, **more: Any
) -> Column:
    """Make a column of numbers, right-aligned; absent ones stand first when sorted."""

    def key(row: Row) -> tuple[bool, Any]:
        number = value(row)
        return (number is not None, 0 if number is None else number)

    return Column(
        title,
        lambda row: numbers.show(value(row), decimals),
        sort=key,
        right=True,
        searched=False,
        value=value,
        decimals=decimals,
        **more,
    )


def date_column(title: str, value: Callable[[Row], date | None], **more: Any) -> Column:
    """Make a column of dates as dd/mm/yyyy."""

    def key(row: Row) -> tuple[bool, date]:
        day = value(row)
        return (day is not None, day or date.min)

    return Column(title, lambda row: dates.screen(value(row)), sort=key, value=value, **more)


def state_column(title: str, word: Callable[[Row], str], tone: Callable[[Row], Tone | None], **more: Any) -> Column:
    """Make a column of states: a word with a dot."""
    return Column(title, word, tone=tone, **more)
