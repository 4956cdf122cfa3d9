"""A merchant with discounts and customers, whose carts are priced at any number of moments at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.models import Customer
from shop.discounts.codes import fold_code
from shop.discounts.evaluation import Buyer, DiscountKind, Evaluation, RefusedCode, evaluate
from shop.discounts.loading import load_rules, uses_of
from shop.discounts.models import Discount, DiscountCode, DiscountUse
from shop.discounts.usage import take_uses
from shop.kit.clock import now
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from tests.discounts.rules import line

CART = [line(10_000)]


@dataclass
class MerchantWithDiscounts:
    """One merchant in a database where tests write for themselves."""

    database: Database
    merchant_id: UUID

    async def discount(self, *codes: str, of_code: dict[str, Any] | None = None, **terms: Any) -> Discount:
        """Ten percent, unless the terms say otherwise; by itself where no code is given."""
        percentage = {"kind": DiscountKind.PERCENTAGE, "percent_hundredths": 1000}
        made = Discount(
            **{
                "merchant_id": self.merchant_id,
                "name": "Ten percent",
                "is_automatic": not codes,
                "created_at": now(),
                "updated_at": now(),
                **percentage,
                **terms,
            }
        )
        async with self.database.transaction(self.merchant_id) as session:
            session.add(made)
            await session.flush()
            for code in codes:
                session.add(_code(made, code, **(of_code or {})))
        return made

    async def customer(self) -> UUID:
        customer = Customer(merchant_id=self.merchant_id, phone=f"34{uuid4().int % 10**12}", created_at=now())
        async with self.database.transaction(self.merchant_id) as session:
            session.add(customer)
        return customer.id

    async def evaluation(
        self, session: AsyncSession, customer_id: UUID, codes: Sequence[str] = ()
    ) -> Evaluation:
        """As a checkout evaluates."""
        rules = await load_rules(session, codes=codes, at=now())
        uses = await uses_of(session, customer_id, [rule.id for rule in rules])
        buyer = Buyer(is_first_order=True, uses=uses)
        return evaluate(rules, CART, codes=codes, buyer=buyer, at=now())

    async def order(
        self, *codes: str, customer_id: UUID | None = None, order_id: UUID | None = None
    ) -> Evaluation:
        """A checkout: evaluates, takes, and evaluates again where something was used up meanwhile."""
        customer_id = customer_id or await self.customer()
        async with self.database.transaction(self.merchant_id) as session:
            return await self.place(session, order_id or new_id(), customer_id, codes)

    async def place(
        self, session: AsyncSession, order_id: UUID, customer_id: UUID, codes: Sequence[str]
    ) -> Evaluation:
        refused: tuple[RefusedCode, ...] = (RefusedCode(code=None, reason="used_up"),)  # type: ignore[arg-type]
        while refused:
            evaluation = await self.evaluation(session, customer_id, codes)
            refused = await take_uses(session, order_id, customer_id, evaluation, at=now())
        return evaluation

    async def uses(self, discount: Discount) -> int:
        """The counter, which is what the rows say."""
        async with self.database.transaction(self.merchant_id) as session:
            row = await session.get_one(Discount, (self.merchant_id, discount.id), populate_existing=True)
            rows = (
                await session.exec(select(DiscountUse).where(DiscountUse.discount_id == discount.id))
            ).all()
            codes = (
                await session.exec(select(DiscountCode).where(col(DiscountCode.discount_id) == discount.id))
            ).all()
        counted = [each for each in rows if each.state != "released"]
        assert row.uses == len(counted)
        assert sum(code.uses for code in codes) == len([each for each in counted if each.code_id])
        return row.uses

    async def use(self, order_id: UUID) -> DiscountUse:
        async with self.database.transaction(self.merchant_id) as session:
            return (await session.exec(select(DiscountUse).where(DiscountUse.order_id == order_id))).one()


def _code(discount: Discount, shown: str, **more: Any) -> DiscountCode:
    return DiscountCode(
        merchant_id=discount.merchant_id,
        discount_id=discount.id,
        code=fold_code(shown),
        shown=shown,
        created_at=now(),
        **more,
    )
