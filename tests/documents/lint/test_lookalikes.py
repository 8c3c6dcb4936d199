"""Papers set the ways offices set them, right and wrong: what a văn thư would mark, and no more."""

from __future__ import annotations

from bontot_desktop.documents.lint.check import check
from bontot_desktop.documents.lint.report import Level, Report
from tests.documents.lint import handmade
from tests.documents.lint.handmade import (
    DATE,
    FOOT,
    HEAD,
    LEFT_HEAD,
    SENT,
    SIGNED,
    TEXT,
    TITLE,
    body,
    box,
    c,
    docx,
    p,
    r,
)


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def of(*paragraphs: str, **parts: str) -> Report:
    return check(docx(*paragraphs, **parts), "go-tay.docx")


TABBED_HEAD = (
    p(r("ĐẢNG BỘ TỈNH VÍ DỤ\t\t"), r("ĐẢNG CỘNG SẢN VIỆT NAM", "b", 15), handmade.rule(250, 190)),
    p(r("ĐẢNG ỦY XÃ VÍ DỤ", "b")),
    p(r("               *")),
    p(r("     Số 05-QĐ/ĐU\t\t"), r(DATE, "i")),
)
TABBED_FOOT = (
    p(r("Nơi nhận:", "u"), r("\t\t\t\t\t"), r("T/M BAN THƯỜNG VỤ", "b")),
    p(r("- Như trên;", size=12), r("\t\t\t\t\t\t"), r("BÍ THƯ")),
    p(r("- Lưu Văn phòng Đảng ủy.", size=12)),
    *[p() for _ in range(4)],
    p(r("\t\t\t\t\t\t"), r("Nguyễn Văn Ví Dụ", "b")),
)


def test_a_right_paper_in_bare_xml_gives_no_finding() -> None:
    assert rules(of(HEAD, *TITLE, *TEXT, FOOT)) == []


def test_a_right_paper_set_with_tabs_and_spaces_gives_no_finding() -> None:
    assert rules(of(*TABBED_HEAD, *TITLE, *TEXT, *TABBED_FOOT)) == []


def test_a_right_paper_whose_titles_are_heading_styles_set_right_by_hand_gives_no_finding() -> None:
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:color w:val="auto"/><w:sz w:val="32"/>'
    by_hand = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr>'
        f"{fonts}</w:rPr><w:t>QUYẾT ĐỊNH</w:t></w:r></w:p>"
    )
    assert rules(of(HEAD, by_hand, *TITLE[1:], *TEXT, FOOT)) == []
    as_it_is = by_hand.replace(fonts, "")
    assert rules(of(HEAD, as_it_is, *TITLE[1:], *TEXT, FOOT)) == ["font", "colour"]


def test_head_and_signature_in_text_boxes_are_read_and_only_the_boxes_told() -> None:
    head = p(box("".join(LEFT_HEAD), 0), box("".join(handmade.RIGHT_HEAD), 250))
    foot = p(box("".join(SENT), 0), box("".join(SIGNED), 250))
    report = of(head, *TITLE, *TEXT, foot)
    assert rules(report) == ["text-box"]
    (finding,) = report.findings
    assert (finding.level, finding.times, finding.where.page) == (Level.ADVICE, 4, 1)
    assert "“ĐẢNG BỘ TỈNH VÍ DỤ”" in finding.found


def test_faults_within_text_boxes_are_found() -> None:
    wrong = tuple(line.replace("Số 05-QĐ/ĐU", "Số: 05-QĐ/ĐU") for line in LEFT_HEAD)
    signed = tuple(line.replace("T/M BAN", "TM. BAN") for line in SIGNED)
    head = p(box("".join(wrong), 0), box("".join(handmade.RIGHT_HEAD), 250))
    foot = p(box("".join(SENT), 0), box("".join(signed), 250))
    assert rules(of(head, *TITLE, *TEXT, foot)) == ["text-box", "number-form", "authority-form"]


def test_a_head_in_boxes_anchored_far_below_is_still_the_head() -> None:
    first = TITLE[0].replace("</w:pPr>", "</w:pPr>" + box("".join(LEFT_HEAD), 0), 1)
    last = TEXT[0].replace("</w:pPr>", "</w:pPr>" + box("".join(handmade.RIGHT_HEAD), 250), 1)
    assert rules(of(p(), p(), p(), first, *TITLE[1:], last, *TEXT[1:], FOOT)) == ["text-box"]


def test_a_box_below_the_last_paragraph_is_the_foot_and_a_note_in_a_box_is_no_text() -> None:
    note = box(p(r("Ghi chú nhỏ cho người đọc", size=10)), 100)
    last = TEXT[-1].replace("</w:pPr>", "</w:pPr>" + box("".join(SIGNED), 250, down=30), 1)
    report = of(HEAD, *TITLE, *TEXT[:-1], last, *SENT)
    assert rules(report) == ["text-box"]
    noted = TEXT[0].replace("</w:pPr>", "</w:pPr>" + note, 1)
    assert rules(of(HEAD, *TITLE, noted, *TEXT[1:], FOOT)) == ["text-box"]


