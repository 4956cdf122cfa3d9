"""The fields of Meta's webhooks that a merchant's app must have ticked, so that the shop hears what it needs."""

NEEDED = frozenset(
    {"messages", "user_preferences", "message_template_status_update", "template_category_update"}
)
# What Meta tells of accounts, numbers and quality: without them nobody hears of a ban or a restriction.
ALERTS = frozenset(
    {
        "account_alerts",
        "account_review_update",
        "account_update",
        "message_template_quality_update",
        "phone_number_name_update",
        "phone_number_quality_update",
        "security",
    }
)
