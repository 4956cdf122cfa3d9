"""The checks on a template at send time, in order (Meta: Template messages), and the text the shopper will read."""

from typing import Any

from shop.sandbox.meta.graph.errors import GraphError, bad_param, invalid, missing
from shop.sandbox.meta.graph.fields import member
from shop.sandbox.meta.messages.template_parameters import TemplateSend, check_format, count, parameters
from shop.sandbox.meta.templates.variables import filled, variables
from shop.sandbox.records import Business, TemplateRecord
from shop.sandbox.state import World
from shop.sandbox.types import Json

BODY_LIMIT, HEADER_LIMIT = 1024, 60


def check_template(world: World, business: Business, body: Json, version: int) -> tuple[TemplateRecord, Json]:
    """The template and what of it will be shown. Raises GraphError 131008, 132000-132018, 131009."""
    asked = member(body, "template")
    template = find_template(world, business, asked)
    sending = TemplateSend(world, business, template, version)
    shown = hydrate(sending, template.components, list_of(asked.get("components")))
    if (
        len(shown.get("body", "")) > BODY_LIMIT
        or len(str(shown.get("header", {}).get("text", ""))) > HEADER_LIMIT
    ):
        raise GraphError(132005, "Translated text is too long after substitution of the parameters")
    return template, shown | {"category": template.category}


def find_template(world: World, business: Business, asked: Json) -> TemplateRecord:
    """The approved template in exactly that language. Raises GraphError 132001, 132015, 132016."""
    name = asked.get("name")
    language = asked.get("language")
    code = language.get("code") if isinstance(language, dict) else None
    if not isinstance(name, str) or not name:
        raise bad_param("The parameter template['name'] is required.")
    if not isinstance(code, str) or not code:
        raise bad_param("The parameter template['language']['code'] is required.")
    found = world.templates.get(world.template_ids.get((business.waba_id, name, code), ""))
    if found is None or found.status not in ("APPROVED", "PAUSED", "DISABLED"):
        raise GraphError(132001, f"template name ({name}) does not exist in {code}")
    if found.status == "PAUSED":
        raise GraphError(132015, f"template ({name}) is paused because of low quality")
    if found.status == "DISABLED":
        raise GraphError(132016, f"template ({name}) is disabled because of low quality")
    return found


def list_of(value: Any) -> list[Json]:
    """The components of a send; none when absent."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise bad_param("Param template['components'] must be an array.")
    return value


def hydrate(sending: TemplateSend, defined: list[Json], given: list[Json]) -> Json:
    """Match given components with the template's, count first, then check formats, then fill in."""
    by_type = {str(part.get("type", "")).lower(): part for part in given}
    buttons = [part for part in given if str(part.get("type", "")).lower() == "button"]
    for part in defined:
        count(part, by_type.get(part["type"].lower()), buttons)
    shown: Json = {}
    for part in defined:
        match part["type"]:
            case "HEADER":
                shown["header"] = header(sending, part, by_type.get("header"))
            case "BODY":
                shown["body"] = text(sending, "body", part.get("text", ""), parameters(by_type.get("body")))
            case "FOOTER":
                shown["footer"] = part.get("text", "")
            case "BUTTONS":
                shown["buttons"] = [button(sending, i, b, buttons) for i, b in enumerate(part["buttons"])]
            case "CAROUSEL":
                shown["cards"] = cards(sending, part, by_type.get("carousel"))
            case "LIMITED_TIME_OFFER":
                shown["limited_time_offer"] = offer(sending, part, by_type.get("limited_time_offer"))
    return shown


def header(sending: TemplateSend, part: Json, given: Json | None) -> Json:
    """A header as shown: text, media, location or product."""
    kind = str(part.get("format", "TEXT")).upper()
    if kind == "TEXT":
        return {"type": "text", "text": text(sending, "header", part.get("text", ""), parameters(given))}
    parameter = parameters(given)[0]
    check_format(sending, "header", kind, parameter)
    return {"type": kind.lower(), kind.lower(): parameter[kind.lower()]}


