"""`/images`: take a picture in, show what there is, remove one."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.datastructures import ResponseHeader
from litestar.openapi import ResponseSpec
from litestar.params import FromPath, QueryParameter

from shop.api.authentication import ApiRequest, requires
from shop.api.http.json_bodies import InvalidField
from shop.api.http.pages import Cursor, Limit, decode_cursor
from shop.api.http.uploads import PART, UploadSlots, open_session
from shop.api.images.bodies import LARGEST_BODY, ImageUploadOperation, is_form, read_url, receive_picture
from shop.api.images.views import ImagePage, ImageView
from shop.api.openapi.problems import ProblemDocument, problem_responses
from shop.catalog.image_use import remove_unused_image
from shop.doors import ProcessSettings, Session
from shop.images.fetching import FetchRefused
from shop.images.importing import import_image
from shop.images.library import find_image, keep_upload, page_of_images
from shop.images.models import Image, ImageState
from shop.images.pipeline import ImagePipeline
from shop.images.rendering import ImageRefused
from shop.kit.clock import now
from shop.problems import PROBLEM

READ = [requires("products:read")]
WRITE = [requires("products:write")]
LOCATION = ResponseHeader("Location", documentation_only=True, description="Where the image can be read.")


def _answer(description: str) -> ResponseSpec:
    return ResponseSpec(ImageView, description=description, generate_examples=False)


def _refusal(description: str) -> ResponseSpec:
    return ResponseSpec(ProblemDocument, description=description, media_type=PROBLEM, generate_examples=False)


@post(
    "/",
    guards=WRITE,
    summary="Upload or import an image",
    operation_class=ImageUploadOperation,
    request_max_body_size=LARGEST_BODY,
    response_headers=[LOCATION],
    responses={
        200: _answer("It was there already."),
        202: _answer("It will be fetched; read it again until its `state` is `ready` or `failed`."),
        408: _refusal("The picture did not arrive in time."),
        507: _refusal("There is no room for pictures here at the moment."),
        **problem_responses(409, 413, 415),
    },
)
async def create_image(request: ApiRequest) -> Response[ImageView]:
    """A picture as a form's `file`, or the `url` of one; the same again is the same image.

    It becomes a JPEG as Meta's catalog wants it: upright, without metadata, at least 500 x 500 pixels, at most 2048
    on a side. No transaction waits for the body: this handler opens its own when it has the picture.
    """
    if not is_form(request):
        return await _import(request, (await read_url(request)).url)
    pipeline: ImagePipeline = request.app.state.image_pipeline
    slots: UploadSlots = request.app.state.upload_slots
    async with (
        slots.slot(request.user.merchant_id),
        receive_picture(request, seconds=pipeline.patience) as file,
    ):
        return await _upload(request, pipeline, file)


@get("/", guards=READ, summary="List images", responses=problem_responses())
async def list_images(
    session: Session,
    settings: ProcessSettings,
    wanted: Annotated[ImageState | None, QueryParameter(name="state", required=False)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ImagePage:
    """Newest first."""
    page = await page_of_images(session, state=wanted, after=decode_cursor(cursor, UUID), limit=limit)
    return ImagePage.of(
        page,
        lambda image: ImageView.of(image, public_url=settings.public_url),
        position=lambda image: image.id,
    )


@get("/{image_id:uuid}", guards=READ, summary="Read an image", responses=problem_responses(404))
async def read_image(session: Session, settings: ProcessSettings, image_id: FromPath[UUID]) -> ImageView:
    """What it looks like, where it is, and why it could not be fetched."""
    return ImageView.of(await find_image(session, image_id), public_url=settings.public_url)


@delete("/{image_id:uuid}", guards=WRITE, summary="Remove an image", responses=problem_responses(404, 409))
async def delete_image(session: Session, image_id: FromPath[UUID]) -> None:
    """409 while a product or variant shows it. Its address is dead soon after; copies elsewhere may live on."""
    await remove_unused_image(session, image_id)


router = Router(
    "/images", route_handlers=[create_image, list_images, read_image, delete_image], tags=["images"]
)


async def _upload(request: ApiRequest, pipeline: ImagePipeline, file: Path) -> Response[ImageView]:
    try:
        picture = await pipeline.render(file, merchant_id=request.user.merchant_id)
    except ImageRefused as refused:
        raise InvalidField(str(refused), PART) from refused
    async with open_session(request) as session:
        image, is_new = await keep_upload(session, pipeline.store, picture, at=now())
    return _image_response(request, image, 201 if is_new else 200)


async def _import(request: ApiRequest, url: str) -> Response[ImageView]:
    try:
        async with open_session(request) as session:
            image = await import_image(session, url, at=now())
    except FetchRefused as refused:
        raise InvalidField(str(refused), "url") from refused
    return _image_response(request, image, 200 if image.state is ImageState.READY else 202)


def _image_response(request: ApiRequest, image: Image, status: int) -> Response[ImageView]:
    headers = {"Location": f"/api/v1/images/{image.id}"}
    view = ImageView.of(image, public_url=request.app.state.settings.public_url)
    return Response(view, status_code=status, headers=headers)
