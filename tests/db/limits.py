"""A full disk and a user without rights, as far as the machine of the tests can play them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """Let every write behind ``size`` bytes of a file fail, as on a full disk."""
    if sys.platform == "win32":
        pytest.skip("Windows limits no file")
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def as_a_plain_user() -> Iterator[None]:
    """Give up the administrator's rights, if the tests have them: rights bind no administrator."""
    if sys.platform == "win32":
        pytest.skip("Windows knows no such rights on folders")
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def may_not_write(*paths: Path) -> Iterator[None]:
    """Take the right to write from files and folders, as a stick with its lock pushed does; also from the tests."""
    modes = [(path, path.stat().st_mode) for path in paths]
    for path, mode in modes:
        path.chmod(mode & ~0o222)
    try:
        with as_a_plain_user():
            yield
    finally:
        for path, mode in modes:
            path.chmod(mode)
