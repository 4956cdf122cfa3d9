"""Bags and baskets."""

from shop.cli.drawings.easel import Backdrop, Colours, Easel, points, shade, smooth
from shop.cli.drawings.motifs import lighthouse, wave

BACKDROP = Backdrop(wall="#cfe5cd", sun="#e6f2e3", table="#9fc29c")


def tote(e: Easel, colours: Colours) -> None:
    """A canvas bag with a lighthouse: canvas, print."""
    canvas, printed = colours
    e.shadow(500, 832, 270)
    for lift, tone in ((0, -0.22), (26, -0.08)):
        handle = [
            (390, 380 + lift),
            (396, 220 + lift),
            (450, 140 + lift),
            (550, 140 + lift),
            (604, 220 + lift),
            (610, 380 + lift),
        ]
        e.line(smooth(handle, closed=False), shade(canvas, tone), 30)
    bag = smooth(points("262,350 254,560 240,812 300,828 700,828 760,812 746,560 738,350"), closed=False)
    e.shape(bag, canvas)
    with e.within(bag):
        e.shape(points("690,340 760,340 780,840 660,840"), shade(canvas, -0.08))
        e.rect(240, 350, 760, 384, shade(canvas, -0.12))
    lighthouse(e, 490, 722, 290, shade(canvas, 0.5), printed, "#f6c945")
    wave(e, 380, 600, 726, printed, swell=11, width=10)
    wave(e, 410, 570, 762, printed, swell=11, width=10)


def basket(e: Easel, colours: Colours) -> None:
    """A palm basket with leather handles: palm, leather."""
    palm, leather = colours
    e.shadow(500, 818, 270)
    e.line(smooth(points("350,470 370,280 500,190 630,280 650,470"), closed=False), shade(leather, -0.2), 28)
    body = smooth(points("190,430 230,620 300,790 500,816 700,790 770,620 810,430"), closed=False)
    e.shape(body, palm)
    with e.within(body):
        for row in range(8):
            for column in range(12):
                x, y = 180 + column * 58 + (row % 2) * 29, 452 + row * 48
                e.line([(x, y + 20), (x + 22, y), (x + 44, y + 20)], shade(palm, -0.16), 9)
    e.oval(500, 432, 312, 44, shade(palm, -0.35))
    e.line(smooth(points("190,436 350,474 500,482 650,474 810,436"), closed=False), shade(palm, 0.2), 26)
    e.line(smooth(points("370,520 380,330 500,240 620,330 630,520"), closed=False), leather, 28)
    for x in (370, 630):
        e.rect(x - 28, 480, x + 28, 570, leather, r=16)
        e.oval(x, 540, 9, 9, shade(leather, 0.5))


def pouch(e: Easel, colours: Colours) -> None:
    """A waterproof wash bag with a zip: cloth, stripes."""
    cloth, stripe = colours
    e.shadow(500, 806, 340)
    body = smooth(points("196,420 176,600 196,780 500,806 804,780 824,600 804,420"), closed=False)
    e.shape(body, cloth)
    with e.within(body):
        for nth in range(4):
            wave(e, 160, 840, 560 + 66 * nth, stripe, swell=16, width=15)
        e.shape(points("740,400 840,400 840,820 700,820"), shade(cloth, -0.12))
    e.rect(186, 392, 814, 452, shade(cloth, -0.25), r=28)
    for nth in range(28):
        e.rect(222 + nth * 20, 414, 232 + nth * 20, 430, "#e6c46c")
    e.rect(724, 408, 762, 436, "#c99d3c", r=8)
    e.line([(742, 430), (742, 490)], "#c99d3c", 14)
    e.oval(742, 506, 20, 20, stripe)
    e.line(smooth(points("196,440 120,470 120,560 190,560"), closed=False), shade(cloth, -0.3), 22)


KINDS = {"tote": tote, "basket": basket, "pouch": pouch}
