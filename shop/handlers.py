"""Every job handler, imported once: by whoever runs jobs, and by whoever leaves some (payload and priority are theirs)."""

from catalog_sync import commerce, reconcile, sweeps
from catalog_sync.items import poll, resend
from catalog_sync.items import push as push_items
from catalog_sync.items import review as review_items
from catalog_sync.product_sets import push as push_sets
from shop.bot import handle
from shop.images import importing, library
from shop.inbox.conversations import silence
from shop.inbox.incoming import account_changes, echoes, preferences_and_reviews, read_webhooks
from shop.inbox.sending import deliver, lost_sends, statuses
from shop.invoices import after_payment, sending
from shop.kit import idempotency
from shop.kit.jobs import log as jobs_log
from shop.notices import lost_messages, refused_messages
from shop.orders import stock
from shop.orders.life import waiting
from shop.payments import links, settlement, telling
from shop.payments.financial_status import unfulfilled
from shop.payments.reconciliation import missed_events
from shop.payments.refunds import crediting
from shop.payments.refunds import sending as send_refunds
from shop.privacy import forgetting
from shop.recovery import nudging, watching
from shop.spreadsheets.imports import apply_rows, parse_file
from shop.templates import submit

HANDLERS = (
    idempotency,
    after_payment,
    apply_rows,
    handle,
    account_changes,
    preferences_and_reviews,
    echoes,
    silence,
    commerce,
    deliver,
    importing,
    library,
    links,
    nudging,
    parse_file,
    poll,
    submit,
    jobs_log,
    read_webhooks,
    reconcile,
    resend,
    review_items,
    forgetting,
    sending,
    lost_messages,
    missed_events,
    refused_messages,
    send_refunds,
    crediting,
    push_sets,
    lost_sends,
    settlement,
    statuses,
    stock,
    sweeps,
    telling,
    push_items,
    unfulfilled,
    waiting,
    watching,
)
