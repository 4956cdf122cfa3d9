"""Tinned fish and other food."""

from shop.cli.drawings.easel import Backdrop, Colours, Easel, box, points, ring, shade, smooth
from shop.cli.drawings.motifs import boat, fish, shell, sprig, wave

BACKDROP = Backdrop(wall="#f6e3a8", sun="#fbf0cd", table="#e2bf6a")
_METAL = "#d9dde0"
_PAPER = "#fbf5e6"


def anchovies(e: Easel, colours: Colours) -> None:
    """A flat tin of anchovies: label, fish."""
    label, drawn = colours
    _flat_tin(e, label)
    for nth in range(3):
        fish(e, 500, 440 + 80 * nth, 236 if nth % 2 else -236, drawn, label)
    e.word("ANCHOAS", 500, 712, 60, drawn)


def sardines(e: Easel, colours: Colours) -> None:
    """A flat tin of small sardines: label, fish."""
    label, drawn = colours
    _flat_tin(e, label)
    for nth in range(5):
        x, lean = 340 + 80 * nth, 10
        e.shape(smooth([(x - 26, 490), (x + lean, 412), (x + 28, 490), (x + 8, 570), (x - 8, 570)]), drawn)
        e.shape([(x, 556), (x - 26, 604), (x, 592), (x + 26, 604)], drawn)
        e.oval(x + 4, 450, 6, 6, label)
    e.word("SARDINILLAS", 500, 712, 54, drawn)


def mussels(e: Easel, colours: Colours) -> None:
    """A flat tin of mussels: label, shells."""
    label, drawn = colours
    _flat_tin(e, label)
    for x, y in ((390, 500), (500, 470), (610, 500)):
        e.shape(
            smooth(
                [
                    (x, y - 90),
                    (x + 52, y - 10),
                    (x + 40, y + 70),
                    (x, y + 96),
                    (x - 40, y + 70),
                    (x - 52, y - 10),
                ]
            ),
            drawn,
        )
        e.shape(
            smooth([(x + 6, y - 52), (x + 32, y), (x + 22, y + 56), (x - 8, y + 60), (x - 14, y)]), "#f0a04b"
        )
    e.word("MEJILLONES", 500, 712, 54, drawn)


def tuna(e: Easel, colours: Colours) -> None:
    """A glass jar of white tuna: lid, fillets."""
    lid, fillet = colours
    e.shadow(500, 806, 220)
    glass = box(310, 330, 690, 806)
    e.rect(310, 330, 690, 806, "#eef0dc", r=60)
    for nth in range(4):
        e.rect(336 + nth * 84, 392, 408 + nth * 84, 780, shade(fillet, -0.05 * (nth % 2)), r=32)
    with e.within(glass):
        e.rect(332, 370, 350, 770, "#ffffff", r=9)
    e.rect(310, 500, 690, 700, _PAPER)
    fish(e, 500, 566, 260, lid, _PAPER)
    e.word("BONITO", 500, 656, 54, lid)
    e.rect(326, 300, 674, 350, shade("#eef0dc", -0.1))
    e.rect(296, 232, 704, 322, lid, r=20)
    e.rect(296, 284, 704, 322, shade(lid, -0.16), r=14)


def salt(e: Easel, colours: Colours) -> None:
    """A jar of salt flakes with a cork: label, salt."""
    label, grains = colours
    e.shadow(500, 806, 230)
    e.rect(392, 214, 608, 340, "#c89b6a", r=26)
    e.rect(300, 300, 700, 806, "#eaf2f2", r=84)
    e.rect(322, 400, 678, 786, grains, r=66)
    for nth in range(16):
        x, y = 352 + (nth * 97) % 300, 420 + (nth * 61) % 350
        e.shape([(x, y), (x + 22, y + 6), (x + 12, y + 24)], shade(grains, -0.12))
    e.rect(374, 316, 626, 344, shade("#eaf2f2", -0.14), r=14)
    e.rect(362, 490, 638, 716, _PAPER, r=18)
    wave(e, 410, 590, 552, label, swell=12, width=11)
    wave(e, 410, 590, 588, label, swell=12, width=11)
    e.word("SAL", 500, 654, 76, label)


