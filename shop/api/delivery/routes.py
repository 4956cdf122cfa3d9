"""Everything under `/delivery`."""

from litestar import Router

from shop.api.delivery import methods, places, quotes, settings, zones

delivery = Router(
    "/delivery",
    route_handlers=[zones.router, methods.router, places.router, settings.router, quotes.router],
)
