"""`/metrics` for Prometheus: what this process counted, and how the installation stands.

Off (404) until `SHOP_METRICS_TOKEN` is set; then only for who sends it as a bearer token. The proxy in `deploy/`
lets nobody ask from outside.
"""

import hmac
from typing import Any

from litestar import Request, Response, get
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from shop.config import Settings
from shop.kit.errors import NotFound, ShopError
from shop.kit.metrics import REGISTRY


class MetricsRefused(ShopError):
    """The caller did not show the token."""

    status_code = 401


@get("/metrics", include_in_schema=False)
async def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Text in Prometheus' format."""
    _check(request.headers.get("authorization", ""), request.app.state.settings)
    installation = await request.app.state.installation_metrics.registry()
    text = generate_latest(REGISTRY) + generate_latest(installation)
    return Response(text, headers={"content-type": CONTENT_TYPE_PLAIN_0_0_4})


def _check(authorization: str, settings: Settings) -> None:
    token = settings.metrics_token
    if token is None:
        raise NotFound("There are no metrics here: SHOP_METRICS_TOKEN is not set.")
    if not hmac.compare_digest(authorization.encode(), f"Bearer {token.get_secret_value()}".encode()):
        raise MetricsRefused("Send `Authorization: Bearer` with SHOP_METRICS_TOKEN.")
