"""Who a control call is about."""

from litestar.exceptions import NotFoundException

from shop.sandbox.records import BusinessNumber, Shopper
from shop.sandbox.state import World


def find_shopper(world: World, shopper_id: str) -> Shopper:
    """The shopper. Raises NotFoundException."""
    shopper = world.shoppers.get(shopper_id)
    if shopper is None:
        raise NotFoundException(detail="There is no such shopper.")
    return shopper


def find_thread(world: World, shopper_id: str, phone_number_id: str) -> tuple[Shopper, BusinessNumber]:
    """Both ends of a thread. Raises NotFoundException."""
    number = world.numbers.get(phone_number_id)
    if number is None:
        raise NotFoundException(detail="There is no such phone_number_id.")
    return find_shopper(world, shopper_id), number
