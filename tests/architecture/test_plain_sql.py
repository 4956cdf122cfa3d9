"""Which files may speak plain SQL past the models, and on which measured way each of them lies (decision 27)."""

import ast
from pathlib import Path

from tests.support.repository import ROOT

PLAIN_SQL = "shop.kit.db.sql"

_WEBHOOK = "every webhook"
_CALL = "every call of the API"
_MESSAGE = "every message that a shopper writes, and every answer"
_CART = "every cart, and every order"
_STOCK = "every order that sells something out"
_BULK = "a thousand products a call"
_CODES = "ten thousand codes a call"
_IMPORT = "every row of an import of 100,000"
_EXPORT = "every row of an export of 100,000"

REASONS = {
    "shop/merchants/accounts.py": _WEBHOOK,
    "shop/merchants/directory.py": _WEBHOOK,
    "shop/inbox/incoming/conversation_lookup.py": _WEBHOOK,
    "shop/inbox/incoming/store_webhooks.py": _WEBHOOK,
    "shop/merchants/token_bucket.py": _CALL,
    "shop/kit/idempotency.py": _CALL,
    "shop/bot/shopper_facts.py": _MESSAGE,
    "shop/customers/lookup.py": _MESSAGE,
    "shop/inbox/incoming/read_webhooks.py": _MESSAGE,
    "shop/inbox/locking.py": _MESSAGE,
    "shop/inbox/unanswered.py": _MESSAGE,
    "shop/inbox/outbox.py": _MESSAGE,
    "shop/inbox/conversations/cases.py": _MESSAGE,
    "shop/orders/reading.py": _MESSAGE,
    "shop/invoices/issuing.py": "a counter's own statement",
    "shop/inbox/incoming/identity_changes.py": "moves of keys that several tables hold, in one statement each",
    "shop/payments/telling.py": "whether it was said already, asked before every word about money",
    "shop/events/recording.py": "every transition of anything",
    "shop/events/reading.py": "every event, by followers; ordered by transaction ids that no model has",
    "shop/attention/calling.py": "an upsert, which models do not have",
    "shop/carts/offers.py": _CART,
    "shop/delivery/loading.py": _CART,
    "shop/carts/open_cart.py": _CART,
    "shop/catalog/meta_approval.py": _CART,
    "shop/kit/db/counters.py": _CART,
    "shop/orders/checkout.py": _CART,
    "shop/orders/cost/goods.py": _CART,
    "shop/orders/cost/loading.py": _CART,
    "shop/orders/delivering/offering.py": _CART,
    "shop/recovery/watching.py": _CART,
    "shop/catalog/announcing.py": _STOCK,
    "shop/catalog/bulk/current.py": _BULK,
    "shop/catalog/bulk/upsert.py": _BULK,
    "shop/catalog/prices/claims.py": _BULK,
    "shop/catalog/stock_holds.py": _CART,
    "shop/discounts/coding.py": _CODES,
    "shop/discounts/listing.py": _CODES,
    "shop/discounts/loading.py": _CART,
    "shop/discounts/usage.py": _CART,
    "shop/spreadsheets/imports/apply_rows.py": _IMPORT,
    "shop/spreadsheets/imports/match_products.py": _IMPORT,
    "shop/spreadsheets/imports/parse_file.py": _IMPORT,
    "shop/spreadsheets/imports/progress.py": _IMPORT,
    "shop/spreadsheets/imports/start.py": "50 MB of a file, in pieces that no model needs to hold",
    "shop/spreadsheets/exports.py": _EXPORT,
}


def speaks_plain_sql(path: Path) -> bool:
    """Does the file import from `kit/db/sql.py`, in any of the ways to write that?"""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and not node.level:
            if node.module == PLAIN_SQL or any(f"{node.module}.{n.name}" == PLAIN_SQL for n in node.names):
                return True
        elif isinstance(node, ast.Import) and any(name.name == PLAIN_SQL for name in node.names):
            return True
    return False


def test_plain_sql_is_spoken_only_where_a_reason_stands() -> None:
    files = [path for part in ("shop", "catalog_sync") for path in (ROOT / part).rglob("*.py")]
    speakers = {path.relative_to(ROOT).as_posix() for path in files if speaks_plain_sql(path)}
    assert speakers == set(REASONS)
