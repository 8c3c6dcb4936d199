"""Finds the components of a paper's first page in whatever a clerk typed: a table, tabs, breaks within a paragraph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bontot_desktop.documents.lint import foot, marks, words
from bontot_desktop.documents.lint.foot import Foot
from bontot_desktop.documents.lint.marks import Marked
from bontot_desktop.documents.lint.paper import Line, Paper, Span
from bontot_desktop.documents.lint.pieces import pieces_of
from bontot_desktop.documents.lint.words import spelled

#: Components of the head stand within this many pieces from the top.
_HEAD = 60


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of document-format §2; None or empty where a paper has none.

    ``kind`` is the type in capitals, "CÔNG VĂN" for a letter, "" when it cannot be told. ``under_party`` says that a
    line is drawn under the title of the Party, ``under_issuer`` the same of the issuer. ``annex`` is what follows
    the foot, ``marks`` what is only on some papers (ids 10–13).
    """

    kind: str
    party: Line | None
    under_party: bool
    superior: Line | None
    issuer: Line | None
    under_issuer: bool
    star: Line | None
    number: Line | None
    place_date: Line | None
    subject: Line | None
    type_name: Line | None
    summary: tuple[Line, ...]
    dashes: Line | None
    drawn_dashes: bool
    address: Line | None
    body: tuple[Line, ...]
    foot: Foot
    annex: tuple[Line, ...]
    head: tuple[Line, ...]
    marks: tuple[Marked, ...]

    @property
    def has_head(self) -> bool:
        """Whether the paper has a letterhead at all; an attached list has none."""
        return self.kind in words.SYMBOLS or any((self.party, self.issuer, self.number, self.star))


def find(paper: Paper) -> Parts:
    """Find the components."""
    pieces = _in_order(pieces_of(paper.lines))
    above = marks.of(pieces[:_HEAD], foot=False)
    pieces = [line for line in pieces if not any(line is one.line for one in above)]
    top = pieces[:_HEAD]
    number = _first(top, lambda line: bool(words.NUMBER_LIKE.match(line.text)))
    start, type_line, kind = _type(top, number)
    head = pieces[:start]
    number = number if any(line is number for line in head) else None
    party = _first(head, lambda line: words.PARTY in spelled(line.text).upper())
    star = _first(head, lambda line: bool(words.STAR.match(line.text)))
    dated = _first(head, _is_date)
    superior, issuer = _bodies(head, party, star, number)
    subject = _subject(head, number) if kind == words.LETTER else None
    at = start + (1 if type_line is not None else 0)
    at, summary, dashes, drawn = _summary(pieces, at) if type_line is not None else (at, (), None, False)
    at, address = _address(pieces, at)
    begin, end = foot.bounds(pieces, at)
    below = marks.of(pieces[begin:end], foot=True)
    signed = [line for line in pieces[begin:end] if not any(line is one.line for one in below)]
    return Parts(
        kind=kind,
        party=party,
        under_party=party is not None and _line_under(head, party),
        superior=superior,
        issuer=issuer,
        under_issuer=issuer is not None and _rule_under(head, issuer),
        star=star,
        number=number,
        place_date=dated,
        subject=subject,
        type_name=type_line,
        summary=summary,
        dashes=dashes,
        drawn_dashes=drawn,
        address=address,
        body=tuple(line for line in pieces[at:begin]),
        foot=foot.read(signed),
        annex=tuple(pieces[end:]),
        head=tuple(head),
        marks=(*above, *below),
    )


def _in_order(pieces: Sequence[Line]) -> list[Line]:
    """Take text boxes and frames of the head to the front, wherever they are anchored; drop those of no component."""
    held: dict[int, list[Line]] = {}
    for line in pieces:
        if line.box:
            held.setdefault(line.box, []).append(line)
    heads = {box for box, lines in held.items() if any(map(_of_head, lines))}
    others = {box for box, lines in held.items() if box not in heads and not any(map(_of_component, lines))}
    first = [line for line in pieces if line.box in heads and line.spot is None]
    rest = [line for line in pieces if not (line.box in heads and line.spot is None) and line.box not in others]
    return first + rest


