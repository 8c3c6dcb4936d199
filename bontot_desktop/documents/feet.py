"""The foot of a paper in primitives: signers, room to sign, Nơi nhận (document-format §2 ids 7–9b, §6, §7)."""

from __future__ import annotations

from bontot_desktop.documents import styles
from bontot_desktop.documents.blocks import Recipients, Run, Signature, Signer, TwoSignatures, printable, runs_of
from bontot_desktop.documents.flow import Cell, Grid, Marker, Para, Row
from bontot_desktop.documents.heads import columns, date_line, fitted
from bontot_desktop.documents.profile import FormatSettings, Profile

_DASH = Marker(styles.RECIPIENT.marker)


def signature(block: Signature, text_width: float, settings: FormatSettings, profile: Profile) -> Grid:
    """Set Nơi nhận on the left and the signer on the right, in one row that is never split."""
    left_width, right_width = columns(text_width)
    left = _recipients(block.recipients, profile) if block.recipients else ()
    right = _place_date(block.place_date, right_width) + _signer(block.signer, right_width, settings)
    return Grid((left_width, right_width), (Row((Cell(left or (Para(styles.RECIPIENTS),)), Cell(right))),))


def two_signatures(block: TwoSignatures, text_width: float, settings: FormatSettings) -> Grid:
    """Set two signers side by side in equal halves."""
    half = text_width / 2
    rows = []
    if block.place_date:
        rows.append(Row((Cell((Para(styles.ROOM),)), Cell(_place_date(block.place_date, half))), keep_next=True))
    cells = tuple(Cell(_signer(signer, half, settings)) for signer in (block.left, block.right))
    return Grid((half, half), (*rows, Row(cells)))


def _place_date(text: str, width: float) -> tuple[Para, ...]:
    return (Para(styles.PLACE_DATE, date_line(text, width), keep_next=True),) if text else ()


def _signer(signer: Signer, width: float, settings: FormatSettings) -> tuple[Para, ...]:
    paras = []
    if signer.authority:
        paras.append(Para(styles.AUTHORITY, fitted(settings.fixed(signer.authority), styles.AUTHORITY, width)))
    if signer.post:
        # A head of office signs by the post alone, which is then the bold line (document-format §6).
        style = styles.POST if signer.authority else styles.AUTHORITY
        paras.append(Para(style, fitted(settings.fixed(signer.post), style, width)))
    if signer.note:
        paras.append(Para(styles.SIGNER_NOTE, runs_of(signer.note)))
    paras.extend(Para(styles.SIGN_ROOM) for _ in range(settings.blank_lines_before_name))
    paras.append(Para(styles.SIGNER_NAME, runs_of(signer.name)))
    return tuple(paras)


def _recipients(block: Recipients, profile: Profile) -> tuple[Para, ...]:
    label = printable(block.label)
    paras = [Para(styles.RECIPIENTS, (Run(label, underline=True),))]
    lines = recipient_lines(block, profile)
    paras.extend(Para(styles.RECIPIENT, runs_of(line.removeprefix(_DASH.text)), marker=_DASH) for line in lines)
    return tuple(paras)


def recipient_lines(block: Recipients, profile: Profile) -> list[str]:
    """Give each line its dash and its final mark: the profile's separator, last a full stop (document-format §7)."""
    bare = [printable(line).strip().removeprefix("-").strip().rstrip(" .;,") for line in block.lines]
    marks = [profile.recipients_separator] * (len(bare) - 1) + ["."]
    return [f"{_DASH.text}{line}{mark}" for line, mark in zip(bare, marks, strict=True)] if bare else []
