"""What the pretend Meta remembers: structs that survive a restart. Times are unix seconds (business)."""

from functools import cache
from typing import Any

from msgspec import Struct, field

FIELDS = (
    "messages",
    "message_template_quality_update",
    "message_template_status_update",
    "template_category_update",
    "user_preferences",
    "account_alerts",
    "account_review_update",
    "account_update",
    "phone_number_name_update",
    "phone_number_quality_update",
    "security",
)


@cache
def digits_of(phone: str) -> str:
    """A phone number without punctuation."""
    return "".join(c for c in phone if c.isdigit())


class MetaApp(Struct):
    """A Meta app: its secret signs webhooks, its callback receives them."""

    app_id: str
    app_secret: str
    verify_token: str
    callback_url: str | None = None
    webhook_version: str = "v26.0"
    fields: list[str] = field(default_factory=lambda: list(FIELDS))  # those that are ticked


class Business(Struct):
    """A WhatsApp Business Account (WABA)."""

    waba_id: str
    app_id: str
    name: str
    access_token: str
    catalog_id: str | None = None
    portfolio_id: str = "default"
    subscribed: bool = True
    override_callback_uri: str | None = None


class BusinessNumber(Struct):
    """A business phone number with everything hung on it."""

    phone_number_id: str
    display_phone_number: str
    waba_id: str
    name: str
    time_zone: str | None = None
    is_cart_enabled: bool = True
    is_catalog_visible: bool = False
    quality: str = "GREEN"
    limit_tier: str = "TIER_250"
    override_callback_uri: str | None = None
    profile: dict[str, Any] = field(default_factory=dict)
    automation: dict[str, Any] = field(default_factory=dict)
    qr_codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    blocked: dict[str, str] = field(default_factory=dict)
    service_sent: dict[str, int] = field(default_factory=dict)

    @property
    def digits(self) -> str:
        """The number without punctuation, as it stands in `from` and `context.from`."""
        return digits_of(self.display_phone_number)


class Shopper(Struct):
    """A person with WhatsApp. Without a phone only the business-scoped id is ever shown."""

    id: str
    name: str
    bsuid: str
    phone: str | None = None
    username: str | None = None
    locale: str = "es_ES"
    receipts: bool = True
    online: bool = True
    hides_phone: bool = False
    user_ids: dict[str, str] = field(default_factory=dict)
    marketing_sent: list[float] = field(default_factory=list)


class ChatMessage(Struct):
    """One message of a thread, in (`direction` "in", from the shopper) or out (from the business)."""

    wamid: str
    direction: str
    phone_number_id: str
    shopper_id: str
    at: float
    type: str
    content: dict[str, Any]
    status: str = "received"
    error: dict[str, Any] | None = None
    context: dict[str, Any] | None = None
    recipient: str = ""
    callback_data: str | None = None
    pricing: dict[str, Any] | None = None
    fep_until: float | None = None
    priced: bool = False
    shown: dict[str, Any] | None = None


class ChatConversation(Struct):
    """What one number and one shopper have with each other."""

    phone_number_id: str
    shopper_id: str
    messages: list[ChatMessage] = field(default_factory=list)
    window_until: float = 0.0
    last_at: float = 0.0
    ad_tapped_at: float = 0.0
    fep_until: float = 0.0
    stopped_marketing: bool = False
    blocked_by_shopper: bool = False
    unread: int = 0
    held_by_person: str | None = None  # why, if a person of the shop holds it and the sandbox was told


class StoredMedium(Struct):
    """An uploaded or received file. `expires_at`: 30 days for uploads, 7 for received ones."""

    id: str
    phone_number_id: str
    mime_type: str
    sha256: str
    data: bytes
    created_at: float
    expires_at: float
    filename: str | None = None


class TemplateRecord(Struct):
    """A message template in one language."""

    id: str
    waba_id: str
    name: str
    language: str
    category: str
    components: list[dict[str, Any]]
    status: str = "PENDING"
    parameter_format: str = "POSITIONAL"
    quality: str = "UNKNOWN"
    rejected_reason: str = "NONE"
    previous_category: str | None = None
    created_at: float = 0.0
    edited_at: list[float] = field(default_factory=list)
    message_send_ttl_seconds: int | None = None
    sent: int = 0


class Item(Struct):
    """A catalog item and Meta's review of it, for the WHATSAPP capability."""

    id: str
    retailer_id: str
    data: dict[str, Any]
    review: str = "PENDING"
    review_due_at: float | None = None
    reasons: list[str] = field(default_factory=list)
    capabilities_off: list[str] = field(default_factory=list)


class ItemsBatch(Struct):
    """An items_batch call; applied, and its handle finished, when due."""

    handle: str
    requests: list[dict[str, Any]]
    due_at: float
    polls_left: int = 0
    applied: bool = False
    errors: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    invalid_ids: list[str] = field(default_factory=list)
    allow_upsert: bool = True


class MetaCatalog(Struct):
    """A product catalog; `waba_ids` may manage it, the business that names it is connected."""

    catalog_id: str
    name: str
    waba_ids: list[str] = field(default_factory=list)
    items: dict[str, Item] = field(default_factory=dict)
    batches: dict[str, ItemsBatch] = field(default_factory=dict)
    sets: dict[str, dict[str, Any]] = field(default_factory=dict)
    calls: list[float] = field(default_factory=list)


class ScheduledEvent(Struct, order=True):
    """Something that will happen at a business time: `kind` names who does it."""

    at: float
    seq: int
    kind: str
    args: list[str]
