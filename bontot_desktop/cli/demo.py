"""``bontot demo``: the whole main job on invented input, every paper of it in one folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bontot_desktop.cli.console import DONE, Console


def add(words: Any) -> None:
    """Add the words of ``demo``."""
    command = words.add_parser("demo", help="làm thử cả việc chính trên dữ liệu bịa, in mọi văn bản ra một thư mục")
    command.add_argument("--out", metavar="DIR", required=True, help="thư mục chứa các văn bản")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Make the papers and name them."""
    from bontot_desktop.services.sampling import demo

    written = demo.make_demo(Path(args.out), progress=console.progress)
    for path in written:
        console.say(str(path))
    console.say(f"Đã làm {len(written)} tệp trong {args.out}.")
    console.answer({"demo": [str(path) for path in written]})
    return DONE
