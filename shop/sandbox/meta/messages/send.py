"""`POST /{phone_number_id}/messages` (Meta: Send messages): accept or refuse, and plan what the statuses will say."""

from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.params import FromPath

from shop.kit.clock import now
from shop.sandbox.ids import wamid
from shop.sandbox.meta.graph.access import number_for, world_of
from shop.sandbox.meta.graph.answers import ok, version_of
from shop.sandbox.meta.graph.errors import GraphError, bad_param, invalid, required
from shop.sandbox.meta.graph.fields import member
from shop.sandbox.meta.graph.params import check_product, graph_word, objects_from_text, params_of
from shop.sandbox.meta.messages import rate_limits
from shop.sandbox.meta.messages.failures import DeliveryFailure, failure_of, note_marketing
from shop.sandbox.meta.messages.interactive import check_interactive
from shop.sandbox.meta.messages.pacing import hold, is_held
from shop.sandbox.meta.messages.plain import MEDIA_TYPES, PLAIN, check_media
from shop.sandbox.meta.messages.pricing import price
from shop.sandbox.meta.messages.products import check_products
from shop.sandbox.meta.messages.statuses import plan
from shop.sandbox.meta.messages.template import check_template
from shop.sandbox.meta.people.recipients import MessageRecipient, recipient_of
from shop.sandbox.records import Business, BusinessNumber, ChatMessage, TemplateRecord
from shop.sandbox.state import World
from shop.sandbox.types import Json

FEP_SECONDS, AD_ANSWER_SECONDS = 72 * 3600, 24 * 3600
CALLBACK_DATA_LIMIT = 512
TYPES = frozenset({*PLAIN, *MEDIA_TYPES, "interactive", "template"})
OBJECTS = frozenset({*TYPES, "context", "typing_indicator"})


