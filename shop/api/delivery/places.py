"""`/delivery/places`: where shoppers collect what they ordered."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, Router, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, Meta, UnsetType

from shop.api.authentication import ApiRequest
from shop.api.delivery.parts import LOCATION, READ, WRITE, Days, Name, Position, StatusFilter, change_by
from shop.api.http.etags import ETAG, IfMatch, with_etag
from shop.api.http.pages import Cursor, Limit, PageView, decode_cursor
from shop.api.http.types import Timestamp
from shop.api.openapi.problems import problem_responses
from shop.delivery.addresses import LONGEST_LINE, Address
from shop.delivery.editing.parts import PartPosition, list_parts, read_part
from shop.delivery.editing.places import PlaceChanges, add_place, archive_place, edit_place
from shop.delivery.models import PickupPlace, SetupStatus
from shop.delivery.postal_codes import LONGEST_POSTAL_CODE
from shop.doors import Session

AddressLine = Annotated[str, Meta(max_length=LONGEST_LINE)]
Hours = Annotated[
    dict[
        Annotated[str, Meta(pattern="^(mon|tue|wed|thu|fri|sat|sun)$")],
        Annotated[list[Annotated[str, Meta(max_length=20, examples=["09:00-14:00"])]], Meta(max_length=10)],
    ],
    Meta(max_length=7, description="Local spans of time for each weekday; none at all: unknown."),
]


class AddressInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A postal address. It is stored as its country writes it; the area follows from the postal code where it can."""

    name: Annotated[str, Meta(min_length=1, max_length=LONGEST_LINE, examples=["La Tienda del Faro"])]
    street: AddressLine
    city: AddressLine = ""
    postal_code: Annotated[str, Meta(max_length=LONGEST_POSTAL_CODE, examples=["39001"])] = ""
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2.", examples=["ES"])]
    region: AddressLine = ""
    phone: AddressLine = ""

    def address(self) -> Address:
        return Address(**msgspec.structs.asdict(self))


class AddressView(msgspec.Struct, frozen=True):
    """A postal address; `region` is the code of the area, "" where it is unknown."""

    name: str
    street: str
    city: str
    postal_code: str
    country: str
    region: str
    phone: str


class NewPlace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place to collect at; `preparation_days`: after how many working days (null: nothing is promised)."""

    name: Name
    address: AddressInput
    hours: Hours = {}
    preparation_days: Days | None = None
    position: Position | UnsetType = UNSET

    def changes(self) -> PlaceChanges:
        return PlaceChanges(**msgspec.structs.asdict(self) | {"address": self.address.address()})


class PlacePatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changes. What is left out stays; address and hours are replaced as a whole."""

    name: Name | UnsetType = UNSET
    address: AddressInput | UnsetType = UNSET
    hours: Hours | UnsetType = UNSET
    preparation_days: Days | UnsetType | None = UNSET
    position: Position | UnsetType = UNSET
    status: SetupStatus | UnsetType = UNSET

    def changes(self) -> PlaceChanges:
        address = self.address if isinstance(self.address, UnsetType) else self.address.address()
        return PlaceChanges(**msgspec.structs.asdict(self) | {"address": address})


class PlaceView(msgspec.Struct, frozen=True):
    """A place to collect at."""

    id: UUID
    name: str
    address: AddressView
    hours: dict[str, list[str]]
    preparation_days: int | None
    position: int
    status: SetupStatus
    created_at: Timestamp
    updated_at: Timestamp

    @classmethod
    def of(cls, place: PickupPlace) -> "PlaceView":
        return cls(
            id=place.id,
            name=place.name,
            address=msgspec.convert(place.address, AddressView),
            hours=place.hours,
            preparation_days=place.preparation_days,
            position=place.position,
            status=place.status,
            created_at=place.created_at,
            updated_at=place.updated_at,
        )


class PlacePage(PageView[PlaceView], frozen=True):
    """Some places by position; `next_cursor` is null on the last page."""


@get("/", guards=READ, summary="List pick-up places", responses=problem_responses())
async def list_places(
    session: Session,
    status: Annotated[SetupStatus, StatusFilter] = SetupStatus.ACTIVE,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> PlacePage:
    """In your order."""
    after = decode_cursor(cursor, PartPosition)
    page = await list_parts(session, PickupPlace, status=status, after=after, limit=limit)
    return PlacePage.of(page, PlaceView.of, position=lambda place: PartPosition(place.position, place.id))


@get(
    "/{place_id:uuid}",
    guards=READ,
    summary="Read a pick-up place",
    responses=problem_responses(404),
    response_headers=[ETAG],
)
async def read_place(session: Session, place_id: FromPath[UUID]) -> Response[PlaceView]:
    """One place; its `ETag` is for `If-Match`."""
    place = await read_part(session, PickupPlace, place_id)
    return with_etag(PlaceView.of(place), place)


@post(
    "/",
    guards=WRITE,
    summary="Create a pick-up place",
    responses=problem_responses(409, 415),
    response_headers=[ETAG, LOCATION],
)
async def create_place(
    request: ApiRequest, session: Session, data: JSONBody[NewPlace]
) -> Response[PlaceView]:
    """An address that does not exist in its country is refused, with what is wrong."""
    made = await add_place(session, data.changes(), change_by(request))
    place = f"/api/v1/delivery/places/{made.id}"
    return with_etag(PlaceView.of(made), made, status=201, Location=place)


@patch(
    "/{place_id:uuid}",
    guards=WRITE,
    summary="Change a pick-up place",
    responses=problem_responses(404, 409, 412, 415),
    response_headers=[ETAG],
)
async def change_place(
    request: ApiRequest,
    session: Session,
    place_id: FromPath[UUID],
    data: JSONBody[PlacePatch],
    if_match: IfMatch = None,
) -> Response[PlaceView]:
    """Change what is named and leave the rest; archive it, or make it active again."""
    place = await edit_place(session, place_id, data.changes(), change_by(request, if_match))
    return with_etag(PlaceView.of(place), place)


@delete(
    "/{place_id:uuid}",
    guards=WRITE,
    summary="Archive a pick-up place",
    responses=problem_responses(404, 412),
)
async def delete_place(
    request: ApiRequest, session: Session, place_id: FromPath[UUID], if_match: IfMatch = None
) -> None:
    """Nothing is collected there any more; what was quoted stands. `PATCH` its status to restore it."""
    await archive_place(session, place_id, change_by(request, if_match))


router = Router(
    "/places",
    route_handlers=[list_places, read_place, create_place, change_place, delete_place],
    tags=["delivery"],
)
