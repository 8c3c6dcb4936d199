"""Find among many rows at the speed of typing: fields are folded once, the question once a key."""

from __future__ import annotations

from dataclasses import dataclass

from bontot_desktop.text import clean, fold, has_marks, same_tone_place


@dataclass(frozen=True, slots=True)
class Haystack:
    """The fields of one row, made ready to be searched."""

    plain: str
    folded: str

    @classmethod
    def of(cls, *fields: str) -> Haystack:
        """Make the fields ready."""
        plain = " ".join(clean(field).casefold() for field in fields)
        return cls(same_tone_place(plain), fold(plain))


class Needle:
    """What a person looks for; finds the same rows as ``text.matches``."""

    def __init__(self, query: str) -> None:
        words = clean(query).casefold().split()
        self.marked = tuple(same_tone_place(word) for word in words if has_marks(word))
        self.unmarked = tuple(word for word in words if not has_marks(word))

    def __bool__(self) -> bool:
        """An empty question finds all."""
        return bool(self.marked or self.unmarked)

    def within(self, haystack: Haystack) -> bool:
        """Say whether every word occurs, with its marks if it has any."""
        return all(word in haystack.plain for word in self.marked) and all(
            word in haystack.folded for word in self.unmarked
        )
