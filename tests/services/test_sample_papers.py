"""The papers of a sample meeting out of a real data file: facts, words, pages, and what issuing does to the event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from pypdf import PdfReader

from bontot_desktop.db.models.office import Person
from bontot_desktop.documents import conclusion_notice, facts, feedback_minutes, observer_sheet
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.rules.samples import ReplicationState, SampleState
from bontot_desktop.services import conclusions, handouts, issuing, papers, replication, sample_store, samples
from tests import sample_office as made

DAY = date(2026, 6, 9)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def words_of(pdf: bytes) -> str:
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)
    # Where bold ends, reading puts a space that is not on the page.
    return text.replace(" ;", ";").replace(" .", ".")


@pytest.mark.parametrize("module", [observer_sheet, feedback_minutes, conclusion_notice])
def test_facts_freeze_and_thaw_to_the_same(module):
    given = module.sample()
    assert facts.from_json(module.KIND.facts_type, facts.to_json(given)) == given


def test_the_notice_says_what_was_concluded(office):
    event_id = made.concluded(office)
    words = words_of(issuing.preview(office, "F20", event_id, day=DAY).pdf)
    for sentence in (
        "THÔNG BÁO",
        "kết luận rút kinh nghiệm sinh hoạt chi bộ điểm tại Chi bộ thôn Mẫu 1",
        "Ngày 05/6/2026, Chi bộ thôn Mẫu 1, chi bộ được chọn làm điểm, đã tổ chức sinh hoạt chi bộ thường kỳ "
        "tháng 6 năm 2026",
        "I- ĐÁNH GIÁ CHUNG",
        "Buổi sinh hoạt có 21/22 đảng viên dự (tỷ lệ 95,5 %), 02 lượt ý kiến của 02 đảng viên.",
        "Có 03 phiếu chấm điểm, bình quân 91,5/100 điểm, xếp loại Tốt; chi bộ tự chấm 93 điểm.",
        "Chuẩn bị: báo cáo tháng ngắn gọn; số liệu từng tổ rõ ràng.",
        "II- KẾT LUẬN, THỐNG NHẤT QUY TRÌNH",
        "III- TỔ CHỨC THỰC HIỆN",
        "Thời hạn hoàn thành: trước ngày 31/7/2026.",
        "từ kỳ sinh hoạt tháng 7 năm 2026",
        "đồng chí Trần Phụ Trách 1 theo dõi việc khắc phục của Chi bộ thôn Mẫu 1",
        "T/M BAN THƯỜNG VỤ BÍ THƯ",
        "Các chi bộ trực thuộc (để thực hiện);",
        "Lưu Văn phòng Đảng ủy.",
    ):
        assert sentence in words, sentence


def test_recipients_follow_the_guide_of_the_day(office):
    event_id = made.concluded(office)
    later = words_of(issuing.preview(office, "F20", event_id, day=DAY).pdf)
    with office.work("test", "Buổi cũ") as session:
        row = sample_store.event(session, event_id)
        row.meeting.held_on = row.feedback_on = date(2026, 5, 5)
    earlier = words_of(issuing.preview(office, "F20", event_id, day=date(2026, 5, 20)).pdf)
    assert "(để thực hiện);" in later
    assert "(để thực hiện)," in earlier


def test_issuing_the_notice_concludes_the_event_and_holds_its_conclusion(office):
    event_id = made.concluded(office)
    issued = issuing.issue(office, "F20", event_id, day=DAY)
    assert issued.number_text == "01-TB/ĐU"
    view = samples.view(office, event_id)
    assert (view.state, view.road.notice_on, view.notice_number) == (SampleState.CONCLUDED, DAY, "01-TB/ĐU")
    with pytest.raises(Refused, match="thu hồi"):
        conclusions.save(office, replace(conclusions.load(office, event_id), causes="Khác"))
    replication.spread(office, event_id)
    assert samples.view(office, event_id).state is SampleState.REPLICATING


def test_taking_the_notice_back_reopens_the_conclusion(office):
    event_id = made.concluded(office)
    issued = issuing.issue(office, "F20", event_id, day=DAY)
    issuing.take_back(office, issued.paper_id, "Nhầm ngày")
    assert samples.view(office, event_id).state is SampleState.REVIEWED
    conclusions.save(office, replace(conclusions.load(office, event_id), causes="Khác"))


def test_a_notice_that_cells_already_apply_is_not_taken_back(office):
    event_id = made.concluded(office)
    issued = issuing.issue(office, "F20", event_id, day=DAY)
    replication.spread(office, event_id)
    first, *_ = replication.load(office, event_id)
    replication.save(office, event_id, replace(first, state=ReplicationState.DOING))
    with pytest.raises(Refused, match="Đã có 1 việc nhân rộng"):
        issuing.take_back(office, issued.paper_id, "Nhầm")


def test_a_notice_without_a_conclusion_says_everything_that_is_missing(office):
    event_id = made.planned(office)
    with pytest.raises(Problems) as caught:
        issuing.preview(office, "F20", event_id, day=DAY)
    assert len(caught.value.problems) == 7


def test_the_feedback_minutes_follow_the_order_of_the_session(office):
    event_id = made.concluded(office)
    words = words_of(issuing.preview(office, "F18", event_id, day=made.DAY).pdf)
    order = (
        "Chi bộ điểm tự đánh giá",
        "Ý kiến của các đồng chí Đảng ủy viên, Đảng ủy viên phụ trách",
        "Tổ công tác làm rõ, thống nhất cách làm",
        "Chi bộ điểm giải trình, tiếp thu",
        "”): gửi trước một ngày.",
        "Kết quả phiếu nhận xét, đánh giá",
        "II- KẾT LUẬN CỦA CHỦ TRÌ",
        "NGƯỜI GHI BIÊN BẢN",
    )
    places = [words.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)


def test_an_observer_who_led_the_feedback_bears_the_post_of_that_day_after_a_promotion(office):
    event_id = made.concluded(office)
    with office.work("test", "Người dự chủ trì") as session:
        row = sample_store.event(session, event_id)
        row.feedback_chair_id = row.observers[0].person_id
    before = issuing.preview(office, "F18", event_id, day=DAY).pdf
    with office.work("test", "Bổ nhiệm") as session:
        session.get_one(Person, sample_store.event(session, event_id).feedback_chair_id).title = "Phó Trưởng ban mới"
    assert words_of(issuing.preview(office, "F18", event_id, day=DAY).pdf) == words_of(before)


def test_feedback_minutes_wait_for_chair_and_minute_taker(office):
    event_id = made.planned(office)
    made.held(office, event_id)
    with pytest.raises(Problems) as caught:
        issuing.preview(office, "F18", event_id)
    assert len(caught.value.problems) == 4


def test_a_sheet_prints_as_it_was_handed_in(office):
    event_id = made.planned(office)
    first, *_ = made.invited(office, event_id)
    made.held(office, event_id)
    made.sheet_in(office, first, made.POINTS[0], strengths="A & B < C", weaknesses="Muộn\nÍt ý kiến")
    words = words_of(issuing.preview(office, "F17", first, day=DAY).pdf)
    for sentence in (
        "PHIẾU NHẬN XÉT, ĐÁNH GIÁ",
        "Người nhận xét: đồng chí Phạm Thị Thử; tư cách dự: Tổ công tác.",
        "Được phân công theo dõi: điều hành của chủ trì; kết luận, nghị quyết, biểu quyết.",
        "21/22 (95,5 %)",
        "A & B < C.",
        "- Muộn.",
        "11. Tổng điểm: 91,5/100; xếp loại: Tốt.",
        "a) Với chi bộ: không có ý kiến.",
    ):
        assert sentence in words, sentence


def test_a_sheet_not_handed_in_is_blank_with_dots(office):
    event_id = made.planned(office)
    first, *_ = made.invited(office, event_id)
    preview = issuing.preview(office, "F17", first, day=made.DAY)
    words = words_of(preview.pdf)
    assert "Phạm Thị Thử" in words
    assert "....." in words
    assert preview.symbol == ""


def test_blank_sheets_are_joined_each_on_its_own_leaf(office):
    event_id = made.planned(office)
    made.invited(office, event_id)
    joined = PdfReader(BytesIO(handouts.blank_sheets(office, event_id, spare=1)))
    texts = [page.extract_text() for page in joined.pages]
    begins = [number for number, text in enumerate(texts) if "PHIẾU NHẬN XÉT" in text]
    assert len(begins) == 4
    assert all(number % 2 == 0 for number in begins)


def test_nobody_to_print_for_is_said(office):
    with pytest.raises(Refused, match="thêm người dự"):
        handouts.blank_sheets(office, made.planned(office))


def test_issued_papers_stand_in_word_with_the_same_sentences(office):
    event_id = made.concluded(office)
    issued = issuing.issue(office, "F18", event_id, day=made.DAY)
    word = next(file for file in papers.look(office, issued.paper_id) if file.format is FileFormat.DOCX)
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(word.path)).paragraphs)
    assert "Đặng Văn Ví Dụ" in text
    assert "Biên bản đã được đọc lại" in text
