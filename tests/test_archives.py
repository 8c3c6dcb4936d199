"""An archive with a million parts is known by the length of its list, before anything is read into memory."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from bontot_desktop import archives

PROJECT = Path(__file__).parent.parent


def archive(parts: int, name: str = "p{}") -> bytes:
    """Return an archive of so many empty parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(parts):
            made.writestr(name.format(number), b"")
    return out.getvalue()


def test_a_paper_and_a_register_have_few_parts() -> None:
    assert not archives.has_too_many_parts(archive(3000))
    assert archives.has_too_many_parts(archive(12_000))


def test_the_long_form_of_the_list_is_read_too() -> None:
    content = archive(66_000)
    assert b"PK\x06\x06" in content
    assert archives.has_too_many_parts(content)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\x05\x06", b"x" * 100, archive(1)[:-5], archive(12_000)[9000:]],
    ids=["empty", "letters", "mark", "other", "cut-end", "cut-front"],
)
def test_a_damaged_end_is_left_to_the_reader(content: bytes) -> None:
    archives.has_too_many_parts(content)


#: Every way in for a file from outside, with the memory of a small PC; each must answer with a sentence.
_TAKE = """
import resource, sys
from pathlib import Path
from bontot_desktop.errors import Refused
from bontot_desktop.services import scans
from bontot_desktop.services.importing import workbook
from bontot_desktop.documents.lint import opening
import bontot_desktop.documents.picture as picture
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + int(sys.argv[1]) * 1024 * 1024,) * 2)
said = []
for file in map(Path, sys.argv[2:]):
    content = file.read_bytes()
    try:
        if file.suffix in (".xlsx", ".ods"):
            workbook.read(file)
        elif file.suffix == ".docx":
            opening.unpack(content, file.name)
        elif file.suffix == ".zip":
            scans._check(file.with_suffix(".docx"), content, scans.OUTSIDE)
        else:
            picture.check(content)
    except (Refused, picture.NoPicture) as refusal:
        said.append(file.name)
print(*said, sep=chr(10))
"""


def _bomb(path: Path, part: str, beginning: bytes, filler: bytes, megabytes: int, ending: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Id="a" Type="x/officeDocument" Target="{part}"/></Relationships>',
        )
        with made.open(part, "w", force_zip64=True) as stream:
            stream.write(beginning)
            piece = filler * (1024 * 1024 // len(filler))
            for _ in range(megabytes):
                stream.write(piece)
            stream.write(ending)
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="the bound of memory is the system's own")
def test_files_that_unpack_to_more_than_the_pc_has_are_refused_before_the_memory_grows(tmp_path: Path) -> None:
    body, row = b"<document><body>", b"<p><r><t>" + b"x" * 100 + b"</t></r></p>"
    bombs = [
        _bomb(tmp_path / "van-ban.docx", "word/document.xml", body, b" ", 150, b"</body></document>"),
        _bomb(tmp_path / "doan.docx", "word/document.xml", body, row, 15, b"</body></document>"),
        _bomb(tmp_path / "so.xlsx", "xl/worksheets/sheet1.xml", b"<worksheet>", b"<c/>", 150, b"</worksheet>"),
        _bomb(tmp_path / "chuoi.xlsx", "xl/sharedStrings.xml", b"<sst>", b"<si><t>xx</t></si>", 150, b"</sst>"),
        _bomb(tmp_path / "bang.ods", "content.xml", b"<x>", b"<a/>", 150, b"</x>"),
    ]
    nested, many = archive(5), archive(40_000)
    for name in ("nhieu.xlsx", "nhieu.docx", "nhieu.zip"):
        (tmp_path / name).write_bytes(many)
        bombs.append(tmp_path / name)
    with zipfile.ZipFile(tmp_path / "long.xlsx", "w") as made:
        made.writestr("xl/embeddings/a.zip", nested * 1000)
    picture = tmp_path / "anh.png"
    Image.new("1", (12_000, 12_000)).save(picture)
    bombs += [tmp_path / "long.xlsx", picture]
    done = subprocess.run(
        [sys.executable, "-c", _TAKE, "400", *map(str, bombs)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [path.name for path in bombs]
