"""Everything under `/api/v1`, behind a key."""

from litestar import Router
from litestar.middleware import DefineMiddleware

from shop.api import bulk, orders, products, stock
from shop.api.authentication import KeyAuthentication
from shop.api.bodies import StrictRequest

api = Router(
    "/api/v1",
    route_handlers=[products.router, bulk.router, stock.router, orders.router],
    middleware=[DefineMiddleware(KeyAuthentication)],
    request_class=StrictRequest,
    security=[{"bearer": []}],
)
