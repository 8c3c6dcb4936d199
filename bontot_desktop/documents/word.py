"""Papers as Word files the office can go on editing: named styles, real headers, real tables."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bontot_desktop.documents import form_marks, geometry, styles, word_base, word_fields, word_parts
from bontot_desktop.documents.blocks import Document, Section
from bontot_desktop.documents.compose import compose
from bontot_desktop.documents.flow import Dots, Figure, Flow, Grid, NewPage, NewSection, Para
from bontot_desktop.documents.geometry import NUMBER_TOP
from bontot_desktop.documents.layout import Pages, lay_out
from bontot_desktop.documents.paras import chunks_of_para
from bontot_desktop.documents.pdf import BORDER_LINES, BORDER_OFF, FRAME_OFF, FRAME_WEIGHT
from bontot_desktop.documents.word_base import twips
from bontot_desktop.documents.word_lists import Lists

#: The parts of a Word file carry no time of their own, so that the same facts give the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
#: The file says that it was made on Windows, wherever it is made: the same bytes for the same facts.
_MADE_ON = 0
_PAGE_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def render(document: Document) -> bytes:
    """Return the paper as the bytes of a .docx file; the same facts give the same bytes."""
    return write(lay_out(compose(document)))


def write(laid: Pages) -> bytes:
    """Return the .docx file of a paper that is laid out already."""
    flow = laid.flow
    file = docx.Document(BytesIO(word_base.base(flow.styles, flow.two_sided)))
    body = _Body(laid, _header(file, _PAGE_FIELD), _header(file, ""), lambda content: _picture(file, content))
    *parts, ending = body.markup()
    content = "".join(parts)
    if flow.form_code:
        content = word_fields.kept_whole(content)
        file.styles.element.append(parse_xml(word_fields.STYLE.replace("<w:style ", f"<w:style {nsdecls('w')} ", 1)))
    markup = f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{content}{ending}</w:body>"
    root = file.element
    root.replace(root.body, parse_xml(markup))
    lists = parse_xml(f"<w:numbering {nsdecls('w')}>{body.lists.part()}</w:numbering>")
    file.part.numbering_part.element.extend(list(lists))
    _describe(file, flow)
    out = BytesIO()
    file.save(out)
    written = out.getvalue()
    return _without_times(form_marks.marked(written, flow.form_code) if flow.form_code else written)


def _picture(file: WordFile, content: bytes) -> str:
    """Add a picture's file; return its relation id."""
    relation, _ = file.part.get_or_add_image(BytesIO(content))
    return str(relation)


