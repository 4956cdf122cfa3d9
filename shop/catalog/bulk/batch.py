"""Some items of a bulk call with the rows that they concern: each is created, changed or refused. Pure."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from shop.catalog.bulk.current import KnownRows
from shop.catalog.bulk.rows import NewRows, ProductUpsert, VariantUpsert
from shop.catalog.categories.paths import plain_path
from shop.catalog.editing import product_columns, raise_versions, variant_columns
from shop.catalog.models import Product, Variant
from shop.catalog.rules import price_faults
from shop.kit.errors import ShopError


class UpsertOutcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class UpsertResult(msgspec.Struct, frozen=True, gc=False):
    """What became of one item; `reason` is a sentence where it was refused, `path` the place of the fault."""

    outcome: UpsertOutcome
    product_id: UUID | None = None
    reason: str = ""
    path: str = ""


class ItemRefused(ShopError):
    """One item cannot be stored; the others can."""

    status_code = 422

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.path = path


class _Terms(msgspec.Struct):
    """What a variant will cost; a new one costs nothing yet."""

    sku: str = ""
    price_minor: Any = 0
    sale_price_minor: Any = None
    sale_starts_at: Any = None
    sale_ends_at: Any = None
    compare_at_price_minor: Any = None

    @classmethod
    def after(cls, known: Variant | None, changes: VariantUpsert) -> "_Terms":
        columns = variant_columns(changes)
        values = {name: getattr(known, name) for name in cls.__struct_fields__} if known else {}
        return cls(**values | {name: columns[name] for name in cls.__struct_fields__ if name in columns})


class Batch:
    """The rows that were found of these items and the rows that they will write.

    `taken` are the SKUs of the whole call that were stored; it is added to.
    """

    def __init__(
        self, known: KnownRows, new: NewRows, categories: dict[str, UUID], *, taken: set[str]
    ) -> None:
        self.products, self.variants, self.stocks = known.products, known.variants, known.stocks
        self.by_sku = {variant.sku: variant for each in known.variants.values() for variant in each}
        self.new, self.categories, self.taken = new, categories, taken

    def apply(self, item: ProductUpsert) -> UpsertResult:
        """Create, change or refuse one item."""
        try:
            skus = self._skus(item)
            product = self._owner(skus)
            self._check(item, product)
        except ItemRefused as refusal:
            return UpsertResult(UpsertOutcome.REFUSED, reason=str(refusal), path=refusal.path)
        self.taken.update(skus)
        if product is None:
            return UpsertResult(UpsertOutcome.CREATED, self._create(item))
        changed = self._change(product, item)
        return UpsertResult(UpsertOutcome.UPDATED if changed else UpsertOutcome.UNCHANGED, product.id)

    def _skus(self, item: ProductUpsert) -> list[str]:
        """The item's SKUs, which no item stored before may have. Raises ItemRefused."""
        skus = [variant.sku for variant in item.variants]
        for nth, sku in enumerate(skus):
            if sku in self.taken or skus.count(sku) > 1:
                raise ItemRefused(f"SKU {sku} stands twice in this call.", f"variants[{nth}].sku")
        return skus

    def _owner(self, skus: Iterable[str]) -> Product | None:
        """The one product the SKUs belong to, None if they are all new. Raises ItemRefused."""
        owners = {self.by_sku[sku].product_id for sku in skus if sku in self.by_sku}
        if len(owners) > 1:
            raise ItemRefused("These SKUs belong to different products; a variant cannot move.", "variants")
        return self.products[owners.pop()] if owners else None

    def _check(self, item: ProductUpsert, product: Product | None) -> None:
        """Check the item against what is stored, before anything is changed. Raises ItemRefused."""
        if product is None and item.title is UNSET:
            raise ItemRefused("None of its SKUs is known, and a new product needs a title.", "title")
        for nth, each in enumerate(item.variants):
            path = f"variants[{nth}]"
            known = self.by_sku.get(each.sku)
            if known is None and each.price_minor is UNSET:
                raise ItemRefused(f"SKU {each.sku} is new and needs a price.", f"{path}.price")
            stock = self.stocks.get(known.id) if known is not None else None
            if stock is not None and each.stock is not UNSET and each.stock < stock.reserved:
                said = f"{stock.reserved} of {each.sku} are promised to open orders; more must stay."
                raise ItemRefused(said, f"{path}.stock")
            for fault in price_faults(_Terms.after(known, each), path):
                raise ItemRefused(fault.message, fault.path)

    def _create(self, item: ProductUpsert) -> UUID:
        product_id = self.new.add_product(item, self._category_id(item))
        for position, each in enumerate(item.variants):
            self.new.add_variant(product_id, each, position=position)
        return product_id

    def _change(self, product: Product, item: ProductUpsert) -> bool:
        """Change a known product; returns whether anything changed."""
        variants = self.variants[product.id]
        changed = _set(product, product_columns(item, product, self._category_id(item)))
        for each in item.variants:
            known = self.by_sku.get(each.sku)
            if known is None:
                self.new.add_variant(product.id, each, position=len(variants))
                changed = True
                continue
            changed = _set(known, variant_columns(each)) or changed
            changed = self._restock(known, each) or changed
        if changed:
            raise_versions(product, variants, at=self.new.at)
        return changed

    def _restock(self, variant: Variant, each: VariantUpsert) -> bool:
        stock = self.stocks.get(variant.id)
        if stock is None or isinstance(each.stock, UnsetType) or each.stock == stock.on_hand:
            return False
        self.new.move(variant.id, each.stock - stock.on_hand)
        stock.on_hand = each.stock
        return True

    def _category_id(self, item: ProductUpsert) -> UUID | None:
        return (
            None if isinstance(item.category, UnsetType) else self.categories.get(plain_path(item.category))
        )


def _set(thing: Product | Variant, columns: dict[str, object]) -> bool:
    """Set the values that differ; returns whether any did."""
    different = {name: value for name, value in columns.items() if getattr(thing, name) != value}
    for name, value in different.items():
        setattr(thing, name, value)
    return bool(different)
