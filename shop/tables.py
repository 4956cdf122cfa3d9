"""Every table of the shop, imported once: for migrations and for tests that look at all of them."""

from catalog_sync import models as catalog_sync
from shop.attention import models as attention
from shop.carts import models as carts
from shop.catalog import models as catalog
from shop.catalog.collections import models as collection_models
from shop.catalog.listing import search
from shop.catalog.prices import claims as price_claims
from shop.customers import models as customers
from shop.delivery import models as delivery
from shop.discounts import models as discounts
from shop.events import models as events
from shop.gates import models as gates
from shop.images import models as images
from shop.inbox import models as inbox
from shop.inbox.conversations import models as conversations
from shop.invoices import models as invoices
from shop.kit import idempotency
from shop.kit.db import counters
from shop.kit.jobs import tick
from shop.merchants import models as merchants
from shop.merchants import token_bucket
from shop.orders import models as orders
from shop.orders import order_line
from shop.orders.fulfilments import models as fulfilments
from shop.orders.life import progress
from shop.orders.returns import models as returns
from shop.payments import models as payments
from shop.payments.disputes import models as disputes
from shop.payments.refunds import models as refunds
from shop.recovery import models as recovery
from shop.spreadsheets import models as spreadsheets
from shop.templates import models as templates

SLICES = (
    token_bucket,
    idempotency,
    attention,
    carts,
    catalog,
    catalog_sync,
    collection_models,
    counters,
    conversations,
    customers,
    discounts,
    delivery,
    events,
    gates,
    images,
    inbox,
    invoices,
    merchants,
    price_claims,
    orders,
    order_line,
    fulfilments,
    progress,
    returns,
    payments,
    disputes,
    refunds,
    recovery,
    search,
    spreadsheets,
    templates,
    tick,
)
