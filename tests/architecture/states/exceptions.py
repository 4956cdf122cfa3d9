"""Who may change a state that is not their own model's, and why."""

_FILE = "columns that the merchant's file names, one by one; no state is among them"
_CHANGES = "columns that the changes name, by the catalog's rules; of states `archived` alone, which may follow either way"
_NEW = "of a message that is not stored yet"
FROM_OUTSIDE: dict[str, str] = {  # "path: target" -> why it may be assigned there
    "shop/bot/handle.py: conversation.bot_state": "what the bot remembers of a talk; no verb decides it",
    "shop/catalog/bulk/batch.py: setattr(thing, name, value)": _CHANGES,
    "shop/catalog/editing.py: setattr(product, name, value)": _CHANGES,
    "shop/catalog/editing.py: setattr(variant, name, value)": _CHANGES,
    "shop/catalog/collections/editing.py: setattr(collection, name, value)": "title and description; the status has verbs",
    "shop/inbox/outbox.py: message.lane": _NEW,
    "shop/inbox/outbox.py: message.reason": _NEW,
    "shop/merchants/updating.py: setattr(merchant, name, getattr(file, name))": _FILE,
    "shop/merchants/updating.py: setattr(number, name, getattr(part, name))": _FILE,
}
_INSERTED = "a row that begins: its first state, and nothing where there is one already"
BY_SQL: dict[str, tuple[str, str]] = {  # path -> the columns, and why a statement may set them
    "catalog_sync/lease.py": (
        "awaited_until, held_until, paused_until",
        "a lease is taken and given back by whoever comes first; tests/catalog_sync tries each",
    ),
    "catalog_sync/commerce_settings.py": ("*", "what a merchant wishes of a number; no state is among it"),
    "shop/attention/calling.py": (
        "due_at, subject_kind",
        "a repeated call says when it is due, and a call moves to what its subject became; neither is a state",
    ),
    "shop/attention/models.py": (
        "resolved_at",
        "calls about a subject are resolved at once, where they are open",
    ),
    "shop/carts/models.py": (
        "state, updated_at",
        "the open cart of a conversation gives way to a newer one, before each cart",
    ),
    "shop/catalog/meta_states.py": (
        "meta_checked_at, meta_due_at, meta_state",
        "thousands of variants a batch; tests/catalog_sync/items tries each",
    ),
    "shop/delivery/editing/parts.py": ("*, updated_at", _INSERTED),
    "shop/images/importing.py": ("created_at, state", _INSERTED),
    "shop/inbox/locking.py": ("*", "what the verbs of a locked conversation have changed"),
    "shop/inbox/models.py": (
        "reason, state, status",
        "all that one look has read, under the conversation's lock; and whatever is queued about a subject, at once",
    ),
    "shop/inbox/outbox.py": ("said_at", "a queued message is worded anew; it is no state"),
    "shop/kit/db/references.py": ("*", "the column of a foreign key"),
    "shop/kit/idempotency.py": (
        "claimed_at, status",
        "who claims a key that lapsed; the status of an HTTP response",
    ),
    "shop/kit/jobs/admin.py": ("status", "the queue's own table, of which there is no model"),
    "shop/merchants/key_rotation.py": ("*", "columns that hold sealed secrets"),
    "shop/merchants/numbers.py": (
        "last_status_at",
        "of every number that a webhook speaks of, in one statement",
    ),
    "shop/merchants/token_bucket.py": ("full_at", "every call of the API counts, in one statement"),
    "shop/payments/incoming/store_webhooks.py": ("*", _INSERTED),
    "shop/privacy/forgetting.py": (
        "*",
        "columns that the register empties: words and bytes, never a state; tests/privacy/test_register.py looks",
    ),
    "shop/recovery/models.py": (
        "ended_at, state",
        "what waits in a conversation is ended by a newer one, in the same statement",
    ),
    "shop/templates/submit.py": ("*", _INSERTED),
}
