"""What is raised when a file, or a cell, cannot be imported."""

from shop.kit.errors import Conflict, ShopError


class SpreadsheetRefused(ShopError):
    """The file as a whole cannot be read."""

    status_code = 422


class TooManyImports(Conflict):
    """As many imports of the merchant as are allowed are under way."""


class CellRefused(ValueError):
    """A cell's text is no value of its column; the sentence says why."""
