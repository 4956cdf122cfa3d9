"""Notebooks, cards and pencils."""

from collections.abc import Sequence

from shop.cli.drawings.easel import Backdrop, Colours, Easel, Point, box, points, shade, smooth
from shop.cli.drawings.motifs import boat, fish, gull, lighthouse, shell, wave

BACKDROP = Backdrop(wall="#d3dcf0", sun="#e9eef8", table="#a2b3d6")
_PAPER = "#fffaf0"


def notebook(e: Easel, colours: Colours) -> None:
    """A logbook with an elastic band: cover, band."""
    cover, band = colours
    e.shadow(510, 828, 260, 22)
    e.rect(308, 178, 738, 826, shade(cover, -0.35), r=34)
    e.rect(302, 172, 724, 816, _PAPER, r=30)
    e.rect(290, 160, 712, 812, cover, r=34)
    e.rect(290, 160, 344, 812, shade(cover, -0.18), r=26)
    e.rect(388, 300, 612, 470, _PAPER, r=18)
    boat(e, 500, 430, 104, cover, band)
    wave(e, 430, 570, 446, cover, swell=8, width=7)
    e.rect(640, 158, 668, 814, band)
    e.shape(points("430,812 470,812 470,892 450,872 430,892"), band)


def postcards(e: Easel, colours: Colours) -> None:
    """A fan of postcards: sky, sea."""
    sky, sea = colours
    e.shadow(500, 812, 320, 22)
    _card(e, points("150,330 560,240 650,640 240,730"), "#f4b860")
    shell(e, 330, 440, 84, _PAPER, "#f4b860")
    _card(e, points("440,240 850,330 760,740 350,640"), "#c8553d")
    gull(e, 680, 440, 130, _PAPER, width=11)
    front = box(282, 330, 718, 800)
    _card(e, front, sky)
    with e.within(box(304, 352, 696, 778)):
        e.oval(590, 470, 56, 56, "#ffe9a8")
        e.rect(300, 610, 700, 800, sea)
        for nth in range(3):
            wave(e, 470, 690, 648 + nth * 42, shade(sea, 0.3), swell=10, width=8)
        e.shape(smooth(points("270,820 300,650 380,616 470,660 500,820")), shade(sea, -0.4))
        lighthouse(e, 386, 640, 250, _PAPER, "#c8453b", "#f6c945")


def pencils(e: Easel, colours: Colours) -> None:
    """Pencils in a pot: pot, pencil."""
    pot, pencil = colours
    e.shadow(500, 806, 210)
    tones = (pencil, "#f4b860", "#c8553d", "#5b8e7d", shade(pencil, 0.35))
    for nth, tone in enumerate(tones):
        x, lean, top = 380 + nth * 60, (nth - 2) * 46, 250 + (nth * 53) % 90
        e.line([(x, 640), (x + lean, top + 80)], tone, 44)
        e.shape(
            [(x + lean - 22, top + 78), (x + lean + lean * 0.16, top), (x + lean + 22, top + 78)], "#f0d2a8"
        )
        tip = x + lean + lean * 0.16
        e.shape(
            [(tip - 8 - lean * 0.04, top + 26), (tip, top - 4), (tip + 8 - lean * 0.04, top + 26)],
            shade(tone, -0.25),
        )
    e.rect(310, 500, 690, 806, pot, r=34)
    e.right_side(614, 500, 690, 806, shade(pot, -0.12), r=34)
    e.rect(310, 500, 690, 540, shade(pot, -0.2), r=16)
    fish(e, 486, 640, 230, _PAPER, pot)
    wave(e, 350, 620, 730, _PAPER, swell=11, width=10)


def stickers(e: Easel, colours: Colours) -> None:
    """A sheet of stickers: first colour, second colour."""
    first, second = colours
    e.shadow(500, 836, 260, 18)
    e.rect(270, 150, 746, 836, shade(e.backdrop.table, -0.1), r=30)
    e.rect(258, 138, 734, 826, _PAPER, r=30)
    for x, y, tone in ((376, 270, first), (614, 270, second), (376, 482, second), (614, 482, first)):
        e.oval(x, y, 98, 98, shade(_PAPER, -0.08))
        e.oval(x, y, 88, 88, tone)
    lighthouse(e, 376, 338, 140, _PAPER, shade(first, -0.4), "#f6c945")
    fish(e, 614, 270, 134, _PAPER, second)
    shell(e, 376, 482, 54, _PAPER, second)
    boat(e, 614, 522, 100, _PAPER, _PAPER)
    e.rect(300, 612, 692, 780, shade(_PAPER, -0.08), r=60)
    e.rect(310, 622, 682, 770, first, r=54)
    for nth in range(3):
        wave(e, 356, 636, 660 + nth * 36, _PAPER, swell=10, width=9)


def _card(e: Easel, corners: Sequence[Point], picture: str) -> None:
    x, y = (sum(corner[axis] for corner in corners) / 4 for axis in (0, 1))
    e.shape(corners, _PAPER)
    e.shape([(x + (px - x) * 0.9, y + (py - y) * 0.9) for px, py in corners], picture)


KINDS = {"notebook": notebook, "postcards": postcards, "pencils": pencils, "stickers": stickers}
