"""Codes with the Vietnamese words a person reads for them."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from bontot_desktop import text


class Labelled(StrEnum):
    """A code stored in the data file, with its label on screen and on paper."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make the member from its code and its label; a look-up by code alone finds the member."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def from_label(cls, label: str) -> Self | None:
        """Find the member whose label or code a person wrote, with or without marks; None if there is none."""
        wanted = text.fold(label)
        for member in cls:
            if wanted in (text.fold(member.label), text.fold(member.value)):
                return member
        return None
