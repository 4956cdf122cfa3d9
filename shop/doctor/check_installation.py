"""The doctor looks at settings, the disk and the public address."""

import os
import shutil
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from shop.config import PREFIX, Settings
from shop.doctor.findings import Findings

GB = 1024**3
ROOMY, CRAMPED = 1 * GB, GB // 10  # free bytes: below the first we warn, below the second writing soon fails


def check_settings(settings: Settings) -> Findings:
    """What is missing, and what is not meant for shoppers yet."""
    found = Findings()
    for name in ("database_url", "secret_key"):
        if getattr(settings, name) is None:
            says, advice = f"{PREFIX}{name.upper()} is not set.", ".env.example explains each setting."
            found.fail("settings", says, f"Set it in the environment; {advice}")
    if not found.all:
        found.ok("settings", "What must be set is set.")
    if _is_private(settings.public_url):
        found.fail(
            "settings.public_url",
            f"SHOP_PUBLIC_URL is {settings.public_url}: no shopper's phone and no vendor reaches that.",
            "Set it to the https address in front of the proxy.",
        )
    if settings.metrics_token is None:
        found.warn("settings.metrics", "/metrics is off.", "Set SHOP_METRICS_TOKEN and scrape it.")
    return found


def check_disk(settings: Settings) -> Findings:
    """The data folder: may we write there, and is there room?"""
    found = Findings()
    folder = settings.data_dir
    existing = _nearest_existing(folder)
    if not os.path.isdir(existing) or not os.access(existing, os.W_OK | os.X_OK, effective_ids=True):
        found.fail(
            "disk", f"{existing} is no folder this user may write.", "Correct that, or set SHOP_DATA_DIR."
        )
        return found
    free = shutil.disk_usage(existing).free
    says = f"{free / GB:.1f} GB are free at {folder}{'' if existing == folder else ', which the first start makes'}."
    advice = "Make room: pictures are kept there."
    if free < CRAMPED:
        found.fail("disk", says, advice)
    elif free < ROOMY:
        found.warn("disk", says, advice)
    else:
        found.ok("disk", says)
    return found


async def check_public_url(settings: Settings, http: httpx.AsyncClient) -> Findings:
    """Does the address that vendors are told lead here?"""
    found = Findings()
    advice = "Start `shop serve` and let DNS, TLS and the proxy of SHOP_PUBLIC_URL lead to it."
    try:
        answer = await http.get(f"{settings.public_url}/health/ready")
    except httpx.HTTPError as error:
        says = f"{settings.public_url} does not answer ({type(error).__name__})."
        found.fail("public_url", says, advice)
        return found
    if answer.status_code == 200 and answer.json() == {"status": "ready"}:
        found.ok("public_url", f"{settings.public_url} leads to a shop that is ready.")
    else:
        says = f"{settings.public_url}/health/ready answers {answer.status_code}, not that it is ready."
        found.fail("public_url", says, advice)
    return found


def _nearest_existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there; one that may not be looked into counts as there."""
    for each in (folder, *folder.parents):
        try:
            if each.exists():
                return each
        except PermissionError:
            continue
    return folder


def _is_private(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https" or host == "localhost":
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False
