"""Towels, knitwear and other textiles."""

from shop.cli.drawings.easel import Backdrop, Colours, Easel, box, points, shade, smooth
from shop.cli.drawings.motifs import boat, fish, wave

BACKDROP = Backdrop(wall="#cfe3e6", sun="#e6f1f1", table="#a3c4c7")
_WOOD = "#8a6243"


def towel(e: Easel, colours: Colours) -> None:
    """A striped beach towel over a rail: cloth, stripes."""
    cloth, stripe = colours
    e.shadow(500, 858, 330, 20)
    back, front = box(330, 236, 748, 700), box(254, 236, 668, 812)
    e.shape(back, shade(cloth, -0.2))
    e.shape(front, cloth)
    for nth in range(6):
        e.rect(254, 300 + nth * 84, 668, 338 + nth * 84, stripe)
    e.rect(636, 236, 668, 812, shade(cloth, -0.12))
    for nth in range(6):
        e.rect(636, 300 + nth * 84, 668, 338 + nth * 84, shade(stripe, -0.12))
    for nth in range(21):
        e.line([(262 + nth * 20, 812), (262 + nth * 20, 838)], shade(cloth, -0.06), 8)
    e.rect(150, 208, 850, 244, _WOOD, r=18)
    e.rect(254, 200, 748, 252, cloth, r=22)
    e.rect(668, 200, 748, 252, shade(cloth, -0.2), r=22)


def shirt(e: Easel, colours: Colours) -> None:
    """A sailor's striped shirt: cloth, stripes."""
    cloth, stripe = colours
    e.line(smooth(points("500,205 500,158 538,140 532,104 496,110"), closed=False), _WOOD, 13)
    e.line([(330, 286), (500, 205), (670, 286)], _WOOD, 18)
    sleeves = points("392,240 264,296 120,560 244,622 320,480")
    right = [(1000 - x, y) for x, y in sleeves]
    torso = points("392,240 300,300 318,500 306,806 694,806 682,500 700,300 608,240")
    for part, tone in ((sleeves, shade(cloth, -0.05)), (right, shade(cloth, -0.09)), (torso, cloth)):
        e.shape(part, tone)
        with e.within(part):
            for nth in range(12):
                e.rect(100, 330 + nth * 46, 900, 350 + nth * 46, stripe)
    with e.within(torso):
        e.rect(640, 200, 720, 820, shade(cloth, -0.1))
        for nth in range(12):
            e.rect(640, 330 + nth * 46, 720, 350 + nth * 46, shade(stripe, -0.2))
        e.oval(500, 236, 112, 62, stripe)
        e.oval(500, 228, 96, 52, shade(e.backdrop.sun, -0.12))


def beanie(e: Easel, colours: Colours) -> None:
    """A ribbed wool hat with a pompom: wool, pompom."""
    wool, pompom = colours
    e.shadow(500, 796, 300)
    crown = smooth(points("256,700 262,480 360,320 500,278 640,320 738,480 744,700"), closed=False)
    e.shape(crown, wool)
    with e.within(crown):
        for nth, lean in enumerate((-170, -88, 0, 88, 170)):
            rib = [(500 + lean * 0.25, 270), (500 + lean * 0.85, 420), (500 + lean * 1.15, 700)]
            e.line(smooth(rib, closed=False), shade(wool, -0.12), 12 + nth % 2)
        e.shape(smooth(points("660,260 780,260 780,720 668,720 700,520")), shade(wool, -0.13))
    e.rect(232, 640, 768, 796, shade(wool, 0.14), r=44)
    for nth in range(12):
        e.line([(272 + nth * 41.5, 666), (272 + nth * 41.5, 770)], shade(wool, -0.06), 11)
    e.oval(500, 236, 92, 92, pompom)
    for x, y in points("436,208 562,206 500,162 430,262 570,262"):
        e.oval(x, y, 40, 40, pompom)
    for x, y in points("470,210 528,196 500,250 456,262 546,254"):
        e.arc(x, y, 18, 200, 330, shade(pompom, -0.14), 7)


def cloth(e: Easel, colours: Colours) -> None:
    """A printed kitchen cloth on a hook: linen, print."""
    linen, printed = colours
    e.shadow(500, 868, 220, 16)
    e.oval(500, 168, 22, 22, _WOOD)
    fall = points("500,190 690,262 716,840 284,840 310,262")
    e.shape(fall, linen)
    with e.within(fall):
        e.shape(points("500,190 600,400 612,860 720,860 720,200"), shade(linen, -0.06))
        for nth in range(5):
            y = 340 + 96 * nth
            fish(e, 420, y, 168 if nth % 2 else -168, printed, linen)
            fish(e, 606, y, 168 if nth % 2 else -168, shade(printed, -0.08), linen)
        e.rect(270, 796, 730, 812, printed)
    e.arc(500, 186, 20, 180, 360, printed, 8)


def blanket(e: Easel, colours: Colours) -> None:
    """A folded wool blanket with fringe: wool, pattern."""
    wool, pattern = colours
    e.shadow(500, 806, 330)
    for nth, tone in enumerate((-0.16, -0.08, 0.0)):
        top = 640 - nth * 150
        e.rect(190 + nth * 8, top, 810 - nth * 8, top + 168, shade(wool, tone), r=70)
        wave(e, 250, 750, top + 60, pattern, swell=12, width=10)
        wave(e, 250, 750, top + 104, shade(pattern, tone), swell=12, width=10)
    e.shape(points("400,340 610,340 620,700 390,700"), shade(wool, 0.12))
    for nth in range(4):
        wave(e, 408, 602, 410 + nth * 70, pattern, swell=11, width=10)
    for nth in range(9):
        e.line([(402 + nth * 26, 700), (400 + nth * 26, 752)], shade(wool, 0.12), 10)


def cushion(e: Easel, colours: Colours) -> None:
    """A square cushion with a boat: cover, print."""
    cover, printed = colours
    e.shadow(500, 806, 300)
    pillow = smooth(
        points(
            "208,224 350,244 500,248 650,244 792,224 774,360 770,510 774,660 "
            "792,796 650,780 500,777 350,780 208,796 226,660 230,510 226,360"
        )
    )
    e.shape(pillow, cover)
    with e.within(pillow):
        e.shape(
            smooth(points("730,200 680,360 672,510 684,660 720,820 820,820 820,200"), closed=False),
            shade(cover, -0.08),
        )
    for x, y in ((222, 238), (778, 238), (222, 782), (778, 782)):
        e.oval(x, y, 24, 24, printed)
    boat(e, 500, 620, 270, printed, shade(printed, 0.45))
    for nth in range(2):
        wave(e, 340, 660, 650 + 44 * nth, printed, swell=12, width=11)


KINDS = {
    "towel": towel,
    "shirt": shirt,
    "beanie": beanie,
    "cloth": cloth,
    "blanket": blanket,
    "cushion": cushion,
}
