"""Everything under `/api/v1`, behind a key."""

from litestar import Router
from litestar.di import Provide

from shop.api import attention, catalog, categories, collections, exports, feed, stock
from shop.api.authentication import KeyAuthentication
from shop.api.conversations import endpoints as conversations
from shop.api.delivery.routes import delivery
from shop.api.discounts import codes as discount_codes
from shop.api.discounts import endpoints as discounts
from shop.api.discounts import evaluations
from shop.api.http.json_bodies import LARGEST_JSON, StrictRequest
from shop.api.idempotency.middleware import IdempotencyMiddleware, provide_session
from shop.api.images import endpoints as images
from shop.api.imports import endpoints as imports
from shop.api.orders import credit_notes, fulfilments, refunds, returns
from shop.api.orders import endpoints as orders
from shop.api.products import bulk_upserts
from shop.api.products import endpoints as products
from shop.api.rate_limits.headers import too_many_requests
from shop.api.rate_limits.policies import BULK, TooManyRequests

# Doors of which one call is the work of many draw from an allowance of their own.
in_bulk = Router("/", route_handlers=[bulk_upserts.router, discount_codes.bulk_router], opt=BULK)

api = Router(
    "/api/v1",
    route_handlers=[
        products.router,
        in_bulk,
        catalog.router,
        categories.router,
        collections.router,
        discounts.router,
        discount_codes.router,
        evaluations.router,
        stock.router,
        images.router,
        imports.router,
        exports.router,
        feed.router,
        orders.router,
        refunds.router,
        fulfilments.router,
        returns.router,
        credit_notes.router,
        conversations.router,
        attention.router,
        delivery,
    ],
    middleware=[KeyAuthentication, IdempotencyMiddleware],
    dependencies={"session": Provide(provide_session)},
    exception_handlers={TooManyRequests: too_many_requests},
    request_class=StrictRequest,
    request_max_body_size=LARGEST_JSON,
    security=[{"bearer": []}],
)
