"""``bontot form`` and ``bontot take-in``: forms filled in Word, sent out and taken back without a window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bontot_desktop.cli import values
from bontot_desktop.cli.console import DONE, REFUSED, Console
from bontot_desktop.errors import Refused

if TYPE_CHECKING:
    from bontot_desktop.services.returned.results import Returned

KINDS = ("F17", "F9", "F5", "F6", "F7", "F3", "D6")


def add(words: Any) -> None:
    """Add the words of the two commands."""
    form = words.add_parser("form", help="ghi phiếu để điền trong Word")
    form.add_argument(
        "kind",
        metavar="KIND",
        type=str.upper,
        choices=KINDS,
        help="F17 nhận xét, F9 tự chấm, F5 biên bản, D6 chấm 4 tốt…",
    )
    form.add_argument("--year", type=values.year, metavar="Y", help="năm")
    form.add_argument("--cell", metavar="CODE", help="mã chi bộ")
    form.add_argument("--meeting", type=values.record, metavar="ID", help="số của buổi sinh hoạt")
    form.add_argument("--out", metavar="DIR", required=True, help="thư mục chứa tệp làm ra")
    form.set_defaults(run=run_form)
    take = words.add_parser("take-in", help="nhận các phiếu đã điền trong Word")
    take.add_argument("place", nargs="+", metavar="FILE|DIR", help="tệp hoặc thư mục có phiếu")
    take.add_argument("--dry-run", action="store_true", help="chỉ nói đọc được gì, không ghi")
    take.add_argument("--replace", action="store_true", help="ghi đè phiếu của người đã nộp")
    take.set_defaults(run=run_take)


def run_form(args: argparse.Namespace, console: Console) -> int:
    """Write the sheets of all who observe a sample meeting, the form of one meeting, or cells' own score sheets."""
    from bontot_desktop.services.returned import writing

    office = console.office()
    if args.kind == "F17":
        event_id = writing.event_meant(office, year=args.year, cell_code=args.cell, meeting_id=args.meeting)
        forms = writing.sheets(office, event_id)
    elif args.kind == "D6":
        forms = writing.self_scores_of(office, args.year or office.today().year, args.cell)
    elif args.meeting is None:
        raise Refused("Hãy chỉ rõ buổi sinh hoạt bằng --meeting SỐ, như bontot list meetings ghi.")
    else:
        forms = [writing.for_meeting(office, args.kind, args.meeting)]
    paths = writing.write(Path(args.out), forms)
    for path in paths:
        console.say(str(path))
    console.answer({"forms": [{"kind": args.kind, "file": str(path)} for path in paths]})
    return DONE


def run_take(args: argparse.Namespace, console: Console) -> int:
    """Say what was understood of each file; store those without a doubt. Exit 2 when one was left out."""
    from bontot_desktop.services.returned import taking

    office = console.office()
    paths = taking.files_in([Path(place) for place in args.place])
    read = [taking.understand(office, path) for path in paths]
    sure = [one for one in read if one.may_be_taken and not one.troubles]
    for one in read:
        _tell(one, console)
    again = [one for one in sure if one.replaces] if not args.replace else []
    if again:
        console.complain(f"{taking.replaced_words(again)} Thêm --replace nếu muốn ghi đè.")
        sure = [one for one in sure if one not in again]
    taking.refuse_twice(sure)
    if sure and not args.dry_run:
        taking.take(office, sure, replace=args.replace)
        console.say(f"Đã ghi {len(sure)} phiếu.")
    console.answer({"files": [_object(one, is_taken=one in sure and not args.dry_run) for one in read]})
    return DONE if len(sure) == len(read) else REFUSED


def _tell(one: Returned, console: Console) -> None:
    from bontot_desktop.services.returned.fields import told

    if one.refused:
        console.complain(one.refused)
        return
    console.say(
        f"{one.name}: {one.title} của {one.whose}, {one.about}; đọc {one.filled} ô, thiếu {len(one.missing)}, "
        f"vướng {len(one.troubles)}, khác {len(one.changed)}."
    )
    for sentence in (*one.blocking, *(told(trouble.field, trouble.sentence) for trouble in one.troubles)):
        console.complain(f"{one.name}: {sentence}")
    for sentence in (*one.edited, *one.warnings):
        console.say(f"  Lưu ý: {sentence}")


def _object(one: Returned, *, is_taken: bool) -> dict[str, Any]:
    from bontot_desktop.services.returned.fields import told

    return {
        "file": one.name,
        "kind": one.kind,
        "whose": one.whose,
        "about": one.about,
        "refused": one.refused,
        "filled": one.filled,
        "missing": list(one.missing),
        "troubles": [told(trouble.field, trouble.sentence) for trouble in one.troubles],
        "blocking": list(one.blocking),
        "edited": list(one.edited),
        "warnings": list(one.warnings),
        "changed": [{"field": line.field, "stored": line.stored, "came": line.came} for line in one.changed],
        "taken": is_taken,
    }
