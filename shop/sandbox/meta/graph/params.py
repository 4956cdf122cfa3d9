"""Parameters of Graph calls from wherever they come: query, form or JSON body; and the shape of listings."""

import base64
import json
from collections.abc import Collection, Sequence
from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile

from shop.sandbox.meta.graph.errors import GraphError, bad_param, required
from shop.sandbox.state import World
from shop.sandbox.types import Json


async def params_of(request: Request[Any, Any, Any]) -> Json:
    """Query and body in one; the body wins. An unreadable JSON body counts as empty, as at Graph."""
    found: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if "json" in kind:
        return found | json_body(await request.body())
    if "form" in kind:
        form = await request.form()
        found |= {key: value for key, value in form.items() if not isinstance(value, UploadFile)}
    return found


def graph_word(value: Any, allowed: Collection[str]) -> str | None:
    """The allowed word that was meant: Graph reads its enumerated words in any case. None when there is none."""
    folded = value.casefold() if isinstance(value, str) else None
    return next((word for word in allowed if word.casefold() == folded), None)


def check_product(asked: Json) -> None:
    """Every call about messages names its product. Raises GraphError 100."""
    given = asked.get("messaging_product")
    if given is None:
        raise required("messaging_product")
    if graph_word(given, ("whatsapp",)) is None:
        raise bad_param(f'Param messaging_product must be one of {{WHATSAPP}} - got "{given}".')


def objects_from_text(asked: Json, names: Collection[str]) -> Json:
    """The same parameters; of those named, what came as the JSON text of an object or a list is that."""
    read = {name: _from_text(asked[name]) for name in names if isinstance(asked.get(name), str)}
    return asked | read if read else asked


def _from_text(text: str) -> Any:
    if not text.lstrip().startswith(("{", "[")):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def json_body(raw: bytes) -> Json:
    """The body as an object."""
    try:
        body = json.loads(raw) if raw else {}
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def json_param(params: Json, name: str, kind: type[list[Any]] | type[Json]) -> Any:
    """A list or object that may come as JSON text. Raises GraphError 100."""
    value = params.get(name)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            value = None
    if not isinstance(value, kind):
        raise bad_param(f"Param {name} must be {'an array' if kind is list else 'a JSON object'}.")
    return value


def boolean_param(params: Json, name: str, *, default: bool) -> bool:
    """A boolean that may come as text."""
    value = params.get(name, default)
    return value if isinstance(value, bool) else str(value).lower() in ("true", "1")


def wanted_fields(params: Json, default: Sequence[str]) -> list[str]:
    """The names in `fields`; nested selections `a{b}` and `a.limit(1)` count as `a`."""
    asked = str(params.get("fields") or "")
    if not asked:
        return list(default)
    plain, depth = "", 0
    for char in asked:
        depth += (char in "{(") - (char in "})")
        if depth == 0 and char not in "})":
            plain += char
    return [name.strip().partition(".")[0] for name in plain.split(",") if name.strip()]


def picked(view: Json, fields: Sequence[str]) -> Json:
    """The wanted members that exist, and always the id. Absent (None) members are left out, as Graph does."""
    names = [*fields, *(["id"] if "id" not in fields else [])]
    return {name: view[name] for name in names if view.get(name) is not None}


def paged(world: World, request: Request[Any, Any, Any], rows: Sequence[Json], *, default: int = 25) -> Json:
    """One page of a listing with Graph's cursors. Raises GraphError 131059 for a cursor that is none."""
    query = request.query_params
    limit = max(1, int(query["limit"])) if query.get("limit", "").isdigit() else default
    start = position(query["after"]) + 1 if query.get("after") else 0
    if query.get("before"):
        start = max(0, position(query["before"]) - limit)
    page = list(rows[start : start + limit])
    if not page:
        return {"data": []}
    last = start + len(page) - 1
    paging: Json = {"cursors": {"before": cursor(start), "after": cursor(last)}}
    if last + 1 < len(rows):
        rest = "&".join(
            f"{key}={value}" for key, value in query.items() if key not in ("after", "access_token")
        )
        path = request.scope["path"]
        paging["next"] = f"{world.base_url}{path}?{rest}{'&' if rest else ''}after={cursor(last)}"
    return {"data": page, "paging": paging}


def cursor(index: int) -> str:
    """An opaque position."""
    return base64.urlsafe_b64encode(f"row:{index}".encode()).decode().rstrip("=")


def position(text: str) -> int:
    """The index in a cursor."""
    try:
        name, _, index = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(":")
        if name == "row":
            return int(index)
    except ValueError:
        pass
    raise GraphError(131059, "The pagination cursor is invalid or has expired")
