"""What to look at in the words of a paper before it is issued: old codes, and signs the paper's font cannot write."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from bontot_desktop.documents import fonts
from bontot_desktop.documents.blocks import printable
from bontot_desktop.rules.old_code import strange_word

#: So much of a text is shown around what is wrong in it, signs.
ROOM = 30


def warnings(facts: Any) -> list[str]:
    """Say of each kind of trouble the first place where it stands."""
    found = []
    for words in texts_of(facts):
        strange = strange_word(words)
        if strange:
            found.append(
                f"Chữ “{strange}” trong “{_around(words, strange)}” hình như gõ bằng bảng mã cũ (TCVN3, VNI); "
                "hãy gõ lại bằng Unicode."
            )
            break
    for words in texts_of(facts):
        unknown = fonts.unwritable(printable(words))
        if unknown:
            found.append(
                f"Ký hiệu “{unknown[0]}” trong “{_around(words, unknown[0])}” không có trong phông chữ của văn bản, "
                "sẽ in thành ô vuông; hãy bỏ hoặc thay bằng chữ."
            )
            break
    return found


def texts_of(facts: Any) -> Iterator[str]:
    """Give every text of frozen facts, in their order."""
    if isinstance(facts, str):
        yield facts
    elif dataclasses.is_dataclass(facts) and not isinstance(facts, type):
        for field in dataclasses.fields(facts):
            yield from texts_of(getattr(facts, field.name))
    elif isinstance(facts, Mapping):
        for value in facts.values():
            yield from texts_of(value)
    elif isinstance(facts, tuple | list | frozenset):
        for value in facts:
            yield from texts_of(value)


def _around(words: str, part: str) -> str:
    at = max(words.find(part), 0)
    start, end = max(at - ROOM, 0), at + len(part) + ROOM
    shown = " ".join(words[start:end].split())
    return f"{'…' if start else ''}{shown}{'…' if end < len(words) else ''}"
