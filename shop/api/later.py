"""Refusals for now: the caller may come back, and is told when."""

from shop.kit.errors import ShopError


class TryLater(ShopError):
    """Not now. `retry_in` is told as `Retry-After`, in seconds."""

    status_code = 429

    def __init__(self, message: str, *, retry_in: int) -> None:
        super().__init__(message)
        self.retry_in = retry_in
