"""Ornaments that return on many goods: the lighthouse, fish, waves, gulls, boats, shells, sprigs."""

import math

from shop.cli.drawings.easel import Easel, smooth


def lighthouse(e: Easel, x: float, base: float, height: float, body: str, band: str, glow: str) -> None:
    """A striped tower of `height` units that stands on (x, base)."""
    top, foot, head = base - height * 0.68, height * 0.17, height * 0.11
    tower = [(x - foot, base), (x - head, top), (x + head, top), (x + foot, base)]
    e.shape(tower, body)
    with e.within(tower):
        for nth in (0, 2):
            low = base - height * 0.17 * (nth + 0.4)
            e.rect(x - foot, low - height * 0.17, x + foot, low, band)
    e.rect(x - head * 1.45, top - height * 0.035, x + head * 1.45, top + height * 0.03, band)
    e.rect(x - head * 0.8, top - height * 0.16, x + head * 0.8, top - height * 0.03, glow)
    e.shape(
        [
            (x - head * 1.15, top - height * 0.15),
            (x, top - height * 0.32),
            (x + head * 1.15, top - height * 0.15),
        ],
        band,
    )


def fish(e: Easel, x: float, y: float, length: float, colour: str, eye: str) -> None:
    """A fish around (x, y) that swims to the left; a negative length turns it round."""
    half, tall = length / 2, abs(length) * 0.16
    body = [
        (x - half, y),
        (x - half * 0.35, y - tall),
        (x + half * 0.35, y - tall * 0.6),
        (x + half * 0.72, y),
    ]
    mirrored = [(px, 2 * y - py) for px, py in reversed(body[1:-1])]
    e.shape(smooth([*body, *mirrored]), colour)
    e.shape(
        [(x + half * 0.6, y), (x + half, y - tall * 0.9), (x + half * 0.88, y), (x + half, y + tall * 0.9)],
        colour,
    )
    e.oval(x - half * 0.66, y - tall * 0.2, tall * 0.17, tall * 0.17, eye)


def wave(
    e: Easel, x0: float, x1: float, y: float, colour: str, *, swell: float = 12, width: float = 8
) -> None:
    """A rolling line from x0 to x1."""
    steps = int((x1 - x0) / 4)
    xs = [x0 + (x1 - x0) * step / steps for step in range(steps + 1)]
    e.line([(x, y + swell * math.sin((x - x0) / (swell * 1.4))) for x in xs], colour, width)


def gull(e: Easel, x: float, y: float, span: float, colour: str, *, width: float = 8) -> None:
    """Two wings seen from afar."""
    wing = [(x - span / 2, y - span * 0.02), (x - span * 0.28, y - span * 0.2), (x, y)]
    e.line(smooth(wing, closed=False), colour, width)
    e.line(smooth([(2 * x - px, py) for px, py in wing], closed=False), colour, width)


def boat(e: Easel, x: float, y: float, size: float, hull: str, sail: str) -> None:
    """A sailing boat whose waterline is at y."""
    half = size / 2
    e.shape(
        [(x - half, y - size * 0.2), (x + half, y - size * 0.2), (x + half * 0.62, y), (x - half * 0.62, y)],
        hull,
    )
    e.shape(
        [(x - size * 0.03, y - size), (x - size * 0.03, y - size * 0.26), (x - half * 0.85, y - size * 0.26)],
        sail,
    )
    e.shape(
        [
            (x + size * 0.05, y - size * 0.85),
            (x + size * 0.05, y - size * 0.26),
            (x + half * 0.7, y - size * 0.26),
        ],
        sail,
    )


def shell(e: Easel, x: float, y: float, r: float, colour: str, rib: str) -> None:
    """A scallop with its hinge at the bottom."""
    fan = [(x + r * math.cos(math.radians(a)), y - r * math.sin(math.radians(a))) for a in range(-10, 191, 5)]
    e.shape([*fan, (x - r * 0.2, y + r * 0.55), (x + r * 0.2, y + r * 0.55)], colour)
    for angle in (30, 60, 90, 120, 150):
        turn = math.radians(angle)
        e.line(
            [(x, y + r * 0.45), (x + r * 0.82 * math.cos(turn), y - r * 0.82 * math.sin(turn))], rib, r * 0.06
        )


def sprig(e: Easel, x: float, base: float, height: float, colour: str) -> None:
    """A twig with leaves in pairs that grows from (x, base)."""
    e.line([(x, base), (x, base - height)], colour, height * 0.04)
    for nth in range(1, 5):
        y, reach = base - height * (0.1 + 0.2 * nth), height * (0.30 - 0.04 * nth)
        for side in (-1, 1):
            leaf = [
                (x, y + reach * 0.5),
                (x + side * reach * 0.75, y + reach * 0.15),
                (x + side * reach, y - reach * 0.35),
                (x + side * reach * 0.3, y - reach * 0.05),
            ]
            e.shape(smooth(leaf), colour)
