"""Sentences with gaps that the office may change: filled strictly, so that a gap without a value never prints empty.

Each kind of paper ships its sentences in ``resources/wording/<id>.toml``: under ``[gaps]`` the gaps every sentence may
use, with what each stands for; then ``[[sentence]]`` with ``key``, ``label``, ``text``, and where they apply ``many``
(one line each), ``ordered`` (the parts of a paper, one a line: the office may put them in another order or leave some
out), ``optional`` (left empty it isn't printed; the others must say something), ``hint`` and further ``gaps`` of that
sentence alone. ``includes`` names kinds whose sentences this one prints too (a decision its list); keys of a kind and
of those it includes are all different.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from num2words import num2words

from bontot_desktop import places, text
from bontot_desktop.errors import Refused

#: The longest sentence an office may write, signs.
LONGEST = 4_000
#: What may be done with a value inside a gap.
_FILTERS: dict[str, Callable[[str], str]] = {"upper": str.upper, "lower": str.lower, "first_upper": text.first_upper}
#: A sentence is text, gaps and choices; without loops, calls and arithmetic nothing in it can run for long.
_GRAMMAR = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.Const,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Filter,
)

# Papers are not markup: blocks print every sign as typed, so nothing is escaped here.
_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)
_ENVIRONMENT.filters = dict(_FILTERS)


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap a sentence may use: ``{{ name }}``, and what it stands for."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a kind of paper as shipped; ``many`` holds several, one a line; ``ordered`` ones name parts."""

    key: str
    label: str
    text: str
    many: bool = False
    hint: str = ""
    gaps: tuple[Gap, ...] = ()
    ordered: bool = False
    optional: bool = False

    def chosen(self, written: str) -> tuple[str, ...]:
        """Return the parts a person kept, in their order. Raises Refused for a part that is unknown or named twice."""
        return _chosen(self.label, self.text, written)


@lru_cache(maxsize=200)
def _chosen(label: str, shipped: str, written: str) -> tuple[str, ...]:
    known = {text.fold(line): line for line in _lines(shipped)}
    found: list[str] = []
    for line in _lines(written):
        part = known.get(text.fold(line))
        if part is None:
            raise Refused(f"Câu “{label}” có dòng lạ “{_short(line)}”; chỉ dùng: {'; '.join(known.values())}.")
        if part in found:
            raise Refused(f"Câu “{label}” ghi hai lần dòng “{part}”; hãy bỏ một dòng.")
        found.append(part)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Wording:
    """The shipped sentences of a kind of paper with the gaps all of them may use."""

    kind_id: str
    sentences: tuple[Sentence, ...] = ()
    gaps: tuple[Gap, ...] = ()
    includes: tuple[str, ...] = ()

    def sentence(self, key: str) -> Sentence:
        """Return a sentence by its key. Raises KeyError."""
        for sentence in self.sentences:
            if sentence.key == key:
                return sentence
        raise KeyError(key)

    def gaps_of(self, sentence: Sentence) -> tuple[Gap, ...]:
        """Return every gap a sentence may use."""
        return () if sentence.ordered else (*self.gaps, *sentence.gaps)

    def problem(self, key: str, written: str) -> str | None:
        """Say what is wrong with a sentence somebody wrote for a key; None when it can be used."""
        sentence = self.sentence(key)
        if sentence.text and not sentence.optional and not written.strip():
            return f"Câu “{sentence.label}” không được để trống; hãy viết câu, hoặc lấy lại mẫu gốc."
        known = [gap.name for gap in self.gaps_of(sentence)]
        try:
            used = [] if sentence.ordered else _names(written)
            if sentence.ordered:
                sentence.chosen(written)
        except Refused as refusal:
            return str(refusal)
        strange = [name for name in used if name not in known]
        if strange:
            offered = ", ".join(known) or "không có"
            return f"Câu “{sentence.label}” không có chỗ trống “{strange[0]}”; các chỗ trống dùng được: {offered}."
        if not sentence.many and "\n" in written.strip():
            return f"Câu “{sentence.label}” chỉ viết trên một dòng."
        return None


@cache
def shipped(kind_id: str) -> Wording:
    """Read a kind's shipped wording, once; a kind without a file of sentences has none."""
    path = places.resources() / "wording" / f"{kind_id}.toml"
    if not path.is_file():
        return Wording(kind_id)
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Wording(
        kind_id,
        tuple(_sentence(entry) for entry in data.get("sentence", ())),
        _gaps(data.get("gaps", {})),
        tuple(data.get("includes", ())),
    )


def _sentence(entry: dict[str, Any]) -> Sentence:
    return Sentence(
        entry["key"],
        entry["label"],
        entry["text"].strip("\n"),
        entry.get("many", False) or entry.get("ordered", False),
        entry.get("hint", ""),
        _gaps(entry.get("gaps", {})),
        entry.get("ordered", False),
        entry.get("optional", False),
    )


def _gaps(meanings: Mapping[str, str]) -> tuple[Gap, ...]:
    return tuple(Gap(name, meaning) for name, meaning in meanings.items())


