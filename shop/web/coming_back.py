"""Somebody comes back from paying, or waits on a page that reloads itself: what the address of a request tells of it."""

import re
from urllib.parse import urlencode

from shop.orders.links import RETURNED, SESSION
from shop.payments.financial_status.status import OrderMoney
from shop.web.outage import PageRequest
from shop.web.pay_page import Refresh

# A page that waits reloads itself every 2 s for half a minute, then every 20 s for ten minutes.
RELOADS = "reloads"
QUICK_SECONDS, QUICK_RELOADS = 2, 15
SLOW_SECONDS, MOST_RELOADS = 20, 45

_SESSION_ID = re.compile(r"cs_[A-Za-z0-9_]{1,120}")


def is_untold(request: PageRequest, money: OrderMoney) -> bool:
    """Did somebody come back from a payment of which Stripe has told us nothing yet?"""
    session_id = visit_of(request)
    told = [payment for payment in money.payments if session_id is None or payment.session_id == session_id]
    return comes_back(request) and not told


def visit_of(request: PageRequest) -> str | None:
    """The visit to Stripe's page from which somebody came back, where the address tells."""
    told = request.query_params.get(SESSION, "")
    return told if _SESSION_ID.fullmatch(told) else None


def comes_back(request: PageRequest) -> bool:
    """Did Stripe redirect somebody here who has just paid?"""
    return bool(request.query_params.get(RETURNED[0]) == RETURNED[1])


def reloads(request: PageRequest) -> int:
    """How often the page has reloaded itself, by its query; 0 for anything else."""
    told = request.query_params.get(RELOADS, "")
    return int(told) if re.fullmatch("[0-9]{1,4}", told) else 0


def reload_of(request: PageRequest, *, seldom: bool = False) -> Refresh | None:
    """After how long, and at which address, the page reloads itself: soon at first, later seldom, at last never."""
    count = reloads(request)
    if count >= MOST_RELOADS:
        return None
    kept = [RETURNED] if comes_back(request) else []
    visit = [(SESSION, told)] if (told := visit_of(request)) is not None else []
    query = urlencode([*kept, *visit, (RELOADS, str(count + 1))])
    seconds = QUICK_SECONDS if count < QUICK_RELOADS and not seldom else SLOW_SECONDS
    return Refresh(seconds, f"?{query}")
