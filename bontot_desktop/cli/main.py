"""Reads the words of ``bontot``, runs the command and turns errors into one sentence and an exit code (PRODUCT §6)."""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from collections.abc import Sequence
from types import TracebackType

from bontot_desktop import __version__
from bontot_desktop.cli import (
    book,
    care,
    demo,
    forms,
    guide,
    import_,
    kinds,
    lint,
    lists,
    new,
    paper,
    register,
    sample,
    stats,
)
from bontot_desktop.cli.console import DONE, IN_THE_WAY, REFUSED, STOPPED, Console
from bontot_desktop.cli.grammar import Command, Parser, add_common
from bontot_desktop.errors import Damaged, MachineInTheWay, Problems, Refused

#: Modules with ``add(words)``, in the order of the help.
COMMANDS = (sample, demo, new, import_, lists, book, paper, forms, register, stats, kinds, lint, care, guide)
_CHECK = "hãy kiểm tra đường dẫn, quyền của thư mục và chỗ trống trên ổ đĩa."


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command with every command's own words."""
    root = Parser(prog="bontot", description="Sổ sách và văn bản của Văn phòng Đảng ủy xã, không cần cửa sổ.")
    root.add_argument("--version", action="version", version=f"bontot {__version__}", help="xem số của bản đang dùng")
    add_common(root)
    words = root.add_subparsers(title="Lệnh", dest="command", metavar="COMMAND", required=True, parser_class=Command)
    for command in COMMANDS:
        command.add(words)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit 0 done, 2 refused, 3 the machine is in the way, 1 our bug (with its traceback)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if argv is None:
        sys.excepthook = _tell_bug
    said = sys.argv[1:] if argv is None else list(argv)
    # The answer is JSON even when the words cannot be read to their end.
    console = Console(argparse.Namespace(json="--json" in said))
    try:
        try:
            args = parser().parse_args(said)
            console = Console(args)
            code = int(args.run(args, console))
        finally:
            console.close()
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read our answer has heard enough (| head).
        _stop_answering()
        return DONE
    except Problems as fault:
        return _excuse(console, REFUSED, [problem.sentence for problem in fault.problems])
    except Refused as fault:
        return _excuse(console, REFUSED, [str(fault)])
    except Damaged as fault:
        rescue = _rescue(console)
        return _excuse(console, IN_THE_WAY, [str(fault), *([rescue] if rescue else [])])
    except MachineInTheWay as fault:
        return _excuse(console, IN_THE_WAY, [str(fault)])
    except KeyboardInterrupt:
        return _excuse(console, STOPPED, ["Đã dừng theo yêu cầu; việc đang làm dở không được ghi vào dữ liệu."])
    except OSError as fault:
        if fault.errno == errno.ENAMETOOLONG:
            return _excuse(console, REFUSED, ["Đường dẫn hoặc tên tệp quá dài; hãy chọn tên hoặc thư mục ngắn hơn."])
        if fault.filename is not None:
            return _excuse(console, IN_THE_WAY, [f"Không dùng được “{fault.filename}”; {_CHECK}"])
        # No name: the answer itself could not be written where it was sent.
        _stop_answering()
        return _excuse(console, IN_THE_WAY, [f"Không ghi được câu trả lời ra nơi nhận; {_CHECK}"])


def _rescue(console: Console) -> str:
    """Say how something may be saved of the data file a command could not read; "" for other files."""
    from bontot_desktop.services import care

    args = console.args
    if args.run.__name__ in ("run_salvage", "run_restore"):
        return ""
    try:
        path = console.data_file()
    except Refused:
        return ""
    if not care.can_be_salvaged(path):
        return ""
    return (
        f"Không có bản sao thì cứu dữ liệu: bontot salvage {path} --out TỆP-MỚI (tệp mất phần khóa thì thêm "
        "--locks-from BẢN-SAO)."
    )


def _excuse(console: Console, code: int, reasons: list[str]) -> int:
    for reason in reasons:
        console.complain(reason)
    console.answer({"refused": reasons, "exit": code})
    return code


def _tell_bug(kind: type[BaseException], bug: BaseException, where: TracebackType | None) -> None:
    """Tell our bug with its way through the code; what it met of people stays here, as the report may be sent on."""
    from bontot_desktop import discreet

    sys.stderr.write(discreet.report(bug.with_traceback(where)))


def _stop_answering() -> None:
    """Send what is still to be printed nowhere, or Python would complain of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
