"""A canvas of 1000 by 1000 units with the few strokes the drawings need.

It is painted at twice its final size and halved once at the end: smooth edges for a third of what stronger
supersampling costs.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import msgspec
from PIL import Image, ImageColor, ImageDraw, ImageFont

SIDE = 1024  # pixels of the finished picture
UNITS = 1000
_OVER = 2
_SCALE = SIDE * _OVER / UNITS

Point = tuple[float, float]
Colours = Sequence[str]


class Backdrop(msgspec.Struct, frozen=True):
    """What stands behind all goods of a category."""

    wall: str
    sun: str
    table: str


class Easel:
    """One picture in the making. Lengths are units, angles are degrees, clockwise from the right."""

    def __init__(self, backdrop: Backdrop) -> None:
        self.backdrop = backdrop
        self._take(Image.new("RGB", (SIDE * _OVER, SIDE * _OVER), backdrop.wall))
        self.oval(500, 430, 345, 345, backdrop.sun)
        self.rect(0, 730, UNITS, UNITS, backdrop.table)

    def finished(self) -> Image.Image:
        """The picture at its final size."""
        return self._image.reduce(_OVER)

    def rect(self, x0: float, y0: float, x1: float, y1: float, colour: str, *, r: float = 0) -> None:
        """A rectangle, its corners rounded by `r`."""
        box = [_px(x0), _px(y0), _px(x1) - 1, _px(y1) - 1]
        self._brush.rounded_rectangle(box, radius=_px(r), fill=colour)

    def right_side(self, x0: float, y0: float, x1: float, y1: float, colour: str, *, r: float) -> None:
        """A rectangle with only its right corners rounded: the shaded flank of a round thing."""
        box = [_px(x0), _px(y0), _px(x1) - 1, _px(y1) - 1]
        self._brush.rounded_rectangle(box, radius=_px(r), fill=colour, corners=(False, True, True, False))

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        """An ellipse around (x, y)."""
        self._brush.ellipse([_px(x - rx), _px(y - ry), _px(x + rx), _px(y + ry)], fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        """A filled polygon."""
        self._brush.polygon(_pixels(points), fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """A stroke with round joints and ends."""
        self._brush.line(_pixels(points), fill=colour, width=_px(width), joint="curve")
        for x, y in (points[0], points[-1]):
            self.oval(x, y, width / 2, width / 2, colour)

    def arc(self, x: float, y: float, r: float, start: float, end: float, colour: str, width: float) -> None:
        """A stroke along a circle; `r` reaches its middle."""
        turns = [math.radians(start + (end - start) * step / 60) for step in range(61)]
        outer, inner = r + width / 2, r - width / 2
        edge = [(x + outer * math.cos(turn), y + outer * math.sin(turn)) for turn in turns]
        back = [(x + inner * math.cos(turn), y + inner * math.sin(turn)) for turn in reversed(turns)]
        self.shape([*edge, *back], colour)
        for turn in (turns[0], turns[-1]):
            self.oval(x + r * math.cos(turn), y + r * math.sin(turn), width / 2, width / 2, colour)

    def word(self, text: str, x: float, y: float, size: float, colour: str) -> None:
        """A word centred on (x, y)."""
        self._brush.text((_px(x), _px(y)), text, fill=colour, font=_font(_px(size)), anchor="mm")

    def shadow(self, x: float, y: float, rx: float, ry: float = 26) -> None:
        """Where the thing touches the table."""
        self.oval(x, y, rx, ry, shade(self.backdrop.table, -0.13))

    @contextmanager
    def within(self, outline: Sequence[Point]) -> Iterator[None]:
        """What is drawn in this block shows only inside the polygon."""
        before = self._image
        self._take(before.copy())
        yield
        box = _bounds(outline)
        mask = Image.new("1", (box[2] - box[0], box[3] - box[1]))
        moved = [(x - box[0], y - box[1]) for x, y in _pixels(outline)]
        ImageDraw.Draw(mask).polygon(moved, fill=1)
        before.paste(self._image.crop(box), box, mask)
        self._take(before)

    def _take(self, image: Image.Image) -> None:
        self._image, self._brush = image, ImageDraw.Draw(image)


def shade(colour: str, by: float) -> str:
    """The colour moved towards black (by < 0) or white (by > 0); 1 is all the way."""
    target = 255 if by > 0 else 0
    mixed = (round(part + (target - part) * abs(by)) for part in ImageColor.getrgb(colour)[:3])
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def points(text: str) -> list[Point]:
    """Points as SVG's polygon writes them: "290,372 292,560"."""
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]


def smooth(through: Sequence[Point], *, closed: bool = True) -> list[Point]:
    """A curve through the points (Catmull-Rom)."""
    if closed:
        ends, last = [through[-1], *through, through[0], through[1]], []
    else:
        ends, last = [through[0], *through, through[-1]], [through[-1]]
    curve = [_between(ends[i : i + 4], step / 10) for i in range(len(ends) - 3) for step in range(10)]
    return [*curve, *last]


def box(x0: float, y0: float, x1: float, y1: float) -> list[Point]:
    """The corners of a rectangle, as an outline."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def ring(x: float, y: float, rx: float, ry: float) -> list[Point]:
    """An ellipse, as an outline."""
    turns = [math.tau * step / 90 for step in range(90)]
    return [(x + rx * math.cos(turn), y + ry * math.sin(turn)) for turn in turns]


def _between(four: Sequence[Point], t: float) -> Point:
    x, y = (_spline([point[axis] for point in four], t) for axis in (0, 1))
    return x, y


def _spline(four: Sequence[float], t: float) -> float:
    a, b, c, d = four
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def _bounds(outline: Sequence[Point]) -> tuple[int, int, int, int]:
    pixels = _pixels(outline)
    xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
    return max(0, min(xs)), max(0, min(ys)), min(SIDE * _OVER, max(xs) + 1), min(SIDE * _OVER, max(ys) + 1)


def _pixels(points: Sequence[Point]) -> list[tuple[int, int]]:
    return [(_px(x), _px(y)) for x, y in points]


def _px(units: float) -> int:
    return round(units * _SCALE)


@cache
def _font(pixels: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(pixels)
