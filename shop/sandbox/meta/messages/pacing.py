"""Template pacing (Meta: Templates): the first sends of a new template go out, the next wait until its quality is known."""

from shop.sandbox.agenda import Handler
from shop.sandbox.meta.messages.statuses import fail_soon, on_sent
from shop.sandbox.records import ChatMessage, TemplateRecord
from shop.sandbox.state import World

HELD = "held_for_quality_assessment"
DROPPED = (132015, "The message was held for quality assessment and its template was then paused")


def pacing_handlers(world: World) -> dict[str, Handler]:
    """What the agenda calls, by the kind of event."""
    return {"meta.release": lambda wamid, template_id: release(world, wamid, template_id)}


def is_held(world: World, template: TemplateRecord) -> bool:
    """Count a send, and say whether it has to wait. A template with a quality score is not paced."""
    template.sent += 1
    after = world.knobs.pacing_after
    return 0 < after < template.sent and template.quality == "UNKNOWN"


def hold(world: World, message: ChatMessage, template: TemplateRecord) -> None:
    """Judge it later."""
    message.status = HELD
    world.agenda.add(world.knobs.pacing_seconds, "meta.release", message.wamid, template.id)


def release(world: World, wamid: str, template_id: str) -> None:
    """Send what was held, unless its template is no longer approved: then it fails."""
    template = world.templates.get(template_id)
    if template is not None and template.status == "APPROVED":
        on_sent(world, wamid)
    else:
        fail_soon(world, wamid, DROPPED)
