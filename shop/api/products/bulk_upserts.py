"""`/products/bulk-upserts`: thousands of products in one call, with a result for each."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from litestar import Router, post
from litestar.params import JSONBody
from msgspec import UNSET, Meta, UnsetType

from shop.api.authentication import ApiRequest, actor, requires
from shop.api.http.json_arrays import split_array
from shop.api.http.json_bodies import InvalidField, decode_body
from shop.api.http.money import ForeignCurrency
from shop.api.openapi.problems import FieldProblem, problem_responses
from shop.api.products.inputs import ProductPatch, VariantPatch, in_minor_units, in_words, placed
from shop.catalog.bulk.batch import UpsertOutcome, UpsertResult
from shop.catalog.bulk.rows import ProductUpsert, VariantUpsert
from shop.catalog.bulk.upsert import upsert_products
from shop.catalog.rules import MOST_STOCK, MOST_VARIANTS
from shop.doors import Session
from shop.kit.clock import now
from shop.kit.processes.pauses import with_pauses
from shop.merchants.accounts import this_merchant

MOST_ITEMS = 10_000
MOST_VARIANTS_IN_ALL = 50_000
LARGEST_BODY = 64_000_000  # bytes; elsewhere it is `shop/api/http/json_bodies.py`'s
LARGEST_ITEM = 500_000  # bytes: to read one holds everybody up
MOST_REFUSED = 1_000  # that are looked at: what is wrong with thousands costs as much as storing them

_NOT_LOOKED_AT = FieldProblem(
    "", f"Not looked at: {MOST_REFUSED:,} items before it were refused. Mend them and send the rest again."
)


class VariantItem(VariantPatch, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A variant as it shall be. A new one needs a price; `stock` is how many there are on hand."""

    stock: Annotated[int, Meta(ge=0, le=MOST_STOCK)] | UnsetType = UNSET

    def upsert(self, currency: str) -> VariantUpsert:
        """In the catalog's words. Raises ForeignCurrency."""
        return VariantUpsert(**in_minor_units(self, currency))


class ProductItem(ProductPatch, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A product as it shall be, known by the SKUs of its variants. A new one needs a title."""

    variants: Annotated[list[VariantItem], Meta(min_length=1, max_length=MOST_VARIANTS)]  # type: ignore[assignment]

    def upsert(self, currency: str) -> ProductUpsert:
        """In the catalog's words. Raises ForeignCurrency."""
        given = msgspec.structs.asdict(self)
        given["translations"] = in_words(self.translations)
        given["variants"] = placed(self.variants, lambda each: each.upsert(currency))
        return ProductUpsert(**given)


Many = Meta(min_length=1, max_length=MOST_ITEMS)


class BulkUpsertRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Products as they shall be. An item that cannot be stored spoils no other."""

    items: Annotated[list[ProductItem], Many]


class RawBulkItems(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same with its items unread: they are taken apart, and each is read alone."""

    documented_as: ClassVar[type] = BulkUpsertRequest

    items: msgspec.Raw


class BulkItemResult(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What became of the item with that index; `problem` says why it was refused."""

    index: int
    outcome: UpsertOutcome
    product_id: UUID | None
    problem: FieldProblem | None = None


class BulkResult(msgspec.Struct, frozen=True, kw_only=True):
    """One result per item, in their order, and the sums."""

    created: int
    updated: int
    unchanged: int
    refused: int
    data: list[BulkItemResult]


@post(
    "/bulk-upserts",
    guards=[requires("products:write")],
    status_code=200,
    request_max_body_size=LARGEST_BODY,
    summary="Create or change many products",
    responses=problem_responses(409, 413, 415),
)
async def create_bulk_upsert(
    request: ApiRequest, session: Session, data: JSONBody[RawBulkItems]
) -> BulkResult:
    """Good items are stored, the others refused one by one. Sent again, nothing changes.

    Behind the 1,000th that cannot be read none is looked at any more: the rest is refused with that sentence.
    """
    currency = (await this_merchant(session)).currency
    items = split_array(bytes(data.items), path="items", most=MOST_ITEMS)
    read = await read_items(items, currency)
    good = [each for each in read if isinstance(each, ProductUpsert)]
    results = iter(await upsert_products(session, good, currency=currency, at=now(), actor=actor(request)))
    return _summed(
        [
            _refused(index, each) if isinstance(each, FieldProblem) else _outcome(index, next(results))
            for index, each in enumerate(read)
        ]
    )


router = Router("/products", route_handlers=[create_bulk_upsert], tags=["products"])


async def read_items(items: Sequence[msgspec.Raw], currency: str) -> list[ProductUpsert | FieldProblem]:
    """What each is, or why it is refused. Thousands take seconds: whatever else the process does goes on meanwhile.

    Raises InvalidField at the first variant too many.
    """
    read: list[ProductUpsert | FieldProblem] = []
    variants = refused = 0
    async for raw in with_pauses(items):
        each = _NOT_LOOKED_AT if refused == MOST_REFUSED else _read(bytes(raw), currency)
        read.append(each)
        if isinstance(each, ProductUpsert):
            variants += len(each.variants)
        elif each is not _NOT_LOOKED_AT:
            refused += 1
        if variants > MOST_VARIANTS_IN_ALL:
            raise InvalidField(f"At most {MOST_VARIANTS_IN_ALL} variants fit into one call.", "items")
    return read


def _read(raw: bytes, currency: str) -> ProductUpsert | FieldProblem:
    if len(raw) > LARGEST_ITEM:
        return FieldProblem("", f"An item may have at most {LARGEST_ITEM // 1000} kB.")
    try:
        item: ProductItem = decode_body(raw, ProductItem)
        return item.upsert(currency)
    except InvalidField as error:
        return FieldProblem(error.path, error.message)
    except ForeignCurrency as error:
        return FieldProblem(error.path, str(error))


def _refused(index: int, problem: FieldProblem) -> BulkItemResult:
    return BulkItemResult(index=index, outcome=UpsertOutcome.REFUSED, product_id=None, problem=problem)


def _outcome(index: int, result: UpsertResult) -> BulkItemResult:
    problem = FieldProblem(result.path, result.reason) if result.outcome is UpsertOutcome.REFUSED else None
    return BulkItemResult(index=index, outcome=result.outcome, product_id=result.product_id, problem=problem)


def _summed(results: list[BulkItemResult]) -> BulkResult:
    sums: dict[str, Any] = {outcome.value: 0 for outcome in UpsertOutcome}
    for result in results:
        sums[result.outcome.value] += 1
    return BulkResult(**sums, data=results)
