"""Mugs and ceramics."""

from shop.cli.drawings.easel import Backdrop, Colours, Easel, points, ring, shade, smooth
from shop.cli.drawings.motifs import fish, gull, lighthouse, wave

BACKDROP = Backdrop(wall="#f3dfc8", sun="#f9eedd", table="#d9b995")
_COFFEE = "#5b3a29"


def mug(e: Easel, colours: Colours) -> None:
    """A mug with a lighthouse: glaze, ornament."""
    glaze, ornament = colours
    e.shadow(500, 802, 290)
    e.arc(672, 590, 105, -95, 95, shade(glaze, -0.18), 46)
    body = smooth(
        points("290,372 292,560 306,730 350,800 490,808 630,800 674,730 688,560 690,372"), closed=False
    )
    e.shape(body, glaze)
    with e.within(body):
        e.rect(610, 300, 720, 820, shade(glaze, -0.1))
        e.rect(322, 420, 344, 690, shade(glaze, 0.25), r=11)
    e.oval(490, 374, 200, 40, shade(glaze, 0.3))
    e.oval(490, 378, 176, 29, _COFFEE)
    lighthouse(e, 478, 754, 296, ornament, shade(glaze, -0.35), "#f6c945")
    wave(e, 372, 586, 748, ornament, swell=9, width=9)


def bowl(e: Easel, colours: Colours) -> None:
    """A bowl with waves: glaze, ornament."""
    glaze, ornament = colours
    e.shadow(500, 800, 240)
    e.rect(405, 750, 595, 802, shade(glaze, -0.3), r=18)
    body = [(x, y) for x, y in ring(500, 478, 300, 296) if y >= 478]
    e.shape(body, glaze)
    with e.within(body):
        e.shape(smooth(points("640,440 820,440 820,800 520,800 650,660")), shade(glaze, -0.1))
        for nth in range(3):
            wave(e, 180, 820, 580 + 52 * nth, ornament, swell=13, width=11)
    e.oval(500, 480, 300, 66, shade(glaze, 0.35))
    e.oval(500, 488, 272, 50, shade(glaze, -0.22))


def plate(e: Easel, colours: Colours) -> None:
    """A plate with three sardines: glaze, fish."""
    glaze, ornament = colours
    e.shadow(500, 806, 250, 22)
    e.shape(points("380,806 420,700 580,700 620,806"), "#a9794c")
    e.oval(500, 470, 330, 330, shade(glaze, -0.14))
    e.oval(500, 462, 328, 328, glaze)
    e.oval(500, 464, 246, 246, shade(glaze, -0.07))
    e.oval(500, 468, 238, 238, shade(glaze, 0.35))
    for x, y in ring(500, 462, 288, 288)[::3]:
        e.oval(x, y, 10, 10, ornament)
    for nth, length in enumerate((300, -330, 300)):
        fish(e, 500, 376 + 92 * nth, length, ornament, glaze)


def jug(e: Easel, colours: Colours) -> None:
    """A water jug with gulls: glaze, ornament."""
    glaze, ornament = colours
    e.shadow(490, 802, 220)
    e.line(smooth(points("620,330 740,340 775,470 720,600 640,640"), closed=False), shade(glaze, -0.18), 42)
    body = [
        *smooth(points("322,226 384,330 330,470 292,620 318,770 350,802 440,806"), closed=False),
        *smooth(points("560,806 650,802 674,770 688,620 650,470 608,340 640,226"), closed=False),
    ]
    e.shape(smooth(points("282,212 420,214 420,330 384,330 340,270")), glaze)
    e.shape(body, glaze)
    with e.within(body):
        e.shape(smooth(points("560,220 720,220 720,820 560,820 610,620")), shade(glaze, -0.09))
        e.rect(250, 690, 720, 820, ornament)
    e.oval(470, 226, 170, 26, shade(glaze, -0.28))
    e.shape(smooth(points("280,210 360,202 440,206 430,248 340,240")), shade(glaze, -0.28))
    gull(e, 430, 520, 130, ornament, width=12)
    gull(e, 530, 600, 90, ornament, width=10)
    gull(e, 560, 460, 70, ornament, width=8)


def cups(e: Easel, colours: Colours) -> None:
    """Two espresso cups on saucers: first glaze, second glaze."""
    for x, y, glaze in ((640, 690, colours[1]), (350, 800, colours[0])):
        e.shadow(x, y + 6, 210, 24)
        e.oval(x, y - 10, 200, 34, shade(glaze, -0.25))
        e.oval(x, y - 20, 200, 34, shade(glaze, 0.25))
        e.arc(x + 112, y - 150, 48, -100, 100, shade(glaze, -0.18), 24)
        body = smooth(
            [
                (x - 122, y - 232),
                (x - 116, y - 120),
                (x - 70, y - 32),
                (x, y - 22),
                (x + 70, y - 32),
                (x + 116, y - 120),
                (x + 122, y - 232),
            ],
            closed=False,
        )
        e.shape(body, glaze)
        with e.within(body):
            e.rect(x + 60, y - 260, x + 140, y, shade(glaze, -0.1))
            e.rect(x - 140, y - 140, x + 140, y - 112, shade(glaze, 0.55))
        e.oval(x, y - 232, 122, 26, shade(glaze, 0.35))
        e.oval(x, y - 229, 104, 18, _COFFEE)
        for lean in (-26, 26):
            curl = [
                (x + lean, y - 280),
                (x + lean - 14, y - 312),
                (x + lean + 12, y - 344),
                (x + lean, y - 378),
            ]
            e.line(smooth(curl, closed=False), shade(e.backdrop.sun, 0.6), 11)


KINDS = {"mug": mug, "bowl": bowl, "plate": plate, "jug": jug, "cups": cups}
