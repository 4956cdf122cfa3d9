"""Every table of the shop, imported once: for migrations and for tests that look at all of them."""

from catalog_sync import models as catalog_sync
from shop.api import allowances, answered
from shop.carts import models as carts
from shop.catalog import collection_models, meta_models, searching
from shop.catalog import models as catalog
from shop.customers import models as customers
from shop.gates import models as gates
from shop.images import models as images
from shop.inbox import models as inbox
from shop.invoices import models as invoices
from shop.kit import counters, ticks
from shop.merchants import models as merchants
from shop.orders import models as orders
from shop.payments import models as payments
from shop.recovery import models as recovery
from shop.spreadsheets import models as spreadsheets
from shop.templates import models as templates

SLICES = (
    allowances,
    answered,
    carts,
    catalog,
    catalog_sync,
    collection_models,
    counters,
    customers,
    gates,
    images,
    inbox,
    invoices,
    merchants,
    meta_models,
    orders,
    payments,
    recovery,
    searching,
    spreadsheets,
    templates,
    ticks,
)
