"""``bontot book``: minutes books of a year, blank or filled, one file a cell and one joined PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bontot_desktop.cli import values
from bontot_desktop.cli.console import DONE, Console
from bontot_desktop.rules.books import BookMode, BookPaper
from bontot_desktop.rules.papers import FileFormat

_FORMATS = {"pdf": (FileFormat.PDF,), "docx": (FileFormat.DOCX,), "both": (FileFormat.PDF, FileFormat.DOCX)}


def add(words: Any) -> None:
    """Add the words of ``book``."""
    command = words.add_parser("book", help="in sổ biên bản sinh hoạt chi bộ")
    command.add_argument("--year", type=values.year, required=True, metavar="Y", help="năm của sổ")
    cells = command.add_mutually_exclusive_group(required=True)
    cells.add_argument("--cell", nargs="+", action="extend", metavar="CODE", help="mã chi bộ, một hoặc nhiều")
    cells.add_argument("--all", action="store_true", help="mọi chi bộ của năm")
    mode = command.add_mutually_exclusive_group(required=True)
    mode.add_argument("--blank", action="store_const", const=BookMode.BLANK, dest="mode", help="sổ trắng để ghi tay")
    mode.add_argument(
        "--filled", action="store_const", const=BookMode.FILLED, dest="mode", help="đóng từ biên bản đã thông qua"
    )
    mode.add_argument(
        "--new", action="store_const", const=BookMode.NEW, dest="mode", help="chỉ biên bản mới từ lần in trước"
    )
    command.add_argument("--format", choices=sorted(_FORMATS), default="pdf", help="định dạng tệp")
    command.add_argument(
        "--paper", choices=[paper.value for paper in BookPaper], default=BookPaper.A4_DUPLEX.value, help="khổ giấy"
    )
    command.add_argument("--out", metavar="DIR", required=True, help="thư mục chứa sổ")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the books and name the files."""
    from bontot_desktop.services import books

    office = console.office()
    # A cell named twice has one book.
    cell_ids = list(dict.fromkeys(books.cells_by_code(office, args.cell or [], args.year)))
    batch = books.collect(office, cell_ids, args.year, args.mode, BookPaper(args.paper))
    written = books.write(batch, _FORMATS[args.format], Path(args.out), console.progress)
    books.remember(office, batch, written)
    for sentence in batch.skipped:
        console.complain(sentence)
    for file in written:
        console.say(f"{file.path}  ({file.pages} trang)")
    console.answer({"books": [{"cell": f.cell_name, "file": str(f.path), "pages": f.pages} for f in written]})
    return DONE