def _of_head(line: Line) -> bool:
    name = spelled(line.text).upper()
    known = words.PARTY in name or any(state in name for state in words.STATE)
    bodies = line.upper and words.starts(name, words.ISSUERS)
    return known or bool(bodies or words.STAR.match(line.text) or words.NUMBER_LIKE.match(line.text) or _is_date(line))


def _of_component(line: Line) -> bool:
    mark = marks.in_head(line) or marks.in_foot(line)
    typed = line.upper and spelled(line.text).rstrip(":").upper() in words.SYMBOLS
    return bool(mark or typed or foot.is_sign(line) or words.ADDRESS.match(line.text))


def day_of(paper: Paper, parts: Parts) -> date | None:
    """Return the day of the place line, else the first whole date in the text (minutes carry theirs there)."""
    lines = [parts.place_date] if parts.place_date else []
    if parts.kind not in words.ISSUED:
        lines += paper.lines
    for line in lines:
        match = words.DATE.search(line.text)
        if match and all(group.isdigit() for group in match.groups()):
            day, month, year = map(int, match.groups())
            try:
                return date(year, month, day)
            except ValueError:
                continue
    return None


def _first(lines: Sequence[Line], is_it: Callable[[Line], bool]) -> Line | None:
    return next((line for line in lines if line.text and is_it(line)), None)


def _is_date(line: Line) -> bool:
    return bool(words.DATE.search(line.text)) and len(line.text) < 90 and "(" not in line.text


def _type(top: Sequence[Line], number: Line | None) -> tuple[int, Line | None, str]:
    """Find the line of the type; without one (a letter, a loose sheet) say where the text begins."""
    letter = number is not None and any(group == "CV" for group in symbol_groups(number.text))
    for index, line in enumerate(top):
        name = spelled(line.text).rstrip(":").upper()
        centred = line.align == "center" or line.side is not None
        alone = line.spot is None or line.spot.columns == 1
        if letter or not alone or not line.text:
            continue
        if name in words.SYMBOLS and (centred or line.upper):
            return index, line, name
        if line.upper and centred and words.starts(name, words.OTHER_TYPES):
            return index, line, name
        if name.startswith(tuple(f"{known} " for known in words.SYMBOLS)) and line.upper and centred:
            return index, line, next(known for known in words.SYMBOLS if name.startswith(known))
    seen_head = False
    for index, line in enumerate(top):
        in_head = line.side is not None and (line.spot is None or not line.spot.ruled)
        if in_head and not words.ADDRESS.match(line.text):
            seen_head = True
        elif line.text and (seen_head or not line.upper):
            return index, None, words.LETTER if letter else ""
    return len(top), None, words.LETTER if letter else ""


def symbol_groups(number: str) -> list[str]:
    """Return what may be the symbol of the type in "Số 05-QĐ/ĐU", also where hyphen and slash are swapped."""
    return [group for match in words.SYMBOL.finditer(number) for group in match.groups() if group]


