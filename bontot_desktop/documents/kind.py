"""What the program knows about one kind of paper: its id, its name, its facts and how they become a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.profile import FormatSettings


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper (F.. of meetings.md, D.. of recognition.md).

    ``type_symbol`` is the symbol of its number series ("QĐ", "TB", "BB"), empty for papers without a number.
    ``facts_type`` is the frozen dataclass that ``build`` takes; ``sample_facts`` gives invented ones for tests and
    for trying out a template.
    """

    id: str
    name: str
    type_symbol: str
    facts_type: type[Any]
    build: Callable[[Any, FormatSettings], Document]
    sample_facts: Callable[[], Any]
