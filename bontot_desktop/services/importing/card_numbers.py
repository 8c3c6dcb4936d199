"""Card numbers of a list: figures kept together, and the zeros that a spreadsheet took from the front put back."""

from __future__ import annotations

from collections import Counter

from bontot_desktop.services.importing import values
from bontot_desktop.services.importing.workbook import Value

#: So many figures at the front may have been lost.
_MOST_ZEROS = 3
#: A length counts as usual from so many cards on, and for so great a part of the list.
_FEWEST, _SHARE = 3, 0.2
#: Figures of a member's card where the list itself does not tell.
_USUAL_LENGTH = 8


class CardNumbers:
    """The numbers in the order of the rows; ``mended`` says by row what was put back."""

    def __init__(self, column: list[Value]) -> None:
        read = values.as_number_text
        self.written = [
            (value if type(value) is str and value.isascii() and value.isdecimal() else read(value)) if value else ""
            for value in column
        ]
        self.mended: dict[int, str] = {}
        lengths = Counter(map(len, filter(str.isdecimal, self.written)))
        if len(lengths) > 1 or (lengths and next(iter(lengths)) != _USUAL_LENGTH):
            self._put_back(column, lengths)

    def _put_back(self, column: list[Value], lengths: Counter[int]) -> None:
        total = lengths.total()
        usual = sorted(length for length, n in lengths.items() if n >= _FEWEST and n >= total * _SHARE)
        usual = usual or ([_USUAL_LENGTH] if _USUAL_LENGTH in lengths else [])
        for index, card in enumerate(self.written):
            if not card.isdecimal():
                continue
            wanted = next((length for length in usual if length >= len(card)), 0)
            if len(card) < wanted <= len(card) + _MOST_ZEROS and (
                isinstance(column[index], int | float) or wanted == _USUAL_LENGTH
            ):
                self.written[index] = card.zfill(wanted)
                self.mended[index] = f"số thẻ {card} thiếu số 0 ở đầu, ghi là {card.zfill(wanted)}."
