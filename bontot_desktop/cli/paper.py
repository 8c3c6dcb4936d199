"""``bontot paper``: papers drafted or issued without a window."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bontot_desktop import dates
from bontot_desktop.cli import values
from bontot_desktop.cli.console import DONE, IN_THE_WAY, Console
from bontot_desktop.cli.paper_lists import paper_line
from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import FileFormat, day_problem

if TYPE_CHECKING:
    from bontot_desktop.services.office import Office

FORMATS = {
    "pdf": (FileFormat.PDF,),
    "docx": (FileFormat.DOCX,),
    "both": (FileFormat.DOCX, FileFormat.PDF),
}


def add(words: Any) -> None:
    """Add the words of ``paper``."""
    command = words.add_parser("paper", help="làm dự thảo hoặc ban hành một văn bản")
    command.add_argument("kind", metavar="KIND", help="mã loại văn bản; xem bontot kinds")
    command.add_argument("--year", type=values.year, metavar="Y", help="năm")
    command.add_argument("--cell", metavar="CODE", help="mã chi bộ")
    command.add_argument("--meeting", type=values.record, metavar="ID", help="số của buổi sinh hoạt")
    command.add_argument(
        "--period",
        type=values.period,
        metavar="KỲ",
        help="kỳ tổng hợp: 2026-06, 2026-Q2, 2026-H1 hoặc 2026",
    )
    command.add_argument("--issue", action="store_true", help="cấp số và ban hành; không có thì chỉ làm dự thảo")
    command.add_argument("--date", type=values.day, metavar="YYYY-MM-DD", help="ngày của văn bản")
    command.add_argument("--format", choices=sorted(FORMATS), default="both", metavar="pdf|docx|both", help="định dạng")
    command.add_argument("--out", metavar="DIR", required=True, help="thư mục chứa tệp làm ra")
    command.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Write drafts into DIR, or issue and copy the files there; exit 3 when a filed file could not be written."""
    from bontot_desktop.services import issuing

    kind, _ = issuing.known(args.kind)
    office = console.office()
    subject_ids = issuing.meant(
        office, kind.id, year=args.year, cell_code=args.cell, meeting_id=args.meeting, period=args.period
    )
    maker = _Maker(office, console, kind.id, Path(args.out), FORMATS[args.format])
    wrong = None if args.date is None else day_problem(args.date, office.today())
    if wrong:
        raise Refused(wrong)
    for done, subject_id in enumerate(subject_ids, start=1):
        own = issuing.natural_day(office, kind.id, subject_id)
        if own is not None and args.date not in (None, own):
            raise Refused(f"{kind.name} mang ngày {dates.screen(own)}; hãy bỏ --date hoặc ghi đúng ngày ấy.")
        if args.issue:
            maker.issue(subject_id, own or args.date or office.today(), one_of_many=len(subject_ids) > 1)
        else:
            maker.draft(subject_id, args.date)
        if len(subject_ids) > 1:
            console.progress(done, len(subject_ids), kind.name)
    console.answer({"papers": maker.made})
    return IN_THE_WAY if maker.waits else DONE


class _Maker:
    """Makes the papers of one run of the command and remembers what it made."""

    def __init__(
        self, office: Office, console: Console, kind_id: str, out: Path, formats: tuple[FileFormat, ...]
    ) -> None:
        self.office = office
        self.console = console
        self.kind_id = kind_id
        self.out = out
        self.formats = formats
        self.made: list[dict[str, Any]] = []
        self.waits = False
        self._names: set[str] = set()
        self._told: set[str] = set()

    def draft(self, subject_id: int, day: date | None) -> None:
        """Write the draft's files."""
        from bontot_desktop.services import files, issuing

        warned = issuing.warnings(self.office, self.kind_id, subject_id, day=day)
        made = issuing.draft_files(self.office, self.kind_id, subject_id, day=day, formats=self.formats)
        paths = [self._target(name) for name in made]
        for path, content in zip(paths, made.values(), strict=True):
            files.write(path, content)
            self.console.say(str(path))
        self._tell(warned)
        files_made = [str(path) for path in paths]
        self.made.append({"kind": self.kind_id, "issued": False, "files": files_made, "warnings": list(warned)})

    def issue(self, subject_id: int, day: date, *, one_of_many: bool) -> None:
        """Issue and copy out; of many (observers' sheets) those already issued are only copied out again."""
        from bontot_desktop.services import issuing, papers

        paper_id = issuing.standing(self.office, self.kind_id, subject_id) if one_of_many else None
        warned: tuple[str, ...] = ()
        if paper_id is None:
            warned = issuing.warnings(self.office, self.kind_id, subject_id, day=day)
            issued = issuing.issue(self.office, self.kind_id, subject_id, day=day)
            paper_id = issued.paper_id
            if issued.waiting:
                self.waits = True
                self.console.complain(f"Văn bản đã ban hành nhưng còn chờ in: {issued.waiting}")
        row = papers.row(self.office, paper_id)
        name = f"{row.kind_name} {row.number_text}".strip()
        self.console.say(f"Đã ban hành {name} ngày {dates.screen(row.dated_on)}.")
        if FileFormat.DOCX in self.formats and papers.hand_edited(self.office, paper_id):
            self.console.complain(f"Tệp Word của {name} đã được sửa tay sau khi ban hành; bản chép ra là bản đã sửa.")
        paths = []
        for form in self.formats:
            target = self._target(papers.file_name(self.office, paper_id, form))
            papers.save_copy(self.office, paper_id, form, target)
            self.console.say(str(target))
            paths.append(str(target))
        self._tell(warned)
        self.made.append({**paper_line(row), "issued": True, "files": paths, "warnings": list(warned)})

    def _tell(self, warned: Iterable[str]) -> None:
        """Say on stderr, once each, what the window would have shown before issuing."""
        for sentence in warned:
            if sentence not in self._told:
                self._told.add(sentence)
                self.console.complain(f"Lưu ý: {sentence}")

    def _target(self, name: str) -> Path:
        path = Path(name)
        turn = 1
        while path.name in self._names:
            turn += 1
            path = Path(name).with_stem(f"{Path(name).stem}-{turn}")
        self._names.add(path.name)
        return self.out / path
