"""Writing a catalog (Meta: Catalog API > items_batch, Meta: Catalog API > check_batch_request_status)."""

import base64
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from shop.kit.clock import now
from shop.sandbox.ids import digits
from shop.sandbox.meta.catalog import items
from shop.sandbox.meta.catalog.item_rules import problems
from shop.sandbox.meta.graph.access import catalog_for, world_of
from shop.sandbox.meta.graph.answers import ok
from shop.sandbox.meta.graph.errors import GraphError, bad_param, required
from shop.sandbox.meta.graph.params import boolean_param, graph_word, json_param, params_of, wanted_fields
from shop.sandbox.records import ItemsBatch, MetaCatalog
from shop.sandbox.state import World
from shop.sandbox.types import Json

MOST_REQUESTS = 5000
LARGEST_BATCH = 28 * 1024 * 1024
METHODS = frozenset({"CREATE", "UPDATE", "DELETE"})


@post("/{node:str}/items_batch", status_code=200)
async def items_batch(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Take up to 5000 requests; the answer is a handle, and what is wrong with single items."""
    world = world_of(request)
    catalog = catalog_for(request, world, node)
    if len(await request.body()) > LARGEST_BATCH:
        raise GraphError(100, message="(#100) The batch is larger than 28 MB.")
    asked = await params_of(request)
    if graph_word(asked.get("item_type"), ("PRODUCT_ITEM",)) is None:
        raise required("item_type")
    requests = json_param(asked, "requests", list)
    if len(requests) > MOST_REQUESTS:
        raise bad_param(f"Param requests must have at most {MOST_REQUESTS} elements.")
    check_rate(world, catalog)
    allow_upsert = boolean_param(asked, "allow_upsert", default=True)
    return ok(take_batch(world, catalog, requests, allow_upsert=allow_upsert))


def check_rate(world: World, catalog: MetaCatalog) -> None:
    """Calls per hour (Meta: Catalog API > items_batch). Raises GraphError 80014."""
    at = now().timestamp()
    catalog.calls = [call for call in catalog.calls if at - call < 3600]
    if len(catalog.calls) >= world.knobs.batch_calls_per_hour:
        raise GraphError(
            80014,
            message="(#80014) There have been too many calls for the batch uploads to this catalog account. "
            "Wait a bit and try again.",
        )
    catalog.calls.append(at)


def take_batch(world: World, catalog: MetaCatalog, requests: list[Any], *, allow_upsert: bool) -> Json:
    """Validate each request alone and put the good ones on the agenda."""
    good: list[Json] = []
    validations: list[Json] = []
    for request in requests:
        validation = validation_of(catalog, request)
        if validation["errors"] or validation["warnings"]:
            validations.append(validation)
        if not validation["errors"]:
            good.append({"method": request["method"].upper(), "data": request["data"]})
    handles = []
    if good:
        handle = base64.urlsafe_b64encode(f"{catalog.catalog_id}:{digits()}".encode()).decode()
        due = now().timestamp() + world.knobs.batch_seconds
        warnings = [
            {"id": v["retailer_id"], "message": w["message"]} for v in validations for w in v["warnings"]
        ]
        catalog.batches[handle] = ItemsBatch(
            handle, good, due, world.knobs.batch_polls, warnings=warnings, allow_upsert=allow_upsert
        )
        world.agenda.add(world.knobs.batch_seconds, "meta.batch", catalog.catalog_id, handle)
        handles.append(handle)
    return {"handles": handles, "validation_status": validations}


def validation_of(catalog: MetaCatalog, request: Any) -> Json:
    """One element of `validation_status`."""
    data = request.get("data") if isinstance(request, dict) else None
    method = str(request.get("method", "")).upper() if isinstance(request, dict) else ""
    if not isinstance(data, dict) or method not in METHODS:
        error = {"message": "A request needs a method of CREATE, UPDATE or DELETE and an object data"}
        return {"retailer_id": "", "errors": [error], "warnings": []}
    retailer_id = str(data.get("id", ""))
    pending = any(
        waiting["data"].get("id") == retailer_id
        for batch in catalog.batches.values()
        if not batch.applied
        for waiting in batch.requests
    )
    is_new = method == "CREATE" and retailer_id not in catalog.items and not pending
    errors, warnings = problems(method, data, is_new=is_new)
    return {
        "retailer_id": retailer_id,
        "errors": [{"message": text} for text in errors],
        "warnings": [{"message": text} for text in warnings],
    }


@get("/{node:str}/check_batch_request_status")
async def check_batch(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """How a batch fares; a poll counts, and the invalid ids come only when asked for."""
    world = world_of(request)
    catalog = catalog_for(request, world, node)
    asked = await params_of(request)
    if not asked.get("handle"):
        raise required("handle")
    batch = catalog.batches.get(asked["handle"])
    if batch is None:
        raise GraphError(100, message="(#100) Param handle is not a valid batch handle of this catalog.")
    shown = items.status_of(batch)
    if batch.applied:
        batch.polls_left -= 1
    load = boolean_param(asked, "load_ids_of_invalid_requests", default=False)
    finished = shown["status"] == "finished"
    shown["ids_of_invalid_requests"] = batch.invalid_ids if load and finished else []
    if asked.get("fields"):
        shown = {name: shown[name] for name in wanted_fields(asked, ()) if name in shown}
    return ok({"data": [shown]})
