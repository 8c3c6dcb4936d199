"""Choices kept as one value are told field by field, in the words of their forms."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.documents import facts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.rules.streaks import MergePolicy, StreakSettings
from bontot_desktop.services import (
    award_rates,
    badges,
    formats,
    history,
    score_settings,
    setting_changes,
    streaks,
    table_views,
)
from bontot_desktop.services.badges import BadgeSettings
from bontot_desktop.services.meeting_drafts import MeetingSettings
from bontot_desktop.services.score_settings import ScoreSettings
from tests.register_office import make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def told(office):
    line = history.recent(office)[0]
    return {field.label: (field.old, field.new) for field in history.fields_of(office, line.id).fields}


@pytest.mark.parametrize(
    ("key", "made"), [("format", FormatSettings()), ("meetings", MeetingSettings()), ("scores", ScoreSettings())]
)
def test_every_field_has_the_label_of_its_form(key, made):
    shown = setting_changes._flat(facts.to_json(made), setting_changes.LABELS[key])
    assert set(shown) == set(setting_changes.LABELS[key])
    assert len({field.name for field in fields(made)}) <= len(shown)


def test_a_first_change_is_told_against_what_is_shipped_and_the_next_against_it(office):
    draft = formats.load(office)
    formats.save(office, replace(draft, two_sided=True, tone_style="uỷ", line_spacing_pt=Decimal("20.5")))
    assert told(office) == {
        "Đặt dấu thanh trong các chữ in sẵn": ("Đảng ủy, Ủy ban, khóa", "Đảng uỷ, Uỷ ban, khoá"),
        "Giãn dòng chính xác (pt)": ("19", "20,5"),
        "In hai mặt, lề đối xứng": ("Không", "Có"),
    }
    formats.save(office, replace(formats.load(office), two_sided=False))
    assert told(office) == {"In hai mặt, lề đối xứng": ("Có", "Không")}


def test_the_years_and_days_of_badges_are_told(office):
    badges.save(office, BadgeSettings("30, 40", "03/02, 19/5, 02/9, 07/11"))
    assert told(office) == {
        "Các mốc năm tuổi Đảng": ("30; 40; 45; 50; 55; 60; 65; 70; 75; 80; 85; 90", "30; 40"),
    }


def test_money_is_told_with_its_day(office):
    draft = award_rates.load(office)
    award_rates.save(office, replace(draft, base_pay=2_530_000, base_pay_from=date(2026, 7, 1)))
    assert told(office)["Lương cơ sở"] == ("", "2.530.000 đồng từ 01/07/2026")


def test_shares_and_the_way_of_counting_years_are_told_in_words(office):
    draft = award_rates.load(office)
    award_rates.save(office, replace(draft, member=Decimal("0.4"), shares_from=date(2026, 7, 1)))
    said = told(office)["Hệ số tiền thưởng (lần lương cơ sở)"][1]
    assert said.endswith("đảng viên hoàn thành xuất sắc nhiệm vụ 5 năm liền 1,0 từ 01/07/2026")
    assert "đảng viên hoàn thành xuất sắc nhiệm vụ trong năm 0,4" in said
    streaks.save(office, StreakSettings(MergePolicy.MIN_OF_PREDECESSORS))
    assert told(office)["Chi bộ hợp nhất"][0] == "Tính lại từ đầu"


def test_a_kept_way_of_looking_is_told_by_its_name(office):
    table_views.keep_view(office, "members", "Trên 70 tuổi ở thôn", {"query": "thôn"})
    assert told(office) == {"Cách xem “Trên 70 tuổi ở thôn”": ("", "đã ghi")}
    table_views.drop_view(office, "members", "Trên 70 tuổi ở thôn")
    assert told(office) == {"Cách xem “Trên 70 tuổi ở thôn”": ("đã ghi", "")}


def test_the_rules_of_the_year_are_told_in_words(office):
    rules = score_settings.load(office)
    levels = (replace(rules.roll_up.levels[0], count=8), *rules.roll_up.levels[1:])
    score_settings.save(office, replace(rules, roll_up=replace(rules.roll_up, levels=levels)))
    old, new = told(office)["Cách xếp loại cả năm"]
    assert old.startswith("Tốt: 100 % từ Khá, 7 kỳ từ Tốt; Khá: ")
    assert new.startswith("Tốt: 100 % từ Khá, 8 kỳ từ Tốt; Khá: ")
