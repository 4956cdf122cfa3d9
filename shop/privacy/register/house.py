"""Merchants and their keys, and what the machine itself keeps: answers, ticks, the queue."""

from shop.privacy.register.notation import delete_after, table

_MERCHANT = "As long as the merchant."
_OFFERED = "As long as the merchant, also once it is archived: orders keep what they were quoted."

HOUSE = (
    table(
        "merchant",
        stays=_MERCHANT,
        none="name legal_name tax_id address currency locale time_zone prices_include_tax hours settings",
        technical="id created_at",
    ),
    table(
        "whatsapp_app",
        stays="As long as one of its numbers.",
        technical="id sealed_secrets sealed_verify_token",
    ),
    table(
        "whatsapp_number",
        stays=_MERCHANT,
        none="phone_number_id display_phone_number waba_id catalog_id paused_reason",
        technical="merchant_id id app_id sealed_access_token last_status_at",
    ),
    table(
        "stripe_account",
        stays=_MERCHANT,
        technical="merchant_id sealed_secret_key sealed_webhook_secrets livemode events_read_to events_missed_at",
    ),
    table(
        "api_key",
        stays="As long as the merchant, also once it is revoked: events name it as who did something.",
        identifies="name",
        technical="merchant_id id fingerprint hint scopes created_at last_used_at revoked_at",
    ),
    table(
        "delivery_zone",
        stays=_OFFERED,
        none="name areas excluded position status",
        technical="merchant_id id created_at updated_at",
    ),
    table(
        "delivery_method",
        stays=_OFFERED,
        none="kind name translations zone_id place_ids pricing_kind price_minor weight_steps value_steps free_from_minor"
        " min_value_minor max_value_minor max_weight_grams min_days max_days position status",
        technical="merchant_id id created_at updated_at",
    ),
    table(
        "pickup_place",
        stays=_OFFERED,
        none="name address hours preparation_days position status",
        technical="merchant_id id created_at updated_at",
    ),
    table(
        "delivery_settings",
        stays="One row for each merchant.",
        none="handling_days cutoff weekdays closed",
        technical="merchant_id updated_at",
    ),
    table(
        "rate_limit_bucket",
        stays="One row for each key and policy.",
        technical="merchant_id key_id policy full_at",
    ),
    table(
        "message_template",
        stays=_MERCHANT,
        none="waba_id name language category coming_category quality reason",
        technical="merchant_id id meta_id status status_at category_said_at coming_category_from quality_at sent_hash"
        " updated_at",
    ),
    table(
        "directory",
        delete_after(
            400,
            since="entered_at",
            where="kind = 'pay'",
            which="links to orders and carts",
            reason="An order is over after days; its link shows how it stands for thirteen months more.",
        ),
        stays="Keys, numbers and feeds as long as they open something.",
        identifies="key",
        technical="kind merchant_id entered_at",
    ),
    table(
        "idempotency_record",
        delete_after(
            1,
            since="claimed_at",
            kept_by="idempotency.forget_expired",
            reason="A repeated request gets the first answer for a day.",
        ),
        stays="Nothing stays.",
        content="headers body",
        technical="merchant_id key fingerprint claimed_at status",
    ),
    table(
        "tick",
        delete_after(
            2, since="slot", kept_by="shop/timetable.py", reason="No timetable is two days behind another."
        ),
        stays="Nothing stays.",
        technical="name slot",
    ),
    table(
        "pgqueuer",
        stays="Until the job was done; one that is held until the operator decides.",
        technical="id priority queue_manager_id created updated heartbeat execute_after status entrypoint dedupe_key"
        " payload headers attempts slot",
    ),
    table(
        "pgqueuer_log",
        delete_after(
            7,
            since="created",
            where="NOT EXISTS (SELECT FROM pgqueuer WHERE pgqueuer.id = pgqueuer_log.job_id)",
            which="of jobs that are done",
            kept_by="jobs.forget_log",
            reason="An operator looks into last week's jobs.",
        ),
        stays="What a job left that is still in the queue.",
        technical="id created job_id status priority entrypoint traceback aggregated",
    ),
    table(
        "pgqueuer_statistics",
        stays="PgQueuer's own; we write nothing there.",
        technical="id created count priority status entrypoint",
    ),
    table(
        "pgqueuer_schedules",
        stays="PgQueuer's own; we write nothing there.",
        technical="id expression entrypoint heartbeat created updated next_run last_run status",
    ),
    table("alembic_version", stays="One row: the revision.", technical="version_num"),
)
