"""Certificates: who may get one, the money of the decision's day, numbers of the register, and what stands on what."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdf
import pytest

from bontot_desktop.db.models.awards import Award, OtherAward
from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.documents.profile import CertificateMode
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.rules.recognition import AwardKind, QualityLevel
from bontot_desktop.services import (
    award_rates,
    awards,
    batches,
    certificates,
    entries,
    issuing,
    papers,
    streaks,
)
from bontot_desktop.services.sources import Issue
from bontot_desktop.services.sources.award_papers import collect_certificate, collect_decision
from tests import recognition_office as made
from tests.pdf_words import words

DAY = date(2026, 11, 21)
TITLE, BEST = AwardKind.TITLE, AwardKind.EXEMPLARY


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def decided(office):
    """Return the campaign after its decision: three cells recognised, the fourth refused."""
    campaign_id, _ = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    return campaign_id


def cells(office, campaign_id):
    return [row.cell_id for row in entries.list_entries(office, campaign_id)]


def give(office, campaign_id, kind=TITLE, count=2, **changes):
    """Give certificates to the first cells that may get one."""
    chosen = [row.id for row in awards.candidates(office, campaign_id, kind)][:count]
    drafts = [replace(draft, **changes) for draft in awards.propose(office, campaign_id, chosen, kind)]
    awards.save_all(office, campaign_id, kind, drafts)
    return awards.list_awards(office, campaign_id)


def rate_best(office, campaign_id, place=0):
    """Let a cell be rated excellent and exemplary, as it stands once the title was decided on its rating."""
    cell_id = cells(office, campaign_id)[place]
    made.rate_best(office, cell_id)
    return cell_id


def problems(act):
    with pytest.raises(Problems) as raised:
        act()
    return [(problem.field, problem.sentence) for problem in raised.value.problems]


def test_only_recognised_cells_are_offered_for_the_movements_certificate(office, decided):
    assert [row.cell for row in awards.candidates(office, decided, TITLE)] == [
        "Chi bộ thôn Mẫu 1",
        "Chi bộ thôn Mẫu 2",
        "Chi bộ thôn Mẫu 3",
    ]
    assert awards.candidates(office, decided, BEST) == []
    cell_id = rate_best(office, decided, 3)
    assert [row.id for row in awards.candidates(office, decided, BEST)] == [cell_id]


def test_a_proposal_has_the_usual_words_the_kinds_share_and_the_next_numbers(office, decided):
    first, second = awards.propose(office, decided, cells(office, decided)[:2], TITLE)
    assert first.achievement == (
        'xuất sắc, tiêu biểu trong thực hiện phong trào thi đua xây dựng "Chi bộ 4 tốt" năm 2026'
    )
    assert first.coefficient == Decimal("0.6")
    assert (first.certificate_no, second.certificate_no) == ("01", "02")
    (five,) = awards.propose(office, decided, cells(office, decided)[:1], AwardKind.FIVE_YEARS)
    assert five.achievement.endswith("tiêu biểu 5 năm liền (2022 - 2026)")
    assert five.coefficient == Decimal("1.5")


def test_five_years_in_a_row_are_asked_for_and_years_of_an_earlier_award_count_once(office, decided):
    cell_id = rate_best(office, decided)
    five = AwardKind.FIVE_YEARS
    assert awards.candidates(office, decided, five) == []
    with pytest.raises(Problems, match="mới có 1 năm liên tục hoàn thành xuất sắc nhiệm vụ tiêu biểu, cần đủ 5 năm"):
        awards.save_all(office, decided, five, awards.propose(office, decided, [cell_id], five))
    with office.work("test", "Các năm trước") as work:
        for year in range(2022, 2026):
            work.add(CellRating(cell_id=cell_id, year=year, level=QualityLevel.EXCELLENT, is_exemplary=True))
    assert [row.id for row in awards.candidates(office, decided, five)] == [cell_id]
    assert any("đủ điều kiện xét khen thưởng 5 năm liền" in hint.sentence for hint in streaks.hints(office, 2026))
    with office.work("test", "Khen thưởng cũ") as work:
        work.add(OtherAward(cell_id=cell_id, year=2024, form="Giấy khen", from_year=2020, to_year=2024))
    assert awards.candidates(office, decided, five) == []


def test_money_is_exact_and_numbers_go_on_over_kinds(office, decided):
    rows = give(office, decided)
    assert [(row.money, row.certificate_no) for row in rows] == [(Decimal(1_404_000), "01"), (Decimal(1_404_000), "02")]
    rate_best(office, decided)
    rows = give(office, decided, BEST)
    assert [(row.kind, row.certificate_no) for row in rows] == [(TITLE, "01"), (TITLE, "02"), (BEST, "03")]


def test_cells_that_may_not_get_one_are_refused_by_name(office, decided):
    fourth = cells(office, decided)[3]
    drafts = awards.propose(office, decided, [fourth], TITLE)
    assert problems(lambda: awards.save_all(office, decided, TITLE, drafts)) == [
        (f"cell:{fourth}", "Chi bộ thôn Mẫu 4 chưa được công nhận danh hiệu của năm.")
    ]
    drafts = awards.propose(office, decided, [fourth], BEST)
    (problem,) = problems(lambda: awards.save_all(office, decided, BEST, drafts))
    assert "tiêu biểu của năm" in problem[1]


def test_a_number_of_the_register_is_given_once(office, decided):
    rate_best(office, decided)
    give(office, decided)
    drafts = awards.propose(office, decided, cells(office, decided)[:1], BEST)
    (problem,) = problems(lambda: awards.save_all(office, decided, BEST, [replace(drafts[0], certificate_no="02")]))
    assert problem[1] == "Số vào sổ 02 đã dùng cho Chi bộ thôn Mẫu 2 năm 2026; hãy chọn số khác."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"achievement": " "}, "Chưa ghi thành tích của Chi bộ thôn Mẫu 1."),
        ({"achievement": "xuất sắc " * 40}, "dài quá 240 ký tự"),
        ({"coefficient": Decimal(0)}, "Hệ số phải lớn hơn 0"),
    ],
)
def test_what_is_to_be_mended_is_said_in_a_sentence(office, decided, changes, sentence):
    drafts = awards.propose(office, decided, cells(office, decided)[:1], TITLE)
    (problem,) = problems(lambda: awards.save_all(office, decided, TITLE, [replace(drafts[0], **changes)]))
    assert sentence in problem[1]


def test_cells_left_out_when_saving_lose_their_certificate_and_one_can_be_taken_back(office, decided):
    rows = give(office, decided, count=3)
    awards.save_all(office, decided, TITLE, [row.draft for row in rows[1:]])
    left = awards.list_awards(office, decided)
    assert [row.cell for row in left] == ["Chi bộ thôn Mẫu 2", "Chi bộ thôn Mẫu 3"]
    awards.remove(office, left[0].id)
    assert [row.cell for row in awards.list_awards(office, decided)] == ["Chi bộ thôn Mẫu 3"]


def test_the_decision_says_how_many_how_much_and_from_what(office, decided):
    give(office, decided, count=3)
    text = words(issuing.preview(office, "D14", decided, day=DAY).pdf)
    assert "Tặng Giấy khen cho 03 (ba) chi bộ đã có thành tích xuất sắc, tiêu biểu" in text
    assert "0,6 lần mức lương cơ sở/chi bộ (bằng 1.404.000 đồng)" in text
    assert "4.212.000 đồng (bốn triệu hai trăm mười hai nghìn đồng)" in text
    assert (
        'Căn cứ Quyết định số 01-QĐ/ĐU, ngày 21/11/2026 của Ban Thường vụ Đảng ủy xã Ví Dụ về công nhận "Chi bộ' in text
    )
    assert "Danh sách này có 03 (ba) chi bộ." in text


def test_different_money_stands_in_the_list_and_the_sum_in_the_article(office, decided):
    give(office, decided, count=2)
    rate_best(office, decided)
    give(office, decided, BEST, count=1, coefficient=Decimal("1.5"))
    text = words(issuing.preview(office, "D14", decided, day=DAY).pdf)
    assert "tổng số tiền thưởng là 6.318.000 đồng" in text
    assert "Căn cứ kết quả đánh giá, xếp loại chất lượng chi bộ năm 2026" in text
    assert "3.510.000" in text
    assert 'Xuất sắc, đạt tiêu chuẩn "Hoàn thành xuất sắc nhiệm vụ" tiêu biểu năm 2026' in text


def test_without_money_the_decision_has_two_articles(office, decided):
    give(office, decided, coefficient=None)
    text = words(issuing.preview(office, "D14", decided, day=DAY).pdf)
    assert "Điều 3" not in text
    assert "Như Điều 2" in text
    assert "đồng)" not in text


def test_the_money_is_that_of_the_decisions_own_day_and_stays(office, decided):
    give(office, decided)
    later = replace(award_rates.load(office), base_pay=2_530_000, base_pay_from=date(2026, 12, 1))
    award_rates.save(office, later)
    with office.read() as session:
        before = collect_decision(session, decided, Issue(DAY, None, "QĐ/ĐU", office.today()))
        after = collect_decision(session, decided, Issue(date(2026, 12, 1), None, "QĐ/ĐU", office.today()))
    assert {cell.money for cell in before.cells} == {Decimal(1_404_000)}
    assert {cell.money for cell in after.cells} == {Decimal(1_518_000)}
    issued = issuing.issue(office, "D14", decided, day=date(2026, 12, 1))
    assert {row.money for row in awards.list_awards(office, decided)} == {Decimal(1_518_000)}
    issuing.take_back(office, issued.paper_id, "Ghi sai ngày")
    with office.read() as session:
        assert {award.base_pay for award in session.query(Award)} == {None}


def test_a_certificate_nobody_voted_on_or_that_was_voted_down_is_told_before_the_decision(office, decided):
    give(office, decided)
    told = issuing.preview(office, "D14", decided, day=DAY).warnings
    assert any("Chưa ghi phiếu của cuộc họp xét về khen thưởng" in sentence for sentence in told)
    with office.work("test", "Ghi phiếu") as session:
        for award in session.query(Award):
            award.votes_for = 4
    told = issuing.preview(office, "D14", decided, day=DAY).warnings
    assert any("mới có 4/9 tán thành" in sentence for sentence in told)
    assert not any("Chưa ghi phiếu" in sentence for sentence in told)


def test_a_day_without_a_known_base_pay_is_refused_with_where_to_write_it(office, decided):
    give(office, decided)
    with office.read() as session, pytest.raises(Refused, match="Hệ thống, mục Khen thưởng"):
        award_rates.base_pay_on(session, date(2019, 1, 1))


def test_the_decision_waits_for_the_one_that_gives_the_title_and_is_not_dated_before_it(office):
    campaign_id, _ = made.judged(office)
    give(office, campaign_id)
    with pytest.raises(Refused, match="Chưa ban hành quyết định công nhận"):
        issuing.preview(office, "D14", campaign_id, day=DAY)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    with pytest.raises(Refused, match="ở trước ngày quyết định công nhận 21/11/2026"):
        issuing.preview(office, "D14", campaign_id, day=date(2026, 11, 20))


def test_without_anybody_chosen_there_is_no_decision(office, decided):
    with pytest.raises(Refused, match="Chưa chọn chi bộ nào"):
        issuing.preview(office, "D14", decided, day=DAY)


def test_once_decided_only_numbers_of_the_register_may_change_until_the_certificate_is_made(office, decided):
    rows = give(office, decided)
    issuing.issue(office, "D14", decided, day=DAY)
    with pytest.raises(Refused, match="Quyết định tặng giấy khen 02-QĐ/ĐU đã ban hành"):
        awards.remove(office, rows[0].id)
    with pytest.raises(Refused, match="muốn sửa danh sách"):
        awards.save_all(office, decided, TITLE, [rows[0].draft])
    numbered = [replace(row.draft, certificate_no=number) for row, number in zip(rows, ("11", "12"), strict=True)]
    awards.save_all(office, decided, TITLE, numbered)
    certificates.issue_all(office, decided)
    with pytest.raises(Refused, match="đã lập với số vào sổ 11"):
        awards.save_all(office, decided, TITLE, [replace(numbered[0], certificate_no="15"), numbered[1]])


def test_a_certificate_bears_the_day_and_number_of_its_decision(office, decided):
    (row, _) = give(office, decided)
    draft = words(issuing.preview(office, "D15", row.id).pdf)
    assert "GIẤY KHEN" in draft
    with pytest.raises(Refused, match="hãy ban hành quyết định ấy trước"):
        issuing.issue(office, "D15", row.id, day=DAY)
    issuing.issue(office, "D14", decided, day=DAY)
    assert issuing.natural_day(office, "D15", row.id) == DAY
    with office.read() as session, pytest.raises(Refused, match="trước quyết định tặng giấy khen"):
        collect_certificate(session, row.id, Issue(date(2026, 11, 20), None, "", office.today()))
    issued = issuing.issue(office, "D15", row.id, day=DAY)
    text = words(papers.reprint(office, issued.paper_id))
    assert "Chi bộ thôn Mẫu 1, Đảng bộ xã Ví Dụ" in text
    assert "Quyết định số 02-QĐ/ĐU, ngày 21/11/2026" in text
    assert "Vào sổ số: 01" in text
    assert "T/M BAN THƯỜNG VỤ BÍ THƯ" in text


def test_decisions_stay_while_certificates_or_later_decisions_stand_on_them(office, decided):
    give(office, decided)
    recognition = issuing.standing(office, "D13", decided)
    decision = issuing.issue(office, "D14", decided, day=DAY)
    made_papers = certificates.issue_all(office, decided)
    with pytest.raises(Refused, match="đi kèm văn bản này"):
        issuing.withdraw(office, decision.paper_id, "Ghi sai")
    with pytest.raises(Refused, match="đi kèm văn bản này"):
        issuing.withdraw(office, recognition, "Ghi sai")
    for paper in made_papers.issued:
        issuing.withdraw(office, paper.paper_id, "In hỏng")
    issuing.take_back(office, decision.paper_id, "Ghi sai")
    issuing.take_back(office, recognition, "Ghi sai")


def test_a_cell_whose_certificate_was_withdrawn_can_be_left_out_and_the_paper_still_says_its_words(office, decided):
    give(office, decided)
    decision = issuing.issue(office, "D14", decided, day=DAY)
    certificate, other = certificates.issue_all(office, decided).issued
    for paper in (certificate, other, decision):
        issuing.withdraw(office, paper.paper_id, "Ghi sai")
    awards.save_all(office, decided, TITLE, [])
    assert awards.list_awards(office, decided) == []
    assert "GIẤY KHEN" in words(papers.reprint(office, certificate.paper_id))


def test_all_certificates_are_printed_in_one_go_as_the_printer_stands_today(office, decided, tmp_path):
    give(office, decided, count=3)
    with pytest.raises(Refused, match="Chưa lập giấy khen nào"):
        certificates.print_all(office, decided)
    with pytest.raises(Refused, match="Chưa ban hành quyết định tặng giấy khen"):
        certificates.issue_all(office, decided)
    issuing.issue(office, "D14", decided, day=DAY)
    assert len(certificates.issue_all(office, decided).issued) == 3
    assert certificates.waiting(office, decided) == []
    whole = certificates.print_all(office, decided)
    assert len(pypdf.PdfReader(io.BytesIO(whole)).pages) == 3
    assert words(whole).count("GIẤY KHEN") == 3
    stock = replace(award_rates.load(office), mode=CertificateMode.STOCK, offset_right=Decimal("2.5"))
    award_rates.save(office, stock)
    bare = words(certificates.print_all(office, decided))
    assert "GIẤY KHEN" not in bare
    assert bare.count("Chi bộ thôn Mẫu") == 3
    items = [batches.PaperItem(paper_id) for paper_id in certificates.issued(office, decided)]
    made = batches.write(batches.collect(office, "Giấy khen", items), (FileFormat.PDF,), tmp_path)
    assert len(made.files) == 3
    assert "GIẤY KHEN" not in words(made.files[0].read_bytes())


def test_shares_are_dated_and_older_days_keep_theirs(office):
    found = award_rates.load(office)
    assert (found.member, found.member_five_years, found.shares_from) == (
        Decimal("0.3"),
        Decimal("1.0"),
        date(2015, 10, 27),
    )
    award_rates.save(office, replace(found, exemplary=Decimal("0.8"), title=None, shares_from=date(2026, 10, 1)))
    with office.read() as session:
        shares = [award_rates.coefficient(session, BEST, day) for day in (date(2026, 9, 30), date(2026, 10, 1))]
        assert shares == [Decimal("0.6"), Decimal("0.8")]
        assert award_rates.coefficient(session, TITLE, date(2026, 10, 1)) is None
    assert [problem.field for problem in award_rates.problems(replace(found, shares_from=None))] == ["shares_from"]


def test_settings_are_checked_and_shipped_values_stay_until_the_office_sets_its_own(office):
    found = award_rates.load(office)
    assert (found.base_pay, found.base_pay_from) == (2_340_000, date(2024, 7, 1))
    assert (found.title, found.exemplary, found.five_years) == (Decimal("0.6"), Decimal("0.6"), Decimal("1.5"))
    wrong = replace(found, base_pay=None, base_pay_from=None, title=Decimal(30), offset_down=Decimal(99))
    assert [problem.field for problem in award_rates.problems(wrong)] == [
        "base_pay",
        "base_pay_from",
        "title",
        "offset_down",
    ]
    own = replace(found, title=None, offset_right=Decimal("-1.5"), preprinted=("name", "party"))
    award_rates.save(office, own)
    assert award_rates.load(office) == replace(own, preprinted=("party", "name"))
