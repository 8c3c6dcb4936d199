"""What the windows remember between starts (widths, places, folds), in a file of the program's own folder."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings

from bontot_desktop.places import user_places


def _file() -> QSettings:
    # An INI file beside the data, not the registry: a portable stick and a test keep their own.
    return QSettings(str(user_places().home / "cua-so.ini"), QSettings.Format.IniFormat)


def keep_numbers(name: str, values: list[int]) -> None:
    """Keep a row of numbers, such as the widths of a table's columns."""
    _file().setValue(name, ",".join(map(str, values)))


def numbers(name: str) -> list[int]:
    """Return a kept row of numbers, empty when there is none or it cannot be read."""
    kept = _file().value(name, "")
    parts = kept if isinstance(kept, list) else str(kept or "").split(",")
    return [int(part) for part in parts] if parts and all(str(part).isdecimal() for part in parts) else []


def keep_words(name: str, values: list[str]) -> None:
    """Keep a row of words, such as the columns of a table that are shown."""
    import json

    _file().setValue(name, json.dumps(values, ensure_ascii=False))


def words(name: str) -> list[str]:
    """Return a kept row of words, empty when there is none or it cannot be read."""
    written = str(_file().value(name, "") or "")
    if not written:
        return []
    import json

    try:
        kept = json.loads(written)
    except ValueError:
        return []
    return [str(word) for word in kept] if isinstance(kept, list) else []


def keep_flag(name: str, value: bool) -> None:
    """Keep a yes or no."""
    _file().setValue(name, "1" if value else "0")


def flag(name: str, default: bool = False) -> bool:
    """Return a kept yes or no."""
    return str(_file().value(name, "1" if default else "0")) == "1"


def keep_geometry(name: str, value: QByteArray) -> None:
    """Keep where a window stood."""
    _file().setValue(name, value)


def geometry(name: str) -> QByteArray | None:
    """Return where a window stood, None when it never stood anywhere."""
    kept = _file().value(name)
    return kept if isinstance(kept, QByteArray) and not kept.isEmpty() else None
