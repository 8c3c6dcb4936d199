"""Drafts of forms as plain JSON values and back, for unfinished typing that is kept by ``services.drafts``."""

from __future__ import annotations

import collections.abc
import dataclasses
import types
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

D = TypeVar("D")


def to_payload(value: Any) -> Any:
    """Turn a draft (dataclasses, tuples, mappings, dates, times, decimals, enums, plain values) into JSON values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_payload(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, collections.abc.Mapping):
        return {str(to_payload(key)): to_payload(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [to_payload(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} cannot be kept as a draft")


def from_payload(kind: type[D], payload: Any) -> D | None:
    """Read a kept draft back; None when it was kept by a program whose form was another one."""
    try:
        return _read(kind, payload)  # type: ignore[no-any-return]
    except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError):
        return None


def _read(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        options = [option for option in inner if option is not type(None)]
        return _read(options[0], value)
    if origin is tuple:
        return tuple(_read(inner[0], item) for item in value)
    if origin in (dict, collections.abc.Mapping):
        return {_read(inner[0], key): _read(inner[1], item) for key, item in value.items()}
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        known = [field.name for field in dataclasses.fields(kind) if field.init and field.name in value]
        return kind(**{name: _read(hints[name], value[name]) for name in known})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind in (date, time, datetime):
        return kind.fromisoformat(value)
    if kind is Decimal:
        return Decimal(value)
    if kind is not Any and not isinstance(value, kind):
        raise TypeError(f"{value!r} is not {kind}")
    return value
