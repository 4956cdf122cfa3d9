"""Books and prints for the wall."""

from shop.cli.drawings.easel import Backdrop, Colours, Easel, box, points, shade, smooth
from shop.cli.drawings.motifs import boat, fish, gull, lighthouse, wave

BACKDROP = Backdrop(wall="#e3d3e4", sun="#f1e8f1", table="#bd9fc0")
_LEAVES = "#f6f0e0"


def guide(e: Easel, colours: Colours) -> None:
    """A book about lighthouses: cover, ornament."""
    cover, ornament = colours
    _book(e, cover)
    e.oval(520, 430, 130, 130, shade(cover, 0.22))
    lighthouse(e, 520, 650, 340, _LEAVES, ornament, "#f6c945")
    e.shape(smooth(points("390,670 450,636 520,628 600,640 650,670"), closed=False), shade(cover, -0.35))
    e.word("FAROS", 520, 230, 84, _LEAVES)


def tales(e: Easel, colours: Colours) -> None:
    """A book of tales with a moon and a boat: cover, ornament."""
    cover, ornament = colours
    _book(e, cover)
    e.oval(584, 320, 74, 74, ornament)
    e.oval(616, 298, 66, 66, cover)
    for x, y in ((390, 260), (450, 370), (370, 450), (640, 470), (480, 250)):
        e.oval(x, y, 7, 7, _LEAVES)
    boat(e, 510, 610, 180, ornament, _LEAVES)
    for nth in range(3):
        wave(e, 370, 676, 636 + 44 * nth, shade(cover, 0.35 - 0.1 * nth), swell=12, width=12)


def cookbook(e: Easel, colours: Colours) -> None:
    """A cookery book with a fish on a plate: cover, ornament."""
    cover, ornament = colours
    _book(e, cover)
    e.oval(520, 470, 152, 152, _LEAVES)
    e.oval(520, 470, 112, 112, shade(_LEAVES, -0.07))
    fish(e, 522, 470, 200, ornament, _LEAVES)
    for nth in (-1, 0, 1):
        e.line([(520 + nth * 26, 690), (520 + nth * 26, 740)], _LEAVES, 10)
    e.word("LA LONJA", 520, 244, 62, _LEAVES)


def sunset(e: Easel, colours: Colours) -> None:
    """A framed print of a lighthouse at dusk: sky, sea."""
    sky, sea = colours
    inside = _frame(e)
    with e.within(inside):
        e.rect(260, 180, 740, 800, sky)
        e.rect(260, 330, 740, 800, shade(sky, 0.22))
        e.rect(260, 450, 740, 800, shade(sky, 0.45))
        e.oval(400, 570, 84, 84, "#ffe9a8")
        e.rect(260, 570, 740, 800, sea)
        for nth in range(3):
            wave(e, 290, 520, 606 + 36 * nth, shade(sea, 0.3), swell=8, width=7)
        e.shape(smooth(points("480,760 520,640 600,590 760,580 800,820 470,820")), shade(sea, -0.4))
        lighthouse(e, 620, 610, 330, "#fbf5ea", "#c8453b", "#ffe9a8")
    gull(e, 380, 350, 76, "#fbf5ea")
    gull(e, 460, 300, 54, "#fbf5ea", width=7)


def chart(e: Easel, colours: Colours) -> None:
    """A framed map of a coast: sea, land."""
    sea, land = colours
    inside = _frame(e)
    with e.within(inside):
        e.rect(260, 180, 740, 800, sea)
        for nth in range(1, 6):
            e.line([(260, 180 + nth * 100), (740, 180 + nth * 100)], shade(sea, 0.25), 4)
            e.line([(260 + nth * 80, 180), (260 + nth * 80, 800)], shade(sea, 0.25), 4)
        coast = smooth(
            points("220,560 330,600 380,540 450,590 500,660 580,620 640,700 800,680 800,860 220,860")
        )
        e.line([*coast, coast[0]], shade(sea, 0.4), 34)
        e.shape(coast, land)
        e.shape(smooth(points("560,400 620,380 650,430 600,470 556,450")), land)
        for nth in range(7):
            e.oval(340 + nth * 36, 470 - abs(nth - 3) * -14, 6, 6, "#c8453b")
    lighthouse(e, 466, 668, 110, "#fbf5ea", "#c8453b", "#ffe9a8")
    _compass(e, 380, 320)


def _compass(e: Easel, x: float, y: float) -> None:
    for reach, wide, tone in ((46, 11, "#fbf5ea"), (72, 14, "#34495e")):
        e.shape([(x, y - reach), (x + wide, y), (x, y + reach), (x - wide, y)], tone)
        e.shape([(x - reach, y), (x, y - wide), (x + reach, y), (x, y + wide)], tone)
    e.oval(x, y, 12, 12, "#fbf5ea")


def _frame(e: Easel) -> list[tuple[float, float]]:
    e.shadow(500, 872, 280, 16)
    e.rect(212, 120, 788, 868, "#7a5538")
    e.rect(228, 136, 772, 852, "#976b48")
    e.rect(240, 148, 760, 840, "#fffaf0")
    return box(290, 200, 710, 788)


def _book(e: Easel, cover: str) -> None:
    e.shadow(520, 828, 260, 24)
    e.rect(312, 184, 744, 832, shade(cover, -0.35), r=14)
    e.rect(306, 178, 730, 822, shade(_LEAVES, -0.12))
    e.rect(306, 174, 724, 818, _LEAVES)
    e.rect(296, 164, 716, 820, cover, r=14)
    e.rect(296, 164, 346, 820, shade(cover, -0.2), r=12)


KINDS = {"guide": guide, "tales": tales, "cookbook": cookbook, "sunset": sunset, "chart": chart}
