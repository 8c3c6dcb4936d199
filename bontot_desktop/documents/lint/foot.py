"""The foot of a paper: who signs, by what right, and who receives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bontot_desktop.documents.lint import words
from bontot_desktop.documents.lint.paper import Line
from bontot_desktop.documents.lint.words import spelled


@dataclass(frozen=True, slots=True)
class SignerPart:
    """One signature: 7a (or the label of a signer of minutes), 7b lines, 7c, and the room to sign in points."""

    authority: Line | None
    posts: tuple[Line, ...]
    name: Line | None
    room: float


@dataclass(frozen=True, slots=True)
class Foot:
    """The components 7 and 9b; ``lines`` is everything that stands there."""

    signers: tuple[SignerPart, ...]
    label: Line | None
    recipients: tuple[Line, ...]
    lines: tuple[Line, ...]


def is_sign(line: Line) -> bool:
    """Whether a line can only stand in the foot."""
    name = spelled(line.text)
    if words.RECIPIENTS.match(name) and len(name) < 14:
        return True
    apart = line.side is not None or line.align in ("center", "right")
    ruled = line.spot is not None and line.spot.ruled
    return line.upper and apart and not ruled and len(name) < 70 and (_is_authority(line) or _is_label(name))


def _is_authority(line: Line) -> bool:
    return bool(words.AUTHORITY.match(spelled(line.text)))


def _is_label(name: str) -> bool:
    return words.starts(name, words.POSTS + words.SIGNERS)


def bounds(pieces: Sequence[Line], start: int) -> tuple[int, int]:
    """Return where the foot begins and ends; both the end of the paper when it has none."""
    begin = next((index for index in range(start, len(pieces)) if is_sign(pieces[index])), None)
    if begin is None:
        return len(pieces), len(pieces)
    table = _table(pieces[begin])
    while table is not None and begin > start and _table(pieces[begin - 1]) == table:
        begin -= 1
    for index in range(begin + 1, len(pieces)):
        line = pieces[index]
        if _table(line) is not None and _table(line) == table:
            continue
        heading = line.align == "center" and line.upper and words.starts(spelled(line.text), words.ANNEX)
        ruled = line.spot is not None and line.spot.ruled
        if line.new_page or heading or ruled:
            return begin, index
    return begin, len(pieces)


def _table(line: Line) -> int | None:
    return line.spot.table if line.spot else None


def read(lines: Sequence[Line]) -> Foot:
    """Read the foot: the column of Nơi nhận, every other column a signer."""
    label = next((line for line in lines if words.RECIPIENTS.match(line.text)), None)
    recipients: list[Line] = []
    others: list[Line] = []
    reading = False
    for line in lines:
        if line is label:
            reading = True
        elif label is not None and reading and _same_column(line, label) and _is_recipient(line, recipients):
            if line.text:
                recipients.append(line)
        elif line.side == 0 and label is not None and label.side == 0 and not line.text:
            continue
        else:
            others.append(line)
    columns: dict[int, list[Line]] = {}
    for line in others:
        columns.setdefault(line.side if line.side is not None else 1, []).append(line)
    signers = [signer for _, column in sorted(columns.items()) for signer in _signers(column)]
    return Foot(tuple(signers), label, tuple(recipients), tuple(lines))


def _same_column(line: Line, label: Line) -> bool:
    return line.side == label.side or label.side is None or (line.spot is None and line.text.startswith("-"))


def _is_recipient(line: Line, before: Sequence[Line]) -> bool:
    if not line.text:
        return line.side == 0 or not before
    if line.upper or is_sign(line):
        return False
    return line.text.startswith(("-", "–", "•", "+")) or bool(line.label) or line.side == 0 or not before


def _signers(column: Sequence[Line]) -> list[SignerPart]:
    """Read a column from label to name, again where another label follows a name."""
    found: list[SignerPart] = []
    caps: list[Line] = []
    room = 0.0
    for line in column:
        if not line.text:
            room += line.height + line.before + line.after if caps else 0.0
        elif (line.upper and (caps or is_sign(line))) or (caps and spelled(line.text).lower() == "kiêm"):
            caps.append(line)
            room = 0.0
        elif caps and not _is_note(line):
            found.append(_signer(caps, line, room + line.before))
            caps, room = [], 0.0
    if caps:
        # A name typed in capitals is the last line of capitals after room to sign, or there is none.
        found.append(_signer(caps, None, room))
    return found


def _is_note(line: Line) -> bool:
    text = line.text
    return text.startswith(("(", "…", "..", "_")) or bool(words.DATE.search(text)) or len(text) > 60


def _signer(caps: Sequence[Line], name: Line | None, room: float) -> SignerPart:
    first = caps[0]
    if _is_authority(first):
        posts = [line for line in caps[1:] if line.text.lower() != "kiêm"]
        return SignerPart(first, tuple(posts), name, room)
    return SignerPart(None, tuple(line for line in caps if line.text.lower() != "kiêm"), name, room)
