"""The gettext catalogs of `shop/locale`, read."""

from collections.abc import Sequence
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po

from shop.kit.translations import DOMAIN, FOLDER


def path_of(name: str) -> Path:
    """Where a catalog is kept."""
    return FOLDER / name / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(name: str) -> Catalog:
    """A catalog as it stands."""
    with path_of(name).open("rb") as file:
        return read_po(file, locale=name, domain=DOMAIN)


def texts(part: str | Sequence[str] | None) -> tuple[str, ...]:
    """One text or all plural forms."""
    return (part or "",) if part is None or isinstance(part, str) else tuple(part)
