"""Invitations, the letter and the sign-in sheet of a sample meeting: what each says and how its pages begin."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from bontot_desktop.documents import (
    invitation_parts,
    observer_invitation,
    observer_parts,
    observer_sign_in,
    observer_summons,
    pdf,
    plain,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.observer_parts import InvitedFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.sample_parts import PersonFacts
from bontot_desktop.rules.samples import ObserverCapacity

SETTINGS = FormatSettings()
LONG = "Chi bộ Trường Trung học phổ thông Nguyễn Thị Mẫu xã Thí Dụ Thượng"


def said(kind: Kind, facts: object, settings: FormatSettings = SETTINGS) -> str:
    return plain.render(kind.build(facts, settings))


def pages(kind: Kind, facts: object, settings: FormatSettings = SETTINGS) -> list[str]:
    data = pdf.render(kind.build(facts, settings))
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def test_everyone_invited_has_a_page_of_their_own_with_one_number_and_no_page_number():
    facts = observer_invitation.sample_facts()
    texts = pages(observer_invitation.KIND, facts)
    assert len(texts) == len(facts.people)
    for invited, words in zip(facts.people, texts, strict=True):
        assert f"đồng chí {invited.person.name}" in words
        assert "Số 04-GM/ĐU" in words
        assert words.startswith("ĐẢNG BỘ TỈNH")


def test_an_invitation_names_role_and_aspects_and_asks_for_the_sheet():
    words = said(observer_invitation.KIND, observer_invitation.sample_facts())
    assert "Kính gửi: đồng chí Trần Thị Mẫu, Bí thư Chi bộ thôn Mẫu 2." in words
    assert "2. Thời gian: 19 giờ 30 phút, ngày 05/6/2026 (thứ Sáu)." in words
    assert "4. Tư cách dự: Bí thư chi bộ; được phân công theo dõi: chuẩn bị; trình tự các bước." in words
    assert "4. Tư cách dự: Đại biểu.\n" in words
    assert "Phiếu nhận xét, đánh giá gửi kèm" in words
    assert "- Như kính gửi;" in words


def test_two_sided_invitations_each_begin_a_sheet():
    texts = pages(observer_invitation.KIND, observer_invitation.sample_facts(), replace(SETTINGS, two_sided=True))
    begins = [number for number, words in enumerate(texts) if "GIẤY MỜI" in words]
    assert begins == [0, 2, 4, 6, 8, 10]


def test_what_is_not_known_yet_leaves_dots():
    facts = observer_invitation.sample_facts()
    blank = replace(facts, people=(), meeting=replace(facts.meeting, held_on=None, starts_at=None, place=""))
    words = said(observer_invitation.KIND, blank)
    assert "Kính gửi: đồng chí ……" in words
    assert "2. Thời gian: ...... giờ ...... phút, ngày ...... tháng ...... năm 2026." in words
    assert "3. Địa điểm: ……" in words
    # Nobody's role is known: the point falls away and the next takes its number.
    assert "4. Yêu cầu:" in words


def test_points_are_numbered_with_what_stands_before_the_colon_in_bold():
    first, second = invitation_parts.points(("Thời gian: 19 giờ 30 phút.", "Không có tên mục."))
    assert first.text[0].text == "1. Thời gian:"
    assert first.text[0].bold
    assert second.text == "2. Không có tên mục."


def test_a_letter_has_no_title_its_subject_stands_under_the_number():
    words = said(observer_summons.KIND, observer_summons.sample_facts()).split("\n")
    place = words.index("Số 12-CV/ĐU")
    assert words[place + 1].startswith("về việc triệu tập dự sinh hoạt chi bộ điểm")
    assert "CÔNG VĂN" not in words
    assert "- Như trên;" in words


def test_a_letter_is_addressed_to_the_groups_that_are_called():
    facts = observer_summons.sample_facts()
    secretaries = tuple(one for one in facts.people if one.person.capacity is ObserverCapacity.CELL_SECRETARY)
    all_groups = said(observer_summons.KIND, facts)
    assert "Các đồng chí trong Tổ công tác;" in all_groups
    assert "Chi bộ thôn Mẫu 1." in all_groups
    some = said(observer_summons.KIND, replace(facts, people=secretaries))
    assert "Bí thư các chi bộ trực thuộc;" in some
    assert "Tổ công tác;" not in some
    assert "02 (hai) đồng chí (có danh sách kèm theo)" in some


def test_the_list_of_a_letter_starts_a_page_that_is_counted_on_and_names_its_letter():
    first, second = pages(observer_summons.KIND, observer_summons.sample_facts())
    assert "DANH SÁCH" not in first
    assert second.startswith("2")
    assert "(Kèm theo Công văn số 12-CV/ĐU, ngày 29/5/2026" in second
    assert "Đánh giá nhiệm vụ, phân công" in second


def test_a_draft_leaves_room_for_number_and_date_in_the_list_too():
    facts = observer_summons.sample_facts()
    words = said(observer_summons.KIND, replace(facts, head=replace(facts.head, number=None, day=None)))
    assert "(Kèm theo Công văn số      -CV/ĐU, ngày      tháng      năm 2026" in words


def test_the_sign_in_sheet_has_rows_left_for_guests():
    facts = observer_sign_in.sample_facts()
    words = said(observer_sign_in.KIND, facts)
    assert "TT | Họ và tên | Chức vụ | Đơn vị | Ký tên" in words
    assert "4 | Trần Thị Mẫu | Bí thư chi bộ | Chi bộ thôn Mẫu 2 |" in words
    assert f"\n{len(facts.people) + observer_sign_in.SPARE_ROWS} | " in words
    assert "/06 đồng chí được mời" in words


@pytest.mark.parametrize("count", [1, 60])
def test_one_or_sixty_with_long_names_are_listed_whole(count):
    who = PersonFacts("Nguyễn Phúc Hoàng Minh Thí Dụ", "Bí thư chi bộ", LONG, ObserverCapacity.CELL_SECRETARY)
    people = tuple(InvitedFacts(replace(who, name=f"{who.name} {n}"), ("Chuẩn bị",)) for n in range(1, count + 1))
    call = replace(observer_summons.sample_facts(), people=people)
    letter = " ".join(" ".join(page.split()) for page in pages(observer_summons.KIND, call))
    assert f"Danh sách này có {count:02d}" in letter
    sheet = replace(observer_sign_in.sample_facts(), people=tuple(one.person for one in people))
    assert len(pages(observer_sign_in.KIND, sheet)) == (1 if count == 1 else 4)


def test_a_letter_of_the_old_guide_parts_recipients_by_commas():
    facts = observer_summons.sample_facts()
    old = replace(facts, head=replace(facts.head, day=date(2026, 5, 20)))
    assert "- Như trên," in said(observer_summons.KIND, old)


def test_the_role_of_one_from_outside_is_a_delegate():
    assert observer_parts.capacity(PersonFacts("A"), SETTINGS) == "Đại biểu"
    assert observer_parts.aspects_said(("Chuẩn bị", "Trình tự các bước")) == "chuẩn bị; trình tự các bước"
