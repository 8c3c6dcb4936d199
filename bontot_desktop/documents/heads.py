"""The head of a paper in primitives: letterhead, title, addressees (document-format §2 ids 1–5, 9a–11, §2.1)."""

from __future__ import annotations

import math
import re

from bontot_desktop.documents import fonts, styles
from bontot_desktop.documents.balance import balanced
from bontot_desktop.documents.blocks import Addressees, Letterhead, Run, Title, printable, runs_of
from bontot_desktop.documents.flow import Cell, Grid, Marker, Para, Primitive, Row
from bontot_desktop.documents.glue import held_spaces
from bontot_desktop.documents.profile import FormatSettings, Profile
from bontot_desktop.documents.styles import Style, mm

PARTY_TITLE = "ĐẢNG CỘNG SẢN VIỆT NAM"
#: The two columns of heads and feet (document-format §2.1): 78 | 87 of 165 mm, for other text widths in proportion.
LEFT_SHARE = 78 / 165
#: The right column takes at most this part of the text width when place and date are long: 97 of 165 mm.
WIDEST_RIGHT = 97 / 165
#: A summary is kept within this part of the text width, so that it reads as a title.
SUMMARY_SHARE = 0.84
#: The five hyphens under a summary (id 5a-2).
DASHES = "-----"


#: Room left for a number or a date; breaking the line in two would swallow it.
_ROOM = re.compile(" {2,}")
#: Words of a body's name that a line break does not part.
_TOGETHER = (
    "Chi bộ 4 tốt",
    "ĐẢNG BỘ",
    "ĐẢNG ỦY",
    "ĐẢNG UỶ",
    "CHI BỘ",
    "THÀNH PHỐ",
    "ĐẶC KHU",
    "THỊ TRẤN",
    "Chi bộ",
    "chi bộ",
    "Đảng ủy",
    "Đảng bộ",
)


def columns(text_width: float) -> tuple[float, float]:
    """Return the widths of the left and the right column in points."""
    left = _twips(text_width * LEFT_SHARE)
    return left, text_width - left


def _twips(length: float) -> float:
    return round(length * 20) / 20


def face_of(style: Style) -> str:
    """Return the face a style is set in."""
    return fonts.FACES[style.bold, style.italic]


def fitted(text: str, style: Style, width: float) -> tuple[Run, ...]:
    """Break a head's line into balanced lines of its column; the office's own breaks stay."""
    text = _ROOM.sub(lambda room: "\u00a0" * len(room[0]), printable(text))
    for words in _TOGETHER:
        text = text.replace(words, words.replace(" ", "\u00a0"))
    held = held_spaces(text)
    text = "".join("\u00a0" if place in held else sign for place, sign in enumerate(text))
    return runs_of(balanced(text, face_of(style), style.size, width - 2))


def letterhead(block: Letterhead, text_width: float, settings: FormatSettings) -> Grid:
    """Lay the two columns side by side, zero padding, as on a Party paper's first page."""
    left_width, right_width = columns(text_width)
    if block.place_date is not None:
        # The widths are ours to choose (§2.1): a long place takes room from the issuer, whose name may wrap.
        date_width = fonts.width(printable(block.place_date), face_of(styles.PLACE_DATE), styles.PLACE_DATE.size)
        right_width = min(max(right_width, mm(math.ceil(date_width / mm(1)) + 1)), text_width * WIDEST_RIGHT)
        left_width, right_width = _twips(text_width - right_width), _twips(right_width)
    return Grid(
        (left_width, right_width),
        (Row((Cell(tuple(_left(block, left_width, settings))), Cell(tuple(_right(block, right_width))))),),
    )


def _left(block: Letterhead, width: float, settings: FormatSettings) -> list[Para]:
    paras = []
    if block.superior:
        paras.append(Para(styles.SUPERIOR, fitted(settings.fixed(block.superior), styles.SUPERIOR, width)))
    paras.append(Para(styles.ISSUER, fitted(settings.fixed(block.issuer), styles.ISSUER, width)))
    paras.append(Para(styles.STAR, runs_of("*")))
    if block.number_text is not None:
        paras.append(Para(styles.NUMBER, runs_of(block.number_text)))
    if block.subject:
        subject = settings.letter_subject(block.subject)
        paras.append(Para(styles.SUBJECT, fitted(subject, styles.SUBJECT, width - mm(6))))
    paras.extend(Para(styles.MARK_LEFT, runs_of(mark)) for mark in block.marks_left)
    return paras


