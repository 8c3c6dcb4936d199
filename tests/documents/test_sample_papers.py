"""The wording of the papers of a sample meeting, and what a page of each must show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.documents import (
    conclusion_notice,
    feedback_minutes,
    observer_sheet,
    plain,
    recognition_decision,
    sample_parts,
)
from bontot_desktop.documents import facts as facts_codec
from bontot_desktop.documents.blocks import (
    DottedLines,
    Items,
    Letterhead,
    Paragraph,
    Recipients,
    Signature,
    TwoSignatures,
)
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.sample_parts import OpinionFacts, PersonFacts
from bontot_desktop.rules.samples import Aspect, ObserverCapacity, OpinionKind

SETTINGS = FormatSettings()


def said_in(kind, facts) -> str:
    """Return the words of a paper, each paragraph a line of its own."""
    return plain.render(kind.build(facts, SETTINGS))


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (PersonFacts("A"), "đồng chí A"),
        (PersonFacts("A", "Chánh Văn phòng", "Đảng ủy xã"), "đồng chí A, Chánh Văn phòng Đảng ủy xã"),
        (PersonFacts("A", "Bí thư chi bộ", "Chi bộ thôn Mẫu 2"), "đồng chí A, Bí thư Chi bộ thôn Mẫu 2"),
        (PersonFacts("A", "Phó Bí thư chi bộ", "Chi bộ Trạm Mẫu"), "đồng chí A, Phó Bí thư Chi bộ Trạm Mẫu"),
        (PersonFacts("A", "Bí thư Đảng ủy xã", "Đảng ủy xã"), "đồng chí A, Bí thư Đảng ủy xã"),
        (PersonFacts("A", "", "Trường Mẫu"), "đồng chí A, Trường Mẫu"),
    ],
)
def test_a_person_is_named_with_post_and_unit_once(person, words):
    assert sample_parts.person(person) == words


def test_an_opinion_names_speaker_aspect_and_kind():
    speaker = PersonFacts("A", "Đảng ủy viên")
    said = OpinionFacts(speaker, Aspect.BOOKS, OpinionKind.WEAKNESS, "Sổ ghi chưa đủ")
    assert sample_parts.opinion(said) == (
        "Đồng chí A, Đảng ủy viên (Biên bản, sổ sách, Sổ tay điện tử – hạn chế): Sổ ghi chưa đủ."
    )
    assert sample_parts.opinion(replace(said, aspect=Aspect.OTHER, text="Sao vậy?")) == (
        "Đồng chí A, Đảng ủy viên (Hạn chế): Sao vậy?"
    )


def test_a_speaker_is_named_in_full_once_unless_another_has_the_same_name():
    first, second = PersonFacts("A", "Bí thư chi bộ", "Chi bộ thôn Mẫu 1"), PersonFacts("B", "Đảng ủy viên")
    namesake = PersonFacts("A", "Bí thư chi bộ", "Chi bộ thôn Mẫu 2")

    def named(*speakers: PersonFacts) -> list[str]:
        said = [OpinionFacts(speaker, Aspect.OTHER, OpinionKind.STRENGTH, "Hay") for speaker in speakers]
        return [line.partition(" (")[0] for line in sample_parts.opinions_said(said)]

    full = "Đồng chí A, Bí thư Chi bộ thôn Mẫu 1"
    assert named(first, second, first, first) == [full, "Đồng chí B, Đảng ủy viên", "Đồng chí A", "Đồng chí A"]
    assert named(first, namesake, first) == [full, "Đồng chí A, Bí thư Chi bộ thôn Mẫu 2", full]


def test_opinions_are_parted_by_the_order_of_the_session():
    def said(capacity: ObserverCapacity) -> OpinionFacts:
        return OpinionFacts(PersonFacts("A", capacity=capacity), Aspect.OTHER, OpinionKind.STRENGTH, "Hay")

    groups = sample_parts.by_session_order([said(capacity) for capacity in ObserverCapacity])
    assert [len(opinions) for _, opinions in groups] == [1, 2, 1, 1]
    keys = ["opinions_secretaries", "opinions_members", "opinions_others", "opinions_group"]
    assert [key for key, _ in groups] == keys


def test_nobody_is_lost_whatever_the_capacity():
    people = [PersonFacts(f"Người {n}", capacity=capacity) for n, capacity in enumerate(ObserverCapacity)]
    words = " ".join(sample_parts.groups_present(people, SETTINGS))
    assert all(person.name in words for person in people)
    assert sample_parts.counts_present(people, SETTINGS).count("01 đồng chí") == len(people)


@pytest.mark.parametrize(
    ("typed", "kind", "lines"),
    [
        ("Một ý", Paragraph, 1),
        ("- Một ý", Paragraph, 1),
        ("Một ý\n\n+ Hai ý;\n• Ba ý.", Items, 3),
    ],
)
def test_typed_text_becomes_a_paragraph_or_dashed_lines(typed, kind, lines):
    (block,) = sample_parts.typed(typed)
    assert isinstance(block, kind)
    if isinstance(block, Items):
        assert block.lines == ("Một ý.", "Hai ý.", "Ba ý.")


def test_no_text_becomes_no_block():
    assert sample_parts.typed(" \n- ") == []


@pytest.mark.parametrize(("words", "ended"), [("Hay", "Hay."), ("Hay.", "Hay."), ("Sao?", "Sao?"), ("Rõ ;", "Rõ.")])
def test_sentences_end_once(words, ended):
    assert sample_parts.stop(words) == ended


# The sheet


def blocks_of(module, facts):
    return module.KIND.build(facts, SETTINGS).blocks


def test_a_blank_sheet_has_room_to_write_and_no_name_under_it():
    blocks = blocks_of(observer_sheet, observer_sheet.sample_blank())
    assert sum(isinstance(block, DottedLines) for block in blocks) == 5
    assert blocks[-1].signer.name == ""


def test_a_returned_sheet_has_no_dots_and_the_name_under_it():
    blocks = blocks_of(observer_sheet, observer_sheet.sample())
    assert not any(isinstance(block, DottedLines) for block in blocks)
    assert blocks[-1].signer.name == "Trần Thị Mẫu"
    assert isinstance(blocks[0], Letterhead)
    assert blocks[0].number_text is None


def test_a_sheet_without_points_says_so():
    facts = replace(observer_sheet.sample(), total="", rating="")
    words = [block for block in blocks_of(observer_sheet, facts) if isinstance(block, Paragraph)][-1]
    assert "không chấm điểm" in str(words.text)


# The minutes of the feedback session


def test_minutes_are_signed_left_by_the_writer_and_right_by_the_chair():
    signatures = blocks_of(feedback_minutes, feedback_minutes.sample())[-1]
    assert isinstance(signatures, TwoSignatures)
    assert (signatures.left.name, signatures.right.name) == ("Vũ Thị Tưởng Tượng", "Hoàng Văn Giả Định")


def test_minutes_without_a_conclusion_point_to_the_notice():
    facts = replace(
        feedback_minutes.sample(), strengths="", weaknesses="", causes="", agreed_process="", opinions=(), reply=""
    )
    words = str(blocks_of(feedback_minutes, facts))
    assert "kết luận được thông báo bằng văn bản" in words
    assert "Không có." in words


# The notice


def test_the_notice_names_another_day_of_feedback():
    facts = replace(conclusion_notice.sample(), feedback_on=date(2026, 6, 7))
    assert "buổi rút kinh nghiệm ngày 07/6/2026, do đồng chí Hoàng Văn Giả Định" in _said(facts)
    assert "ngay sau buổi sinh hoạt" in _said(conclusion_notice.sample())


def test_the_notice_ends_with_its_file_copy_and_signature():
    signature = blocks_of(conclusion_notice, conclusion_notice.sample())[-1]
    assert isinstance(signature, Signature)
    assert isinstance(signature.recipients, Recipients)
    assert signature.recipients.lines[-1] == "Lưu Văn phòng Đảng ủy"
    assert (signature.signer.authority, signature.signer.post) == ("T/M BAN THƯỜNG VỤ", "BÍ THƯ")


def test_without_somebody_in_charge_the_notice_asks_them_all():
    said = _said(replace(conclusion_notice.sample(), in_charge=""))
    assert "Đề nghị các đồng chí Đảng ủy viên phụ trách chi bộ thường xuyên theo dõi" in said
    assert "áp dụng ở chi bộ được phân công.\n" in said


def _said(facts):
    return plain.render(conclusion_notice.KIND.build(facts, SETTINGS))


def test_causes_are_left_out_when_nobody_named_any():
    facts = replace(conclusion_notice.sample(), causes="")
    headings = [str(block.text) for block in blocks_of(conclusion_notice, facts) if isinstance(block, Paragraph)]
    assert "2. Hạn chế" in headings
    assert not any("Nguyên nhân" in heading for heading in headings)


def test_one_observer_is_not_spoken_of_as_several():
    secretary = PersonFacts("A", capacity=ObserverCapacity.CELL_SECRETARY)
    assert sample_parts.counts_present([secretary], SETTINGS) == "bí thư chi bộ khác (01 đồng chí)"
    assert sample_parts.counts_present([secretary] * 3, SETTINGS) == "bí thư các chi bộ (03 đồng chí)"


def test_who_spoke_is_counted_like_who_came():
    meeting = replace(observer_sheet.sample_meeting(), contributions=9, speakers=4)
    assert sample_parts.speaking(meeting) == "09 lượt ý kiến của 04 đảng viên"
    assert sample_parts.speaking(replace(meeting, speakers=None)) == "09 lượt ý kiến"


def test_every_phrase_of_ours_follows_the_tone_style_and_no_typed_word_does():
    settings = FormatSettings(tone_style="uỷ")
    facts = replace(conclusion_notice.sample(), task_other_cells="Đảng ủy viên theo dõi", causes="")
    words = plain.render(conclusion_notice.KIND.build(facts, settings))
    assert [line for line in words.splitlines() if "ủy" in line and "Phó Bí thư Thường trực Đảng ủy" not in line] == [
        "Khắc phục các hạn chế đã nêu; báo cáo kết quả về Đảng ủy.",
        "Đảng ủy viên theo dõi.",
    ]
    decision = plain.render(recognition_decision.KIND.build(recognition_decision.sample_facts(), settings))
    assert "Ban Thường vụ Tỉnh uỷ, Ban Tổ chức Tỉnh uỷ (để báo cáo)" in decision
    assert [line for line in decision.splitlines() if "ủy" in line.lower()] == [
        "- Căn cứ Biên bản họp Ban Thường vụ Đảng ủy ngày 10/12/2026;"
    ]
    sheet = plain.render(observer_sheet.KIND.build(observer_sheet.sample(), settings))
    assert "b) Với Đảng uỷ" in sheet


def test_a_sheet_says_when_in_one_sentence_and_lists_the_rest_with_dashes():
    words = plain.render(observer_sheet.KIND.build(observer_sheet.sample(), SETTINGS))
    assert "2. Thời gian: từ 19 giờ 30 phút đến 21 giờ 15 phút, ngày 05/6/2026." in words
    assert "- Địa điểm: Nhà văn hóa thôn Mẫu 1." in words


def test_what_was_settled_and_accepted_is_told_and_left_out_where_nothing_was():
    facts = feedback_minutes.sample()
    shown = said_in(feedback_minutes.KIND, facts)
    assert "Thống nhất trình tự một buổi sinh hoạt theo Hướng dẫn số 42-HD/BTCTW." in shown
    assert "Về ý kiến của đồng chí Lê Văn Minh Họa (" in shown
    assert "Ý kiến được tiếp thu, giao thực hiện" in shown
    assert "hoàn thành trước ngày 31/7/2026; các chi bộ khác cùng áp dụng." in shown
    plain = replace(facts, settled="", accepted=(), opinions=tuple(replace(one, settled="") for one in facts.opinions))
    assert "tiếp thu, giao" not in said_in(feedback_minutes.KIND, plain)


def test_what_the_group_settled_has_its_place_even_when_it_said_nothing_else():
    facts = feedback_minutes.sample()
    others = tuple(one for one in facts.opinions if one.speaker.capacity is not ObserverCapacity.WORKING_GROUP)
    assert "Tổ công tác làm rõ, thống nhất cách làm" in said_in(feedback_minutes.KIND, replace(facts, opinions=others))


def test_the_notice_gives_accepted_opinions_to_the_cells_once():
    facts = conclusion_notice.sample()
    shown = said_in(conclusion_notice.KIND, facts)
    assert shown.count("Mỗi nhiệm vụ ghi một người chịu trách nhiệm chính") == 2
    assert shown.count("(thực hiện: đồng chí Bí thư chi bộ)") == 1
    assert shown.count("Bí thư gợi mở để đảng viên trẻ phát biểu") == 1
    typed = replace(facts, task_sample_cell="Bí thư gợi mở để đảng viên trẻ phát biểu.")
    assert said_in(conclusion_notice.KIND, typed).count("Bí thư gợi mở") == 1


def test_facts_frozen_before_there_were_decisions_say_what_they_said():
    for module in (feedback_minutes, conclusion_notice):
        facts = replace(module.sample(), accepted=())
        frozen = facts_codec.to_json(facts)
        frozen.pop("accepted")
        frozen.pop("settled", None)
        again = facts_codec.from_json(type(facts), frozen)
        assert again.accepted == ()
