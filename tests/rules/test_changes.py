"""What an act changed, joined and asked."""

from __future__ import annotations

from bontot_desktop.rules.changes import Changes, Kind


def test_two_acts_join_what_they_changed() -> None:
    both = Changes.of(Kind.CELLS) | Changes.of(Kind.MEMBERS, Kind.CELLS)
    assert both == Changes.of(Kind.CELLS, Kind.MEMBERS)


def test_an_act_that_changed_nothing_is_false() -> None:
    assert not Changes()
    assert Changes.of(Kind.PAPERS)


def test_a_page_asks_whether_its_kinds_changed() -> None:
    changes = Changes.of(Kind.PAPERS)
    assert changes.touch(Kind.CELLS, Kind.PAPERS)
    assert not changes.touch(Kind.CELLS)
    assert Changes.everything().touch(Kind.DRAFTS)
