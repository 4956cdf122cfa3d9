"""The whole register by table."""

from collections.abc import Mapping
from types import MappingProxyType

from shop.privacy.register.conversations import CONVERSATIONS
from shop.privacy.register.goods import GOODS
from shop.privacy.register.house import HOUSE
from shop.privacy.register.notation import RegisteredTable
from shop.privacy.register.orders import ORDERS

EVERY_TABLE: tuple[RegisteredTable, ...] = (*CONVERSATIONS, *ORDERS, *GOODS, *HOUSE)
REGISTER: Mapping[str, RegisteredTable] = MappingProxyType({each.name: each for each in EVERY_TABLE})
