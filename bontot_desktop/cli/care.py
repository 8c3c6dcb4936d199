"""``bontot check``, ``backup``, ``restore`` and ``salvage``: the data file looked after without a window."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from bontot_desktop import places
from bontot_desktop.cli.console import DONE, HOLDER, REFUSED, Console, asking_for
from bontot_desktop.errors import HeldByAnother, MachineInTheWay, Refused


def add(words: Any) -> None:
    """Add the words of the commands."""
    check = words.add_parser("check", help="kiểm tra dữ liệu")
    check.add_argument("--repair", action="store_true", help="sửa những chỗ sửa được mà không mất gì")
    check.set_defaults(run=run_check)
    backup = words.add_parser("backup", help="làm một bản sao")
    backup.add_argument("--to", metavar="DIR", required=True, help="thư mục chứa bản sao")
    backup.set_defaults(run=run_backup)
    restore = words.add_parser("restore", help="khôi phục từ một bản sao")
    restore.add_argument("copy", metavar="COPY", help="tệp bản sao")
    restore.add_argument("--code-file", metavar="TỆP", help="tệp chứa mã khôi phục, thay cho mật khẩu")
    restore.set_defaults(run=run_restore)
    salvage = words.add_parser("salvage", help="cứu dữ liệu từ một tệp hỏng vào tệp mới")
    salvage.add_argument("damaged", metavar="FILE", help="tệp hỏng; không bị đụng tới")
    salvage.add_argument("--out", metavar="NEW", required=True, help="tệp mới, chưa có ở đó")
    salvage.add_argument("--locks-from", metavar="COPY", help="bản sao của cùng văn phòng, khi tệp hỏng mất phần khóa")
    salvage.add_argument("--code-file", metavar="TỆP", help="tệp chứa mã khôi phục, thay cho mật khẩu")
    salvage.set_defaults(run=run_salvage)


def run_check(args: argparse.Namespace, console: Console) -> int:
    """Print each question with its answer and what is not right by name; exit 2 when something is amiss."""
    from bontot_desktop.services import care

    office = console.office()
    if args.repair:
        mended = care.repair(office, places.user_places().copies)
        console.say(f"Đã sửa {mended} chỗ.")
    answers = care.check(office)
    for answer in answers:
        console.say(f"{'đúng' if answer.is_good else f'{answer.count} chỗ':>10}  {answer.sentence}")
        for line in answer.details:
            console.say(f"{'':>10}  – {line}")
    console.answer(
        {
            "check": [
                {
                    "question": answer.sentence,
                    "wrong": answer.count,
                    "repairable": answer.can_mend,
                    "details": list(answer.details),
                }
                for answer in answers
            ],
        }
    )
    amiss = [answer for answer in answers if not answer.is_good]
    for answer in amiss:
        remedy = " Chạy lại với --repair để sửa." if answer.can_mend and not args.repair else ""
        console.complain(f"{answer.sentence} Có {answer.count} chỗ chưa đúng.{remedy}")
    return REFUSED if amiss else DONE


def run_salvage(args: argparse.Namespace, console: Console) -> int:
    """Bring what can be read of a damaged file into a new one, and say what was lost."""
    from bontot_desktop.services import care

    damaged, password = Path(args.damaged), console.password()
    code = _code(args)
    with asking_for(password or code, damaged):
        saved = care.salvage(
            damaged,
            Path(args.out),
            None if code else password,
            recovery_code=code,
            locks_from=Path(args.locks_from) if args.locks_from else None,
            now=datetime.now(),
        )
    for line in saved.lost:
        console.say(line)
    console.say(
        f"Đã cứu vào {saved.path}: {saved.rows_found} dòng lấy lại được, {saved.rows_rebuilt} dòng dựng lại, "
        f"{saved.rows_lost} dòng mất. Danh sách: {saved.list_path}."
    )
    console.answer(
        {
            "data": str(saved.path),
            "list": str(saved.list_path),
            "found": saved.rows_found,
            "rebuilt": saved.rows_rebuilt,
            "lost": saved.rows_lost,
            "lines": list(saved.lost),
        }
    )
    return DONE


def run_backup(args: argparse.Namespace, console: Console) -> int:
    """Make a copy and name it."""
    from bontot_desktop.services import care

    copy = care.make_copy(console.office(), Path(args.to))
    console.say(f"Đã làm và kiểm tra bản sao {copy.path}.")
    console.answer({"copy": str(copy.path), "size": copy.size})
    return DONE


def run_restore(args: argparse.Namespace, console: Console) -> int:
    """Put the copy in the place of the data file, which need not be there yet."""
    from bontot_desktop.services import care

    target = Path(args.data) if args.data else places.user_places().data_file
    copy, code = Path(args.copy), _code(args)
    password = None if code else console.password()
    with asking_for(password or code, copy):
        inside = care.look_inside(copy, password, recovery_code=code, now=datetime.now())
        console.say(inside.sentence)
        if target.is_file():
            console.say(_what_goes(console, target, inside, password, code))
        restored = care.restore_copy(copy, target, password, recovery_code=code, now=datetime.now())
    console.say(f"Đã khôi phục vào {restored.path}.")
    if restored.kept_aside is not None:
        console.say(f"Tệp đang dùng trước đó được giữ ở {restored.kept_aside}.")
    kept = str(restored.kept_aside) if restored.kept_aside else None
    console.answer({"data": str(restored.path), "kept_aside": kept})
    return DONE


def _code(args: argparse.Namespace) -> str | None:
    """Return the recovery code of the file named for it. Raises Refused when it cannot be read."""
    if not args.code_file:
        return None
    try:
        return Path(args.code_file).read_text(encoding="utf-8-sig").strip() or None
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(f"Không đọc được tệp mã khôi phục {args.code_file}.") from fault


def _what_goes(console: Console, target: Path, inside: Any, password: str | None, code: str | None) -> str:
    """Say what going back loses of the file in use; refuse it to who may only look. Raises Refused, HeldByAnother."""
    from bontot_desktop.services import care, operators
    from bontot_desktop.services.office import open_office

    try:
        office = open_office(
            target, password=password, recovery_code=code, holder=HOLDER, who=HOLDER, clock=datetime.now
        )
    except HeldByAnother:
        raise
    except MachineInTheWay:
        return "Tệp đang dùng không mở được bằng mật khẩu này hoặc đã hỏng nên không so được; tệp ấy được giữ lại."
    try:
        if console.args.as_whom is not None:
            operators.sit_by_name(office, console.args.as_whom)
        if office.is_viewed:
            raise Refused(office.read_only_because)
        return care.what_would_be_lost(office, inside).sentence
    finally:
        office.close()