def oil(e: Easel, colours: Colours) -> None:
    """A bottle of olive oil: oil, label."""
    liquid, label = colours
    e.shadow(500, 806, 170)
    bottle = smooth(points("452,216 450,340 400,420 356,520 352,700 362,796 500,808"), closed=False)
    whole = [*bottle, *[(1000 - x, y) for x, y in reversed(bottle)]]
    e.shape(whole, liquid)
    with e.within(whole):
        e.rect(590, 200, 660, 820, shade(liquid, -0.15))
        e.rect(378, 480, 398, 770, shade(liquid, 0.35), r=10)
    e.rect(442, 132, 558, 232, label, r=14)
    e.rect(442, 204, 558, 232, shade(label, -0.2), r=8)
    e.rect(352, 500, 648, 726, _PAPER)
    sprig(e, 500, 700, 168, label)
    for x, y in ((440, 640), (566, 612)):
        e.oval(x, y, 17, 23, shade(liquid, -0.3))


def honey(e: Easel, colours: Colours) -> None:
    """A jar of honey with a cloth cap: honey, cap."""
    amber, cap = colours
    e.shadow(500, 806, 230)
    pot = smooth(
        points("340,340 290,430 288,700 330,796 500,808 670,796 712,700 710,430 660,340"), closed=False
    )
    e.shape(pot, amber)
    with e.within(pot):
        e.rect(640, 300, 720, 820, shade(amber, -0.13))
        e.rect(314, 430, 334, 720, shade(amber, 0.4), r=10)
    frill = smooth(points("286,372 330,262 500,236 670,262 714,372 640,350 570,380 500,352 430,380 360,350"))
    e.shape(frill, cap)
    for x, y in ((400, 292), (500, 278), (600, 292), (450, 328), (552, 328)):
        e.oval(x, y, 11, 11, shade(cap, 0.55))
    e.line([(336, 346), (664, 346)], shade(cap, -0.35), 11)
    hexagon = points("500,470 608,530 608,652 500,714 392,652 392,530")
    e.shape(hexagon, _PAPER)
    e.word("MIEL", 500, 592, 74, shade(amber, -0.45))


def biscuits(e: Easel, colours: Colours) -> None:
    """A round tin with biscuits before it: tin, ornament."""
    tin, ornament = colours
    e.shadow(500, 806, 290)
    e.rect(240, 420, 760, 800, tin, r=46)
    e.right_side(660, 440, 760, 800, shade(tin, -0.12), r=46)
    boat(e, 500, 690, 210, ornament, shade(ornament, 0.3))
    wave(e, 330, 670, 716, ornament, swell=11, width=10)
    e.rect(222, 360, 778, 448, shade(tin, -0.2), r=26)
    e.oval(500, 366, 278, 52, shade(tin, 0.16))
    shell(e, 500, 362, 34, ornament, shade(tin, -0.2))
    for x, y, r in ((292, 800, 74), (410, 826, 66)):
        e.oval(x, y + 6, r, r, "#b9793a")
        e.oval(x, y, r, r, "#dda45c")
        for px, py in ring(x, y, r * 0.55, r * 0.55)[::18]:
            e.oval(px, py, 7, 7, "#a8682e")


def _flat_tin(e: Easel, label: str) -> None:
    e.shadow(500, 806, 360)
    e.rect(150, 360, 850, 806, shade(_METAL, -0.25), r=120)
    e.rect(150, 330, 850, 776, _METAL, r=120)
    e.rect(176, 352, 824, 756, label, r=100)
    e.rect(204, 378, 796, 662, shade(label, 0.16), r=80)
    e.arc(500, 330, 46, 180, 360, shade(_METAL, -0.3), 18)
    e.oval(500, 350, 26, 14, shade(_METAL, -0.3))


KINDS = {
    "anchovies": anchovies,
    "sardines": sardines,
    "mussels": mussels,
    "tuna": tuna,
    "salt": salt,
    "oil": oil,
    "honey": honey,
    "biscuits": biscuits,
}
