"""The refusal of a webhook that is not signed by whom it must be signed by."""

from shop.kit.errors import ShopError


class SignatureRefused(ShopError):
    """Not signed by whom it must be signed by."""

    status_code = 401
