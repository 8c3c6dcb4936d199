"""The parser of ``bontot``: argparse speaking Vietnamese, with the options of every command understood anywhere."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from bontot_desktop.errors import Refused

#: What argparse says of wrong words, and how we say it.
_COMPLAINTS = (
    (r"the following arguments are required: COMMAND", r"còn thiếu tên lệnh"),
    (r"the following arguments are required: (.*)", r"còn thiếu \1"),
    (r"argument COMMAND: invalid choice: '(.*)' \(choose from (.*)\)", r"không có lệnh “\1”; các lệnh: \2"),
    (r"argument (-.*): invalid choice: '(.*)' \(choose from (.*)\)", r"\1 không có “\2”; chọn một trong: \3"),
    (r"argument .*: invalid choice: '(.*)' \(choose from (.*)\)", r"không có “\1”; chọn một trong: \2"),
    (r"argument (.*): expected .*", r"sau \1 cần có giá trị"),
    (r"argument (.*): ignored explicit argument '(.*)'", r"\1 không có giá trị đi kèm, bỏ “\2”"),
    (r"argument (.*): invalid \w+ value: '(.*)'", r"giá trị “\2” của \1 không dùng được"),
    (r"argument (.*): not allowed with argument (.*)", r"không dùng \1 cùng với \2"),
    (r"argument (.*): (giá trị “.*”) (.*)", r"\2 của \1 \3"),
    (r"one of the arguments (.*) is required", r"cần có một trong: \1"),
    (r"unrecognized arguments: (.*)", r"không hiểu: \1"),
)


class UnclearWords(Refused):
    """The words of the command are wrong; the message names the command whose help to read."""


class _Help(argparse.HelpFormatter):
    """The layout of the help with its one fixed word in Vietnamese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Refuses wrong words in one Vietnamese sentence; words are taken whole, never guessed from their beginning."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, allow_abbrev=False, formatter_class=_Help)
        self._positionals.title = "Tham số"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="xem cách dùng")

    def error(self, message: str) -> NoReturn:
        """Raise UnclearWords with what argparse found, in our words."""
        for english, ours in _COMPLAINTS:
            told = re.sub(f"^{english}$", ours, message, flags=re.DOTALL)
            if told != message:
                message = told.replace("'", "")
                break
        raise UnclearWords(f"Câu lệnh chưa đúng: {message}. Xem: {self.prog} --help")


class Command(Parser):
    """One command: takes the options of every command after its name as well."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # Without a default of their own, so that what was said before the command's name stays.
        add_common(self, default=argparse.SUPPRESS)


def add_common(parser: argparse.ArgumentParser, **settings: Any) -> None:
    """Add the options every command has."""
    file_help = "tệp dữ liệu *.bontot (không có thì dùng tệp của người dùng)"
    parser.add_argument("--data", metavar="FILE", help=file_help, **settings)
    password_help = "tệp chứa mật khẩu; không có thì đọc BONTOT_PASSWORD"
    parser.add_argument("--password-file", metavar="FILE", help=password_help, **settings)
    as_help = "người làm việc, theo danh sách người dùng chương trình; ai chỉ được xem thì không ghi được"
    parser.add_argument("--as", dest="as_whom", metavar="TÊN", help=as_help, **settings)
    parser.add_argument("--json", action="store_true", help="trả lời bằng một đối tượng JSON", **settings)
