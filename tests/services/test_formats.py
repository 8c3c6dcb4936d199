"""The choices of format are kept whole, taken back by groups, and seen on a paper before they are saved."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from bontot_desktop.db import history
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import Problems
from bontot_desktop.services import committee, formats
from bontot_desktop.services.formats import DECISION, GROUPS, LETTER, MINUTES, PROGRAMME, SAMPLES, FormatDraft
from tests.pdf_words import words
from tests.small_office import office

__all__ = ["office"]

#: Every choice other than as shipped.
OTHER = FormatDraft(
    profile="HD36_2018",
    tone_style="uỷ",
    title_spelling="Chi bộ bốn tốt",
    body_size_pt=Decimal(15),
    line_spacing_pt=Decimal("20.5"),
    blank_lines_before_name=5,
    two_sided=True,
    basis_style="italic",
    ruling_line="{{ issuer }} {{ verb }}:",
    list_signed_again=True,
    cong_van_prefix="V/v",
    keep_copy_office="Lưu Văn phòng",
    keep_copy_cell="Lưu hồ sơ chi bộ",
    qd_shared_series=False,
    quy_dinh_symbol="QĐi",
    minutes_numbered=True,
    minutes_date_line=True,
    minutes_taker="THƯ KÝ",
    minutes_chair="CHỦ TỌA",
    programme_form="long",
    programme_numbered=True,
    invitation_to="guests",
    resolution_appendix=True,
)


def test_a_new_office_has_the_choices_of_the_guides(office):
    assert formats.load(office) == formats.shipped()


def test_every_choice_is_kept(office):
    changed = [one.name for one in fields(OTHER) if getattr(OTHER, one.name) == getattr(formats.shipped(), one.name)]
    assert changed == []
    formats.save(office, OTHER)
    assert formats.load(office) == OTHER
    settings = committee.format_settings(office)
    assert (settings.line_spacing_pt, settings.minutes_signer_labels) == (20.5, ("THƯ KÝ", "CHỦ TỌA"))


def test_every_choice_stands_in_one_group_and_every_setting_is_somewhere_to_be_made():
    grouped = [name for names in GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(one.name for one in fields(FormatDraft))
    # The seal and the symbol of cells are said with the office's names, a certificate's stock where it is printed.
    elsewhere = {"has_seal", "cell_symbol", "certificate_mode", "certificate_offset_mm", "certificate_preprinted"}
    labels = {"minutes_taker", "minutes_chair"}
    settings = {one.name for one in fields(FormatSettings)}
    assert settings - elsewhere - {"minutes_signer_labels"} == set(grouped) - labels


def test_saving_choices_as_they_are_writes_no_line_of_history(office):
    formats.save(office, OTHER)
    with office.read() as session:
        before = history.last_act(session)
    formats.save(office, OTHER)
    with office.read() as session:
        assert history.last_act(session) == before


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_goes_back_by_itself(group):
    back = formats.with_shipped(OTHER, group)
    for name in GROUPS[group]:
        assert getattr(back, name) == getattr(formats.shipped(), name)
    assert formats.with_shipped(replace(OTHER), group) != OTHER
    others = [name for other, names in GROUPS.items() if other != group for name in names]
    assert all(getattr(back, name) == getattr(OTHER, name) for name in others)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"line_spacing_pt": Decimal(17)}, "line_spacing_pt"),
        ({"line_spacing_pt": Decimal(23)}, "line_spacing_pt"),
        ({"line_spacing_pt": None}, "line_spacing_pt"),
        ({"ruling_line": " \n "}, "ruling_line"),
        ({"ruling_line": "{{ committee }} QUYẾT ĐỊNH"}, "ruling_line"),
        ({"ruling_line": "{{ issuer"}, "ruling_line"),
        ({"keep_copy_office": "- ."}, "keep_copy_office"),
        ({"keep_copy_cell": ""}, "keep_copy_cell"),
    ],
)
def test_a_choice_that_cannot_be_is_said_beside_its_field(office, changes, field):
    draft = replace(formats.shipped(), **changes)
    for act in (lambda: formats.save(office, draft), lambda: formats.preview(office, draft, DECISION)):
        with pytest.raises(Problems) as refused:
            act()
        assert [problem.field for problem in refused.value.problems] == [field]
    assert formats.load(office) == formats.shipped()


@pytest.mark.parametrize("sample", [sample for sample, _ in SAMPLES])
def test_the_samples_bear_the_offices_own_head(office, sample):
    shown = words(formats.preview(office, formats.shipped(), sample))
    of_cell = sample in (MINUTES, PROGRAMME)
    assert ("ĐẢNG BỘ XÃ VÍ DỤ" if of_cell else "ĐẢNG BỘ TỈNH VÍ DỤ") in shown


def test_the_choices_are_seen_before_they_are_saved(office):
    shown = words(formats.preview(office, OTHER, DECISION))
    assert "BAN THƯỜNG VỤ ĐẢNG UỶ XÃ VÍ DỤ QUYẾT ĐỊNH:" in shown
    assert "- Lưu Văn phòng." in shown
    assert "Chi bộ bốn tốt" in shown
    minutes = words(formats.preview(office, OTHER, MINUTES))
    assert "Số 03-BB/CB" in minutes
    assert "THƯ KÝ" in minutes
    assert "CHỦ TOẠ" in minutes
    assert "V/v" in words(formats.preview(office, OTHER, LETTER))
    assert formats.load(office) == formats.shipped()
