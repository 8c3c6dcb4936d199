"""Tells a bug without telling of people: the places in the code and the words every program knows, never the data.

A message may carry anything that was in a form or a row ("KeyError: 'Nguyễn Văn Ví Dụ'"). Of it stay only words that
are in the code the error came through, words of Python's own messages and small numbers; the rest becomes "…".
"""

from __future__ import annotations

import builtins
import re
import traceback
from pathlib import PurePath
from types import TracebackType

#: What stands for a word that may be somebody's.
HIDDEN = "…"
#: Frames told of each end of a long way (a function that calls itself without end).
_FRAMES = 25
#: Words of Python's, SQLite's and Qt's own messages; none of them is a syllable of a Vietnamese name.
_WORDS = """
    a abstract access address after aggregate all allowed already and any are argument arguments as at attribute
    available bad be because before been between bind binary bound busy bytes call callable cannot character
    characters check circular class close closed column command committed compare concatenate constraint context
    conversion convert converting corrupt could created cursor data database decode default deleted denied deserialize
    detached device dict dictionary did different directory disk division does doesn't dtype during empty encode
    encoded end engine entries enum error event exceeded exclusive executing exist exists expected expression failed
    file find finished float flush for foreign form format from frozen full function generator get given had handle
    has hash hashable hex immutable impossible in incomplete incompatible index infinite initialized input instance
    instances int integer internal interpreter into invalid invalidated is isn't isoformat item items iterable iterate
    iteration iterator its keys keyword last length line list literal loaded local locked loop malformed map mapped
    mapping match maximum memory method minimum missing mode module more most multiple must name names negative new no
    non not null number object objects of on only open operand operation operations operator option or order ordinal
    other out overflow page parent parse pending permission persistent pop position positional possible prepared
    primary process program property query range read readonly record recursion reference referenced registered
    released remaining required requires reset resource result return returned row rows schema sequence session set
    should size slice sort stack start started state statement states step stop str string strings subscriptable such
    super support supported surrogates syntax system table take takes temporary that there this thread threads time
    timer too transaction truncated truth tuple two type types ambiguous unable unavailable unbound unexpected
    unhashable unique unknown unpack unsupported used using utf value values view was when where while width with
    without within words would write writing wrong yield you your zero zone codec byte ordinal Errno WinError
    Permission File No Cannot The Can't It UNIQUE CHECK FOREIGN KEY NOT NULL PRIMARY TRIGGER None True False NoneType
    builtin isdigit sqlcipher3 dbapi2 sqlalchemy QObject QWidget libshiboken
"""
_KNOWN = frozenset(_WORDS.split()) | frozenset(dir(builtins))
#: Names of tables and columns in SQLite's complaint of a rule; they are ours, not data.
_RULE = re.compile(r"constraint failed: [a-z_]+(?:\.[a-z_0-9]+)?(?:, [a-z_]+\.[a-z_0-9]+)*")
#: What SQLAlchemy adds: the statement and an address on the net.
_STATEMENT = re.compile(r"\s*\[SQL:.*|\s*\(Background on this error.*", re.DOTALL)
_DATE = re.compile(r"\d[\d/.:-]{3,}")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_CLASS = re.compile(r"\bQ[A-Z]\w+")
_RUN = re.compile(rf"{HIDDEN}(?:[\s,.;:–-]*{HIDDEN})+")
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»")
_ANY_QUOTED = re.compile(rf"{_QUOTED.pattern}|\"[^\"]*\"|(?<!\w)'[^']*'")
#: Words that begin with a capital, one after the other: a name written without marks.
_NAME = re.compile(r"\b[A-Z][a-z]*(?: [A-Z][a-z]*)+\b")


def report(error: BaseException) -> str:
    """Return what a report tells of an error and of those behind it: the way through the code, kinds, plain words."""
    told = []
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        told.append(_one(now))
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return "\n\nrồi từ đó:\n\n".join(reversed(told)) + "\n"


def _one(error: BaseException) -> str:
    lines = ["Traceback (most recent call last):", *_way(error.__traceback__)]
    kind = type(error)
    name = (
        kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"
    )
    words = message(str(error), names_on_the_way(error.__traceback__))
    lines.append(f"{name}: {words}" if words else name)
    if isinstance(error, BaseExceptionGroup):
        lines += [line for one in error.exceptions for line in ("trong đó:", _one(one))]
    return "\n".join(lines)


def _way(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    lines = [f'  File "{place(one.filename)}", line {one.lineno}, in {one.name}\n    {one.line}' for one in frames]
    if len(lines) > 2 * _FRAMES:
        lines[_FRAMES:-_FRAMES] = [f"  ({len(lines) - 2 * _FRAMES} dòng nữa)"]
    return lines


def place(file: str) -> str:
    """Return where a module stands without the folders above the program: they name whoever works at this PC."""
    parts = PurePath(file.replace("\\", "/")).parts
    for root in ("site-packages", "bontot_desktop"):
        if root in parts:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at + (root == "site-packages") :])
    return parts[-1] if parts else ""


def names_on_the_way(trace: TracebackType | None) -> frozenset[str]:
    """Return the names written in the code an error came through."""
    names: set[str] = set()
    while trace is not None:
        code = trace.tb_frame.f_code
        names.update(code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars, (code.co_name,))
        trace = trace.tb_next
    return frozenset(names)


def message(words: str, names: frozenset[str] = frozenset()) -> str:
    """Return a message with every word hidden that is neither of the code nor of Python's own messages."""
    return _RUN.sub(HIDDEN, "".join(_pieces(_STATEMENT.sub("", words), names)))


def _pieces(words: str, names: frozenset[str]) -> list[str]:
    pieces, at = [], 0
    for rule in _RULE.finditer(words):
        pieces += [_hidden(words[at : rule.start()], names), rule[0]]
        at = rule.end()
    return [*pieces, _hidden(words[at:], names)]


def _hidden(words: str, names: frozenset[str]) -> str:
    def kept(found: re.Match[str]) -> str:
        word = found[0]
        small = word.isdecimal() and len(word) <= 3
        known = word.isascii() and (word in _KNOWN or word in names)
        return found[0] if small or known else HIDDEN

    return _WORD.sub(kept, _DATE.sub(HIDDEN, _QUOTED.sub(HIDDEN, words)))


def library(words: str) -> str:
    """Return what a library (Qt) says of itself: in a text without marks its own words stay, quoted ones do not."""
    if not words.isascii():
        return message(words, frozenset(_CLASS.findall(words)))
    return _RUN.sub(HIDDEN, _NAME.sub(HIDDEN, _DATE.sub(HIDDEN, _ANY_QUOTED.sub(HIDDEN, words))))
