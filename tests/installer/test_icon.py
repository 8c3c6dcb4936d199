"""The pictures Windows shows of the program: every size is there, and a second run writes the same bytes."""

from __future__ import annotations

import struct

import pytest
from PIL import Image

from bontot_desktop.ui import look
from installer import icon

RED = tuple(bytes.fromhex(look.LIGHT.accent[1:]))


@pytest.mark.parametrize("name", [icon.PROGRAM, icon.FILE])
def test_every_size_is_in_the_icon_and_drawn_in_our_red(tmp_path, name):
    icon.write_icons(tmp_path)
    with Image.open(tmp_path / name) as picture:
        assert set(picture.info["sizes"]) == {(side, side) for side in icon.SIZES}
        for side in icon.SIZES:
            shown = picture.ico.getimage((side, side)).convert("RGBA")
            assert shown.size == (side, side)
            pixels = [shown.getpixel((x, y)) for x in range(side) for y in range(side)]
            assert sum(pixel[3] == 0 for pixel in pixels) >= 4, "the corners are round and clear"
            assert sum(pixel == (*RED, 255) for pixel in pixels) > side * side / 20
            assert sum(pixel == (255, 255, 255, 255) for pixel in pixels) >= side / 8


def test_small_sizes_are_bitmaps_and_the_largest_is_a_png(tmp_path):
    icon.write_icons(tmp_path)
    content = (tmp_path / icon.PROGRAM).read_bytes()
    zero, kind, count = struct.unpack_from("<HHH", content)
    assert (zero, kind, count) == (0, 1, len(icon.SIZES))
    for number, side in enumerate(icon.SIZES):
        width, height, _, _, planes, depth, size, place = struct.unpack_from("<BBBBHHII", content, 6 + 16 * number)
        assert (width or 256, height or 256, planes, depth) == (side, side, 1, 32)
        body = content[place : place + size]
        if side == 256:
            assert body.startswith(b"\x89PNG")
        else:
            # 40 bytes of head, four bytes a pixel, one bit a pixel in rows of whole 32 bits.
            assert body[:4] == struct.pack("<I", 40)
            assert len(body) == 40 + side * side * 4 + side * ((side + 31) // 32 * 4)
    assert place + size == len(content)


def test_a_second_run_writes_the_same_bytes(tmp_path):
    one, other = icon.write_icons(tmp_path / "one"), icon.write_icons(tmp_path / "other")
    assert [path.name for path in one] == [icon.PROGRAM, icon.FILE, icon.WELCOME, icon.HEADER]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_the_pictures_of_the_setup_have_the_shape_nsis_wants(tmp_path):
    icon.write_icons(tmp_path)
    for name, (width, height) in ((icon.WELCOME, (164, 314)), (icon.HEADER, (150, 57))):
        with Image.open(tmp_path / name) as picture:
            assert (picture.format, picture.mode, picture.size) == ("BMP", "RGB", (2 * width, 2 * height))
            assert RED in {picture.getpixel((x, y)) for x in range(2 * width) for y in range(2 * height)}
    with Image.open(tmp_path / icon.HEADER) as header:
        assert header.getpixel((0, 0)) == (255, 255, 255), "the header melts into the white of its page"
