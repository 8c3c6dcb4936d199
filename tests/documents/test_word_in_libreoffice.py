"""The Word file of every kind, opened by a word processor, has the pages and lines of the PDF."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from bontot_desktop.documents import (
    award_decision,
    certificate,
    invitation,
    meeting_score_sheet,
    minutes_sample,
    observer_sheet,
    pdf,
    programme,
    recognition_decision,
    registration_form,
    resolution,
    word,
)
from bontot_desktop.documents.blocks import Column, Document, Paragraph, Table, TableRow, bold
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.rules.meetings import MeetingType
from tests.documents.measure import Line, Sheet, read

SETTINGS = FormatSettings()
LONG = "Chi bộ Trường Trung học phổ thông Nguyễn Thị Mẫu xã Thí Dụ Thượng"
#: A line in the word processor stands at most this far from ours, points.
NEAR = 1.5


@dataclass(frozen=True, slots=True)
class Pair:
    """What our PDF and the Word file show."""

    ours: list[Sheet]
    theirs: list[Sheet]


def _papers() -> Iterator[tuple[str, Document]]:
    for kind in KINDS.values():
        yield kind.id, kind.build(kind.sample_facts(), SETTINGS)
    yield from _cell_papers()
    yield "F17-blank", observer_sheet.KIND.build(observer_sheet.sample_blank(), SETTINGS)
    yield "D5-blank", registration_form.KIND.build(registration_form.sample_blank(), SETTINGS)
    consults = replace(minutes_sample.facts(MeetingType.COMMITTEE), consults=True)
    yield "F3-consults", KINDS["F3"].build(consults, SETTINGS)
    sample = recognition_decision.sample_facts()
    head = replace(
        sample.head,
        superior="ĐẢNG BỘ THÀNH PHỐ THÍ DỤ MINH",
        issuer="ĐẢNG ỦY PHƯỜNG BÌNH HƯNG THÍ DỤ",
        place="Bình Hưng Thí Dụ",
    )
    cells = tuple(replace(cell, name=LONG if n % 4 == 0 else cell.name) for n, cell in enumerate(sample.cells * 4))
    many = replace(sample, head=head, cells=cells, committee="Đảng ủy phường Bình Hưng Thí Dụ", province="Thành ủy")
    yield "D13-many", recognition_decision.KIND.build(many, replace(SETTINGS, two_sided=True))
    one = replace(sample, head=replace(sample.head, day=date(2026, 3, 6)), cells=sample.cells[:1])
    yield "D13-one", recognition_decision.KIND.build(one, replace(SETTINGS, tone_style="uỷ"))
    mixed = award_decision.sample_mixed()
    awarded = tuple(replace(cell, name=LONG if n % 4 == 0 else cell.name) for n, cell in enumerate(mixed.cells * 8))
    yield "D14-many", award_decision.KIND.build(replace(mixed, cells=awarded), SETTINGS)
    moved = replace(SETTINGS, certificate_mode="stock", certificate_offset_mm=(4.0, -3.0))
    yield "D15-stock", certificate.KIND.build(replace(certificate.sample_facts(), cell=LONG), moved)
    yield "table-to-the-foot", _table_to_the_foot()
    # The last word misses the line by a fiftieth of a point.
    near = ("- ", bold("Người theo dõi, chấm điểm:"), " đồng chí Lê Thị Mẫu Ngọc, Phó Bí thư chi bộ.")
    yield "line-to-the-edge", Document((Paragraph(near),), "Biên bản", "Mẫu")


def _cell_papers() -> Iterator[tuple[str, Document]]:
    """Yield the blank and the long forms of the papers around a cell's meeting."""
    yield "F1-blank", programme.KIND.build(programme.sample_blank(), SETTINGS)
    in_words = replace(SETTINGS, programme_form="long")
    yield "F1-long", programme.KIND.build(programme.sample_facts(), in_words)
    yield "F1-long-blank", programme.KIND.build(programme.sample_blank(), in_words)
    yield "F2-blank", invitation.KIND.build(invitation.sample_blank(), SETTINGS)
    appended = replace(SETTINGS, resolution_appendix=True)
    yield "F8-appendix", resolution.KIND.build(resolution.sample_facts(), appended)
    yield "F8-draft", resolution.KIND.build(resolution.sample_draft(), SETTINGS)
    yield "F9-blank", meeting_score_sheet.KIND.build(meeting_score_sheet.sample_blank(), SETTINGS)


def _table_to_the_foot() -> Document:
    """A heading row of 18.5 points and twenty rows of 35.5 fill the 728.5 points of a page, but for the last line."""
    rows = tuple(TableRow((str(number), "Chi bộ thôn Mẫu")) for number in range(1, 25))
    table = Table((Column("TT", 20), Column("Tên chi bộ")), rows, row_height_mm=12.52)
    return Document((table,), "Danh sách", "Mẫu")


NAMES = [name for name, _ in _papers()]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pair]:
    """Convert every paper in one run of the word processor, which must be there."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice Writer is needed (on Debian: apt-get install libreoffice-writer)"
    folder = tmp_path_factory.mktemp("word")
    ours = {}
    for name, paper in _papers():
        ours[name] = read(pdf.render(paper))
        (folder / f"{name}.docx").write_bytes(word.render(paper))
    profile = tmp_path_factory.mktemp("profile").as_uri()
    files = [str(folder / f"{name}.docx") for name in ours]
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(folder), *files], check=True, capture_output=True, timeout=120)
    return {name: Pair(sheets, read(Path(folder, f"{name}.pdf").read_bytes())) for name, sheets in ours.items()}


@pytest.mark.parametrize("name", NAMES)
def test_word_and_pdf_have_the_same_pages_and_lines(opened: dict[str, Pair], name: str) -> None:
    pair = opened[name]
    assert len(pair.theirs) == len(pair.ours)
    for number, (ours, theirs) in enumerate(zip(pair.ours, pair.theirs, strict=True), start=1):
        assert _words(theirs) == _words(ours), f"page {number}"


@pytest.mark.parametrize("name", NAMES)
def test_lines_of_word_and_pdf_stand_at_the_same_height(opened: dict[str, Pair], name: str) -> None:
    for ours, theirs in zip(opened[name].ours, opened[name].theirs, strict=True):
        for one, other in zip(_by_place(ours), _by_place(theirs), strict=True):
            assert other.baseline == pytest.approx(one.baseline, abs=NEAR), one.text


def _by_place(sheet: Sheet) -> list[Line]:
    return sorted((line for line in sheet.lines if line.text.strip(". ")), key=lambda line: (line.text, line.baseline))


def _words(sheet: Sheet) -> list[str]:
    """The lines of a page in the order of the alphabet (cells of a row stand side by side); dots are no words."""
    return sorted(" ".join(line.text.replace("\xa0", " ").split()) for line in sheet.lines if line.text.strip(". "))