def text(sending: TemplateSend, where: str, pattern: str, given: list[Json]) -> str:
    """The pattern with its variables filled in."""
    for parameter in given:
        check_format(sending, where, "TEXT", parameter)
    names = variables(pattern)
    if sending.template.parameter_format == "NAMED":
        values = {str(parameter.get("parameter_name")): spoken(parameter) for parameter in given}
        if set(values) != set(names):
            raise sending.format_error(
                f"{where}: Parameter name does not match the template's parameter names"
            )
    else:
        if any("parameter_name" in parameter for parameter in given):
            raise sending.format_error(f"{where}: Parameter name is not allowed for positional parameters")
        values = {str(index): spoken(parameter) for index, parameter in enumerate(given, 1)}
    return filled(pattern, values)


def spoken(parameter: Json) -> str:
    """What a parameter reads like: its text, or the fallback of a currency or a date."""
    kind = parameter.get("type", "text")
    if kind in ("currency", "date_time"):
        return str(parameter[kind].get("fallback_value", ""))
    return str(parameter.get("text", ""))


def button(sending: TemplateSend, index: int, defined: Json, given: list[Json]) -> Json:
    """A button as shown: with its address completed, or with its payload."""
    match = next((part for part in given if str(part.get("index")) == str(index)), None)
    parameter = parameters(match)[0] if parameters(match) else {}
    kind = defined["type"]
    shown: Json = {"type": kind, "text": defined.get("text", "")}
    if kind == "URL":
        suffix = parameter.get("text", "")
        if parameter:
            check_format(sending, "buttons", "TEXT", parameter)
        return shown | {"url": filled(defined["url"], dict.fromkeys(variables(defined["url"]), str(suffix)))}
    if kind == "QUICK_REPLY":
        return shown | {"payload": parameter.get("payload", defined.get("text", ""))}
    if kind == "PHONE_NUMBER":
        return shown | {"phone_number": defined.get("phone_number", "")}
    if kind == "COPY_CODE":
        return shown | {"coupon_code": parameter.get("coupon_code", "")}
    if kind in ("MPM", "CATALOG", "SPM"):
        return shown | sending.product_action(kind, parameter.get("action"))
    return shown


def cards(sending: TemplateSend, defined: Json, given: Json | None) -> list[Json]:
    """The cards of a carousel, each with components of its own."""
    sent = given.get("cards") if given else None
    if not isinstance(sent, list) or not sent:
        raise missing("carousel: cards are required")
    product = any(
        part.get("format") == "PRODUCT"
        for part in defined["cards"][0]["components"]
        if part["type"] == "HEADER"
    )
    if not (product and len(sent) <= 10) and len(sent) != len(defined["cards"]):
        raise GraphError(
            132000,
            f"carousel: number of cards ({len(sent)}) does not match the expected number of cards "
            f"({len(defined['cards'])})",
        )
    shown = []
    for index, card in enumerate(sent):
        if not isinstance(card, dict):
            raise bad_param("Param template['components'][]['cards'] must be an array of objects.")
        shape = defined["cards"][min(index, len(defined["cards"]) - 1)]
        shown.append(hydrate(sending, shape["components"], list_of(card.get("components"))))
    return shown


def offer(sending: TemplateSend, defined: Json, given: Json | None) -> Json:
    """A limited-time offer and when it ends."""
    wanted = defined.get("limited_time_offer", {})
    parameter = parameters(given)[0] if parameters(given) else {}
    given_offer = parameter.get("limited_time_offer")
    until = given_offer.get("expiration_time_ms") if isinstance(given_offer, dict) else None
    if wanted.get("has_expiration") and not isinstance(until, int):
        raise invalid("limited_time_offer: expiration_time_ms is required")
    return {"text": wanted.get("text", ""), "expiration_time_ms": until}
