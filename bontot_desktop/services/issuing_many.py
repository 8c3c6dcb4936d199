"""Several papers of a kind issued one after the other: what was issued stays when a later one can't be."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date

from bontot_desktop.errors import MachineInTheWay, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import issuing
from bontot_desktop.services.issuing import Issued
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class IssuedMany:
    """What was issued, in order, and in sentences what could not be."""

    issued: tuple[Issued, ...]
    refused: tuple[str, ...]
    changes: Changes

    @property
    def waiting(self) -> str:
        """Why files could not be written, in a sentence; "" when all stand."""
        return next((paper.waiting for paper in self.issued if paper.waiting), "")


def issue_steps(
    office: Office,
    kind_id: str,
    subject_ids: Sequence[int],
    day: date,
    issued: list[Issued],
    refused: list[str],
) -> Generator[int, None, None]:
    """Issue one paper a step, each an act of its own with its own number; gives how many were tried.

    What was issued goes into ``issued`` at once, so that it is known when the person stops; sentences into ``refused``.
    Raises MachineInTheWay when the machine lets not even the first be.
    """
    for done, subject_id in enumerate(subject_ids, start=1):
        try:
            issued.append(issuing.issue(office, kind_id, subject_id, day=day))
        except Refused as reason:
            refused.append(str(reason))
        except MachineInTheWay as reason:
            # What the machine refuses now it refuses the next one too; those issued before are told of.
            if not issued:
                raise
            refused.append(str(reason))
            return
        yield done


def told(issued: Sequence[Issued], refused: Sequence[str]) -> IssuedMany:
    """Return the outcome. Raises Refused when none could be issued, with the first reason."""
    if refused and not issued:
        raise Refused(refused[0])
    return IssuedMany(tuple(issued), tuple(dict.fromkeys(refused)), Changes.of(Kind.PAPERS, Kind.CAMPAIGNS))


def issue_each(office: Office, kind_id: str, subject_ids: Sequence[int], day: date) -> IssuedMany:
    """Issue a paper of a kind about each subject without a pause. Raises Refused, MachineInTheWay as its steps do."""
    issued: list[Issued] = []
    refused: list[str] = []
    for _ in issue_steps(office, kind_id, subject_ids, day, issued, refused):
        pass
    return told(issued, refused)
