"""`/catalog`: the merchant's catalog as a whole at Meta: how it stands, what differs, the numbers' switches."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, get, post, put
from litestar.params import JSONBody, PathParameter
from msgspec import Meta

from catalog_sync.commerce_settings import NumberCommerce, list_switches, wish_switches
from catalog_sync.drift_reports import ask_to_compare, latest_drift
from catalog_sync.models import DriftReport
from catalog_sync.status import sync_status
from shop.api.authentication import requires
from shop.api.http.types import Timestamp
from shop.api.openapi.problems import problem_responses
from shop.catalog.prices.claims import PriceClaimCount, price_claims
from shop.doors import Session
from shop.kit.clock import now

READ = [requires("products:read")]
WRITE = [requires("products:write")]
MOST_CLAIMS = 50


class SyncStatusView(msgspec.Struct, frozen=True):
    """How many variants Meta has said what about, and how many wait to be sent."""

    states: dict[str, int]
    unsent: int


class DifferenceView(msgspec.Struct, frozen=True):
    """One difference: what stands here, what stands there."""

    kind: str
    sku: str
    ours: str
    theirs: str


class DriftView(msgspec.Struct, frozen=True):
    """What the last comparison found: how many differences of each kind, and some of them.

    `price_claims` counts the cart lines of the last seven days that named another price than ours.
    """

    id: UUID
    compared_at: Timestamp
    items_read: int
    repaired: int
    differences: dict[str, int]
    samples: list[DifferenceView]
    price_claims: int
    most_claimed: list[PriceClaimCount]

    @classmethod
    def of(cls, report: DriftReport, claims: list[PriceClaimCount]) -> "DriftView":
        return cls(
            id=report.id,
            compared_at=report.finished_at,
            items_read=report.read,
            repaired=report.repaired,
            differences=report.counts,
            samples=msgspec.convert(report.samples, list[DifferenceView]),
            price_claims=sum(claim.times for claim in claims),
            most_claimed=claims[:MOST_CLAIMS],
        )


class ComparisonRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A comparison that is wanted; with `repair`, Meta's catalog is brought to ours."""

    repair: bool = False


class CommerceSettingsChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the number's switches shall be; null or left out: as they are."""

    cart_enabled: Annotated[bool | None, Meta(description="May shoppers send carts?")] = None
    catalog_visible: Annotated[
        bool | None, Meta(description="Does the chat show the catalog's icon? Meta's default is no.")
    ] = None


class CommerceSettingsView(msgspec.Struct, frozen=True):
    """A number's switches as Meta said last; null until it was asked. `wanted` is what Meta was not told yet."""

    phone_number_id: str
    display_phone_number: str
    cart_enabled: bool | None
    catalog_visible: bool | None
    wanted: CommerceSettingsChange
    trouble: str | None
    checked_at: Timestamp | None

    @classmethod
    def of(cls, switches: NumberCommerce) -> "CommerceSettingsView":
        known = switches.known
        return cls(
            phone_number_id=switches.phone_number_id,
            display_phone_number=switches.display_phone_number,
            cart_enabled=known.is_cart_enabled if known else None,
            catalog_visible=known.is_catalog_visible if known else None,
            wanted=CommerceSettingsChange(
                cart_enabled=known.wants_cart if known else None,
                catalog_visible=known.wants_catalog if known else None,
            ),
            trouble=known.trouble or None if known else None,
            checked_at=known.checked_at if known else None,
        )


class CommerceSettingsList(msgspec.Struct, frozen=True):
    """The switches of all numbers."""

    data: list[CommerceSettingsView]


@get("/", guards=READ, summary="Show how the WhatsApp catalog stands", responses=problem_responses())
async def read_sync_status(session: Session) -> SyncStatusView:
    """Variants by Meta's review, and what waits to be sent."""
    status = await sync_status(session)
    return SyncStatusView(status.states, status.unsent)


@get("/drift", guards=READ, summary="Show what differs at Meta", responses=problem_responses(404))
async def read_drift(session: Session) -> DriftView:
    """What the last comparison found; there is one every night. 404 before the first."""
    report = await latest_drift(session)
    return DriftView.of(report, await price_claims(session, at=now()))


@post(
    "/drift",
    guards=WRITE,
    status_code=202,
    summary="Compare with Meta's catalog",
    responses=problem_responses(415),
)
async def create_comparison(session: Session, data: JSONBody[ComparisonRequest]) -> None:
    """Read Meta's catalog back and compare; `GET /catalog/drift` shows the outcome within minutes."""
    await ask_to_compare(session, repair=data.repair)


@get("/commerce-settings", guards=READ, summary="Show the numbers' switches", responses=problem_responses())
async def list_commerce_settings(session: Session) -> CommerceSettingsList:
    """May carts be sent, is the catalog's icon shown: as Meta said last."""
    return CommerceSettingsList([CommerceSettingsView.of(each) for each in await list_switches(session)])


@put(
    "/commerce-settings/{phone_number_id:str}",
    guards=WRITE,
    status_code=202,
    summary="Set a number's switches",
    responses=problem_responses(404, 415),
)
async def put_commerce_settings(
    session: Session,
    phone_number_id: Annotated[str, PathParameter(description="Meta's id of the number.", max_length=64)],
    data: JSONBody[CommerceSettingsChange],
) -> CommerceSettingsView:
    """Meta is told by a job within seconds, and asked how it is; an empty wish only asks."""
    wished = await wish_switches(
        session, phone_number_id, cart=data.cart_enabled, catalog=data.catalog_visible
    )
    return CommerceSettingsView.of(wished)


router = Router(
    "/catalog",
    route_handlers=[
        read_sync_status,
        read_drift,
        create_comparison,
        list_commerce_settings,
        put_commerce_settings,
    ],
    tags=["catalog"],
)
