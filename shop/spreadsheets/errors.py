"""Why a file, or a cell, is of no use."""

from shop.kit.errors import Conflict, ShopError


class SpreadsheetRefused(ShopError):
    """The file as a whole cannot be read."""

    status_code = 422


class TooManyImports(Conflict):
    """Others are still under way."""


class CellRefused(ValueError):
    """What stands in a cell does not fit its column; the sentence says why."""
