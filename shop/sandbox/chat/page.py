"""The page and its files. All of it comes from this server; the policy header forbids anything else."""

from pathlib import Path
from typing import Any

from litestar import Request, Response, get
from litestar.enums import MediaType
from litestar.static_files import create_static_files_router

FOLDER = Path(__file__).parent / "static"
KEPT = "no-cache"  # revalidated by ETag: an update of the shop shows at the next load


@get("/", include_in_schema=False)
async def show_page(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The chat."""
    content = (FOLDER / "index.html").read_bytes()
    headers = {
        "Content-Security-Policy": policy(request.url.hostname or "127.0.0.1"),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": KEPT,
    }
    return Response(content, media_type=MediaType.HTML, headers=headers)


def policy(host: str) -> str:
    """Own files only; pictures and framed pages also from the shop, which runs on another port here."""
    near = " ".join(f"http://{name}:*" for name in dict.fromkeys(("127.0.0.1", "localhost", host)))
    return (
        f"default-src 'self'; img-src 'self' {near} data: blob:; media-src 'self' {near} blob:; "
        f"frame-src 'self' {near}; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )


files = create_static_files_router(
    path="/chat",
    directories=[FOLDER],
    include_in_schema=False,
    cache_control=None,
)
