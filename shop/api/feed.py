"""`/feed`: the address at which Meta may fetch the products, for shops that prefer that to being synchronised."""

from datetime import datetime

import msgspec
from litestar import Router, delete, get, post, put

from shop.api.authentication import requires
from shop.api.http.types import Timestamp
from shop.api.openapi.problems import problem_responses
from shop.doors import ProcessSettings, Session
from shop.kit.clock import now
from shop.spreadsheets.feed import close_feed, find_feed, open_feed, renew_feed
from shop.spreadsheets.models import ProductFeed

READ = [requires("catalog:read")]
WRITE = [requires("catalog:write")]


class FeedView(msgspec.Struct, frozen=True):
    """Where the feed is. Whoever has an address may read it: it holds what shoppers see, too."""

    csv_url: str
    xml_url: str
    created_at: Timestamp

    @classmethod
    def of(cls, feed: ProductFeed, *, public_url: str) -> "FeedView":
        base = f"{public_url}/feeds/{feed.token}"
        created: datetime = feed.created_at
        return cls(f"{base}.csv", f"{base}.xml", created)


@get("/", guards=READ, summary="Read the feed's addresses", responses=problem_responses(404))
async def read_feed(session: Session, settings: ProcessSettings) -> FeedView:
    """404 while there is none."""
    return FeedView.of(await find_feed(session), public_url=settings.public_url)


@put("/", guards=WRITE, summary="Open the feed", responses=problem_responses(409))
async def put_feed(session: Session, settings: ProcessSettings) -> FeedView:
    """A second call changes nothing: the addresses stay."""
    return FeedView.of(await open_feed(session, at=now()), public_url=settings.public_url)


@post(
    "/tokens",
    guards=WRITE,
    status_code=201,
    summary="Give the feed new addresses",
    responses=problem_responses(404),
)
async def create_feed_token(session: Session, settings: ProcessSettings) -> FeedView:
    """The old ones are dead at once."""
    return FeedView.of(await renew_feed(session, at=now()), public_url=settings.public_url)


@delete("/", guards=WRITE, summary="Close the feed", responses=problem_responses())
async def delete_feed(session: Session) -> None:
    """Its addresses are dead at once. A second call changes nothing."""
    await close_feed(session)


router = Router(
    "/feed", route_handlers=[read_feed, put_feed, create_feed_token, delete_feed], tags=["catalog"]
)
