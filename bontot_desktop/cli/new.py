"""``bontot new``: a new data file from a small TOML file."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from bontot_desktop import places
from bontot_desktop.cli.console import DONE, HOLDER, Console
from bontot_desktop.errors import Refused


def add(words: Any) -> None:
    """Add the words of ``new``."""
    command = words.add_parser("new", help="lập tệp dữ liệu mới cho một văn phòng")
    command.add_argument("--office", metavar="FILE.toml", required=True, help="tên Đảng ủy, cấp trên, địa danh…")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Make the file, encrypted with the given password, and print the recovery code once."""
    from bontot_desktop.services import office_file, setup

    path = Path(args.data) if args.data else places.user_places().data_file
    draft = office_file.read(Path(args.office))
    password = console.password()
    if not password:
        raise Refused("Tệp mới cần một mật khẩu: đặt trong --password-file TỆP hoặc biến BONTOT_PASSWORD.")
    office, code = setup.new_office(path, draft, password=password, holder=HOLDER, who=HOLDER, clock=datetime.now)
    console.adopt(office)
    console.say(f"Đã lập {path}.")
    console.say(f"Mã khôi phục (chỉ hiện một lần, hãy chép ra giấy và niêm phong): {code}")
    console.answer({"data": str(path), "recovery_code": code})
    return DONE
