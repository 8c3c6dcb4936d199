"""``bontot check``, ``backup`` and ``restore``: the data file looked after without a window."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from bontot_desktop import places
from bontot_desktop.cli.console import DONE, REFUSED, Console, asking_for


def add(words: Any) -> None:
    """Add the words of the three commands."""
    check = words.add_parser("check", help="kiểm tra dữ liệu")
    check.add_argument("--repair", action="store_true", help="sửa những chỗ sửa được mà không mất gì")
    check.set_defaults(run=run_check)
    backup = words.add_parser("backup", help="làm một bản sao")
    backup.add_argument("--to", metavar="DIR", required=True, help="thư mục chứa bản sao")
    backup.set_defaults(run=run_backup)
    restore = words.add_parser("restore", help="khôi phục từ một bản sao")
    restore.add_argument("copy", metavar="COPY", help="tệp bản sao")
    restore.set_defaults(run=run_restore)


def run_check(args: argparse.Namespace, console: Console) -> int:
    """Print each question with its answer; exit 2 when something is amiss."""
    from bontot_desktop.services import care, evidence

    office = console.office()
    if args.repair:
        mended = care.repair(office, places.user_places().copies)
        console.say(f"Đã sửa {mended} chỗ.")
    answers = care.check(office)
    for answer in answers:
        console.say(f"{'đúng' if answer.is_good else f'{answer.count} chỗ':>10}  {answer.sentence}")
    lost = evidence.amiss(office)
    told = "đúng" if not lost else f"{len(lost)} chỗ"
    console.say(f"{told:>10}  Tệp minh chứng của các chi bộ còn nguyên như khi đính kèm.")
    for sentence in lost:
        console.complain(sentence)
    console.answer(
        {
            "evidence": lost,
            "check": [{"question": a.sentence, "wrong": a.count, "repairable": a.can_mend} for a in answers],
        }
    )
    amiss = [answer for answer in answers if not answer.is_good]
    for answer in amiss:
        remedy = " Chạy lại với --repair để sửa." if answer.can_mend and not args.repair else ""
        console.complain(f"{answer.sentence} Có {answer.count} chỗ chưa đúng.{remedy}")
    return REFUSED if amiss or lost else DONE


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
    copy, password = Path(args.copy), console.password()
    with asking_for(password, copy):
        console.say(care.look_inside(copy, password, now=datetime.now()).sentence)
        restored = care.restore_copy(copy, target, password, now=datetime.now())
    console.say(f"Đã khôi phục vào {restored.path}.")
    if restored.kept_aside is not None:
        console.say(f"Tệp đang dùng trước đó được giữ ở {restored.kept_aside}.")
    kept = str(restored.kept_aside) if restored.kept_aside else None
    console.answer({"data": str(restored.path), "kept_aside": kept})
    return DONE
