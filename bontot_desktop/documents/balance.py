"""Breaking titles and names into balanced lines, without a last line of one word (document-format §2, id 5a-2)."""

from __future__ import annotations

from functools import lru_cache

from bontot_desktop.documents import fonts


@lru_cache(maxsize=2_000)
def balanced(text: str, face: str, size: float, max_width: float) -> str:
    """Break ``text`` into the fewest lines not wider than ``max_width`` points, as even as possible.

    Breaks already in the text stay, words joined by a no-break space stay together; lines are joined by ``\\n``.
    """
    return "\n".join(
        "\n".join(_lines([word for word in part.split(" ") if word], face, size, max_width))
        for part in text.split("\n")
    )


def _lines(words: list[str], face: str, size: float, max_width: float) -> list[str]:
    def wide(start: int, end: int) -> float:
        return fonts.width(" ".join(words[start:end]), face, size)

    if not words or wide(0, len(words)) <= max_width:
        return [" ".join(words)]
    count = len(words)
    #: best[end] = (lines, raggedness, start of the last line) for the first ``end`` words
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    ideal = _ideal(wide(0, count), max_width)
    for end in range(1, count + 1):
        options = []
        for start in range(end - 1, -1, -1):
            line = wide(start, end)
            if line > max_width and start < end - 1:
                break
            lines, raggedness, _ = best[start]
            lonely = 1e6 if end == count and end - start == 1 and count > 2 else 0.0
            options.append((lines + 1, raggedness + (line - ideal) ** 2 + lonely, start))
        best.append(min(options))
    lines_back = []
    end = count
    while end:
        start = best[end][2]
        lines_back.append(" ".join(words[start:end]))
        end = start
    return lines_back[::-1]


def _ideal(whole: float, max_width: float) -> float:
    lines = -(-whole // max_width)
    return whole / lines
