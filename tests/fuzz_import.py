"""Feeds the import thousands of damaged and odd workbooks: a sentence or a plan, never a crash or half an import.

The suite runs a few hundred; the long run is ``python -m tests.fuzz_import --count 10000 [--seed 1]``. Each case is
made from its number, so a failure is tried again with ``--only NUMBER``. What each import adds to the memory is held
to a bound (where the system tells it), and that of the run by the system; a crash of the reader itself ends the run
and leaves the number of the case in a file of the temporary folder.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import resource
import shutil
import struct
import sys
import tempfile
import time
import traceback
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bontot_desktop.errors import Refused
from bontot_desktop.services import cells, importing, members
from bontot_desktop.services.importing import Choices
from bontot_desktop.services.office import Office, open_office
from tests import register_office
from tests.old_excel import container, write_xls

#: Address space of the run, bytes: what one workbook may drive the whole process to.
MOST_MEMORY = 1_500 * 1024 * 1024
#: What one import may add to the memory of the program, megabytes.
MOST_ADDED = 300
#: Seconds one workbook may take, on a machine that does other things too.
MOST_SECONDS = 20.0
_ODD_VALUES: tuple[Any, ...] = (
    "",
    " ",
    "x",
    "#REF!",
    "=1+1",
    "31/02/1980",
    "00/00/0000",
    "5/1970",
    "99999999999999999999",
    -1,
    0,
    0.5,
    1e308,
    2_958_466,
    "\u0000",
    "a" * 5000,
    "Chi bộ",
    "CHI BỘ THÔN MẪU 9",
    "Cộng: 3 đồng chí",
    "T/M ĐẢNG ỦY",
    "NguyÔn V¨n A",
    "Nguyeãn Vaên A",
    "Nguye\u0302\u0303n",
    True,
    date(1900, 1, 1),
    date(9999, 12, 31),
    "TT",
    "Họ và tên",
    "Nam",
    "(1)",
    "\U0001f600",
    "‮abc",
)


@dataclass
class Tally:
    """What became of the cases."""

    refused: Counter[str] = field(default_factory=Counter)
    planned: int = 0
    applied: int = 0
    slowest: tuple[float, int] = (0.0, -1)
    #: The most one import added to the memory, megabytes, and its number.
    heaviest: tuple[int, int] = (0, -1)


def bases(folder: Path) -> dict[str, bytes]:
    """Make the sound workbooks the others are made from."""
    tidy = [register_office.cell_row("TH01", "Chi bộ thôn Mẫu 1")]
    people = [register_office.member_row("Nguyễn Văn Ví Dụ", **{"Số thẻ đảng viên": "10282669"})]
    register_office.write_book(folder / "tidy.xlsx", tidy, people)
    grouped = [
        ["ĐẢNG ỦY XÃ VÍ DỤ"],
        ["TT", "Họ và tên", "Ngày, tháng, năm sinh", "", "Vào Đảng", "", "Số thẻ ĐV", "Chức vụ", "Ghi chú"],
        ["", "", "Nam", "Nữ", "Dự bị", "Chính thức", "", "", ""],
        ["I", "CHI BỘ THÔN MẪU 1"],
        [1, "LÊ VÍ DỤ AN", "16/2/1966", "", "20.7.2004", "20.7.2005", "10282669", "BT", ""],
        [2, "Trần Thị Mẫu", "", date(1982, 12, 23), "27/9/2008", "27-09-2009", 97180606, "", "miễn SH"],
        ["", "Cộng: 2 đồng chí"],
        ["II", "Chi bộ thôn Mẫu 2"],
        [1, "Đ/c Phạm Ví Dụ", "1994", "", "18-08-2015", "18.8.2016", 4128406, "PBT", ""],
        ["", "", "", "", "", "", "", "T/M ĐẢNG ỦY"],
    ]
    register_office.write_sheets(folder / "grouped.xlsx", {"DS": grouped})
    one = [["CHI BỘ THÔN MẪU 3"], [], ["Số TT", "Họ tên", "Năm sinh", "GT", "Số TĐV", "Miễn SHĐ"]]
    one += [[1, "Vũ Ví Dụ", 1966, "Nam", "10282661", ""], [2, "Đỗ Ví Dụ", "1/6/1953", "Nữ", "97180605", "x"]]
    register_office.write_sheets(folder / "sheets.xlsx", {"thôn Mẫu 3": one, "thôn Mẫu 4": one[2:]})
    register_office.write_ods(folder / "list.ods", {"thôn Mẫu 3": one})
    write_xls(folder / "list.xls", {"thôn Mẫu 3": one})
    rows = "\r\n".join(";".join(str(value) for value in row) for row in grouped)
    (folder / "list.csv").write_text(rows, encoding="utf-8-sig", newline="")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


# Each way of spoiling takes the workbook's bytes and gives others ---------------------------------------------------


def cut(content: bytes, chance: random.Random) -> bytes:
    """Keep the beginning only."""
    return content[: chance.randrange(len(content))]


def flip(content: bytes, chance: random.Random) -> bytes:
    """Write wrong bytes."""
    spoiled = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def splice(content: bytes, chance: random.Random) -> bytes:
    """Take a piece out, double it or put it elsewhere."""
    start = chance.randrange(len(content))
    piece = content[start : start + chance.randrange(1, 400)]
    place = chance.randrange(len(content))
    rest = content if chance.random() < 0.5 else content.replace(piece, b"", 1)
    return rest[:place] + piece * chance.choice((0, 1, 3)) + rest[place:]


def _parts(content: bytes) -> dict[str, bytes] | None:
    if not content.startswith(b"PK"):
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def in_xml(content: bytes, chance: random.Random) -> bytes:
    """Spoil a part inside the archive: references, types, numbers, tags."""
    parts = _parts(content)
    if parts is None:
        return splice(content, chance)
    name = chance.choice([n for n in parts if n.endswith((".xml", ".rels"))])
    part = parts[name]
    ways: tuple[Callable[[bytes], bytes], ...] = (
        lambda x: re.sub(rb"\d+", lambda m: str(chance.choice((0, -1, 2**31, 10**12, 7))).encode(), x, count=3),
        lambda x: re.sub(rb'r="[A-Z]+\d+"', lambda m: chance.choice(_REFERENCES), x, count=chance.randrange(1, 9)),
        lambda x: re.sub(rb't="\w+"', lambda m: chance.choice(_TYPES), x, count=chance.randrange(1, 9)),
        lambda x: re.sub(rb"<v>[^<]*</v>", lambda m: chance.choice(_VALUES), x, count=chance.randrange(1, 9)),
        lambda x: splice(x, chance) if x else x,
        lambda x: x.replace(b"<row", b"<row" * chance.choice((1, 2)), 1),
        lambda x: x.replace(b"</sheetData>", b"</sheetData>" + _merges(chance), 1),
        lambda x: re.sub(rb'ount="\d+"', b'ount="4000000000"', x),
        lambda x: re.sub(rb"<c [^>]*>", lambda m: m[0] + b"<f>" + b"1+" * 400 + b"1</f>", x, count=2),
        lambda x: b"",
        lambda x: re.sub(rb"<dimension[^>]*/>", b'<dimension ref="A1:XFD1048576"/>', x),
        lambda x: x.replace(b"<table:table-cell", b'<table:table-cell table:number-columns-repeated="16384"', 2),
        lambda x: x.replace(b"<table:table-row", b'<table:table-row table:number-rows-repeated="1048576"', 2),
    )
    parts[name] = chance.choice(ways)(part)
    return _packed(parts)


_REFERENCES = (b'r="XFD1048576"', b'r="A1"', b'r="ZZZ99999999"', b'r="1A"', b'r=""', b'r="A99999"', b'r="AAAAAAAA1"')
_TYPES = (b't="s"', b't="b"', b't="e"', b't="str"', b't="d"', b't="inlineStr"', b't="zz"', b"")
_VALUES = (
    b"<v>999999999</v>",
    b"<v>-5</v>",
    b"<v></v>",
    b"<v>NaN</v>",
    b"<v>1E+400</v>",
    b"<v>#REF!</v>",
    b"",
    b"<v>1</v>",
)


def _merges(chance: random.Random) -> bytes:
    ranges = (f"{chance.choice('ABCXYZ')}{chance.randrange(1, 99)}" for _ in range(40))
    return b"<mergeCells>" + b"".join(f'<mergeCell ref="{a}:{a[::-1]}"/>'.encode() for a in ranges) + b"</mergeCells>"


def odd_values(content: bytes, chance: random.Random) -> bytes:
    """Write a list whose cells hold anything."""
    heads = ["TT", "Họ và tên", "Ngày sinh", "Nam", "Nữ", "Ngày vào Đảng", "Chính thức", "Số thẻ", "Chi bộ", "Chức vụ"]
    heads += ["Tình trạng", "Miễn SH", "Ghi chú", "SĐT", "Tên chi bộ", "Bí thư", "Giờ", "Họ đệm", "Tên"]
    chance.shuffle(heads)
    rows: list[list[Any]] = [[chance.choice(_ODD_VALUES) for _ in heads] for _ in range(chance.randrange(4))]
    rows.append(heads[: chance.randrange(2, len(heads) + 1)])
    likely = (
        "Nguyễn Văn Ví Dụ",
        "Trần Thị Mẫu",
        "Bí thư",
        "1/1/1970",
        1970,
        "Chi bộ thôn Mẫu 1",
        "10282669",
        "x",
        1,
        2,
    )
    for _ in range(chance.randrange(12)):
        rows.append([chance.choice(likely if chance.random() < 0.7 else _ODD_VALUES) for _ in heads])
    with tempfile.TemporaryDirectory() as folder:
        path = register_office.write_sheets(Path(folder) / "odd.xlsx", {"thôn Mẫu 5": rows})
        return path.read_bytes()


def bomb(content: bytes, chance: random.Random) -> bytes:
    """Pack far more than there is room for, with or without telling."""
    parts = _parts(content) or {"xl/workbook.xml": b"<workbook/>"}
    sheet = next((name for name in parts if "sheet1" in name or name == "content.xml"), next(iter(parts)))
    size = chance.choice((5, 40, 170)) * 1024 * 1024
    parts[sheet] = b"<worksheet><sheetData>" + bytes(size) + b"</sheetData></worksheet>"
    packed = bytearray(_packed(parts))
    if chance.random() < 0.5:
        for match in list(re.finditer(b"PK\x01\x02", bytes(packed))):
            packed[match.start() + 24 : match.start() + 28] = struct.pack("<I", 1000)
    return bytes(packed)


def empty_rows(content: bytes, chance: random.Random) -> bytes:
    """Put very many empty rows, or one filled cell very far down, into a sheet."""
    parts = _parts(content)
    sheet = next((name for name in parts or {} if "sheet1" in name), None)
    if parts is None or sheet is None:
        return content + b"\r\n" * chance.choice((1000, 300_000))
    last = chance.choice((1_048_576, 60_000, 49_999))
    rows = {
        0: b"".join(
            b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(1000, last, 7 if last > 1e5 else 1)
        ),
        1: b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (last, last),
        2: b'<row r="%d"><c r="AZ%d"><v>1</v></c></row>' % (last, last),
        3: b"<row/>" * 200_000,
    }[chance.randrange(4)]
    parts[sheet] = parts[sheet].replace(b"</sheetData>", rows + b"</sheetData>")
    return _packed(parts)


def locked(content: bytes, chance: random.Random) -> bytes:
    """Lock the workbook with a password, as Excel does: a container with the packed workbook encrypted in it."""
    size = max(4096, len(content))
    return container({"EncryptedPackage": chance.randbytes(size), "EncryptionInfo": chance.randbytes(4096)})


def as_text(content: bytes, chance: random.Random) -> bytes:
    """Write the list as text in some code with some separator, and damage it a little."""
    code = chance.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258", "latin-1", "cp437"))
    mark = chance.choice((",", ";", "\t", "|", "\x1f"))
    names = ("TT", "Họ và tên", "Năm sinh", "Số thẻ", 'Chi "bộ', "a\nb")
    lines = [mark.join(chance.sample(names, len(names))) for _ in range(chance.randrange(1, 30))]
    text = '"' * chance.choice((0, 0, 1)) + "\n".join(lines)
    spoiled = text.encode(code, errors="replace")
    return flip(spoiled, chance) if chance.random() < 0.5 else spoiled


def deflated(content: bytes, chance: random.Random) -> bytes:
    """Spoil the packed bytes of one entry only, leaving the directory whole."""
    spoiled = bytearray(content)
    start = chance.randrange(30, max(31, len(spoiled) // 2))
    for place in range(start, min(start + chance.randrange(1, 30), len(spoiled))):
        spoiled[place] ^= chance.randrange(1, 256)
    return bytes(spoiled) if chance.random() < 0.8 else zlib.compress(content)


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    cut,
    flip,
    splice,
    in_xml,
    in_xml,
    in_xml,
    in_xml,
    odd_values,
    odd_values,
    odd_values,
    empty_rows,
    bomb,
    locked,
    as_text,
    deflated,
)


class Fuzzer:
    """Makes the cases and feeds them to one office after another."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder, self._seed = folder, seed
        sound = folder / "sound"
        sound.mkdir()
        self._bases = bases(sound)
        register_office.make_office(folder).close()
        self._empty = folder / "vi-du.bontot"
        self._office: Office | None = None
        self._since_new = 0
        self.tally = Tally()

    def close(self) -> None:
        """Close the office in use."""
        if self._office is not None:
            self._office.close()

    def case(self, number: int) -> tuple[Path, random.Random]:
        """Make one workbook."""
        chance = random.Random(f"{self._seed}:{number}")
        name = chance.choice(list(self._bases))
        way = WAYS[number % len(WAYS)]
        content = way(self._bases[name], chance)
        suffix = Path(name).suffix if chance.random() < 0.9 else chance.choice((".xls", ".csv", ".txt", ".xlsx"))
        path = self._folder / f"case{suffix}"
        path.write_bytes(content)
        return path, chance

    def run(self, number: int) -> None:
        """Feed one workbook; anything but a sentence or a sound import rises."""
        path, chance = self.case(number)
        before = _start_measuring()
        start = time.perf_counter()
        try:
            self._feed(path, chance)
        except Refused as refused:
            sentence = str(refused)
            assert sentence
            assert "\n" not in sentence
            assert len(sentence) < 600, sentence
            self.tally.refused[re.sub(r"“[^”]*”|\S+\.\w{3,4}|\d+", "…", sentence)[:90]] += 1
        took = time.perf_counter() - start
        self.tally.slowest = max(self.tally.slowest, (took, number))
        assert took < MOST_SECONDS, f"case {number} took {took:.1f} s"
        if before is not None:
            added = _memory("VmHWM") - before
            self.tally.heaviest = max(self.tally.heaviest, (added, number))
            assert added < MOST_ADDED, f"case {number} took {added} MB"

    def _feed(self, path: Path, chance: random.Random) -> None:
        office = self._an_office()
        book = importing.read(path)
        guess = importing.guess(book, importing.remembered(office))
        for sheet in guess.sheets[:3]:
            importing.preview(book, sheet, 30)
            importing.old_code_samples(book, sheet)
        if chance.random() < 0.2 and guess.sheets and guess.sheets[0].columns:
            first = guess.sheets[0]
            role = chance.choice(importing.roles_for(chance.choice(list(importing.TableKind))))
            guess = guess.with_sheet(first.with_role(chance.randrange(len(first.columns)), role))
        plan = importing.plan(office, book, guess)
        choices = Choices()
        for question in plan.doubtful:
            assert question.answer in {choice.key for choice in question.choices}, question
            choices = choices.answered(question.key, chance.choice(question.choices).key)
        for row in plan.taken:
            if chance.random() < 0.1:
                choices = choices.taking(row.key, False)
        for gone in plan.gone:
            if chance.random() < 0.2:
                choices = choices.letting_go(gone.key, True)
        plan = importing.plan(office, book, guess, choices)
        self.tally.planned += 1
        self._apply(office, plan)

    def _apply(self, office: Office, plan: importing.ImportPlan) -> None:
        before = self._held(office)
        try:
            importing.apply(office, plan)
        except Refused:
            assert self._held(office) == before, "half an import"
            raise
        counts = plan.counts
        after = self._held(office)
        assert after[0] - before[0] == counts.new_cells, (before, after, counts)
        assert after[1] - before[1] == counts.new_members - counts.leaving, (before, after, counts)
        assert after[2] - before[2] in (0, 1), "more than one act"
        self.tally.applied += 1

    def _held(self, office: Office) -> tuple[int, int, int]:
        last = office.data.last_act()
        return len(cells.list_cells(office)), len(members.list_members(office)), last.id if last else 0

    def _an_office(self) -> Office:
        """Return an office that is empty now and then, and has the rows of earlier cases otherwise."""
        if self._office is None or self._since_new > 40:
            self.close()
            path = self._folder / "now.bontot"
            for old in self._folder.glob("now.bontot*"):
                old.unlink()
            shutil.copy(self._empty, path)
            clock = lambda: register_office.NOW  # noqa: E731
            self._office = open_office(path, holder="thử", who="Văn thư", clock=clock)
            self._since_new = 0
        self._since_new += 1
        return self._office