@cache
def _all_of(kind_id: str) -> dict[str, Sentence]:
    """Return a kind's own sentences and those of the kinds it prints too, by key."""
    own = shipped(kind_id)
    found: dict[str, Sentence] = {}
    for included in own.includes:
        found |= _all_of(included)
    return found | {sentence.key: sentence for sentence in own.sentences}


class Words:
    """The sentences of one paper, ready to be filled.

    ``texts`` are those the office changed (or all, of a frozen paper); what is not there is as shipped. ``spelt``
    writes a fixed phrase in the office's spelling; values are never touched by it.
    """

    def __init__(
        self,
        kind_id: str,
        texts: Mapping[str, str] | None = None,
        spelt: Callable[[str], str] = str,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        self.kind_id = kind_id
        self._texts = texts or {}
        self._spelt = spelt
        self._values = values or {}

    def given(self, **values: Any) -> Words:
        """Return the same sentences with values for the gaps they share."""
        return Words(self.kind_id, self._texts, self._spelt, {**self._values, **values})

    def say(self, key: str, **values: Any) -> str:
        """Fill a sentence.

        Raises Refused, naming the sentence, when a gap has no value or the gaps are written wrongly.
        """
        sentence = _all_of(self.kind_id)[key]
        written = self._texts.get(key, sentence.text)
        try:
            return fill(self._spelt(written), **{**self._values, **values}).strip()
        except Refused as refusal:
            raise Refused(f"Mẫu câu “{sentence.label}”: {refusal}") from refusal

    def lines(self, key: str, **values: Any) -> tuple[str, ...]:
        """Fill a sentence of several lines; lines that come out empty are left out."""
        return _lines(self.say(key, **values))

    def order(self, key: str) -> tuple[str, ...]:
        """Return the parts of the paper an ordered sentence keeps, named as shipped. Raises Refused."""
        sentence = _all_of(self.kind_id)[key]
        return sentence.chosen(self._texts.get(key, sentence.text))

    def texts(self) -> dict[str, str]:
        """Return every sentence as it is written, for freezing with a paper."""
        return {key: self._texts.get(key, sentence.text) for key, sentence in _all_of(self.kind_id).items()}


def fill(sentence: str, **values: Any) -> str:
    """Fill the gaps ``{{ name }}`` of a sentence the office may have edited.

    Raises Refused when a gap has no value or the gaps are written wrongly.
    """
    if "{" not in sentence and len(sentence) <= LONGEST:
        return sentence
    try:
        return _template(sentence).render(**values)
    except UndefinedError as fault:
        name = str(fault.message).partition("'")[2].partition("'")[0]
        raise Refused(f"Chỗ trống “{name}” chưa có dữ liệu trong câu “{_short(sentence)}”.") from fault
    except SecurityError as fault:
        raise _badly_written(sentence) from fault


@lru_cache(maxsize=1_000)
def _template(sentence: str) -> Template:
    _names(sentence)
    return _ENVIRONMENT.from_string(sentence)


def _names(sentence: str) -> list[str]:
    """Return the gaps a sentence uses, in their order. Raises Refused when it is not a sentence with gaps."""
    if len(sentence) > LONGEST:
        raise Refused(f"Câu mẫu dài quá {LONGEST} ký tự; hãy viết gọn lại.")
    try:
        tree = _ENVIRONMENT.parse(sentence)
    except (TemplateSyntaxError, RecursionError) as fault:
        raise _badly_written(sentence) from fault
    used: list[str] = []
    for node in _walk(tree):
        if not isinstance(node, _GRAMMAR):
            raise Refused(
                f"Câu “{_short(sentence)}” chỉ được có chữ, chỗ trống {{{{ … }}}} và lựa chọn {{% if … %}}; "
                "hãy bỏ phần còn lại (vòng lặp, phép tính, lệnh)."
            )
        if isinstance(node, nodes.Filter) and (node.name not in _FILTERS or node.args or node.kwargs):
            raise Refused(f"Câu “{_short(sentence)}” dùng “|{node.name}” không có; chỉ dùng {', '.join(_FILTERS)}.")
        if isinstance(node, nodes.Name) and node.name not in used:
            used.append(node.name)
    return used


def _lines(written: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in written.split("\n") if line.strip())


def _walk(tree: nodes.Node) -> list[nodes.Node]:
    found, waiting = [], [tree]
    while waiting:
        node = waiting.pop(0)
        found.append(node)
        waiting[:0] = node.iter_child_nodes()
    return found


def _badly_written(sentence: str) -> Refused:
    return Refused(f"Câu mẫu “{_short(sentence)}” viết chưa đúng; hãy sửa lại các chỗ trống {{{{ … }}}}.")


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 80 else f"{sentence[:79]}…"


def counted(number: int) -> str:
    """Write a count as papers do, in figures and in words: "12 (mười hai)", "05 (năm)"."""
    return f"{number:02d} ({num2words(number, lang='vi')})"


def decimal(value: float) -> str:
    """Write a score with a decimal comma and no idle zeros: 91,5."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
