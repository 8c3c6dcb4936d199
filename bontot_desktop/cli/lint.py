"""``bontot lint``: the form of a Word paper checked without a window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bontot_desktop.cli import values
from bontot_desktop.cli.console import DONE, Console

if TYPE_CHECKING:
    from bontot_desktop.services.linting import Finding, Report


def add(words: Any) -> None:
    """Add the words of ``lint``."""
    command = words.add_parser("lint", help="kiểm tra thể thức một tệp Word")
    command.add_argument("file", metavar="FILE.docx", help="tệp Word cần kiểm tra")
    command.add_argument(
        "--date",
        type=values.day,
        metavar="YYYY-MM-DD",
        help="xét theo hướng dẫn của ngày này thay cho ngày ghi trên văn bản",
    )
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the findings; exit 0 whether there are any or not, no data file is needed."""
    from bontot_desktop.services import linting

    path = Path(args.file)
    report = linting.check(path, day=args.date)
    if console.wants_json:
        console.answer(_object(path, report))
        return DONE
    console.say(f"{path.name}: xét theo {report.guide}. {report.summary()}")
    for finding in report.findings:
        console.say(f"[{finding.level.value}] {finding.sentence()}")
    return DONE


def _object(path: Path, report: Report) -> dict[str, Any]:
    return {
        "file": path.name,
        "profile": report.profile_id,
        "date": report.day,
        "kind": report.kind,
        "faults": report.faults,
        "advices": report.advices,
        "findings": [_finding(finding) for finding in report.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "part": finding.part,
        "page": finding.where.page,
        "page_is_exact": finding.where.exact,
        "times": finding.times,
        "is": finding.found,
        "should_be": finding.wanted,
        "clause": finding.clause,
    }
