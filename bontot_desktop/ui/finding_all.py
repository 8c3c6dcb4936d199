"""What the search box of the program finds: pages and acts of the program, then whatever the office keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bontot_desktop import text
from bontot_desktop.ui.frame_parts import Hit
from bontot_desktop.ui.main_window import PageEntry
from bontot_desktop.ui.shell import Doing, Shell

#: What a thing that is found is called, by its kind (``services.search.Found``).
_WORDS = {
    "cells": "Chi bộ",
    "members": "Đảng viên",
    "samples": "Chi bộ điểm",
    "meetings": "Buổi sinh hoạt",
    "papers": "Văn bản",
    "people": "Cán bộ",
    "petitions": "Kiến nghị",
    "finds": "Mô hình, việc tốt",
}
#: Things that have no page of their own: the page that shows them.
_SHOWN_ON = {"people": "system", "petitions": "meetings", "finds": "recognition"}
#: How such a thing is named to that page, in front of its id.
_NAMED = {"people": "people", "petitions": "petition", "finds": "find"}


@dataclass(frozen=True, slots=True)
class Act:
    """Something the program does, by the words people call it; ``words`` are others for the same."""

    title: str
    page: str
    item: Any = None
    words: str = ""


#: What people look for by name; the page that does it opens.
ACTS: tuple[Act, ...] = (
    Act("Thêm chi bộ", "cells", Doing("add"), "chi bộ mới, lập chi bộ, thành lập"),
    Act("Nhập từ Excel", "cells", Doing("open_import"), "nhập danh bạ, danh sách có sẵn"),
    Act("Sáp nhập chi bộ", "cells", Doing("begin", "merge"), "nhập chi bộ, hợp nhất, sắp xếp chi bộ"),
    Act("Chia tách chi bộ", "cells", Doing("begin", "split"), "tách chi bộ, sắp xếp chi bộ"),
    Act("Chuyển trực thuộc chi bộ", "cells", Doing("begin", "move"), "chuyển chi bộ, sắp xếp chi bộ"),
    Act("Giải thể chi bộ", "cells", Doing("begin", "dissolve"), "kết thúc hoạt động, sắp xếp chi bộ"),
    Act("Thêm đảng viên", "members", Doing("add"), "đảng viên mới, kết nạp"),
    Act("Huy hiệu Đảng", "members", Doing("open_badges"), "tuổi Đảng, 30 năm, 40 năm, 50 năm"),
    Act("Buổi sinh hoạt điểm mới", "samples", Doing("add"), "kế hoạch sinh hoạt điểm, chi bộ điểm mới"),
    Act(
        "Kế hoạch sinh hoạt điểm của năm",
        "samples",
        ("plan", None),
        "F14, F21, chọn chi bộ điểm, báo cáo sinh hoạt điểm",
    ),
    Act("Ghi kiến nghị", "meetings", ("petition", None), "đề nghị, ý kiến Nhân dân, trả lời kiến nghị"),
    Act("Lập buổi sinh hoạt", "meetings", "new", words="buổi mới, họp chi ủy, biên bản mới, điểm danh"),
    Act("In sổ biên bản", "books", words="in sổ, sổ trắng, đóng sổ"),
    Act("Sổ biên bản đã phát", "books", Doing("open_issues"), "phát sổ, thu sổ, F22"),
    Act(
        "Quán triệt, cam kết, mô hình",
        "recognition",
        ("movement", "finds"),
        "phong trào, việc tốt, điển hình, giao ước",
    ),
    Act("Lịch năm", "system", "year-calendar", "nhắc việc, hạn trong năm"),
    Act("Đăng ký thi đua", "recognition", words="chi bộ 4 tốt, bốn tốt"),
    Act("Ban hành văn bản", "papers", Doing("compose"), "soạn văn bản, ra quyết định, cấp số"),
    Act("In lại văn bản", "papers", words="in lại, tìm văn bản đã ban hành"),
    Act("Sổ đăng ký văn bản đi", "papers", Doing("open_book"), "công văn đi, sổ công văn"),
    Act("Kiểm tra thể thức", "papers", Doing("check"), "tệp Word, soát văn bản"),
    Act("Tên Đảng ủy, cấp trên", "system", "office", "văn phòng, địa danh, tên cũ"),
    Act("Nhiệm kỳ, số văn bản", "system", "terms", "dãy số, số bắt đầu"),
    Act("Cán bộ, người ký", "system", "people", "chức vụ, ký thay, bí thư đảng ủy"),
    Act("Thể thức văn bản", "system", "format", "cỡ chữ, phông chữ, lề, ký hiệu"),
    Act("Mẫu câu văn bản", "system", "wording", "câu chữ, sửa mẫu"),
    Act("Căn cứ pháp lý", "system", "legal", "hướng dẫn, quy định"),
    Act("Mức khen thưởng", "system", "awards", "giấy khen, lương cơ sở"),
    Act("Sao lưu, khôi phục", "system", "copies", "bản sao, USB, kiểm tra dữ liệu, sao chép dữ liệu"),
    Act("Đổi mật khẩu", "system", "password", "phiếu khôi phục"),
    Act("Nhật ký", "system", "history", "ai đã sửa, lịch sử"),
)


class Finder:
    """Answers the search box; called with what was typed."""

    def __init__(self, shell: Shell, pages: Sequence[PageEntry]) -> None:
        self._shell = shell
        self._pages = tuple(pages)

    def __call__(self, query: str) -> list[Hit]:
        """Return what was found, kind by kind: the program's own pages and acts first."""
        # Loaded with the first question, not with the window.
        from bontot_desktop.services import search

        go = self._shell.go
        known = {page.key for page in self._pages}
        hits = [
            Hit("Trang", page.title, "", partial(go, page.key))
            for page in self._pages
            if text.matches(query, page.title)
        ]
        acts = [act for act in ACTS if act.page in known and text.matches(query, act.title, act.words)]
        # What is called so comes before what is only meant too.
        acts.sort(key=lambda act: not text.matches(query, act.title))
        hits += [Hit("Việc", act.title, "", partial(go, act.page, act.item)) for act in acts]
        for found in search.search(self._shell.office, query):
            kind = found.kind.value
            page = _SHOWN_ON.get(kind, kind)
            if page in known:
                item: Any = (_NAMED[kind], found.id) if kind in _NAMED else found.id
                hits.append(Hit(_WORDS[kind], found.title, found.subtitle, partial(go, page, item)))
        return hits
