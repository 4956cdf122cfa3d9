"""Product sets (Meta: Catalog API > Product sets): named filters of a catalog. Their products are read in reading.py."""

import json
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from shop.sandbox.ids import digits
from shop.sandbox.meta.catalog.reading import items_of_node
from shop.sandbox.meta.graph.access import catalog_for, world_of
from shop.sandbox.meta.graph.answers import ok
from shop.sandbox.meta.graph.errors import GraphError, bad_param, required
from shop.sandbox.meta.graph.params import json_param, paged, params_of, picked, wanted_fields
from shop.sandbox.records import MetaCatalog
from shop.sandbox.state import World
from shop.sandbox.types import Json

FIELDS = ("id", "name")
LARGEST_FILTER = 500 * 1024


@get("/{node:str}/product_sets")
async def list_sets(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """The catalog's sets; of one retailer id, if it is asked for."""
    world = world_of(request)
    catalog = catalog_for(request, world, node)
    asked = await params_of(request)
    fields = wanted_fields(asked, FIELDS)
    wanted = asked.get("retailer_id")
    found = [row for row in catalog.sets.values() if wanted in (None, row.get("retailer_id"))]
    rows = [picked(set_fields(request, world, catalog, row), fields) for row in found]
    return ok(paged(world, request, rows))


@post("/{node:str}/product_sets", status_code=200)
async def create_set(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """A named filter. Two sets cannot have the same filter: 10803."""
    world = world_of(request)
    catalog = catalog_for(request, world, node)
    asked = await params_of(request)
    if not asked.get("name"):
        raise required("name")
    row = {
        "id": digits(),
        "filter": checked_filter(catalog, asked.get("filter") or "{}"),
        **named_fields(asked),
    }
    catalog.sets[row["id"]] = row
    world.publish("catalog", catalog_id=catalog.catalog_id, set_id=row["id"])
    return ok({"id": row["id"]})


def edit_set(request: Request[Any, Any, Any], world: World, node: str, asked: Json) -> bool:
    """Other values for the named fields. False when there is no such set."""
    catalog = next((each for each in world.catalogs.values() if node in each.sets), None)
    if catalog is None:
        return False
    catalog_for(request, world, catalog.catalog_id)
    row = catalog.sets[node]
    if "name" in asked and not asked["name"]:
        raise required("name")
    if "filter" in asked:
        row["filter"] = checked_filter(catalog, asked["filter"], own=row)
    catalog.sets[node] = row | named_fields(asked)
    world.publish("catalog", catalog_id=catalog.catalog_id, set_id=node)
    return True


def named_fields(asked: Json) -> Json:
    """What a set says of itself."""
    row = {name: str(asked[name]) for name in ("name", "retailer_id") if name in asked}
    return row | ({"latest_metadata": json_param(asked, "metadata", dict)} if "metadata" in asked else {})


def checked_filter(catalog: MetaCatalog, given: Any, *, own: Json | None = None) -> str:
    """A rule of at most 500 KiB that no other set has. Raises GraphError 100, 10803."""
    text = json.dumps(json_param({"filter": given}, "filter", dict), sort_keys=True, separators=(",", ":"))
    if len(text.encode()) > LARGEST_FILTER:
        raise bad_param("Param filter must be at most 500 KiB long.")
    if any(row["filter"] == text for row in catalog.sets.values() if row is not own):
        raise GraphError(10803, message="(#10803) A product set with this filter already exists.")
    return text


def set_fields(request: Request[Any, Any, Any], world: World, catalog: MetaCatalog, row: Json) -> Json:
    """All fields of a set."""
    _, belongs = items_of_node(request, world, row["id"])
    return {**row, "product_count": sum(map(belongs, catalog.items.values()))}


def set_node(request: Request[Any, Any, Any], world: World, node: str) -> tuple[Json, tuple[str, ...]] | None:
    """A set by its bare id, with its default fields; None when there is none."""
    for catalog in world.catalogs.values():
        if (row := catalog.sets.get(node)) is not None:
            return set_fields(request, world, catalog_for(request, world, catalog.catalog_id), row), FIELDS
    return None


def delete_set(request: Request[Any, Any, Any], world: World, node: str) -> bool:
    """Forget a set; its products stay. False when there is none."""
    for catalog in world.catalogs.values():
        if node in catalog.sets:
            catalog_for(request, world, catalog.catalog_id)
            del catalog.sets[node]
            world.publish("catalog", catalog_id=catalog.catalog_id, set_id=node)
            return True
    return False
