"""Signed papers as scanned or photographed: checked, kept beside the paper's files, known by fingerprint."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath

import pypdfium2
from sqlalchemy.orm import Session

from bontot_desktop import archives, text
from bontot_desktop.db.models.papers import Paper, PaperScan
from bontot_desktop.documents import picture
from bontot_desktop.errors import NoRoom, NotFound, Refused
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.changes import Kind as Changed
from bontot_desktop.rules.papers import FileCondition, PaperState
from bontot_desktop.services import files, filing, naming, numbers
from bontot_desktop.services.office import Office, Saved

PDF, WORD = ".pdf", ".docx"
PICTURES = (".jpg", ".jpeg", ".png")
#: Endings of a signed paper; a paper made outside the program may bring its Word file as well.
SIGNED = (PDF, *PICTURES)
OUTSIDE = (*SIGNED, WORD)
#: The largest file that is taken, in MB: some hundred scanned pages.
MOST_MB = 50
_MARKS = {PDF: b"%PDF-", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".png": b"\x89PNG\r\n\x1a\n", WORD: b"PK"}


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A file kept with a paper: its place, the name it came under, and what is found there today."""

    id: int
    path: Path
    original_name: str
    condition: FileCondition
    added_at: datetime
    added_by: str

    @property
    def is_word(self) -> bool:
        """A Word file is opened in Word, not shown."""
        return self.path.suffix == WORD

    @property
    def trouble(self) -> str:
        """What is wrong with the file, in a sentence; "" when it stands as it was kept."""
        if self.condition is FileCondition.MISSING:
            return f"Tệp bản ký “{self.path.name}” không còn trong thư mục văn bản."
        if self.condition is FileCondition.EDITED:
            return f"Tệp bản ký “{self.path.name}” đã bị thay đổi sau khi đính kèm."
        return ""


def endings(*, outside: bool) -> tuple[str, ...]:
    """Return the endings of files that may be attached to a paper."""
    return OUTSIDE if outside else SIGNED


def of_paper(office: Office, paper_id: int) -> tuple[ScanRow, ...]:
    """Return the files kept with a paper, the first attached first, as they lie on the disk."""
    with office.read() as session:
        rows = [
            (row.id, row.path, row.original_name, row.sha256, row.added_at, row.added_by)
            for row in filing.paper_of(session, paper_id).scans
        ]
    return tuple(
        ScanRow(scan_id, office.papers / path, name, filing.found_there(office.papers / path, sha256), at, by)
        for scan_id, path, name, sha256, at, by in rows
    )


def attach(office: Office, paper_id: int, source: Path) -> Saved:
    """Check a file and keep a copy of it with a paper; returns the id of the scan.

    Raises Refused with a sentence for a file that is too large, not what its ending says, damaged or attached already,
    and NoRoom when the copy cannot be written; nothing is then kept.
    """
    content = _content(source)
    with office.read() as session:
        paper = filing.paper_of(session, paper_id)
        if paper.state is PaperState.DRAFT:
            raise Refused("Dự thảo chưa có bản ký; hãy ban hành trước.")
        _check(source, content, endings(outside=naming.is_outside(paper.kind)))
        sha256 = files.fingerprint(content)
        if any(scan.sha256 == sha256 for scan in paper.scans):
            raise Refused(f"Tệp “{source.name}” đã được đính kèm văn bản này rồi.")
        target = _free(office, paper, source.suffix.lower())
    files.write(target, content)
    try:
        with office.work("papers.attach", "Đính kèm bản ký") as work:
            paper = filing.paper_of(work, paper_id)
            scan = PaperScan(
                path=target.relative_to(office.papers).as_posix(),
                original_name=source.name,
                sha256=sha256,
                added_at=office.now(),
                added_by=office.who,
            )
            paper.scans.append(scan)
            work.flush()
            work.about(paper)
            work.sentence = f"Đính kèm {_word(target)} của {numbers.name_of(paper)}"
            scan_id = scan.id
    except BaseException:
        # The act did not happen; its file must not lie about.
        target.unlink(missing_ok=True)
        raise
    return Saved(scan_id, Changes.of(Changed.PAPERS))


def detach(office: Office, scan_id: int) -> Changes:
    """Take a file off a paper; it is not deleted but moved to the folder of what was taken back."""
    with office.work("papers.detach", "Gỡ bản ký") as work:
        scan = _found(work, scan_id)
        paper = scan.paper
        place = office.papers / scan.path
        target = files.free(place.parent / filing.TAKEN_BACK / place.name)
        if place.parent.name == filing.TAKEN_BACK:
            target = place
        work.about(paper)
        work.sentence = f"Gỡ {_word(place)} “{scan.original_name}” của {numbers.name_of(paper)}"
        paper.scans.remove(scan)
    if target != place:
        files.move(place, target)
    return Changes.of(Changed.PAPERS)


