"""A picture for everything the demo shop sells, drawn on the spot instead of shipped as files."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from PIL import Image

from shop.cli.drawings import bags, ceramics, home, pantry, prints, stationery, textiles
from shop.cli.drawings.easel import Backdrop, Colours, Easel
from shop.cli.seed import Goods
from shop.kit.errors import NotFound

Drawing = Callable[[Easel, Colours], None]

_STUDIOS: tuple[ModuleType, ...] = (bags, ceramics, home, pantry, prints, stationery, textiles)
_KINDS: dict[str, tuple[Backdrop, Drawing]] = {
    kind: (pipeline.BACKDROP, drawing) for pipeline in _STUDIOS for kind, drawing in pipeline.KINDS.items()
}
_QUALITY = 85


class UnknownKind(NotFound):
    """Nobody has drawn such a thing yet."""


def draw(kind: str, colours: Colours, path: Path) -> None:
    """Draw a thing in two colours ("#rrggbb") and store it as a square JPEG. Raises UnknownKind."""
    _store(_paint(kind, colours), path)


def draw_all(folder: Path, goods: Goods) -> int:
    """Draw `<sku>.jpg` for every variant that has no picture in `folder` yet; returns how many were missing.

    Variants that look alike (sizes) are painted once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    painted: dict[tuple[str, Colours], Image.Image] = {}
    drawn = 0
    for kind, sku, colours in goods.looks():
        path = folder / f"{sku}.jpg"
        if path.exists():
            continue
        look = (kind, colours)
        if look not in painted:
            painted[look] = _paint(kind, colours)
        _store(painted[look], path)
        drawn += 1
    return drawn


def _paint(kind: str, colours: Colours) -> Image.Image:
    if kind not in _KINDS:
        raise UnknownKind(f"There is no drawing of {kind!r}; there are {', '.join(sorted(_KINDS))}.")
    backdrop, drawing = _KINDS[kind]
    easel = Easel(backdrop)
    drawing(easel, colours)
    return easel.finished()


def _store(picture: Image.Image, path: Path) -> None:
    """Whole or not at all: a half-written file would count as drawn."""
    unfinished = path.with_suffix(".part")
    picture.save(unfinished, "JPEG", quality=_QUALITY, subsampling=0)
    unfinished.replace(path)
