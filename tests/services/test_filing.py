"""Names of papers' files: in a folder far down they are cut so that Windows can take the whole path."""

from __future__ import annotations

import pytest

from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.services import filing, issuing, papers
from tests import paper_office
from tests.paper_office import cell_id, register_kinds


@pytest.mark.parametrize(
    ("room", "name"),
    [
        (80, "QD-005-cong-nhan-chi-bo-4-tot"),
        (29, "QD-005-cong-nhan-chi-bo-4-tot"),
        (28, "QD-005-cong-nhan-chi-bo-4"),
        (16, "QD-005-cong-nhan"),
        (15, "QD-005-cong"),
        (3, "QD-005-cong"),
    ],
)
def test_a_stem_is_cut_after_a_whole_word_and_keeps_type_and_number(room, name):
    assert filing.fitting("QD-005-cong-nhan-chi-bo-4-tot", room) == name


def test_papers_of_an_office_far_down_have_paths_windows_takes(tmp_path, monkeypatch):
    register_kinds(monkeypatch)
    folder = tmp_path
    while len(str(folder)) < 185:
        folder = folder / "Đảng ủy xã Ví Dụ"[: max(190 - len(str(folder)), 2)]
    folder.mkdir(parents=True)
    office = paper_office.make_office(folder)
    try:
        made = issuing.issue(office, "X1", cell_id(office, 1), day=office.today())
        files = [row.path for row in papers.look(office, made.paper_id)]
        assert [path.is_file() for path in files] == [True, True]
        assert max(len(str(path)) for path in files) <= filing.LONGEST
        assert all(path.name.startswith("TB-001-") for path in files)
    finally:
        office.close()


def test_a_long_title_is_cut_in_its_middle_so_that_papers_of_two_cells_do_not_share_a_name():
    kind = KINDS["D7"]
    titles = [f"Biên bản họp thông qua kết quả tự chấm “Chi bộ 4 tốt” năm 2026 của Chi bộ thôn Mẫu {n}" for n in (1, 2)]
    stems = [filing.stem_of(kind, number=None, day=None, title=title) for title in titles]
    assert stems == [f"D7-du-thao-bien-ban-hop-thong-qua-ket-qua-nam-2026-cua-chi-bo-thon-mau-{n}" for n in (1, 2)]