def _right(block: Letterhead, width: float) -> list[Para]:
    paras = []
    if block.with_party_title:
        line = fonts.width(PARTY_TITLE, face_of(styles.PARTY), styles.PARTY.size)
        paras.append(Para(styles.PARTY, runs_of(PARTY_TITLE)))
        paras.append(Para(styles.PARTY_RULE, rule_width=line))
    if block.place_date is not None:
        # The date stands beside the asterisk: one line of the issuer's name lies between (document-format §8.1).
        before = (
            styles.HEAD_PITCH - styles.PARTY_RULE.before - styles.PARTY_RULE.pitch if block.with_party_title else 0.0
        )
        paras.append(Para(styles.PLACE_DATE, date_line(block.place_date, width), before=before))
    paras.extend(Para(styles.MARK_RIGHT, runs_of(mark)) for mark in block.marks_right)
    return paras


def date_line(text: str, width: float) -> tuple[Run, ...]:
    """Set place and date on one line: room left for a date shrinks where the place is long, else the date wraps."""
    text = printable(text)
    for room in range(6, 2, -1):
        line = re.sub(f" {{{room + 1},}}", " " * room, text)
        if fonts.width(line, face_of(styles.PLACE_DATE), styles.PLACE_DATE.size) <= width - 1:
            return runs_of(line)
    return runs_of(line.replace(", ", ",\n", 1))


def title(block: Title, text_width: float, *, top_of_page: bool) -> list[Primitive]:
    """Set kind name, balanced summary, the bracket line of an attached list, five hyphens."""
    width = text_width * SUMMARY_SHARE
    name = Para(
        styles.KIND_NAME,
        fitted(block.name, styles.KIND_NAME, width),
        before=0.0 if top_of_page else None,
        bookmark=block.bookmark or " ".join(f"{printable(block.name)} {printable(block.summary)}".split()),
    )
    paras: list[Primitive] = [name]
    if block.summary:
        paras.append(Para(styles.SUMMARY, fitted(block.summary, styles.SUMMARY, width)))
    if block.bracket:
        paras.append(Para(styles.BRACKET, fitted(_bracket(block.bracket, text_width), styles.BRACKET, text_width)))
    if block.dashes:
        paras.append(Para(styles.DASHES, runs_of(DASHES)))
    return paras


def _bracket(text: str, width: float) -> str:
    """Break a long "(Kèm theo … của …)" before the issuer's name rather than inside number or date."""
    if "\n" in text or fonts.width(text, face_of(styles.BRACKET), styles.BRACKET.size) <= width - 2:
        return text
    before, of, after = text.rpartition(" của ")
    return f"{before}\n{of.lstrip()}{after}" if of else text


def addressees(block: Addressees, text_width: float, profile: Profile) -> list[Primitive]:
    """Write "Kính gửi" or "Kính trình": one addressee on the line, several under each other (document-format §7)."""
    label = Run(f"{profile.petition_label if block.petition else 'Kính gửi'}: ", italic=True)
    names = [printable(name).rstrip(" .;,") for name in block.names]
    if len(names) == 1:
        single = f"{names[0]}."
        whole = fonts.width(label.text + single, face_of(styles.ADDRESS), styles.ADDRESS.size)
        if whole <= text_width - 2 * styles.INDENT:
            return [Para(styles.ADDRESS, (label, Run(single)))]
        lines = [single]
    else:
        lines = [f"{name}{'.' if index == len(names) else ';'}" for index, name in enumerate(names, start=1)]
    dash = Marker(styles.ADDRESS_NAME.marker) if len(lines) > 1 else None
    left = round(text_width * 0.32 * 20) / 20
    cells = (
        Cell((Para(styles.ADDRESS_LABEL, (label,)),)),
        Cell(tuple(Para(styles.ADDRESS_NAME, runs_of(line), marker=dash) for line in lines)),
    )
    return [
        Para(styles.ROOM, pitch=styles.ADDRESS.before),
        Grid((left, text_width - left), (Row(cells),), pad_side=mm(1)),
    ]