@post("/{node:str}/messages", status_code=200)
async def send_message(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Send a message, or mark one as read."""
    world = world_of(request)
    number = number_for(request, world, node)
    body = await read_message(request)
    if body.get("status") is not None:
        return ok(mark_as_read(world, number, body))
    return ok(accept(world, number, body, version_of(request)))


async def read_message(request: Request[Any, Any, Any]) -> Json:
    """The parameters of a send, from wherever they came; its objects may be JSON texts. Raises GraphError 100."""
    if request.query_params or "form" in request.headers.get("content-type", ""):
        asked = await params_of(request)
    else:
        asked = read_body(await request.body())
    check_product(asked)
    return objects_from_text(asked, OBJECTS)


def read_body(raw: bytes) -> Json:
    """A JSON body as an object; what cannot be read counts as empty, as at Graph."""
    try:
        body = msgspec.json.decode(raw) if raw else {}
    except (msgspec.DecodeError, UnicodeDecodeError):
        body = {}
    return body if isinstance(body, dict) else {}


def accept(world: World, number: BusinessNumber, body: Json, version: int) -> Json:
    """Check everything that is refused at once, then take the message. Raises GraphError."""
    business = world.businesses[number.waba_id]
    kind = check_common(body)
    recipient = recipient_of(world, business, number, body)
    content, template, shown = check_content(world, business, kind, body, version)
    if template is not None:
        check_template_use(template, recipient)
    at = now().timestamp()
    rate_limits.check_throughput(world, number.phone_number_id, at)
    rate_limits.check_pair(world, number.phone_number_id, recipient.wa_id or recipient.given, at)
    message = store_message(world, number, recipient, kind, content, body, at)
    message.shown = shown
    failure = decide_outcome(world, number, message, recipient, template)
    if failure is None and template is not None and is_held(world, template):
        hold(world, message, template)
    else:
        plan(world, message, failure)
    world.publish("message", wamid=message.wamid, shopper_id=message.shopper_id, direction="out",
                  phone_number_id=number.phone_number_id)  # fmt: skip
    answer: Json = {"id": message.wamid}
    if template is not None:
        answer["message_status"] = message.status
    return {"messaging_product": "whatsapp", "contacts": [recipient.contact()], "messages": [answer]}


def check_common(body: Json) -> str:
    """The members every message has. Returns the type. Raises GraphError."""
    to_whom = graph_word(body.get("recipient_type", "individual"), ("individual", "group"))
    if to_whom is None:
        raise bad_param("Param recipient_type must be one of {INDIVIDUAL, GROUP}.")
    if to_whom == "group":
        raise GraphError(131051, "Groups are not available for this phone number")
    kind = graph_word(body.get("type", "text"), TYPES)
    if kind is None:
        known = ", ".join(sorted(TYPES)).upper()
        raise bad_param(f'Param type must be one of {{{known}}} - got "{body["type"]}".')
    context = body.get("context")
    if context is not None and (
        not isinstance(context, dict) or not isinstance(context.get("message_id"), str)
    ):
        raise bad_param("Param context['message_id'] must be a string.")
    data = body.get("biz_opaque_callback_data")
    if data is not None and (not isinstance(data, str) or len(data) > CALLBACK_DATA_LIMIT):
        raise bad_param(
            f"Param biz_opaque_callback_data must be a string of at most {CALLBACK_DATA_LIMIT} characters."
        )
    return kind


def check_content(
    world: World, business: Business, kind: str, body: Json, version: int
) -> tuple[Any, TemplateRecord | None, Json | None]:
    """The type's own checks. Returns the content as the shopper gets it, and a template's reading."""
    if kind in PLAIN:
        PLAIN[kind](body)
    elif kind in MEDIA_TYPES:
        check_media(world, kind, body)
    elif kind == "interactive":
        shown = member(body, kind)
        check_interactive(world, shown)
        return check_products(world, business, shown), None, None
    else:
        template, reading = check_template(world, business, body, version)
        return body[kind], template, reading
    return body[kind], None, None


def check_template_use(template: TemplateRecord, recipient: MessageRecipient) -> None:
    """One-time codes need a phone (131062; Meta: Business-scoped user IDs)."""
    if template.category == "AUTHENTICATION" and recipient.wa_id is None:
        raise GraphError(131062, "Authentication templates cannot be sent to a business-scoped user ID")


def store_message(
    world: World,
    number: BusinessNumber,
    recipient: MessageRecipient,
    kind: str,
    content: Any,
    body: Json,
    at: float,
) -> ChatMessage:
    """Put the message into its thread."""
    shopper_id = recipient.shopper.id if recipient.shopper else ""
    message = ChatMessage(
        wamid=wamid(recipient.wa_id or recipient.given),
        direction="out",
        phone_number_id=number.phone_number_id,
        shopper_id=shopper_id,
        at=at,
        type=kind,
        content={kind: content},
        status="accepted",
        recipient=recipient.wa_id or "",
        callback_data=body.get("biz_opaque_callback_data"),
        context={"id": body["context"]["message_id"]} if body.get("context") else None,
    )
    world.messages[message.wamid] = message
    world.conversation(number.phone_number_id, shopper_id).messages.append(message)
    return message


def decide_outcome(
    world: World,
    number: BusinessNumber,
    message: ChatMessage,
    recipient: MessageRecipient,
    template: TemplateRecord | None,
) -> DeliveryFailure | None:
    """Decide now what the statuses will say: the price, the free entry point, the failure that is returned."""
    conversation = world.conversation(number.phone_number_id, message.shopper_id)
    if conversation.ad_tapped_at and message.at - conversation.ad_tapped_at <= AD_ANSWER_SECONDS:
        conversation.fep_until, conversation.ad_tapped_at = message.at + FEP_SECONDS, 0.0
    failure = failure_of(world, number, conversation, message, recipient, template)
    if failure is None:
        category = template.category.lower() if template else "service"
        if message.type != "reaction":
            message.pricing = price(world, number, conversation, category, message.at)
        message.fep_until = conversation.fep_until if conversation.fep_until > message.at else None
        if template is not None and recipient.shopper is not None:
            note_marketing(recipient.shopper, conversation, template, message.at)
    return failure


def mark_as_read(world: World, number: BusinessNumber, body: Json) -> Json:
    """Blue ticks, for earlier messages too, and the typing sign. Raises GraphError 100, 131009."""
    if graph_word(body["status"], ("read",)) is None:
        raise bad_param(f'Param status must be one of {{READ}} - got "{body["status"]}".')
    if not isinstance(body.get("message_id"), str):
        raise required("message_id")
    message = world.messages.get(body["message_id"])
    if message is None or message.direction != "in" or message.phone_number_id != number.phone_number_id:
        raise invalid("Message with the given message_id was not found")
    for earlier in world.conversation(number.phone_number_id, message.shopper_id).messages:
        if earlier.direction == "in" and earlier.at <= message.at:
            earlier.status = "read"
    typing = bool(body.get("typing_indicator"))
    world.publish("read_by_business", shopper_id=message.shopper_id, wamid=message.wamid, typing=typing,
                  phone_number_id=number.phone_number_id)  # fmt: skip
    return {"success": True}
