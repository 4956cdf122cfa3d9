"""The table of what an order sells, line by line."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from shop.catalog.enums import TaxClass
from shop.kit.db.columns import enum_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.orders.cost.totals import LineTotal, TaxTreatment


class OrderLine(MerchantOwned, table=True):
    """One line as it was sold. `rate` is the tax in percent as text ("21", "10", "5.5")."""

    __tablename__ = "sales_order_line"
    __table_args__ = (
        belongs_to("order_id", "sales_order"),
        belongs_to("variant_id", "variant"),
        UniqueConstraint("merchant_id", "order_id", "position"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
    )

    order_id: UUID
    position: int
    variant_id: UUID
    sku: str
    name: str
    quantity: int = Field(sa_type=BigInteger)
    unit_minor: int = Field(sa_type=BigInteger)
    total_minor: int = Field(sa_type=BigInteger)
    home_unit_minor: int | None = Field(
        default=None, sa_type=BigInteger
    )  # as the catalog shows it, wherever it goes
    claimed_minor: int | None = Field(default=None, sa_type=BigInteger)  # the unit price the phone had shown
    discount_minor: int = Field(
        default=0, sa_type=BigInteger
    )  # off the whole line; `total_minor` is without it
    rate: str
    treatment: TaxTreatment = enum_column(TaxTreatment, default=TaxTreatment.TAXED)
    tax_class: TaxClass | None = enum_column(TaxClass, default=None)  # None: of before it was kept
    requires_delivery: bool = True
    weight_grams: int | None = Field(default=None, sa_type=BigInteger)  # of one piece

    def reprice(self, taxed: LineTotal, *, shown_before: int) -> None:
        """Another price, discount or tax; it remembers which price was shown before."""
        if taxed.line.unit_minor != shown_before:
            self.claimed_minor = shown_before
        self.unit_minor, self.total_minor = taxed.line.unit_minor, taxed.gross_minor
        self.discount_minor, self.treatment = taxed.line.discount_minor, taxed.line.treatment
        self.rate = str(taxed.line.rate)