def shown(office: Office, scan_id: int) -> bytes | None:
    """Return a signed paper as a PDF to be seen and printed; None when its file is gone, unreadable or a Word file."""
    with office.read() as session:
        path = office.papers / _found(session, scan_id).path
    if path.suffix == WORD:
        return None
    try:
        content = files.read(path)
        if content is None:
            return None
        if path.suffix in PICTURES:
            return picture.page(content)
        _open_pdf(content)
    except (picture.NoPicture, pypdfium2.PdfiumError, NoRoom):
        # Changed since it was attached, and now no such file any more.
        return None
    return content


def save_copy(scan: ScanRow, target: Path, pages: bytes | None = None) -> None:
    """Copy a kept file out, or the pages it is seen as. Raises Refused when it is gone, NoRoom from the disk."""
    content = pages if pages is not None else files.read(scan.path)
    if content is None:
        raise Refused(scan.trouble)
    files.write(target, content)


def _found(session: Session, scan_id: int) -> PaperScan:
    scan = session.get(PaperScan, scan_id)
    if scan is None:
        raise NotFound("Bản ký này không còn trong sổ.")
    return scan


def _content(source: Path) -> bytes:
    try:
        size = source.stat().st_size
    except OSError as fault:
        raise Refused(f"Không đọc được tệp “{source.name}”; hãy xem tệp còn ở đó không.") from fault
    if size > MOST_MB * 1024 * 1024:
        raise Refused(
            f"Tệp “{source.name}” lớn hơn {MOST_MB} MB; "
            "hãy quét lại ở độ phân giải 200–300 dpi hoặc chia thành nhiều tệp."
        )
    content = files.read(source)
    if not content:
        raise Refused(f"Tệp “{source.name}” trống; hãy quét hoặc lưu lại rồi đính kèm.")
    return content


def _check(source: Path, content: bytes, allowed: tuple[str, ...]) -> None:
    ending = source.suffix.lower()
    if ending not in allowed:
        names = text.join_vi(dict.fromkeys(one[1:].upper().replace("JPEG", "JPG") for one in allowed))
        raise Refused(f"Không đính kèm được tệp “{source.name}”; hãy chọn tệp {names.replace('DOCX', 'Word')}.")
    if not content.startswith(_MARKS[ending]) and _MARKS[ending] not in content[:1024] * (ending == PDF):
        raise Refused(f"Tệp “{source.name}” không phải là {_kind(ending)} thật; hãy quét hoặc lưu lại rồi đính kèm.")
    damaged = Refused(f"Tệp “{source.name}” bị hỏng, không mở được; hãy quét hoặc lưu lại rồi đính kèm.")
    try:
        if ending == PDF:
            _open_pdf(content)
        elif ending in PICTURES:
            picture.check(content)
        elif (
            archives.has_too_many_parts(content)
            or "word/document.xml" not in zipfile.ZipFile(BytesIO(content)).namelist()
        ):
            raise damaged
    except (pypdfium2.PdfiumError, picture.NoPicture, zipfile.BadZipFile) as fault:
        if "password" in str(fault).lower():
            raise Refused(f"Tệp “{source.name}” có mật khẩu; hãy bỏ mật khẩu rồi đính kèm.") from fault
        raise damaged from fault


def _open_pdf(content: bytes) -> None:
    """Open a PDF and its first page. Raises PdfiumError when that fails."""
    opened = pypdfium2.PdfDocument(content)
    try:
        opened[0].close()
    except IndexError as fault:
        raise pypdfium2.PdfiumError("no page") from fault
    finally:
        opened.close()


def _kind(ending: str) -> str:
    return "tệp PDF" if ending == PDF else "tệp Word" if ending == WORD else "ảnh"


def _word(path: Path) -> str:
    return "tệp Word" if path.suffix == WORD else "bản ký"


def _free(office: Office, paper: Paper, ending: str) -> Path:
    """Give a file its place: beside the paper's files, under the same name, "-ban-ky", "-ban-ky-2"…"""
    beside = next((PurePosixPath(row.path) for row in paper.files), None)
    stem = beside.stem if beside else filing.stem(paper.series.partition("/")[0], paper.number, paper.title)
    folder = office.papers / (beside.parent.as_posix() if beside else str(paper.year))
    tail = "" if ending == WORD else "-ban-ky"
    taken = {scan.path for scan in paper.scans}
    turn = 1
    while True:
        place = folder / f"{stem}{tail}{'' if turn == 1 else f'-{turn}'}{'.jpg' if ending == '.jpeg' else ending}"
        if not place.exists() and place.relative_to(office.papers).as_posix() not in taken:
            return place
        turn += 1
