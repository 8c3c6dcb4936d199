"""Frozen dataclasses to JSON and back: a paper reprinted in ten years says the same words, kept typing comes back."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

F = TypeVar("F")


def to_json(facts: Any) -> Any:
    """Turn frozen facts (dataclasses, tuples, mappings, dates, times, decimals, enums, plain values) into JSON."""
    if dataclasses.is_dataclass(facts) and not isinstance(facts, type):
        return {field.name: to_json(getattr(facts, field.name)) for field in dataclasses.fields(facts)}
    if isinstance(facts, Enum):
        return facts.value
    if isinstance(facts, date | time | datetime):
        return facts.isoformat()
    if isinstance(facts, Decimal):
        return str(facts)
    if isinstance(facts, tuple | list | frozenset):
        return [to_json(item) for item in facts]
    if isinstance(facts, Mapping):
        return {str(to_json(key)): to_json(value) for key, value in facts.items()}
    if facts is None or isinstance(facts, str | int | float | bool):
        return facts
    raise TypeError(f"{type(facts).__name__} cannot be frozen")


def from_json(kind: type[F], value: Any) -> F:
    """Read frozen facts back as ``kind``. Fields added since take their defaults; fields dropped since are left out.

    Raises TypeError or ValueError when the value does not fit the type.
    """
    return _read(kind, value)  # type: ignore[no-any-return]


def _read(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_union(get_args(kind), value)
    if origin is tuple:
        return _read_tuple(get_args(kind), value)
    if origin is frozenset:
        return frozenset(_read(get_args(kind)[0], item) for item in value)
    if origin in (dict, Mapping):
        of_keys, of_items = get_args(kind)
        return {_read(of_keys, key): _read(of_items, item) for key, item in value.items()}
    if dataclasses.is_dataclass(kind):
        known = _fields(cast(Any, kind))
        return kind(**{name: _read(known[name], item) for name, item in value.items() if name in known})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind in (date, time, datetime):
        return kind.fromisoformat(value)
    if kind is Decimal:
        return Decimal(value)
    if kind is float and isinstance(value, int):
        return float(value)
    if kind is Any or isinstance(value, kind if isinstance(kind, type) else object):
        return value
    raise TypeError(f"{value!r} is not {kind}")


@lru_cache(maxsize=512)
def _fields(kind: type) -> dict[str, Any]:
    """Return the types of what a dataclass takes, by name; a year has hundreds of rows of a few kinds."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind) if field.init}


def _read_union(options: tuple[Any, ...], value: Any) -> Any:
    if value is None:
        if type(None) in options:
            return None
        raise TypeError("a value is missing")
    for option in options:
        if option is not type(None):
            try:
                return _read(option, value)
            except (TypeError, ValueError, AttributeError, ArithmeticError):
                continue
    raise TypeError(f"{value!r} fits none of {options}")


def _read_tuple(inner: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_read(inner[0], item) for item in value)
    return tuple(_read(kind, item) for kind, item in zip(inner, value, strict=True))
