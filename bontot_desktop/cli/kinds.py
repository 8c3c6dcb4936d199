"""``bontot kinds``: the kinds of paper the program makes, with the ids ``bontot paper`` takes."""

from __future__ import annotations

import argparse
from typing import Any

from bontot_desktop.cli.console import DONE, Console


def add(words: Any) -> None:
    """Add the word ``kinds``."""
    command = words.add_parser("kinds", help="các loại văn bản làm được")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the kinds; no data file is needed."""
    from bontot_desktop.services import papers

    found = papers.kinds()
    if console.wants_json:
        console.answer(
            {
                "kinds": [
                    {
                        "id": kind.id,
                        "name": kind.name,
                        "symbol": kind.type_symbol,
                        "subject": kind.subject.value,
                        "issuer": kind.issuer.value,
                    }
                    for kind in found
                ]
            }
        )
    else:
        rows = [(kind.id, kind.name, kind.type_symbol, kind.subject.label, kind.issuer.label) for kind in found]
        console.table(("Mã", "Loại văn bản", "Ký hiệu", "Về", "Cơ quan ban hành"), rows)
    return DONE
