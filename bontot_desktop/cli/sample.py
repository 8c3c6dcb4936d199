"""``bontot sample``: an invented office to try the program on, the same for the same seed and day."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from bontot_desktop import places
from bontot_desktop.cli import values
from bontot_desktop.cli.console import DONE, Console

FILE_NAME = f"office{places.DATA_SUFFIX}"


def add(words: Any) -> None:
    """Add the words of ``sample``."""
    command = words.add_parser("sample", help="lập một văn phòng mẫu (tên bịa, không mật khẩu)")
    command.add_argument("--out", metavar="DIR", required=True, help=f"thư mục chứa tệp {FILE_NAME}")
    command.add_argument("--cells", type=int, metavar="N", help="số chi bộ")
    command.add_argument("--members", type=int, metavar="N", help="số đảng viên")
    command.add_argument("--years", type=int, default=1, metavar="N", help="số năm có sinh hoạt")
    command.add_argument("--seed", type=int, default=1, metavar="N", help="cùng số thì cùng nội dung")
    told_to = "số liệu đến ngày này, không buổi nào họp sau đó; không có thì đến hôm nay (từ 01/11 đến 31/12/2026)"
    command.add_argument("--today", type=values.day, metavar="YYYY-MM-DD", help=told_to)
    story = "16 chi bộ (14 thôn, tổ dân phố; 02 trường học), chi bộ nào cũng tổ chức sinh hoạt điểm"
    command.add_argument("--story", action="store_true", help=story)
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Make the file and say what is in it."""
    from bontot_desktop.services import sampling

    report = sampling.make_sample(
        Path(args.out) / FILE_NAME,
        cells=sampling.CELLS if args.cells is None else args.cells,
        members=sampling.MEMBERS if args.members is None else args.members,
        years=args.years,
        seed=args.seed,
        is_story=args.story,
        today=args.today or date.today(),
        progress=console.progress,
    )
    console.say(f"Đã lập văn phòng mẫu {report.path}.")
    console.say(
        f"{report.cells} chi bộ, {report.members} đảng viên, {report.meetings} buổi sinh hoạt với {report.marks} dòng "
        f"điểm danh; {report.sample_meetings} buổi sinh hoạt điểm với {report.observers} người dự, "
        f"{report.opinions} ý kiến; năm {report.year}: {report.registered} chi bộ đăng ký 4 tốt, "
        f"{report.recognised} được công nhận, "
        f"{report.refused} không; tệp {report.size / 1e6:.0f} MB."
    )
    console.answer({"sample": {**asdict(report), "path": str(report.path)}})
    return DONE
