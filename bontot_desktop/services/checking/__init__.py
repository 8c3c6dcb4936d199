"""Kiểm tra dữ liệu: every question about the data file and the folder of papers, one by one, and the remedies."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from bontot_desktop.db import check as database
from bontot_desktop.db.check import Answer
from bontot_desktop.errors import Damaged
from bontot_desktop.services import care
from bontot_desktop.services.checking import folders, registers, snapshots, sums
from bontot_desktop.services.checking.asked import Asked
from bontot_desktop.services.office import Office

#: Our questions in the order they are asked, after the database's.
QUESTIONS: tuple[Asked, ...] = (*registers.QUESTIONS, *folders.QUESTIONS, *snapshots.QUESTIONS, *sums.QUESTIONS)
#: How many answers there are: one of the machine's, the database's, ours.
TOTAL = 1 + len(database.QUESTIONS) + len(QUESTIONS)
#: So many lines of one question are told; the count says how many there are.
MOST_TOLD = 200


def answers(office: Office) -> list[Answer]:
    """Ask everything at once; nothing is written. Raises Damaged when the damage keeps the database from answering."""
    found: list[Answer] = []
    for _ in asked(office, found):
        pass
    return found


def asked(office: Office, found: list[Answer]) -> Generator[int, None, None]:
    """Ask one question a turn into ``found``, giving how many are answered; stopping between is always safe."""
    for answer in database.asked(office.data):
        found.append(answer)
        yield len(found)
    for question in QUESTIONS:
        lines = question.find(office)
        notes = question.note(office) if question.note is not None else []
        told = (*lines[:MOST_TOLD], *notes)
        found.append(Answer(question.key, question.sentence, len(lines), question.mend is not None, tuple(told)))
        yield len(found)


def broken(found: list[Answer], fault: Damaged) -> list[Answer]:
    """Return what was answered before the damage stopped the questions, with the machine's own answer first."""
    if any(answer.key == "machine" and not answer.is_good for answer in found):
        return found
    machine = Answer("machine", database.MACHINE, 1, can_mend=False, details=(str(fault),))
    return [machine, *(answer for answer in found if answer.key != "machine")]


def sentence_of(done: int) -> str:
    """Say what is being asked after so many answers."""
    sentences = [database.MACHINE, *(one.sentence for one in database.QUESTIONS), *(one.sentence for one in QUESTIONS)]
    return sentences[min(done, len(sentences) - 1)]


def repair(office: Office, copies_folder: Path) -> int:
    """Mend what can be mended without loss, a copy made first; return how many places were put right."""
    care.make_copy(office, copies_folder)
    mended = database.mend(office.data, who=office.who, now=office.now())
    for question in QUESTIONS:
        if question.mend is not None:
            mended += question.mend(office)
    return mended
