"""Who writes, what was said, what webhooks brought, and what was asked of a person."""

from shop.privacy.register.notation import blank_after, delete_after, table

_CUSTOMER = "As long as the merchant keeps the customer: it is the record of what they agreed."
# Meta tries again for up to seven days (WhatsApp Cloud API, Webhooks: retries).
_DUPLICATES = "Until then its key tells a repeated delivery from news; Meta repeats for seven days."

CONVERSATIONS = (
    table(
        "customer",
        stays="As long as they are the merchant's customer: orders, invoices and agreements refer to them.",
        identifies="bsuid phone name",
        consent="marketing marketing_at asked_at",
        content="locale time_zone",
        technical="merchant_id id created_at",
    ),
    table(
        "consent_entry",
        stays="As long as the customer: whoever sends promotions must be able to prove each yes and each no.",
        consent="purpose given text_shown channel wamid counted at noted_at",
        technical="merchant_id id customer_id",
    ),
    table(
        "conversation",
        stays=_CUSTOMER,
        identifies="bsuid phone",
        content="bot_state held_reason",
        technical="merchant_id id number_id customer_id held_by held_since waiting_since person_wrote_at case_since"
        " owes_since last_inbound_at created_at",
    ),
    table(
        "conversation_case",
        stays="As long as the conversation: how long people waited for an answer is counted from it.",
        identifies="assignee closed_by",
        content="labels handed_over_reason",
        technical="merchant_id id conversation_id opened_at handed_over_at first_answer_at closed_at",
    ),
    table(
        "message",
        stays=_CUSTOMER,
        content="text content fallback error_detail",
        identifies="wamid reply_to",
        technical="merchant_id id conversation_id direction status lane kind reason about attempt unanswered error_code"
        " said_at created_at sending_at sent_at delivered_at read_at failed_at repeated_at pricing",
    ),
    table(
        "inbound_event",
        blank_after(
            7,
            "body",
            since="arrived_at",
            where="state = 'done'",
            which="read",
            reason="What it said is a message by then; the raw body is for this week's complaints.",
        ),
        delete_after(30, since="arrived_at", where="state = 'done'", which="read", reason=_DUPLICATES),
        delete_after(
            14,
            since="arrived_at",
            where="state = 'ignored'",
            which="used by nothing here",
            reason="Nothing here uses it; a new release that would may read it again until then.",
        ),
        delete_after(
            180,
            since="arrived_at",
            where="state = 'set_aside'",
            which="set aside",
            reason="Nobody could read it: the doctor and `shop webhooks list` show it, and half a year is enough.",
        ),
        stays="What waits is kept until it was read.",
        content="body reason",
        identifies="key",
        technical="merchant_id id kind field conversation_id state provider_at arrived_at",
    ),
    table(
        "stray_event",
        delete_after(
            30,
            since="arrived_at",
            reason="It belongs to no merchant here; until then the operator may bind its number and try again.",
        ),
        stays="Nothing stays.",
        content="body reason",
        identifies="key",
        technical="id app_id arrived_at",
    ),
    table(
        "attention",
        delete_after(
            400,
            since="resolved_at",
            reason="It was seen to; thirteen months let a year be compared with the one before.",
        ),
        stays="What nobody has seen to is kept until somebody has.",
        content="detail",
        identifies="taken_by resolved_by",
        technical="merchant_id id kind subject_kind subject_id since due_at taken_at resolved_at",
    ),
    table(
        "event",
        stays="As long as the merchant: the log names nobody (decision 28), and reports are counted from it.",
        identifies="actor",
        technical="merchant_id id transaction_id kind subject_kind subject_id data provider_at at",
    ),
    table(
        "gate_decision",
        delete_after(
            400,
            since="at",
            reason="Whoever complains of a promotion is told why it was sent; complaints come within a year.",
        ),
        stays="Nothing stays.",
        content="answers why",
        technical="merchant_id id purpose subject customer_id allowed again_at message_id at",
    ),
)
