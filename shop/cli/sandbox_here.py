"""Whether the sandbox is part of this installation: the container image leaves it out."""

from importlib.util import find_spec

from shop.kit.errors import ShopError


class SandboxMissing(ShopError):
    """A command needs the pretend vendors, and they are not installed."""


def require_sandbox() -> None:
    """Raises SandboxMissing where there is no `shop.sandbox`. Called before what imports it is imported."""
    if find_spec("shop.sandbox") is None:
        raise SandboxMissing(
            "The sandbox is not part of this installation (the container image leaves it out): "
            "run `shop demo` and `shop sandbox` from a checkout of the repository."
        )
