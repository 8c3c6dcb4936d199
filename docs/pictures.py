"""Makes every picture of the README and of the guide from the invented office; the list of them is in docs/shots.py.

python3 dev.py pictures                all of them
python -m docs.pictures chi-bo in      only those whose names begin so
"""

from __future__ import annotations

import os
import sys
import tempfile
from io import BytesIO
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Windows of a person who makes pictures have their own places and widths; the pictures must not.
_HOME = tempfile.TemporaryDirectory(prefix="bontot-hinh-")
os.environ["BONTOT_HOME"] = _HOME.name

from PIL import Image, ImageColor
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from bontot_desktop.places import resources
from bontot_desktop.services import sampling
from bontot_desktop.services.office import open_office
from bontot_desktop.ui import look, vietnamese
from docs.shots import SHOTS, Shot
from docs.stage import Clock, Stage

HERE = Path(__file__).parent
#: So many colours are enough for windows without photographs, and make a third of the file.
COLOURS = 64


def main(names: list[str]) -> int:
    """Take the pictures whose names begin with one of the given words, all of them without any."""
    app = QApplication(sys.argv[:1])
    look.apply(app, dark=False)
    words = vietnamese.install(app)
    home = Path(_HOME.name)
    path = home / "van-phong-mau.bontot"
    sampling.make_sample(path)
    clock = Clock()
    office = open_office(path, holder="hình", who="Văn phòng", clock=clock)
    stage = Stage(app, office, home, clock)
    try:
        for shot in SHOTS:
            if not names or any(shot.name.startswith(name) for name in names):
                _save(shot, shot.take(stage))
                stage.clear()
    finally:
        stage.close()
        office.close()
        _HOME.cleanup()
    del words
    return 0


def _save(shot: Shot, image: QImage) -> None:
    """Write a picture so that the same picture gives the same bytes; those of the guide small."""
    target = HERE / f"{shot.name}.png" if shot.readme else resources() / "help" / "pictures" / f"{shot.name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    with Image.open(BytesIO(buffer.data().data())) as taken:
        picture = taken.convert("RGB")
    if not shot.readme:
        picture = _fewer(picture)
    picture.save(target, "PNG", optimize=True)


def _fewer(picture: Image.Image) -> Image.Image:
    """Return the picture in the colours of the look and its own most frequent ones, so that flat ones stay exact."""
    of_the_look = [ImageColor.getrgb(value) for value in look.LIGHT if isinstance(value, str)]
    counted = picture.getcolors(picture.width * picture.height)
    often = [colour for _, colour in sorted(counted, key=lambda one: (-one[0], one[1]))]
    kept = list(dict.fromkeys([*of_the_look, *often]))[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in kept for part in colour])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
