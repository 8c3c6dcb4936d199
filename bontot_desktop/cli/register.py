"""``bontot register``: the register of outgoing papers without a window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bontot_desktop.cli import values
from bontot_desktop.cli.console import DONE, Console
from bontot_desktop.errors import Refused

_FORMATS = ("pdf", "docx", "xlsx")


def add(words: Any) -> None:
    """Add the words of ``register``."""
    command = words.add_parser("register", help="làm sổ đăng ký văn bản đi")
    command.add_argument("--year", type=values.year, metavar="Y", help="năm; không có thì năm nay")
    command.add_argument("--from", dest="from_on", type=values.day, metavar="YYYY-MM-DD", help="từ ngày, thay cho năm")
    command.add_argument("--to", dest="to_on", type=values.day, metavar="YYYY-MM-DD", help="đến ngày, thay cho năm")
    command.add_argument("--series", default="", metavar="QĐ/ĐU", help="chỉ một loại văn bản, theo ký hiệu")
    command.add_argument("--by-date", action="store_true", help="xếp theo ngày thay cho từng loại")
    command.add_argument("--no-gaps", action="store_true", help="không ghi số bỏ trống")
    command.add_argument(
        "--format",
        choices=_FORMATS,
        default=_FORMATS[0],
        metavar="pdf|docx|xlsx",
        help="định dạng",
    )
    command.add_argument("--out", metavar="DIR", required=True, help="thư mục chứa tệp làm ra")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Write the register into DIR."""
    from bontot_desktop.services import files, outgoing
    from bontot_desktop.services.outgoing import Arrangement, RegisterFormat, Wish

    ranged = args.from_on is not None or args.to_on is not None
    if ranged and args.year is not None:
        raise Refused("Hãy dùng --year, hoặc --from và --to, không dùng cả hai.")
    office = console.office()
    known = {run.key for run in outgoing.series(office)}
    if args.series and args.series not in known:
        there = ", ".join(sorted(known)) or "chưa có văn bản nào"
        raise Refused(f"Sổ không có loại {args.series}; các loại có trong sổ: {there}.")
    wish = Wish(
        year=None if ranged else args.year or office.today().year,
        from_on=args.from_on,
        to_on=args.to_on,
        series=args.series,
        arrangement=Arrangement.BY_DATE if args.by_date else Arrangement.BY_SERIES,
        with_gaps=not args.no_gaps,
    )
    form = RegisterFormat(args.format)
    target = Path(args.out) / outgoing.file_name(wish, form)
    files.write(target, outgoing.render(office, wish, form))
    console.say(str(target))
    console.say(outgoing.summary(office, wish))
    console.answer({"file": str(target), "papers": outgoing.facts(office, wish).papers})
    return DONE
