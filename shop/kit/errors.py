"""The base of every refusal: an HTTP status and a sentence that a person can act on."""

from typing import Any, ClassVar


class ShopError(Exception):
    """Something was refused. Subclasses live beside the code that refuses and set `status_code`."""

    status_code: ClassVar[int] = 400
    is_away: bool = False  # whoever was asked does not answer: nothing is wrong with what was asked

    @property
    def is_outage(self) -> bool:
        """Does nobody answer at all? A circuit counts that; whoever asks to be asked less often does answer."""
        return self.is_away

    @property
    def title(self) -> str:
        """The class name as words: `OutOfStock` is "Out of stock"."""
        name = type(self).__name__
        words = "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
        return words[:1].upper() + words[1:]

    @property
    def extra(self) -> dict[str, Any]:
        """Further members of the problem document, if any."""
        return {}


class NotFound(ShopError):
    """There is no such thing, or it belongs to somebody else."""

    status_code = 404


class Conflict(ShopError):
    """The thing has changed since the caller read it."""

    status_code = 409


class RetryLater(ShopError):
    """It cannot be done now. `retry_in`: seconds, sent as `Retry-After`."""

    status_code = 429

    def __init__(self, message: str, *, retry_in: int) -> None:
        super().__init__(message)
        self.retry_in = retry_in
