"""The products that the pretend Stripe holds."""

from typing import Any

from tests.sandbox.support.stripe import StripeSandbox


def products(sandbox: StripeSandbox) -> list[Any]:
    """Every product that lines have made."""
    return list(sandbox.world.accounts[sandbox.key].table("product").rows.values())
