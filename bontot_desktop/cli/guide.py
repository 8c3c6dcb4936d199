"""``bontot guide``: the guide for the office as a PDF to print and hand out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bontot_desktop.cli.console import DONE, Console


def add(words: Any) -> None:
    """Add the word ``guide``."""
    command = words.add_parser("guide", help="quyển hướng dẫn sử dụng thành tệp PDF")
    command.add_argument("--out", required=True, metavar="FILE.pdf", help="tệp PDF sẽ ghi")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Write the guide; no data file is needed."""
    from bontot_desktop.services import guide

    path = Path(args.out)
    pdf = guide.pdf()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pdf)
    console.say(f"Đã ghi {path}.")
    console.answer({"file": str(path), "bytes": len(pdf)})
    return DONE