def _bodies(
    head: Sequence[Line], party: Line | None, star: Line | None, number: Line | None
) -> tuple[Line | None, Line | None]:
    """Tell the superior from the issuer: by weight where one is bold, else by order."""
    before: list[Line] = []
    for line in head:
        if line is star or line is number:
            break
        name = spelled(line.text)
        if line.side == 1 or line is party or not line.text or not line.upper or words.DASHES.match(name):
            continue
        if words.PARTY in name or any(state in name for state in words.STATE):
            continue
        before.append(line)
    groups: list[list[Line]] = []
    for line in before:
        name = spelled(line.text)
        before_it = groups[-1][-1] if groups else None
        if before_it is not None and (
            not words.starts(name, words.ISSUERS)
            or (_ends_open(before_it) and line.all("bold") == before_it.all("bold"))
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    if not groups:
        return None, None
    joined = [_joined(group) for group in groups]
    if len(joined) == 1 or words.starts(spelled(joined[0].text), ("ĐẠI HỘI",)):
        return None, _joined(before)
    return joined[0], _joined([line for group in groups[1:] for line in group])


def _table(line: Line) -> int | None:
    return line.spot.table if line.spot else None


def _ends_open(line: Line) -> bool:
    """Whether a name cannot end here ("ĐẢNG ỦY" before "ỦY BAN NHÂN DÂN XÃ …")."""
    return spelled(line.text) in ("ĐẢNG ỦY", "CHI BỘ", "ĐẢNG BỘ")


def _joined(lines: Sequence[Line]) -> Line:
    spans: list[Span] = []
    for line in lines:
        if spans:
            spans.append(Span(" ", spans[-1].face))
        spans.extend(line.spans)
    return lines[0].piece(spans)


def _after(head: Sequence[Line], line: Line, count: int) -> list[Line]:
    """Return the next pieces of the same column, the line itself first."""
    same = [one for one in head if one.side == line.side or line.side is None]
    at = next((index for index, one in enumerate(same) if one.text and one.text in line.text), None)
    last = max((index for index, one in enumerate(same) if one.text and line.text.endswith(one.text)), default=at)
    return [] if last is None else same[last : last + count]


def _line_under(head: Sequence[Line], party: Line) -> bool:
    """Whether anything is drawn under the title: a border, an underline, a row of dashes, a shape anchored anywhere."""
    near = _after(head, party, 4)
    under = any(line.bordered or words.DASHES.match(line.text) for line in near) or party.all("underline")
    return under or any(line.drawn and line.drawn_side != 0 for line in head)


def _rule_under(head: Sequence[Line], issuer: Line) -> bool:
    """Whether a rule stands under the issuer; one shape alone may be anchored here and stand under the title."""
    near = _after(head, issuer, 2)
    under = any(line.bordered or words.DASHES.match(line.text) for line in near) or issuer.any("underline")
    shapes = [line for line in head if line.drawn]
    left = any(line.drawn_side == 0 for line in shapes)
    unsure = any(line.drawn and line.drawn_side is None for line in near)
    return under or left or (unsure and len(shapes) > 1)


def _subject(head: Sequence[Line], number: Line | None) -> Line | None:
    if number is None:
        return None
    place = next((index for index, line in enumerate(head) if line is number), len(head))
    below = [line for line in head[place + 1 :] if line.text and line.side != 1 and not _is_date(line)]
    below = [line for line in below if not line.upper]
    return _joined(below) if below else None


def _summary(pieces: Sequence[Line], at: int) -> tuple[int, tuple[Line, ...], Line | None, bool]:
    """Return where the summary ends, its lines, the five hyphens, and whether a line is drawn in their place."""
    found: list[Line] = []
    for index in range(at, min(at + 12, len(pieces))):
        line = pieces[index]
        if not line.text:
            if line.drawn or line.bordered:
                return index + 1, tuple(found), None, True
            continue
        if words.DASHES.match(line.text):
            return index + 1, tuple(found), line, False
        if line.align != "center" or words.ADDRESS.match(line.text) or line.spot is not None or len(found) > 6:
            return index, tuple(found), None, False
        if found and line.upper:
            return index, tuple(found), None, False
        found.append(line)
        if line.bordered or line.drawn:
            return index + 1, tuple(found), None, True
    return at + len(found), tuple(found), None, False


def _address(pieces: Sequence[Line], at: int) -> tuple[int, Line | None]:
    """Return where the text begins and the label "Kính gửi" or "Kính trình" before it."""
    for index in range(at, min(at + 6, len(pieces))):
        line = pieces[index]
        if not line.text:
            continue
        if not words.ADDRESS.match(line.text):
            return at, None
        end = index + 1
        while end < len(pieces) and (
            pieces[end].text.startswith("- ") or (line.spot is not None and _table(pieces[end]) == line.spot.table)
        ):
            end += 1
        return end, line
    return at, None