def test_a_head_in_frames_is_read_by_its_sides() -> None:
    left = [handmade.framed(line, 1) for line in LEFT_HEAD]
    right = [handmade.framed(line, 5200) for line in handmade.RIGHT_HEAD]
    assert rules(of(*left, *right, p(), *TITLE, *TEXT, FOOT)) == ["text-box"]


def test_one_line_drawn_under_the_issuer_is_no_line_under_the_party_s_name() -> None:
    left = (LEFT_HEAD[0], p(r("ĐẢNG ỦY XÃ VÍ DỤ", "b"), handmade.rule(40, 80), align="center"), LEFT_HEAD[3])
    right = (c("ĐẢNG CỘNG SẢN VIỆT NAM", "b", 15), c(DATE, "i"))
    assert rules(of(handmade.bare_table(left, right), *TITLE, *TEXT, FOOT)) == ["party-rule", "issuer-rule"]


def test_a_seal_or_emblem_is_a_picture_and_no_line() -> None:
    seal = '<w:r><w:pict><v:shape style="width:60pt;height:60pt"><v:imagedata/></v:shape></w:pict></w:r>'
    left = (*LEFT_HEAD[:1], p(r("ĐẢNG ỦY XÃ VÍ DỤ", "b"), seal, align="center"), *LEFT_HEAD[2:])
    assert rules(of(handmade.bare_table(left, handmade.RIGHT_HEAD), *TITLE, *TEXT, FOOT)) == []


def test_a_paper_of_the_state_s_form_is_told_everything_once() -> None:
    """A decision as Decree 30 wants it, typed with tabs, Word's spacing and no indent."""
    text = (
        "Điều 1. Công nhận 12 chi bộ thuộc Đảng bộ xã Ví Dụ đạt danh hiệu “Chi bộ 4 tốt” năm 2026 theo kết quả xét "
        "của tổ công tác và đề nghị của Ban Xây dựng Đảng."
    )
    report = of(
        p(r("ĐẢNG BỘ HUYỆN MẪU\t", size=13), r("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "b", 13)),
        p(r("ĐẢNG ỦY XÃ VÍ DỤ\t", "b", 13), r("Độc lập - Tự do - Hạnh phúc", "b")),
        p(r("-------\t\t---------------")),
        p(r("Số: 5/QĐ-ĐU\t", size=13), r("Ví Dụ, ngày 6 tháng 06 năm 2026", "i")),
        c("QUYẾT ĐỊNH", "b"),
        c("V/v công nhận “Chi bộ 4 tốt” năm 2026", "b"),
        p(r("Căn cứ Điều lệ Đảng;", "i")),
        p(r("Theo đề nghị của Ban Xây dựng Đảng ngày 2/6/2026;", "i")),
        c("QUYẾT ĐỊNH:", "b"),
        p(r(text)),
        p(r("Điều 2. Văn phòng Đảng ủy chịu trách nhiệm thi hành Quyết định này./.")),
        p(r("Nơi nhận:\t\t\t\t", "bi", 12), r("TM. BAN THƯỜNG VỤ", "b")),
        p(r("- Như Điều 2,\t\t\t\t\t", size=11), r("BÍ THƯ ĐẢNG ỦY", "b")),
        p(r("- Lưu: VT.", size=11)),
        p(),
        p(),
        p(r("\t\t\t\t\t\t\t"), r("ThS. Nguyễn Văn Ví Dụ", "b")),
    )
    assert rules(report) == [
        "state-title",
        "superior-look",
        "superior-district",
        "issuer-look",
        "issuer-rule",
        "number-style",
        "number-form",
        "date-zero",
        "type-look",
        "summary-case",
        "dashes",
        "line-spacing",
        "paragraph-gap",
        "align",
        "indent",
        "text-date",
        "basis-last",
        "article-bold",
        "ending",
        "authority-form",
        "post-look",
        "post-body",
        "name-title",
        "sign-room",
        "recipients-label",
        "recipients-look",
        "recipients-mark",
        "recipients-keep",
    ]


def test_a_paper_in_old_abc_letters_is_read_and_judged_by_what_it_says() -> None:
    old = '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    line = body("§¶ng ñy x· th«ng b¸o kÕt luËn.").replace("<w:rPr>", old)
    report = of(HEAD, *TITLE, *TEXT, line, FOOT)
    assert rules(report) == ["legacy-font"]
    assert report.findings[0].found == "phông .VnTime của bảng mã cũ"
