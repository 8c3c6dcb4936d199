"""Reads the words of ``bontot``, runs the command and turns errors into one sentence and an exit code (PRODUCT §6)."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

from bontot_desktop import __version__
from bontot_desktop.cli import book, care, demo, import_, kinds, lists, new, paper, sample
from bontot_desktop.cli.console import DONE, IN_THE_WAY, REFUSED, Console
from bontot_desktop.errors import MachineInTheWay, Problems, Refused

#: Modules with ``add(words)``, in the order of the help.
COMMANDS = (sample, demo, new, import_, lists, book, paper, kinds, care)

#: What argparse says of wrong words, and how we say it.
_COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"còn thiếu \1"),
    (r"argument (.*): invalid choice: '(.*)' \(choose from (.*)\)", r"“\2” không phải là \1; chọn một trong: \3"),
    (r"argument (.*): expected .*", r"sau \1 cần có giá trị"),
    (r"argument (.*): invalid \w+ value: '(.*)'", r"giá trị “\2” của \1 không dùng được"),
    (r"argument (.*): not allowed with argument (.*)", r"không dùng \1 cùng với \2"),
    (r"one of the arguments (.*) is required", r"cần có một trong: \1"),
    (r"unrecognized arguments: (.*)", r"không hiểu: \1"),
)


class _Parser(argparse.ArgumentParser):
    """Refuses wrong words in one Vietnamese sentence, with the exit code of refused input."""

    def error(self, message: str) -> NoReturn:
        for english, ours in _COMPLAINTS:
            message = re.sub(f"^{english}$", ours, message)
        print(f"Câu lệnh chưa đúng: {message}. Xem: {self.prog} --help", file=sys.stderr)
        raise SystemExit(REFUSED)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command with every command's own words."""
    root = _Parser(prog="bontot", description="Sổ sách và văn bản của Văn phòng Đảng ủy xã, không cần cửa sổ.")
    root.add_argument("--version", action="version", version=f"bontot {__version__}")
    root.add_argument("--data", metavar="FILE", help="tệp dữ liệu *.bontot (không có thì dùng tệp của người dùng)")
    root.add_argument("--password-file", metavar="FILE", help="tệp chứa mật khẩu; không có thì đọc BONTOT_PASSWORD")
    root.add_argument("--json", action="store_true", help="trả lời bằng một đối tượng JSON")
    words = root.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for command in COMMANDS:
        command.add(words)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit 0 done, 2 refused, 3 the machine is in the way, 1 our bug (with its traceback)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    args = parser().parse_args(argv)
    console = Console(args)
    try:
        try:
            return int(args.run(args, console))
        finally:
            console.close()
    except BrokenPipeError:
        # Whoever read our answer has heard enough (| head).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Problems as fault:
        return _excuse(console, REFUSED, [problem.sentence for problem in fault.problems])
    except Refused as fault:
        return _excuse(console, REFUSED, [str(fault)])
    except MachineInTheWay as fault:
        return _excuse(console, IN_THE_WAY, [str(fault)])


def _excuse(console: Console, code: int, reasons: list[str]) -> int:
    for reason in reasons:
        console.complain(reason)
    console.answer({"refused": reasons, "exit": code})
    return code
