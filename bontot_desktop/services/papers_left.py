"""After a copy was put in place: which files of papers are not on this machine, and how they come back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bontot_desktop import places
from bontot_desktop.db import copy_names

if TYPE_CHECKING:
    from bontot_desktop.services.office import Office
    from bontot_desktop.services.paper_folder import Progress

_WRITTEN = """
    SELECT paper_file.paper_id, paper_file.path FROM paper_file JOIN paper ON paper.id = paper_file.paper_id
    WHERE paper_file.state = 'WRITTEN' AND paper.state = 'ISSUED'"""
_SCANS = "SELECT id, path FROM paper_scan"
_PROOFS = "SELECT id, path FROM evidence_file"


@dataclass(frozen=True, slots=True)
class Left:
    """How many papers have lost a file, how many signed scans and proofs are gone, and the folder they belong in."""

    papers: int
    scans: int
    proofs: int
    folder: Path

    @property
    def sentence(self) -> str:
        """Say what is missing and how it comes back; "" when nothing is."""
        made = (
            f"Tệp của {self.papers} văn bản chưa có trên máy này; vẫn xem và in được, bấm “Ghi lại tệp” ở trang Văn "
            "bản thì có lại."
        )
        kept = (
            f"{self.scans} bản ký và {self.proofs} minh chứng chưa có trên máy này; hãy chép thư mục văn bản của máy "
            f"cũ hoặc ở USB vào “{self.folder}”."
        )
        told = ((made, bool(self.papers)), (kept, bool(self.scans or self.proofs)))
        return " ".join(sentence for sentence, is_so in told if is_so)


def left_behind(office: Office) -> Left:
    """Look which files of issued papers, scans and proofs are not in the folder; only that they are there is asked."""
    with office.ask() as driver:
        papers, scans, proofs = (driver.execute(question).fetchall() for question in (_WRITTEN, _SCANS, _PROOFS))
    return Left(
        len({paper for paper, path in papers if not (office.papers / path).exists()}),
        _gone(office.papers, scans),
        _gone(office.papers, proofs),
        office.papers,
    )


def beside_copy(copy: Path) -> Path | None:
    """Return the folder of papers that was brought to the place of a copy; None without one."""
    folder = places.papers_beside(copy.with_name(f"{copy_names.stem_in_name(copy)}{copy.suffix}"))
    return folder if folder.is_dir() else None


def bring_back(office: Office, folder: Path, *, progress: Progress | None = None) -> int:
    """Copy what is missing out of a folder of papers; what is there stays. Returns how many files; raises NoRoom."""
    from bontot_desktop.services import paper_folder

    return paper_folder.copy_new(folder, office.papers, over=False, progress=progress).copied


def _gone(folder: Path, rows: Iterable[tuple[int, str]]) -> int:
    return sum(not (folder / path).exists() for _, path in rows)
