"""Reading a catalog (Meta: Catalog API > Products): products, of a set too, and the nodes of both."""

import base64
from collections.abc import Callable
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from shop.sandbox.meta.catalog import items
from shop.sandbox.meta.graph.access import catalog_for, denied, token_wabas, world_of
from shop.sandbox.meta.graph.answers import ok
from shop.sandbox.meta.graph.errors import bad_param
from shop.sandbox.meta.graph.params import json_param, paged, params_of, picked, wanted_fields
from shop.sandbox.records import Item, MetaCatalog
from shop.sandbox.state import World
from shop.sandbox.types import Json

PRODUCT_FIELDS = ("id", "name", "retailer_id")


@get("/{node:str}/products")
async def list_products(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """A page of the products of a catalog or of a set, filtered."""
    world = world_of(request)
    catalog, belongs = items_of_node(request, world, node)
    asked = await params_of(request)
    fits = product_filter(asked)
    fields = wanted_fields(asked, PRODUCT_FIELDS)
    rows = [
        picked(items.product_fields(item), fields)
        for item in catalog.items.values()
        if belongs(item) and fits(item)
    ]
    return ok(paged(world, request, rows))


def items_of_node(
    request: Request[Any, Any, Any], world: World, node: str
) -> tuple[MetaCatalog, Callable[[Item], bool]]:
    """The catalog of a node, and which of its items are meant: a set holds what its filter finds."""
    home = next((catalog for catalog in world.catalogs.values() if node in catalog.sets), None)
    if home is None:
        return catalog_for(request, world, node), lambda _item: True
    catalog = catalog_for(request, world, home.catalog_id)
    return catalog, product_filter(catalog.sets[node])


def product_filter(asked: Json) -> Callable[[Item], bool]:
    """`filter={"retailer_id":{"eq":"SKU1"}}`; the operators' names were found in no page of Meta's."""
    if not asked.get("filter"):
        return lambda _item: True
    conditions: Json = json_param(asked, "filter", dict)

    def fits(item: Item) -> bool:
        shown = items.product_fields(item) | {"retailer_id": item.retailer_id}
        return all(holds(shown.get(name), condition) for name, condition in conditions.items())

    return fits


def holds(value: Any, condition: Any) -> bool:
    """One condition of a filter. Raises GraphError 100 for an unknown operator."""
    if not isinstance(condition, dict):
        return bool(value == condition)
    for operator, wanted in condition.items():
        text = str(value or "").lower()
        match operator:
            case "eq":
                good = str(value) == str(wanted)
            case "neq":
                good = str(value) != str(wanted)
            case "i_contains":
                good = str(wanted).lower() in text
            case "is_any":
                good = str(value) in map(str, wanted)
            case _:
                raise bad_param(f"Param filter has an unknown operator {operator}.")
        if not good:
            return False
    return True


def catalog_fields(catalog: MetaCatalog) -> Json:
    """The catalog node."""
    return {
        "id": catalog.catalog_id,
        "name": catalog.name,
        "vertical": "commerce",
        "product_count": len(catalog.items),
    }


def item_for(request: Request[Any, Any, Any], world: World, node: str) -> Item | None:
    """A product node, by id or as `catalog:{id}:{base64url(retailer_id)}`; None when it is no such thing."""
    wabas = token_wabas(request, world)
    for catalog in world.catalogs.values():
        found = item_in(catalog, node)
        if found is not None:
            if wabas.isdisjoint(catalog.waba_ids):
                raise denied()
            return found
    return None


def item_in(catalog: MetaCatalog, node: str) -> Item | None:
    """The item of this catalog a node id means."""
    if node.startswith(f"catalog:{catalog.catalog_id}:"):
        encoded = node.rpartition(":")[2]
        try:
            return catalog.items.get(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode())
        except ValueError:
            return None
    return next((item for item in catalog.items.values() if item.id == node), None)
