"""Everything under `/api/v1`, behind a key."""

from litestar import Router
from litestar.di import Provide

from shop.api import (
    bulk,
    catalog,
    categories,
    collections,
    exports,
    feed,
    images,
    imports,
    orders,
    products,
    stock,
)
from shop.api.authentication import KeyAuthentication
from shop.api.bodies import StrictRequest
from shop.api.idempotency import OnceOnly, provide_session
from shop.api.later import TryLater
from shop.api.limiting import BULK, try_later

# Doors of which one call is the work of many draw from an allowance of their own.
in_bulk = Router("/", route_handlers=[bulk.router], opt=BULK)

api = Router(
    "/api/v1",
    route_handlers=[
        products.router,
        in_bulk,
        catalog.router,
        categories.router,
        collections.router,
        stock.router,
        images.router,
        imports.router,
        exports.router,
        feed.router,
        orders.router,
    ],
    middleware=[KeyAuthentication, OnceOnly],
    dependencies={"session": Provide(provide_session)},
    exception_handlers={TryLater: try_later},
    request_class=StrictRequest,
    security=[{"bearer": []}],
)
