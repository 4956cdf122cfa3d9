"""A number's node, profile, commerce settings and automation.

Meta: Commerce settings; Meta: Conversational components.
"""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from shop.sandbox.meta.accounts.verification import verify_override
from shop.sandbox.meta.graph.access import number_for, world_of
from shop.sandbox.meta.graph.answers import ok
from shop.sandbox.meta.graph.errors import bad_param
from shop.sandbox.meta.graph.params import (
    boolean_param,
    check_product,
    graph_word,
    json_param,
    params_of,
    picked,
    wanted_fields,
)
from shop.sandbox.records import BusinessNumber
from shop.sandbox.state import World
from shop.sandbox.types import Json

DEFAULT_FIELDS = ("verified_name", "code_verification_status", "display_phone_number", "quality_rating", "id")
PROFILE_LIMITS = {"about": 139, "address": 256, "description": 256, "email": 128}
VERTICALS = frozenset({
    "OTHER", "AUTO", "BEAUTY", "APPAREL", "EDU", "ENTERTAIN", "EVENT_PLAN", "FINANCE", "GROCERY",
    "GOVT", "HOTEL", "HEALTH", "NONPROFIT", "PROF_SERVICES", "RETAIL", "TRAVEL", "RESTAURANT",
    "ALCOHOL", "ONLINE_GAMBLING", "PHYSICAL_GAMBLING", "OTC_DRUGS",
})  # fmt: skip


def number_fields(world: World, number: BusinessNumber) -> Json:
    """All fields of the phone number node."""
    app = world.apps[world.businesses[number.waba_id].app_id]
    hooks = {"application": app.callback_url, "phone_number": number.override_callback_uri}
    return {
        "id": number.phone_number_id,
        "display_phone_number": number.display_phone_number,
        "verified_name": number.name,
        "quality_rating": number.quality,
        "code_verification_status": "VERIFIED",
        "name_status": "APPROVED",
        "status": "CONNECTED",
        "platform_type": "CLOUD_API",
        "throughput": {"level": "HIGH" if world.knobs.throughput_per_second >= 1000 else "STANDARD"},
        "whatsapp_business_manager_messaging_limit": number.limit_tier,
        "webhook_configuration": {name: url for name, url in hooks.items() if url},
        "conversational_automation": number.automation or None,
    }


async def set_callback_override(world: World, number: BusinessNumber, asked: Json) -> Json:
    """Point this number's `messages` webhooks elsewhere; an empty address ends it. Raises GraphError 100."""
    settings = json_param(asked, "webhook_configuration", dict)
    number.override_callback_uri = await verify_override(world, settings)
    world.publish("number", phone_number_id=number.phone_number_id)
    return {"success": True}


@get("/{node:str}/whatsapp_commerce_settings")
async def commerce_settings(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Cart and catalog icon; the icon is hidden by default."""
    number = number_for(request, world_of(request), node)
    shown = {"is_cart_enabled": number.is_cart_enabled, "is_catalog_visible": number.is_catalog_visible}
    return ok({"data": [shown | {"id": number.phone_number_id}]})


@post("/{node:str}/whatsapp_commerce_settings", status_code=200)
async def set_commerce(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Switch cart and catalog icon."""
    world = world_of(request)
    number = number_for(request, world, node)
    asked = await params_of(request)
    number.is_cart_enabled = boolean_param(asked, "is_cart_enabled", default=number.is_cart_enabled)
    number.is_catalog_visible = boolean_param(asked, "is_catalog_visible", default=number.is_catalog_visible)
    world.publish("number", phone_number_id=number.phone_number_id)
    return ok({"success": True})


@get("/{node:str}/whatsapp_business_profile")
async def profile(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """The asked fields of the profile; `messaging_product` always."""
    number = number_for(request, world_of(request), node)
    fields = wanted_fields(await params_of(request), ("messaging_product",))
    whole = {"vertical": "UNDEFINED", **number.profile, "messaging_product": "whatsapp"}
    return ok({"data": [picked(whole, [*fields, "messaging_product"])]})


@post("/{node:str}/whatsapp_business_profile", status_code=200)
async def set_profile(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Change the named fields. Raises GraphError 100."""
    world = world_of(request)
    number = number_for(request, world, node)
    asked = await params_of(request)
    check_product(asked)
    del asked["messaging_product"]
    check_profile(asked)
    if (handle := asked.pop("profile_picture_handle", None)) is not None:
        if handle not in world.uploads:
            raise bad_param("Param profile_picture_handle is not a valid handle.")
        asked["profile_picture_url"] = f"{world.base_url}/_control/uploads/{handle}"
    number.profile |= asked
    return ok({"success": True})


def check_profile(asked: Json) -> None:
    """Lengths, two websites, a known vertical, which comes to stand in capitals."""
    for name, limit in PROFILE_LIMITS.items():
        if len(str(asked.get(name, ""))) > limit or (name == "about" and asked.get(name) == ""):
            raise bad_param(f"Param {name} must be at most {limit} characters long.")
    websites = asked.get("websites", [])
    if not isinstance(websites, list) or len(websites) > 2 or any(len(str(url)) > 256 for url in websites):
        raise bad_param("Param websites must be at most 2 addresses of at most 256 characters.")
    if "vertical" in asked:
        asked["vertical"] = graph_word(asked["vertical"], VERTICALS)
        if asked["vertical"] is None:
            raise bad_param("Param vertical must be one of the known industries.")


@post("/{node:str}/conversational_automation", status_code=200)
async def set_automation(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Ice breakers (4 of 80 characters) and commands (30)."""
    number = number_for(request, world_of(request), node)
    asked = await params_of(request)
    prompts = json_param(asked, "prompts", list) if "prompts" in asked else []
    commands = json_param(asked, "commands", list) if "commands" in asked else []
    if len(prompts) > 4 or any(len(str(prompt)) > 80 for prompt in prompts):
        raise bad_param("Param prompts must be at most 4 texts of at most 80 characters.")
    if len(commands) > 30:
        raise bad_param("Param commands must have at most 30 elements.")
    kept = {"id": number.phone_number_id, "prompts": prompts, "commands": commands}
    number.automation = {**number.automation, **asked, **kept}
    return ok({"success": True})
