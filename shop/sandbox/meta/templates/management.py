"""Templates (Meta: Templates): create, list, get, edit, delete."""

from typing import Any

from litestar import Request, Response, delete, get, post
from litestar.params import FromPath

from shop.kit.clock import now
from shop.sandbox.ids import digits
from shop.sandbox.meta.graph.access import business_for, world_of
from shop.sandbox.meta.graph.answers import ok
from shop.sandbox.meta.graph.errors import required
from shop.sandbox.meta.graph.params import json_param, paged, params_of, picked, wanted_fields
from shop.sandbox.meta.templates.category import decided_category
from shop.sandbox.meta.templates.errors import refused
from shop.sandbox.meta.templates.review import announce_components, review_later
from shop.sandbox.meta.templates.rules import check_components, check_name
from shop.sandbox.records import Business, TemplateRecord
from shop.sandbox.state import World
from shop.sandbox.types import Json

DAY = 86_400
DEFAULT_FIELDS = ("name", "parameter_format", "components", "language", "status", "category", "id")
FILTERS = ("status", "category", "language", "name")


@post("/{node:str}/message_templates", status_code=200)
async def create_template(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Take a template for review; the answer's category is the one that will be billed."""
    world = world_of(request)
    business = business_for(request, world, node)
    asked = await params_of(request)
    for name in ("name", "language", "category"):
        if not asked.get(name):
            raise required(name)
    template = new_template(world, business, asked)
    store_template(world, template)
    review_later(world, template)
    return ok({"id": template.id, "status": template.status, "category": template.category})


def new_template(world: World, business: Business, asked: Json) -> TemplateRecord:
    """A template that passed the rules. Raises GraphError 100."""
    name, language, category = asked["name"], asked["language"], str(asked["category"]).upper()
    check_name(name, language, category)
    check_room(world, business, name, language)
    form = str(asked.get("parameter_format", "POSITIONAL")).upper()
    parts = check_components(world, json_param(asked, "components", list), form)
    return TemplateRecord(
        id=digits(),
        waba_id=business.waba_id,
        name=name,
        language=language,
        category=decided_category(category, parts, language),
        components=parts,
        parameter_format=form,
        created_at=now().timestamp(),
        message_send_ttl_seconds=asked.get("message_send_ttl_seconds"),
    )


def check_room(world: World, business: Business, name: str, language: str) -> None:
    """Unique per name and language, not just deleted, and within the limits."""
    at = now().timestamp()
    if (business.waba_id, name, language) in world.template_ids:
        raise refused(
            2388024,
            "Content in This Language Already Exists",
            f"There is already {language} content for this template. Create a new template and try again.",
        )
    if at - world.deleted_templates.get(f"{business.waba_id}/{name}", 0.0) < 30 * DAY:
        raise refused(
            2388023,
            "Message Template Language Is Being Deleted",
            "New content for this name can't be added while the existing content is being deleted. "
            "Try again in 4 weeks.",
        )
    own = [t for t in world.templates.values() if t.waba_id == business.waba_id]
    recent = sum(at - t.created_at < 3600 for t in own)
    if len(own) >= world.knobs.template_limit or recent >= world.knobs.template_hourly_limit:
        raise refused(
            2388019, "Message Template Limit Exceeded", "The account has reached its template limit."
        )


def store_template(world: World, template: TemplateRecord) -> None:
    """Keep it, findable by name and language."""
    world.templates[template.id] = template
    world.template_ids[template.waba_id, template.name, template.language] = template.id
    world.publish("template", id=template.id, name=template.name, status=template.status)


def template_fields(template: TemplateRecord) -> Json:
    """All fields of the node."""
    return {
        "id": template.id,
        "name": template.name,
        "language": template.language,
        "status": template.status,
        "category": template.category,
        "components": template.components,
        "parameter_format": template.parameter_format,
        "previous_category": template.previous_category,
        "rejected_reason": template.rejected_reason,
        "quality_score": {"score": template.quality, "date": int(template.created_at)},
        "message_send_ttl_seconds": template.message_send_ttl_seconds,
    }


@get("/{node:str}/message_templates")
async def list_templates(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """A page of the account's templates; the default fields leave out quality and rejection."""
    world = world_of(request)
    business = business_for(request, world, node)
    asked = await params_of(request)
    fields = wanted_fields(asked, DEFAULT_FIELDS)
    own = [
        template_fields(template)
        for template in world.templates.values()
        if template.waba_id == business.waba_id
    ]
    rows = [picked(shown, fields) for shown in own if matches(shown, asked)]
    counts = {
        "total_count": len(rows),
        "message_template_count": len(own),
        "message_template_limit": world.knobs.template_limit,
        "are_translations_complete": True,
    }
    summary = {name: counts[name] for name in str(asked.get("summary") or "").split(",") if name in counts}
    return ok(paged(world, request, rows) | ({"summary": summary} if summary else {}))


def matches(shown: Json, asked: Json) -> bool:
    """The listing's filters; values compare without regard to case."""
    for name in FILTERS:
        wanted = str(asked.get(name) or "").lower()
        if wanted and wanted != str(shown[name]).lower():
            return False
    text = str(asked.get("name_or_content") or asked.get("content") or "").lower()
    return text in f"{shown['name']} {shown['components']}".lower()


def edit_template(world: World, template: TemplateRecord, asked: Json) -> Json:
    """Replace category or components as a whole and review again. Raises GraphError 100/2388039."""
    at = now().timestamp()
    if template.status not in ("APPROVED", "REJECTED", "PAUSED"):
        raise refused(
            2388039, "Can't edit template", f"A template that is {template.status} can't be edited."
        )
    recent = [moment for moment in template.edited_at if at - moment < 30 * DAY]
    if template.status == "APPROVED" and (len(recent) >= 10 or any(at - moment < DAY for moment in recent)):
        raise refused(
            2388039, "Can't edit template", "An approved template: once in 24 hours, 10 times in 30 days."
        )
    apply_changes(world, template, asked)
    if template.status == "APPROVED":
        template.edited_at = [*recent, at]
    template.status = "PENDING"
    if "components" in asked:
        announce_components(world, template)
    review_later(world, template)
    return {"success": True, "id": template.id, "name": template.name, "category": template.category}


def apply_changes(world: World, template: TemplateRecord, asked: Json) -> None:
    """Apply what is given."""
    category = str(asked.get("category") or template.category).upper()
    if template.status == "APPROVED" and category != template.category:
        raise refused(2388039, "Can't edit category", "The category of an approved template is fixed.")
    if "components" in asked:
        template.components = check_components(
            world, json_param(asked, "components", list), template.parameter_format
        )
    template.category = decided_category(category, template.components, template.language)
    if "message_send_ttl_seconds" in asked:
        template.message_send_ttl_seconds = int(asked["message_send_ttl_seconds"])


@delete("/{node:str}/message_templates", status_code=200)
async def delete_templates(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Delete by name (all languages), by id and name, or by a list of ids."""
    world = world_of(request)
    business = business_for(request, world, node)
    asked = await params_of(request)
    chosen = [t for t in world.templates.values() if t.waba_id == business.waba_id and is_named(t, asked)]
    if not chosen:
        raise refused(2593002, "Message Template Not Found", "There is no such message template.")
    if any(template.status == "DISABLED" for template in chosen):
        raise refused(0, "Can't delete template", "A disabled template can't be deleted.")
    for template in chosen:
        forget_template(world, template)
    return ok({"success": True})


def is_named(template: TemplateRecord, asked: Json) -> bool:
    """Whether the parameters mean this template."""
    if "hsm_ids" in asked:
        return template.id in map(str, json_param(asked, "hsm_ids", list)[:100])
    if not asked.get("name"):
        raise required("name")
    return template.name == asked["name"] and str(asked.get("hsm_id", template.id)) == template.id


def forget_template(world: World, template: TemplateRecord) -> None:
    """Forget it; the name of an approved one stays blocked for 30 days."""
    del world.templates[template.id]
    del world.template_ids[template.waba_id, template.name, template.language]
    if template.status == "APPROVED":
        world.deleted_templates[f"{template.waba_id}/{template.name}"] = now().timestamp()
    world.publish("template", id=template.id, name=template.name, status="DELETED")
