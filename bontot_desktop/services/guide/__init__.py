"""The guide for the office: read from its Markdown files, searched, and made a PDF; no office needs to be open."""

from bontot_desktop.services.guide.finding import Found, find
from bontot_desktop.services.guide.printing import pdf
from bontot_desktop.services.guide.reading import guide, picture

__all__ = ["Found", "find", "guide", "pdf", "picture"]
