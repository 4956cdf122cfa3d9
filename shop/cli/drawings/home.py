"""Candles and things for the house."""

from shop.cli.drawings.easel import Backdrop, Colours, Easel, points, shade, smooth
from shop.cli.drawings.motifs import shell, sprig, wave

BACKDROP = Backdrop(wall="#f2cfc4", sun="#f9e4dc", table="#d39b8a")
_FLAME = "#f9b233"
_PAPER = "#fbf5e6"


def candle(e: Easel, colours: Colours) -> None:
    """A thick candle on a dish of salt: wax, dish."""
    wax, dish = colours
    e.shadow(500, 812, 320)
    e.shape(smooth(points("190,730 240,800 500,820 760,800 810,730"), closed=False), dish)
    e.oval(500, 730, 310, 46, shade(dish, 0.25))
    e.oval(500, 726, 270, 34, "#fdfbf7")
    for x, y in ((290, 722), (350, 742), (680, 720), (720, 736), (640, 748), (270, 736)):
        e.shape([(x, y - 16), (x + 20, y + 4), (x - 14, y + 10)], "#e7ddd5")
    e.rect(370, 500, 630, 742, wax, r=34)
    e.right_side(570, 500, 630, 742, shade(wax, -0.1), r=34)
    e.rect(370, 392, 630, 600, wax)
    e.rect(570, 392, 630, 600, shade(wax, -0.1))
    for nth in range(3):
        wave(e, 392, 560, 560 + 50 * nth, shade(wax, -0.16), swell=11, width=9)
    e.oval(500, 392, 130, 28, shade(wax, 0.4))
    e.shape(smooth(points("380,400 424,410 440,480 420,520 404,470 384,446")), shade(wax, 0.4))
    _flame(e, 500, 388)


def tin_candle(e: Easel, colours: Colours) -> None:
    """A scented candle in a tin: tin, label."""
    tin, label = colours
    e.shadow(500, 806, 270)
    e.rect(260, 460, 740, 800, tin, r=40)
    e.right_side(648, 480, 740, 800, shade(tin, -0.12), r=40)
    e.rect(288, 520, 306, 740, shade(tin, 0.4), r=9)
    e.oval(500, 464, 240, 50, shade(tin, -0.25))
    e.oval(500, 472, 214, 38, "#fff6e5")
    e.oval(500, 650, 118, 108, _PAPER)
    sprig(e, 500, 736, 160, label)
    _flame(e, 500, 470)


def soap(e: Easel, colours: Colours) -> None:
    """Two bars of soap tied with string: soap, band."""
    bar, band = colours
    e.shadow(500, 806, 320)
    for x, y, width in ((210, 620, 580), (250, 446, 500)):
        e.rect(x, y + 12, x + width, y + 178, shade(bar, -0.18), r=44)
        e.rect(x, y, x + width, y + 130, bar, r=44)
        e.rect(x + 30, y + 22, x + width * 0.3, y + 36, shade(bar, 0.45), r=7)
    e.rect(420, 446, 580, 624, band)
    e.rect(420, 620, 580, 798, shade(band, -0.1))
    shell(e, 500, 520, 48, _PAPER, band)
    for x, y, r in ((262, 380, 44), (342, 320, 28), (700, 352, 36), (764, 290, 20), (640, 268, 16)):
        e.oval(x, y, r, r, shade(e.backdrop.sun, 0.6))
        e.arc(x, y, r * 0.62, 200, 280, shade(bar, 0.2), r * 0.16)


def lantern(e: Easel, colours: Colours) -> None:
    """A ship's lantern: metal, candle."""
    metal, wax = colours
    e.shadow(500, 826, 230)
    e.arc(500, 240, 110, 180, 360, metal, 24)
    e.shape(points("380,330 430,230 570,230 620,330"), metal)
    e.rect(440, 196, 560, 240, shade(metal, -0.2), r=16)
    e.rect(340, 320, 660, 362, shade(metal, -0.2), r=16)
    e.rect(364, 362, 636, 760, "#fff1c9")
    e.oval(500, 560, 126, 150, "#ffe08a")
    e.rect(440, 600, 560, 760, wax, r=16)
    _flame(e, 500, 604)
    for x in (364, 620):
        e.rect(x, 362, x + 18, 760, metal)
    for y in (486, 620):
        e.rect(364, y, 636, y + 12, metal)
    e.rect(330, 752, 670, 820, metal, r=20)
    e.rect(330, 792, 670, 820, shade(metal, -0.2), r=14)


def model_boat(e: Easel, colours: Colours) -> None:
    """A wooden fishing boat on a stand: hull, cabin."""
    hull, cabin = colours
    e.shadow(500, 812, 300)
    for x in (360, 610):
        e.shape([(x, 720), (x + 40, 720), (x + 60, 810), (x - 20, 810)], "#8a6243")
    e.rect(290, 790, 720, 816, "#8a6243", r=10)
    e.line([(470, 180), (470, 560)], "#8a6243", 16)
    e.shape([(480, 190), (480, 252), (566, 222)], hull)
    e.line([(470, 200), (210, 540)], shade(e.backdrop.wall, -0.4), 5)
    e.line([(470, 200), (800, 530)], shade(e.backdrop.wall, -0.4), 5)
    e.rect(520, 420, 680, 600, cabin, r=14)
    e.rect(504, 396, 696, 430, hull, r=12)
    for x in (560, 640):
        e.oval(x, 484, 24, 24, "#bfe3ea")
    body = smooth(points("170,540 260,580 500,600 740,580 846,510 800,640 700,740 320,740 220,660"))
    e.shape(body, hull)
    with e.within(body):
        e.rect(150, 668, 860, 760, shade(hull, -0.3))
        e.line(smooth([(170, 580), (500, 640), (850, 560)], closed=False), cabin, 16)


def _flame(e: Easel, x: float, base: float) -> None:
    e.line([(x, base), (x, base - 30)], "#4a3a32", 8)
    e.shape(
        smooth(
            [
                (x, base - 150),
                (x + 34, base - 80),
                (x + 22, base - 26),
                (x - 22, base - 26),
                (x - 34, base - 80),
            ]
        ),
        _FLAME,
    )
    e.shape(smooth([(x, base - 96), (x + 16, base - 58), (x, base - 28), (x - 16, base - 58)]), "#fff0b8")


KINDS = {
    "candle": candle,
    "tin_candle": tin_candle,
    "soap": soap,
    "lantern": lantern,
    "model_boat": model_boat,
}
