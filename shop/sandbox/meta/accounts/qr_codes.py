"""QR codes and short links of a number (Meta: QR codes): message_qrdls."""

from typing import Any

from litestar import Request, Response, delete, get, post
from litestar.params import FromPath

from shop.kit.clock import now
from shop.sandbox.ids import qr_code
from shop.sandbox.meta.graph.access import number_for, world_of
from shop.sandbox.meta.graph.answers import ok
from shop.sandbox.meta.graph.errors import GraphError, bad_param, required
from shop.sandbox.meta.graph.params import graph_word, paged, params_of
from shop.sandbox.records import BusinessNumber
from shop.sandbox.state import World
from shop.sandbox.types import Json

MOST_CODES = 2000


@post("/{node:str}/message_qrdls", status_code=200)
async def create_qr(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Make a code, or with `code` change its text."""
    world = world_of(request)
    return ok(written(world, number_for(request, world, node), await params_of(request)))


@post("/{node:str}/message_qrdls/{code:str}", status_code=200)
async def update_qr(
    request: Request[Any, Any, Any], node: FromPath[str], code: FromPath[str]
) -> Response[bytes]:
    """Change a code's text, named by the path as published clients do."""
    world = world_of(request)
    asked = await params_of(request) | {"code": code}
    return ok(written(world, number_for(request, world, node), asked))


def written(world: World, number: BusinessNumber, asked: Json) -> Json:
    """The code as it then is. Raises GraphError 100, 803."""
    text = asked.get("prefilled_message")
    if not text:
        raise required("prefilled_message")
    if len(str(text)) > 140:
        raise bad_param("Invalid prefilled_message length. Maximum 140 characters allowed")
    image = image_format(asked)
    shown = change_code(number, str(asked["code"]), text) if asked.get("code") else new_code(number, text)
    if image is not None:
        shown["qr_image_url"] = f"{world.base_url}/qr/{shown['code']}.{image.lower()}"
    return public_fields(shown)


def image_format(asked: Json) -> str | None:
    """Of the wanted picture, if one is wanted. Raises GraphError 100."""
    given = asked.get("generate_qr_image")
    if given is None:
        return None
    found = graph_word(given, ("PNG", "SVG"))
    if found is None:
        raise bad_param("Param generate_qr_image must be one of {PNG, SVG}.")
    return found


def new_code(number: BusinessNumber, text: str) -> Json:
    """A new code."""
    if len(number.qr_codes) >= MOST_CODES:
        raise bad_param(f"A phone number may have {MOST_CODES} QR codes.")
    code = qr_code()
    shown: Json = {
        "code": code,
        "prefilled_message": text,
        "deep_link_url": f"https://wa.me/message/{code}",
        "creation_time": int(now().timestamp()),
    }
    number.qr_codes[code] = shown
    return shown


def change_code(number: BusinessNumber, code: str, text: str) -> Json:
    """The code with a new text. Raises GraphError 803."""
    find_code(number, code)["prefilled_message"] = text
    return number.qr_codes[code]


def find_code(number: BusinessNumber, code: str) -> Json:
    """The code. Raises GraphError 803."""
    shown = number.qr_codes.get(code)
    if shown is None:
        raise GraphError(803, message="QR code not found", kind="GraphMethodException")
    return shown


def public_fields(shown: Json) -> Json:
    """What a caller gets to see."""
    return {name: value for name, value in shown.items() if name != "creation_time"}


@get("/{node:str}/message_qrdls")
async def list_qr(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Every code, newest first; `code` picks one."""
    world: World = world_of(request)
    number = number_for(request, world, node)
    wanted = request.query_params.get("code")
    rows = [public_fields(row) for row in reversed(number.qr_codes.values()) if wanted in (None, row["code"])]
    return ok(paged(world, request, rows))


@get("/{node:str}/message_qrdls/{code:str}")
async def show_qr(
    request: Request[Any, Any, Any], node: FromPath[str], code: FromPath[str]
) -> Response[bytes]:
    """One code, in a list."""
    number = number_for(request, world_of(request), node)
    return ok({"data": [public_fields(find_code(number, code))]})


@delete("/{node:str}/message_qrdls/{code:str}", status_code=200)
async def delete_qr(
    request: Request[Any, Any, Any], node: FromPath[str], code: FromPath[str]
) -> Response[bytes]:
    """Remove a code."""
    number = number_for(request, world_of(request), node)
    del number.qr_codes[find_code(number, code)["code"]]
    return ok({"success": True})
