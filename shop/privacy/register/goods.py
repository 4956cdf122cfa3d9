"""Goods, their pictures and spreadsheets, and Meta's copy of them: the merchant's own, of nobody else."""

from shop.privacy.register.notation import delete_after, table

_MERCHANT = "As long as the merchant."
_IMPORT = "The newest imports of each merchant; a further one takes the place of the oldest (`MOST_KEPT`)."

GOODS = (
    table(
        "product",
        stays=_MERCHANT,
        none="title description brand tax_class requires_delivery translations images link status category_id condition"
        " tags attributes sort_title",
        technical="merchant_id id created_at updated_at",
    ),
    table(
        "variant",
        stays=_MERCHANT,
        none="product_id sku options price_minor sale_price_minor sale_starts_at sale_ends_at compare_at_price_minor"
        " currency weight_grams availability_mode low_stock_threshold images position archived",
        technical="merchant_id id version sent_version sent_hash sent_batch_id meta_state meta_reasons meta_checked_at"
        " meta_due_at",
    ),
    table("stock", stays=_MERCHANT, none="variant_id on_hand reserved", technical="merchant_id"),
    table(
        "stock_movement",
        stays="As long as the merchant: why there are so many is a question of years.",
        none="variant_id delta reason",
        identifies="actor",
        technical="merchant_id id order_id at",
    ),
    table(
        "price_claim",
        delete_after(
            30, since="at", reason="Claims are counted for a week, and a month is enough to look into them."
        ),
        stays="Nothing stays.",
        technical="merchant_id id variant_id at",
    ),
    table("category", stays=_MERCHANT, none="path google_product_category", technical="merchant_id id"),
    table(
        "collection",
        stays=_MERCHANT,
        none="title description status",
        technical="merchant_id id created_at updated_at",
    ),
    table(
        "collection_product",
        stays=_MERCHANT,
        none="collection_id product_id position",
        technical="merchant_id",
    ),
    table("product_search", stays=_MERCHANT, none="product_id words", technical="merchant_id"),
    table(
        "image",
        stays="Until the merchant removes it.",
        none="name width height bytes source_url",
        technical="merchant_id id state fault tries created_at",
    ),
    table(
        "discount",
        stays="As long as the merchant keeps it; one that was used with the orders it took something off.",
        none="name translations kind percent_hundredths amount_minor buy_quantity get_quantity set_size most_sets"
        " most_delivery_minor applies_to gets first_order_only min_value_minor min_quantity is_automatic is_combinable"
        " priority max_uses max_uses_per_customer starts_at ends_at",
        technical="merchant_id id uses status created_at updated_at",
    ),
    table(
        "discount_code",
        stays="With its discount.",
        none="code shown max_uses",
        technical="merchant_id id discount_id uses batch created_at",
    ),
    table(
        "product_import",
        stays=_IMPORT,
        none="kind file_name bytes notes columns fault",
        identifies="actor",
        technical="merchant_id id state dry_run read_to rows position done created changed unchanged refused errors"
        " warnings created_at updated_at finished_at",
    ),
    table(
        "product_import_piece",
        stays="Until the import ends.",
        none="content",
        technical="merchant_id import_id number",
    ),
    table(
        "product_import_row",
        stays="Until the import ends.",
        none="product sku cells",
        technical="merchant_id import_id begins number first_with_sku is_sound",
    ),
    table(
        "product_import_problem",
        stays="With its import.",
        none="column_name message",
        technical="merchant_id id import_id row_number severity",
    ),
    table(
        "product_feed", stays="Until the merchant closes the feed.", technical="merchant_id token created_at"
    ),
    table(
        "meta_batch",
        delete_after(
            7, since="finished_at", reason="Meta went through it; a week is enough to look into it."
        ),
        stays="One that Meta has not gone through is kept until it has.",
        technical="merchant_id id handles items refused state sent_at finished_at",
    ),
    table(
        "drift_report",
        delete_after(90, since="started_at", reason="A quarter shows whether drift comes back."),
        stays="Nothing stays.",
        none="samples",
        technical="merchant_id id started_at finished_at read repaired counts price_claims",
    ),
    table(
        "meta_set",
        stays="Until Meta has deleted its set.",
        technical="merchant_id collection_id catalog_id set_id sent_hash trouble sent_at",
    ),
    table(
        "sync_lease",
        stays="One row for each task of a merchant.",
        technical="merchant_id task holder held_until awaited_until paused_until trouble targets",
    ),
    table(
        "commerce_switches",
        stays="One row for each number.",
        none="is_cart_enabled is_catalog_visible wants_cart wants_catalog",
        technical="merchant_id phone_number_id trouble checked_at",
    ),
)