def _header(file: WordFile, inner: str) -> str:
    """Add a page header with or without the number; return its relation id."""
    part, relation = file.part.add_header_part()  # type: ignore[no-untyped-call]
    element = part.element
    for child in list(element):
        element.remove(child)
    style = styles.PAGE_NUMBER.id
    element.append(parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'))
    return str(relation)


def _describe(file: WordFile, flow: Flow) -> None:
    properties = file.core_properties
    properties.title = flow.title[:255]
    properties.subject = flow.title[:255]
    properties.author = flow.author[:255]
    properties.last_modified_by = flow.author[:255]
    properties.language = "vi-VN"
    properties.comments = ""
    properties.revision = 1
    day = flow.day
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else datetime(2000, 1, 1, tzinfo=UTC)
    properties.created = moment
    properties.modified = moment


def _without_times(data: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = _MADE_ON
            target.writestr(info, source.read(name))
    return out.getvalue()


class _Body:
    """Writes the body in order; a section's properties stand in its last paragraph, the last one's at the end."""

    def __init__(self, laid: Pages, numbered: str, bare: str, keep: Callable[[bytes], str]) -> None:
        self.keep = keep
        self.pictures = 0
        self.flow = flow = laid.flow
        self.numbered = numbered
        self.bare = bare
        self.section = flow.first
        self.restart = flow.first.restart_at
        self.first_hidden = not flow.first.number_first
        self.width = geometry.of(flow.paper, flow.first).text_width
        self.parts: list[str] = []
        self.lists = Lists(flow.styles)
        self.starts = {page.placed[0][1] for page in laid.pages if page.placed}
        self.new_page = False
        self.counts = iter(laid.dot_counts)
        breaks = [index for index, item in enumerate(flow.items) if isinstance(item, NewPage | NewSection)]
        self.fillers = dict(zip(breaks, laid.fillers, strict=True))

    def markup(self) -> list[str]:
        """Return the body's parts."""
        items = self.flow.items
        for index, item in enumerate(items):
            following = items[index + 1] if index + 1 < len(items) else None
            closing = isinstance(following, NewSection) and not self.fillers[index + 1]
            section = self._properties() if closing and not isinstance(item, Grid) else ""
            if isinstance(item, Para):
                item = self._held(item)
                self.parts.append(
                    word_parts.paragraph(item, self.width, self.lists, new_page=self._page(), section=section)
                )
            elif isinstance(item, Dots):
                self._dots(item, section)
            elif isinstance(item, Grid):
                self._grid(item, closing or following is None)
            elif isinstance(item, Figure):
                self.pictures += 1
                relation = self.keep(item.content)
                page = self._page()
                self.parts.append(word_parts.figure(item, relation, self.pictures, new_page=page, section=section))
            elif isinstance(item, NewPage):
                if self.fillers[index] or self.new_page:
                    self._empty_page()
                self.new_page = True
            elif isinstance(item, NewSection):
                if self.fillers[index]:
                    self._empty_page()
                self._open(item.section)
            else:
                raise TypeError(f"no way to write a {type(item).__name__}")
        return [*self.parts, self._properties()]

    def _held(self, para: Para) -> Para:
        """Have a heading that begins a page of ours go there in LibreOffice too.

        That program first deals out 20 or 25 paragraphs a page and forgets to keep the last of them with the next; a
        thin paragraph, whose height the heading gives up, stands in that place instead.
        """
        place = len(self.parts) + 1
        if not para.stays_with_next or para.room_before < 1 or (place % 20 and place % 25):
            return para
        if chunks_of_para(para, self.width)[0] not in self.starts:
            return para
        self.parts.append(word_parts.paragraph(Para(styles.ROOM, pitch=1.0, keep_next=True), self.width, self.lists))
        return replace(para, before=para.room_before - 1)

    def _page(self) -> bool:
        new, self.new_page = self.new_page, False
        return new

    def _dots(self, item: Dots, section: str) -> None:
        count = next(self.counts)
        lines = word_parts.dotted_lines(item, count, self.width, self.lists, section=section)
        if lines and self._page():
            lines[0] = lines[0].replace("<w:tabs>", "<w:pageBreakBefore/><w:tabs>", 1)
        if section and not lines:
            lines = [self._thin(section)]
        self.parts.extend(lines)

    def _grid(self, item: Grid, needs_end: bool) -> None:
        if self.parts and self.parts[-1].startswith("<w:tbl>"):
            self.parts.append(self._thin(""))
        self.parts.append(word_parts.table(item, self.lists, new_page=self._page()))
        if needs_end:
            # Word wants a paragraph after a table; this one takes a point of room.
            self.parts.append(self._thin(""))

    def _thin(self, section: str) -> str:
        return word_parts.paragraph(Para(styles.ROOM, pitch=1.0), self.width, self.lists, section=section)

    def _empty_page(self) -> None:
        """Write an empty page, as the back of a sheet, so that every page of a book is there and numbered."""
        self.parts.append(word_parts.paragraph(Para(styles.ROOM, pitch=1.0), self.width, self.lists, new_page=True))

    def _open(self, section: Section) -> None:
        if self.parts:
            self._close()
        self.section = section
        self.restart = section.restart_at
        self.first_hidden = not section.number_first
        self.width = geometry.of(self.flow.paper, section).text_width

    def _close(self) -> None:
        """Put the section's properties into a thin paragraph where the last item could not carry them."""
        if "<w:sectPr>" not in self.parts[-1]:
            if self.parts[-1] == self._thin(""):
                self.parts.pop()
            self.parts.append(self._thin(self._properties()))

    def _properties(self) -> str:
        shape = geometry.of(self.flow.paper, self.section)
        across, down = self.flow.offset
        header = self.numbered if self.section.numbered else self.bare
        references = f'<w:headerReference w:type="default" r:id="{header}"/>'
        hidden = self.section.numbered and self.first_hidden
        if hidden:
            references += f'<w:headerReference w:type="first" r:id="{self.bare}"/>'
        turned = ' w:orient="landscape"' if self.section.landscape else ""
        restart = f'<w:pgNumType w:start="{self.restart}"/>' if self.restart is not None else ""
        return (
            f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{twips(shape.width)}" w:h="{twips(shape.height)}"{turned}/>'
            f'<w:pgMar w:top="{twips(shape.top + down)}" w:right="{twips(shape.right - across)}" '
            f'w:bottom="{twips(shape.bottom - down)}" w:left="{twips(shape.left + across)}" '
            f'w:header="{twips(NUMBER_TOP + down)}" w:footer="{twips(NUMBER_TOP)}" w:gutter="0"/>'
            f"{self._frame()}{restart}{'<w:titlePg/>' if hidden else ''}</w:sectPr>"
        )

    def _frame(self) -> str:
        if self.section.border:
            val, thick, off, where = "thinThickThinSmallGap", BORDER_LINES[1][1], BORDER_OFF, 'w:offsetFrom="page"'
        elif self.section.frame:
            val, thick, off = "single", FRAME_WEIGHT, FRAME_OFF
            where = 'w:offsetFrom="text" w:display="firstPage"'
        else:
            return ""
        line = f'w:val="{val}" w:sz="{round(thick * 8)}" w:space="{round(off)}" w:color="000000"'
        edges = "".join(f"<w:{edge} {line}/>" for edge in ("top", "left", "bottom", "right"))
        return f"<w:pgBorders {where}>{edges}</w:pgBorders>"
