"""`/delivery/zones`: the destinations that are delivered to alike."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, Router, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, Meta, UnsetType

from shop.api.authentication import ApiRequest
from shop.api.delivery.parts import LOCATION, READ, WRITE, Name, Position, StatusFilter, change_by
from shop.api.http.etags import ETAG, IfMatch, with_etag
from shop.api.http.pages import Cursor, Limit, PageView, decode_cursor
from shop.api.http.types import Timestamp
from shop.api.openapi.problems import problem_responses
from shop.delivery.editing.parts import PartPosition, list_parts, read_part
from shop.delivery.editing.zones import ZoneChanges, add_zone, archive_zone, edit_zone
from shop.delivery.models import DeliveryZone, SetupStatus
from shop.delivery.rules import LONGEST_NAME, MOST_AREAS, MOST_POSTAL_CODES, MOST_REGIONS
from shop.delivery.zones import LONGEST_PATTERN, Area
from shop.doors import Session

Country = Annotated[str, Meta(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2.", examples=["ES"])]
Region = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=LONGEST_NAME,
        description="A province, state or county by its code (ISO 3166-2) or name; in Spain a community, too.",
        examples=["Canarias"],
    ),
]
PostalCode = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=LONGEST_PATTERN,
        description="`35001`, `28*`, or `07000-07999`; British ones also `SW1A` or `BT*`.",
        examples=["28*"],
    ),
]


class AreaInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A country, or what of it lies in one of the regions or has one of the postal codes."""

    country: Country
    regions: Annotated[list[Region], Meta(max_length=MOST_REGIONS)] = []
    postal_codes: Annotated[list[PostalCode], Meta(max_length=MOST_POSTAL_CODES)] = []

    def area(self) -> Area:
        return Area(self.country, tuple(self.regions), tuple(self.postal_codes))


Areas = Annotated[list[AreaInput], Meta(min_length=1, max_length=MOST_AREAS)]
Excluded = Annotated[
    list[AreaInput], Meta(max_length=MOST_AREAS, description="What of the areas is left out of the zone.")
]


class NewZone(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Destinations that are delivered to alike: areas without the excluded ones."""

    name: Name
    areas: Areas
    excluded: Excluded = []
    position: Position | UnsetType = UNSET

    def changes(self) -> ZoneChanges:
        return ZoneChanges(
            name=self.name, areas=_areas(self.areas), excluded=_areas(self.excluded), position=self.position
        )


class ZonePatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changes. What is left out stays; areas are replaced as a whole. Archived, nothing is delivered there by it."""

    name: Name | UnsetType = UNSET
    areas: Areas | UnsetType = UNSET
    excluded: Excluded | UnsetType = UNSET
    position: Position | UnsetType = UNSET
    status: SetupStatus | UnsetType = UNSET

    def changes(self) -> ZoneChanges:
        return ZoneChanges(
            name=self.name,
            areas=self.areas if isinstance(self.areas, UnsetType) else _areas(self.areas),
            excluded=self.excluded if isinstance(self.excluded, UnsetType) else _areas(self.excluded),
            position=self.position,
            status=self.status,
        )


class AreaView(msgspec.Struct, frozen=True):
    """An area; its regions are codes."""

    country: str
    regions: list[str]
    postal_codes: list[str]

    @classmethod
    def of(cls, area: Area) -> "AreaView":
        return cls(area.country, list(area.regions), list(area.postal_codes))


class ZoneView(msgspec.Struct, frozen=True):
    """A zone. Of several that include a destination the first by position counts."""

    id: UUID
    name: str
    areas: list[AreaView]
    excluded: list[AreaView]
    position: int
    status: SetupStatus
    created_at: Timestamp
    updated_at: Timestamp

    @classmethod
    def of(cls, zone: DeliveryZone) -> "ZoneView":
        return cls(
            id=zone.id,
            name=zone.name,
            areas=[AreaView.of(area) for area in zone.areas],
            excluded=[AreaView.of(area) for area in zone.excluded],
            position=zone.position,
            status=zone.status,
            created_at=zone.created_at,
            updated_at=zone.updated_at,
        )


class ZonePage(PageView[ZoneView], frozen=True):
    """Some zones by position; `next_cursor` is null on the last page."""


@get("/", guards=READ, summary="List zones", responses=problem_responses())
async def list_zones(
    session: Session,
    status: Annotated[SetupStatus, StatusFilter] = SetupStatus.ACTIVE,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ZonePage:
    """In your order: of several that include a destination the first counts."""
    after = decode_cursor(cursor, PartPosition)
    page = await list_parts(session, DeliveryZone, status=status, after=after, limit=limit)
    return ZonePage.of(page, ZoneView.of, position=lambda zone: PartPosition(zone.position, zone.id))


@get(
    "/{zone_id:uuid}",
    guards=READ,
    summary="Read a zone",
    responses=problem_responses(404),
    response_headers=[ETAG],
)
async def read_zone(session: Session, zone_id: FromPath[UUID]) -> Response[ZoneView]:
    """One zone; its `ETag` is for `If-Match`."""
    zone = await read_part(session, DeliveryZone, zone_id)
    return with_etag(ZoneView.of(zone), zone)


@post(
    "/",
    guards=WRITE,
    summary="Create a zone",
    responses=problem_responses(409, 415),
    response_headers=[ETAG, LOCATION],
)
async def create_zone(request: ApiRequest, session: Session, data: JSONBody[NewZone]) -> Response[ZoneView]:
    """Methods for it are created at `/delivery/methods`. Zones may overlap."""
    made = await add_zone(session, data.changes(), change_by(request))
    place = f"/api/v1/delivery/zones/{made.id}"
    return with_etag(ZoneView.of(made), made, status=201, Location=place)


@patch(
    "/{zone_id:uuid}",
    guards=WRITE,
    summary="Change a zone",
    responses=problem_responses(404, 409, 412, 415),
    response_headers=[ETAG],
)
async def change_zone(
    request: ApiRequest,
    session: Session,
    zone_id: FromPath[UUID],
    data: JSONBody[ZonePatch],
    if_match: IfMatch = None,
) -> Response[ZoneView]:
    """Change what is named and leave the rest; archive it, or make it active again."""
    zone = await edit_zone(session, zone_id, data.changes(), change_by(request, if_match))
    return with_etag(ZoneView.of(zone), zone)


@delete("/{zone_id:uuid}", guards=WRITE, summary="Archive a zone", responses=problem_responses(404, 412))
async def delete_zone(
    request: ApiRequest, session: Session, zone_id: FromPath[UUID], if_match: IfMatch = None
) -> None:
    """Nothing is delivered there by it any more; what was quoted stands. `PATCH` its status to restore it."""
    await archive_zone(session, zone_id, change_by(request, if_match))


router = Router(
    "/zones",
    route_handlers=[list_zones, read_zone, create_zone, change_zone, delete_zone],
    tags=["delivery"],
)


def _areas(given: list[AreaInput]) -> list[Area]:
    return [each.area() for each in given]
