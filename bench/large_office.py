"""The ten-year office as ``bontot sample`` makes it, kept in ``build`` and made again only when its making changes."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from bontot_desktop import places
from bontot_desktop.db import container, datafile, engine, keys
from bontot_desktop.db.container import Trailer
from bontot_desktop.services import sampling

CELLS, MEMBERS, YEARS = 200, 10_000, 10
ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "bench"
FILE, TOLD = FOLDER / f"large{places.DATA_SUFFIX}", FOLDER / "large.json"
ENCRYPTED, _EMPTY = FOLDER / f"large-locked{places.DATA_SUFFIX}", FOLDER / f"empty-locked{places.DATA_SUFFIX}"
PASSWORD = "Mau-2026-mau"
#: What the file follows from: how it is made, its tables, what it says.
_MADE_FROM = ("bontot_desktop/services/sampling", "bontot_desktop/db/migrations/versions", "resources/sample")


def path() -> Path:
    """Return the file; made now, which takes minutes, unless the one that stands is of the same making."""
    wanted = _fingerprint()
    if FILE.exists() and TOLD.exists() and told()["made_from"] == wanted:
        return FILE
    FILE.unlink(missing_ok=True)
    start = time.perf_counter()
    report = sampling.make_sample(FILE, cells=CELLS, members=MEMBERS, years=YEARS, progress=_progress)
    took = time.perf_counter() - start
    facts = {**asdict(report), "path": FILE.name, "made_from": wanted, "seconds": round(took, 1)}
    TOLD.write_text(json.dumps(facts, indent=1), encoding="utf-8")
    return FILE


def encrypted_path() -> Path:
    """Return the same office with a password, :data:`PASSWORD`; made from the plain one when that is newer."""
    source = path()
    if ENCRYPTED.exists() and ENCRYPTED.stat().st_mtime >= source.stat().st_mtime:
        return ENCRYPTED
    now = datetime.now()
    for file in (ENCRYPTED, _EMPTY):
        datafile.remove_with_company(file)
    made, _ = datafile.DataFile.create(_EMPTY, PASSWORD, now=now)
    key, locks = made.key, made.envelope
    made.close()
    assert key is not None
    assert locks is not None
    plain = dbapi2.connect(str(source), isolation_level=None)
    plain.execute(f"ATTACH DATABASE ? AS locked KEY \"x'{key.hex()}'\"", (str(ENCRYPTED),))
    plain.execute("SELECT sqlcipher_export('locked')").fetchall()
    for setting in ("application_id", "user_version"):
        plain.execute(f"PRAGMA locked.{setting} = {engine.scalar(plain, f'PRAGMA {setting}')}")
    plain.execute("DETACH locked")
    plain.close()
    container.add_trailer(ENCRYPTED, Trailer(keys.to_plain(locks), {}))
    datafile.remove_with_company(_EMPTY)
    return ENCRYPTED


def told() -> dict[str, Any]:
    """Return what is in the file and how long it took to make, seconds."""
    found: dict[str, Any] = json.loads(TOLD.read_text(encoding="utf-8"))
    return found


def _fingerprint() -> str:
    taken = hashlib.sha256()
    for folder in _MADE_FROM:
        for source in sorted((ROOT / folder).rglob("*")):
            if source.suffix in {".py", ".sql", ".toml"}:
                taken.update(source.read_bytes())
    return taken.hexdigest()


def _progress(done: int, of: int, what: str) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == of else ""
        sys.stderr.write(f"\r\033[K{done}/{of} {what}{end}")
        sys.stderr.flush()
