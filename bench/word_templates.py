"""Measures a paper of ours against the usual way: a Word template filled by docxtpl and converted by LibreOffice.

docxtpl is fetched into an environment of the bench's own; the program neither needs nor ships it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from bench import sample
from bench.ratio import Ratio, compare
from bontot_desktop.documents import word
from bontot_desktop.services import frozen
from bontot_desktop.services.filing import BOTH

ROUNDS = 3
AIM = 0.2
ENVIRONMENT = Path(__file__).resolve().parent.parent / ".bench-venv"
DOCXTPL = "docxtpl==0.20.2"
#: Fills one template for each line of words on standard input; started once, so that its start counts once.
FILL = """
import sys
from docxtpl import DocxTemplate
for line in sys.stdin:
    template, target, number = line.rstrip("\\n").split("\\t")
    made = DocxTemplate(template)
    made.render({"number": number})
    made.save(target)
"""


def per_paper() -> Ratio:
    """Return the ratio for the papers of the year's end, each in Word and in PDF."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise SystemExit("LibreOffice Writer is needed to measure against (on Debian: libreoffice-writer).")
    papers = sample.year_end()
    with tempfile.TemporaryDirectory(prefix="bontot-bench-") as folder:
        there = Path(folder)
        templates = []
        for index, paper in enumerate(papers):
            template = there / f"mau-{index}.docx"
            template.write_bytes(word.render(paper.document()))
            templates.append(template)
        return compare(
            f"papers in Word and PDF against docxtpl and LibreOffice ({len(papers)} papers)",
            lambda: [frozen.render_all(paper.document(), BOTH) for paper in papers],
            lambda: _usual(soffice, templates, there),
            rounds=ROUNDS,
            aim=AIM,
        )


def _usual(soffice: str, templates: list[Path], folder: Path) -> None:
    """Fill the templates and convert all of them in one run, the kindest way for LibreOffice."""
    made = [folder / f"van-ban-{index}.docx" for index in range(len(templates))]
    lines = "\n".join(f"{template}\t{target}\t05" for template, target in zip(templates, made, strict=True))
    subprocess.run([_python(), "-c", FILL], input=lines, text=True, check=True)
    profile = (folder / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(folder), *map(str, made)], check=True, capture_output=True)
    missing = [target for target in made if not target.with_suffix(".pdf").is_file()]
    if missing:
        raise AssertionError(f"{len(missing)} papers were not converted")


def _python() -> str:
    """Return the interpreter of the bench's own environment, making it when it is not there."""
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (ENVIRONMENT / "ready").is_file():
        print(f"fetching {DOCXTPL} for the bench", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", DOCXTPL], check=True)
        (ENVIRONMENT / "ready").touch()
    return str(python)
