"""`/delivery/settings`: when you work, and when a parcel leaves."""

from datetime import date, time
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, Router, get, patch
from litestar.params import JSONBody
from msgspec import UNSET, Meta, UnsetType

from shop.api.authentication import ApiRequest
from shop.api.delivery.parts import READ, WRITE, Days, change_by
from shop.api.http.etags import ETAG, IfMatch, with_etag
from shop.api.openapi.problems import problem_responses
from shop.delivery.editing.settings import SettingsChanges, edit_settings, read_settings
from shop.delivery.models import DeliverySettings
from shop.delivery.rules import MOST_CLOSED
from shop.delivery.working_days import ClosedDays
from shop.doors import Session

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Cutoff = Annotated[
    str,
    Meta(
        pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$",
        description="Your local time; what is ordered from it on counts as of the next day.",
        examples=["14:00"],
    ),
]


class ClosedDaysBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days on which you do not work, the last one included. Public holidays are known without them."""

    first: date
    last: date


class SettingsPatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changes. What is left out stays; lists are replaced as a whole."""

    handling_days: Days | UnsetType = UNSET
    cutoff: Cutoff | UnsetType | None = UNSET
    weekdays: Annotated[list[Weekday], Meta(min_length=1, max_length=7)] | UnsetType = UNSET
    closed: Annotated[list[ClosedDaysBody], Meta(max_length=MOST_CLOSED)] | UnsetType = UNSET

    def changes(self) -> SettingsChanges:
        given: dict[str, Any] = msgspec.structs.asdict(self)
        if isinstance(self.cutoff, str):
            given["cutoff"] = time.fromisoformat(self.cutoff)
        if not isinstance(self.closed, UnsetType):
            given["closed"] = [ClosedDays(each.first, each.last) for each in self.closed]
        return SettingsChanges(**given)


class SettingsView(msgspec.Struct, frozen=True):
    """When you work: the weekdays on which you send, how many working days an order takes to leave, when you are closed."""

    handling_days: int
    cutoff: str | None
    weekdays: list[str]
    closed: list[ClosedDaysBody]

    @classmethod
    def of(cls, settings: DeliverySettings) -> "SettingsView":
        return cls(
            handling_days=settings.handling_days,
            cutoff=None if settings.cutoff is None else f"{settings.cutoff:%H:%M}",
            weekdays=settings.weekdays,
            closed=[ClosedDaysBody(each.first, each.last) for each in settings.closed],
        )


@get(
    "/",
    guards=READ,
    summary="Read the delivery settings",
    responses=problem_responses(),
    response_headers=[ETAG],
)
async def read_delivery_settings(session: Session) -> Response[SettingsView]:
    """When you work; the `ETag` is for `If-Match`."""
    settings = await read_settings(session)
    return with_etag(SettingsView.of(settings), settings)


@patch(
    "/",
    guards=WRITE,
    summary="Change the delivery settings",
    responses=problem_responses(412, 415),
    response_headers=[ETAG],
)
async def change_delivery_settings(
    request: ApiRequest, session: Session, data: JSONBody[SettingsPatch], if_match: IfMatch = None
) -> Response[SettingsView]:
    """Change what is named and leave the rest."""
    settings = await edit_settings(session, data.changes(), change_by(request, if_match))
    return with_etag(SettingsView.of(settings), settings)


router = Router(
    "/settings", route_handlers=[read_delivery_settings, change_delivery_settings], tags=["delivery"]
)
