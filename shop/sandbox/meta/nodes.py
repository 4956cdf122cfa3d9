"""A node by its bare id: phone number, account, catalog, product, template, medium, upload."""

from typing import Any

from litestar import Request, Response, delete, get, post
from litestar.params import FromPath

from shop.sandbox.meta.accounts import business_accounts, numbers
from shop.sandbox.meta.catalog import items, product_sets, reading
from shop.sandbox.meta.graph.access import (
    business_for,
    catalog_for,
    denied,
    number_for,
    token_wabas,
    world_of,
)
from shop.sandbox.meta.graph.answers import ok
from shop.sandbox.meta.graph.errors import unknown_object
from shop.sandbox.meta.graph.params import params_of, picked, wanted_fields
from shop.sandbox.meta.media import files
from shop.sandbox.meta.templates import management
from shop.sandbox.records import TemplateRecord
from shop.sandbox.state import World
from shop.sandbox.types import Json

GraphRequest = Request[Any, Any, Any]
Found = tuple[Json, tuple[str, ...]]


@get("/{node:str}")
async def read_node(request: GraphRequest, node: FromPath[str]) -> Response[bytes]:
    """The node's fields: the asked ones, or the kind's defaults."""
    world = world_of(request)
    token_wabas(request, world)
    for look in LOOKS:
        if (found := look(request, world, node)) is not None:
            view, defaults = found
            return ok(picked(view, wanted_fields(await params_of(request), defaults)))
    raise unknown_object(node)


def number_node(request: GraphRequest, world: World, node: str) -> Found | None:
    """A phone number."""
    if node not in world.numbers:
        return None
    return numbers.number_fields(world, number_for(request, world, node)), numbers.DEFAULT_FIELDS


def business_node(request: GraphRequest, world: World, node: str) -> Found | None:
    """A WhatsApp Business Account."""
    if node not in world.businesses:
        return None
    return business_accounts.account_fields(
        business_for(request, world, node)
    ), business_accounts.DEFAULT_FIELDS


def catalog_node(request: GraphRequest, world: World, node: str) -> Found | None:
    """A catalog."""
    if node not in world.catalogs:
        return None
    return reading.catalog_fields(catalog_for(request, world, node)), ("id", "name")


def template_node(request: GraphRequest, world: World, node: str) -> Found | None:
    """A message template."""
    template = template_for(request, world, node)
    return (management.template_fields(template), management.DEFAULT_FIELDS) if template else None


def medium_node(request: GraphRequest, world: World, node: str) -> Found | None:
    """A medium, with a fresh URL."""
    medium = files.medium_for(request, world, node)
    if medium is None:
        return None
    shown = files.node_view(world, medium)
    return shown, tuple(shown)


def product_node(request: GraphRequest, world: World, node: str) -> Found | None:
    """A product."""
    item = reading.item_for(request, world, node)
    return (items.product_fields(item), reading.PRODUCT_FIELDS) if item else None


LOOKS = (
    number_node,
    business_node,
    catalog_node,
    template_node,
    medium_node,
    product_node,
    product_sets.set_node,
)


def template_for(request: GraphRequest, world: World, node: str) -> TemplateRecord | None:
    """The template of this id. Raises GraphError 200 when it is another account's."""
    template = world.templates.get(node)
    if template is not None and template.waba_id not in token_wabas(request, world):
        raise denied()
    return template


@post("/{node:str}", status_code=200)
async def write_node(request: GraphRequest, node: FromPath[str]) -> Response[bytes]:
    """Change a template, a number or a product set, or go on with an upload."""
    world = world_of(request)
    token_wabas(request, world)
    if node.startswith("upload:"):
        return await files.finish_upload(request, world, node)
    if node in world.numbers:
        number = number_for(request, world, node)
        return ok(await numbers.set_callback_override(world, number, await params_of(request)))
    if product_sets.edit_set(request, world, node, await params_of(request)):
        return ok({"success": True})
    if (template := template_for(request, world, node)) is not None:
        return ok(management.edit_template(world, template, await params_of(request)))
    raise unknown_object(node, "post")


@delete("/{node:str}", status_code=200)
async def delete_node(request: GraphRequest, node: FromPath[str]) -> Response[bytes]:
    """Delete a medium or a product set."""
    world = world_of(request)
    if product_sets.delete_set(request, world, node):
        return ok({"success": True})
    medium = files.medium_for(request, world, node)
    if medium is None:
        raise unknown_object(node, "delete")
    del world.media[medium.id]
    world.publish("media", id=medium.id, deleted=True)
    return ok({"success": True})
