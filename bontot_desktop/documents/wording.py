"""Sentences with gaps, filled strictly: a gap without a value is refused, never printed empty."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from num2words import num2words

from bontot_desktop.errors import Refused

# Papers are not markup: blocks print every sign as typed, so nothing is escaped here.
_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)


@lru_cache(maxsize=500)
def _template(sentence: str) -> Template:
    return _ENVIRONMENT.from_string(sentence)


def fill(sentence: str, **values: Any) -> str:
    """Fill the gaps ``{{ name }}`` of a sentence the office may have edited.

    Raises Refused, naming the sentence, when a gap has no value or the gaps are written wrongly.
    """
    try:
        return _template(sentence).render(**values)
    except UndefinedError as fault:
        raise Refused(f"Câu mẫu “{sentence}” có chỗ trống chưa có dữ liệu ({fault.message}).") from fault
    except (TemplateSyntaxError, SecurityError) as fault:
        raise Refused(f"Câu mẫu “{sentence}” viết chưa đúng; hãy sửa lại các chỗ trống {{{{ … }}}}.") from fault


def counted(number: int) -> str:
    """Write a count as papers do, in figures and in words: "12 (mười hai)", "05 (năm)"."""
    return f"{number:02d} ({num2words(number, lang='vi')})"


def decimal(value: float) -> str:
    """Write a score with a decimal comma and no idle zeros: 91,5."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