def _start_measuring() -> int | None:
    """Forget the most memory used so far, and return what is used now, megabytes; None where it is not told."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
        return _memory("VmRSS")
    except OSError:
        return None


def _memory(what: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(f"{what}:"))


def main() -> int:
    """Run."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_import")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    args = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    numbers = [args.only] if args.only is not None else range(args.start, args.start + args.count)
    failures = []
    tell = sys.stdout.write
    with tempfile.TemporaryDirectory(prefix="bontot-fuzz-") as folder:
        fuzzer = Fuzzer(Path(folder), args.seed)
        mark = Path(tempfile.gettempdir()) / f"bontot-fuzz-{args.seed}-{args.start}.case"
        for number in numbers:
            # The number stands in a file before the case is fed: a crash of the whole process still tells it.
            mark.write_text(str(number))
            try:
                fuzzer.run(number)
            except Exception:  # noqa: BLE001 — whatever rises is what is looked for
                failures.append(number)
                tell(f"--- case {number}\n{traceback.format_exc()}\n")
                fuzzer.close()
                fuzzer._office = None
        fuzzer.close()
        mark.unlink()
    tally = fuzzer.tally
    tell(
        f"{len(numbers)} workbooks: {tally.planned} planned, {tally.applied} imported, "
        f"{tally.refused.total()} refused with a sentence, {len(failures)} failed {failures[:20]}\n"
        f"most memory of one import {tally.heaviest[0]} MB (case {tally.heaviest[1]}), "
        f"slowest {tally.slowest[0]:.1f} s (case {tally.slowest[1]})\n"
    )
    for sentence, count in tally.refused.most_common(25):
        tell(f"{count:6} {sentence}\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
