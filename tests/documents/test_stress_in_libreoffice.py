"""The Word file of every kind keeps the pages and lines of the PDF where names are long and lists are too."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from bontot_desktop.documents import pdf, word
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.profile import FormatSettings
from tests.documents.measure import quick_lines
from tests.documents.stress import OFFICES, stressed

SETTINGS = (
    FormatSettings(),
    FormatSettings(two_sided=True, tone_style="uỷ"),
    FormatSettings(body_size_pt=15.0, line_spacing_pt=22.0),
    FormatSettings(minutes_numbered=True, minutes_date_line=True, blank_lines_before_name=5),
    FormatSettings(line_spacing_pt=18.0, basis_style="italic"),
)
#: The word processor ends without a word somewhere after 240 files in one run.
AT_ONCE = 90
#: At least this part of a paper's lines are the same in both files.
SAME = 0.99

CASES = [(kind, number) for kind in KINDS for number in range(len(OFFICES))]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], tuple[list[list[str]], list[list[str]]]]:
    """Convert every paper of every office with the word processor, which must be there."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice Writer is needed (on Debian: apt-get install libreoffice-writer)"
    folder = tmp_path_factory.mktemp("stress")
    ours = {}
    for kind, number in CASES:
        facts = stressed(KINDS[kind].sample_facts(), OFFICES[number])
        paper = KINDS[kind].build(facts, SETTINGS[number])
        ours[kind, number] = quick_lines(pdf.render(paper))
        (folder / f"{kind}-{number}.docx").write_bytes(word.render(paper))
    profile = tmp_path_factory.mktemp("profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    files = [str(folder / f"{kind}-{number}.docx") for kind, number in CASES]
    for start in range(0, len(files), AT_ONCE):
        batch = files[start : start + AT_ONCE]
        subprocess.run([*command, str(folder), *batch], check=True, capture_output=True, timeout=300)
    return {
        (kind, number): (pages, quick_lines(Path(folder, f"{kind}-{number}.pdf").read_bytes()))
        for (kind, number), pages in ours.items()
    }


@pytest.mark.parametrize(("kind", "number"), CASES)
def test_pages_are_the_same_and_lines_too(
    opened: dict[tuple[str, int], tuple[list[list[str]], list[list[str]]]], kind: str, number: int
) -> None:
    ours, theirs = opened[kind, number]
    assert len(theirs) == len(ours)
    # LibreOffice does not keep the last row of a table with a signature below it, as Word does; its lines are the same.
    found, wanted = (Counter(line for page in pages for line in page) for pages in (theirs, ours))
    same = (found & wanted).total()
    lines = wanted.total()
    assert same >= SAME * lines, f"{lines - same} of {lines} lines differ: {sorted((wanted - found).elements())}"
