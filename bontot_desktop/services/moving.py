"""Moves a closed data file and its papers into the program's own folder: copied and compared, the old kept aside."""

from __future__ import annotations

import logging
import shutil
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from bontot_desktop import places
from bontot_desktop.db import container, disk
from bontot_desktop.db.copy_names import NAME_TIME
from bontot_desktop.db.datafile import remove_with_company
from bontot_desktop.db.faults import told
from bontot_desktop.db.holding import hold
from bontot_desktop.errors import NoRoom, Refused
from bontot_desktop.places import Places
from bontot_desktop.services import paper_folder, second_place
from bontot_desktop.services.paper_folder import Progress

_log = logging.getLogger(__name__)

NOT_AT_REST = "Tệp “{name}” lần trước đóng chưa đúng cách. Hãy mở rồi đóng lại một lần, sau đó chuyển."
NOT_ALIKE = "Tệp chép sang không giống tệp gốc nên chưa chuyển gì. Hãy kiểm tra ổ đĩa rồi thử lại."


class Moved(NamedTuple):
    """Where the data file is now, and where the old one is kept (None: it is held by another and stands as it was)."""

    path: Path
    kept_aside: Path | None


def free_place(own: Places) -> Path:
    """Return where a file moved into the program's own folder will lie: what opens by itself, unless that is taken."""
    target, turn = own.data_file, 1
    while target.exists() or places.papers_beside(target).exists():
        turn += 1
        target = own.data_file.with_name(f"{own.data_file.stem}-{turn}{own.data_file.suffix}")
    return target


def move(data_file: Path, own: Places, *, now: datetime, progress: Progress | None = None) -> Moved:
    """Move a closed data file with its folder of papers into the program's own folder.

    The old file and folder stay where they are until the new ones are whole, and then under another name. Raises
    HeldByAnother, NoRoom, Refused; what was there is then as it was.
    """
    target = free_place(own)
    beside = target.with_name(f"{target.stem} - dang chuyen{target.suffix}")
    with told(data_file):
        holding = hold(data_file, holder="việc chuyển tệp", now=now)
        try:
            if any(kin(data_file).exists() for kin in (container.side_file, container.journal_file)):
                raise Refused(NOT_AT_REST.format(name=data_file.name))
            try:
                _copy(data_file, beside)
                _copy_papers(data_file, target, progress)
                disk.patiently(lambda: beside.rename(target))
                disk.sync_folder(target.parent)
            finally:
                remove_with_company(beside)
        except BaseException:
            if holding.was_left:
                holding.abandon()
            else:
                holding.release()
            raise
        holding.release()
    aside = _put_aside(data_file, now)
    try:
        second_place.moved(own, data_file, target)
    except NoRoom:
        # The move stands all the same: only the stick has to be chosen once more.
        _log.info("the second place could not be remembered under the new path")
    return Moved(target, aside)


def _copy(data_file: Path, beside: Path) -> None:
    remove_with_company(beside)
    shutil.copyfile(data_file, beside)
    disk.sync_file(beside)
    if disk.fingerprint(data_file) != disk.fingerprint(beside):
        raise NoRoom(NOT_ALIKE)


def _copy_papers(data_file: Path, target: Path, progress: Progress | None) -> None:
    papers = places.papers_beside(target)
    try:
        paper_folder.copy_new(places.papers_beside(data_file), papers, compare=True, progress=progress)
    except BaseException:
        # It was not there before: what came of it must not stand beside another office one day.
        shutil.rmtree(papers, ignore_errors=True)
        raise


def _put_aside(data_file: Path, now: datetime) -> Path | None:
    aside = data_file.with_name(f"{data_file.stem} - da chuyen {now.strftime(NAME_TIME)}{data_file.suffix}")
    try:
        disk.patiently(lambda: data_file.rename(aside))
        papers = places.papers_beside(data_file)
        if papers.is_dir():
            papers.rename(places.papers_beside(aside))
    except OSError:
        # The program that keeps the folder may hold it just now; the data are safe in their new place.
        return None if data_file.exists() else aside
    return aside
