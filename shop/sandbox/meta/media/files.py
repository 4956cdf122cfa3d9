"""Media (Meta: Media): multipart upload, a URL that lives five minutes, the bytes, deletion; resumable uploads."""

import base64
import hashlib
import secrets
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from shop.kit.clock import now
from shop.sandbox.ids import digits
from shop.sandbox.meta.graph.access import denied, number_for, token_wabas, world_of
from shop.sandbox.meta.graph.answers import ok
from shop.sandbox.meta.graph.errors import GraphError, bad_param, required, unknown_object
from shop.sandbox.meta.graph.params import check_product, params_of
from shop.sandbox.meta.media.mime_types import LIMITS, kind_of, size_limit
from shop.sandbox.records import StoredMedium
from shop.sandbox.state import World

DAY = 86_400
UPLOADED_DAYS, RECEIVED_DAYS = 30, 7
ATTACHMENTS = "/whatsapp_business/attachments/"


@post("/{node:str}/media", status_code=200)
async def upload_media(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Take a file of a supported type and size."""
    world = world_of(request)
    number = number_for(request, world, node)
    asked = await params_of(request)
    check_product(asked)
    file = (await request.form()).get("file")
    if not isinstance(file, UploadFile):
        raise required("file")
    mime_type = str(asked.get("type") or file.content_type or "")
    data = await file.read()
    check_upload(mime_type, data)
    medium = store(world, number.phone_number_id, mime_type, data, filename=file.filename)
    return ok({"id": medium.id})


def check_upload(mime_type: str, data: bytes) -> None:
    """Raises GraphError 100 for a type Meta does not take, and for a file that is too large."""
    kind = kind_of(mime_type)
    if kind is None:
        known = ", ".join(sorted(mime for _, types in LIMITS.values() for mime in types))
        raise bad_param(
            f"Param file must be a file with one of the following types: {known}. "
            f"Received file of type '{mime_type}'."
        )
    if not data:
        raise GraphError(131053, "The file is empty")
    if len(data) > size_limit(kind, data):
        raise bad_param(f"Param file must be at most {size_limit(kind, data)} bytes for {kind} media.")


def store(
    world: World,
    phone_number_id: str,
    mime_type: str,
    data: bytes,
    *,
    filename: str | None = None,
    inbound: bool = False,
) -> StoredMedium:
    """Keep a file: 30 days when the business uploaded it, 7 when a shopper sent it."""
    at = now().timestamp()
    days = RECEIVED_DAYS if inbound else UPLOADED_DAYS
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    medium = StoredMedium(digits(), phone_number_id, mime_type, digest, data, at, at + days * DAY, filename)
    world.media[medium.id] = medium
    world.publish("media", id=medium.id)
    return medium


def medium_for(request: Request[Any, Any, Any], world: World, node: str) -> StoredMedium | None:
    """The medium, None when there is none. Raises GraphError 190, 200, 100/33 (gone, or another number's)."""
    wabas = token_wabas(request, world)
    medium = world.media.get(node)
    if medium is None:
        return None
    number = world.numbers.get(medium.phone_number_id)
    if number is None or number.waba_id not in wabas:
        raise denied()
    asked = request.query_params.get("phone_number_id", medium.phone_number_id)
    if medium.expires_at <= now().timestamp() or asked != medium.phone_number_id:
        raise unknown_object(node, request.method.lower())
    return medium


def node_view(world: World, medium: StoredMedium) -> dict[str, Any]:
    """The media node, with a fresh URL."""
    return {
        "messaging_product": "whatsapp",
        "url": signed_url(world, medium),
        "mime_type": medium.mime_type,
        "sha256": medium.sha256,
        "file_size": str(len(medium.data)),
        "id": medium.id,
    }


def signed_url(world: World, medium: StoredMedium) -> str:
    """An address in the manner of lookaside.fbsbx.com; it carries when it dies."""
    until = int(now().timestamp() + world.knobs.media_url_seconds)
    proof = url_hash(medium, until)
    return f"{world.base_url}{ATTACHMENTS}?mid={medium.id}&source=getMedia&ext={until}&hash={proof}"


def url_hash(medium: StoredMedium, until: int) -> str:
    """Ties an address to a file and an end."""
    return hashlib.sha256(f"{medium.id}:{until}:{medium.sha256}".encode()).hexdigest()[:43]


@get(ATTACHMENTS)
async def download(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The bytes, to the owner's token; 404 after five minutes or without the right hash."""
    world = world_of(request)
    wabas = token_wabas(request, world)
    query = request.query_params
    medium = world.media.get(query.get("mid", ""))
    ext = query.get("ext", "")
    until = int(ext) if ext.isdigit() else 0
    number = world.numbers.get(medium.phone_number_id) if medium else None
    good = (
        medium is not None
        and number is not None
        and number.waba_id in wabas
        and until > now().timestamp()
        and medium.expires_at > now().timestamp()
        and secrets.compare_digest(query.get("hash", ""), url_hash(medium, until))
    )
    if medium is None or not good:
        return Response(b"", status_code=404, media_type="text/plain")
    return Response(medium.data, media_type=medium.mime_type)


@post("/{node:str}/uploads", status_code=200)
async def start_upload(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """A resumable upload of the app, for template samples and profile pictures."""
    world = world_of(request)
    wabas = token_wabas(request, world)
    if node not in world.apps:
        raise unknown_object(node, "post")
    if not any(b.app_id == node for b in world.businesses.values() if b.waba_id in wabas):
        raise denied()
    query = request.query_params
    for name in ("file_length", "file_type"):
        if not query.get(name):
            raise required(name)
    at = now().timestamp()
    upload_id = "upload:" + base64.urlsafe_b64encode(secrets.token_bytes(24)).decode()
    world.uploads[upload_id] = StoredMedium(
        upload_id, "", query["file_type"], "", b"", at, at + DAY, query.get("file_name")
    )
    return ok({"id": upload_id})


async def finish_upload(
    request: Request[Any, Any, Any], world: World, node: FromPath[str]
) -> Response[bytes]:
    """The bytes of a resumable upload, from `file_offset`; answers its handle."""
    token_wabas(request, world)
    upload = world.uploads.get(node)
    if upload is None:
        raise unknown_object(node, "post")
    if request.headers.get("file_offset") is None:
        raise required("file_offset")
    upload.data = upload.data[: int(request.headers["file_offset"])] + await request.body()
    handle = "4::" + base64.b64encode(upload.data[:12] + secrets.token_bytes(24)).decode()
    world.uploads[handle] = upload
    world.publish("upload", handle=handle)
    return ok({"h": handle})
