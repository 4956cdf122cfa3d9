"""What an invoice says, before any word of it is chosen. Pure data; Spain's RD 1619/2012 names the parts."""

from datetime import date
from enum import StrEnum

import msgspec

from shop.kit.errors import ShopError
from shop.orders.cost.totals import Totals


class IncompleteDocument(ShopError):
    """The law asks for something that is not there."""

    status_code = 422


class DocumentKind(StrEnum):
    """Full (RD 1619/2012 art. 6), simplified (art. 7), or one that corrects another (art. 15)."""

    FULL = "full"
    SIMPLIFIED = "simplified"
    CREDIT_NOTE = "credit_note"


class PaymentMethod(StrEnum):
    """How it was paid, as far as a reader of the invoice cares."""

    CARD = "card"
    TRANSFER = "transfer"
    CASH = "cash"
    ONLINE = "online"


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Who sells or who buys. `name` is the legal one; `address` is lines, ready to print."""

    name: str
    tax_id: str = ""
    address: tuple[str, ...] = ()
    email: str = ""


class InvoicePayment(msgspec.Struct, frozen=True, kw_only=True):
    """When and how it was paid; on a credit note, refunded."""

    method: PaymentMethod
    on: date


class InvoiceDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One invoice, ticket or credit note.

    `number` includes the series. `prices_include_tax` is how `totals` was made. A document that names its
    buyer shows prices without tax (art. 6.1.f); one that does not shows them as the shop does. `corrects`
    is the number of the corrected invoice; what changed goes into `notes`, like every mention of art.
    6.1.j-p. Amounts of a credit note are printed with the sign they have. `shop_name` is the trade name,
    if not the seller's own. `country` (ISO 3166) is the seller's, whose tax is named; documents made before it was
    kept have none, and say only "tax".
    """

    kind: DocumentKind
    number: str
    issued_on: date
    seller: Party
    totals: Totals
    currency: str
    prices_include_tax: bool
    locale: str
    country: str = ""
    buyer: Party | None = None
    shop_name: str = ""
    order_number: str = ""
    operation_on: date | None = None
    corrects: str | None = None
    payment: InvoicePayment | None = None
    notes: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise IncompleteDocument if the law asks for something that is missing."""
        if self.kind is DocumentKind.FULL and (self.buyer is None or not self.buyer.address):
            raise IncompleteDocument("A full invoice needs the buyer's name and address.")
        if self.kind is DocumentKind.CREDIT_NOTE and not self.corrects:
            raise IncompleteDocument("A credit note needs the number of the invoice that it corrects.")
        if not (self.number and self.seller.name):
            raise IncompleteDocument("An invoice needs a number and the seller's name.")
