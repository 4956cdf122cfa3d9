"""Describe products fully: sale prices, weights, conditions, categories, collections

Categories become rows of a tree, known by their whole path; their ancestors are rows too. What a search may be
narrowed to (category, tag) stands as lexemes beside the words, as the merchant does: `%<id>` and `#<md5>`.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shop.kit.db.tenancy import APPLICATION, SWEEPER, police

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NEW_TABLES = ("category", "collection", "collection_product", "meta_set", "price_claim", "commerce_switches")

# "Ropa >  Camisetas>" is "Ropa > Camisetas". An index entry has room for 2,704 bytes.
PATHS = r"""
CREATE TEMPORARY TABLE category_of ON COMMIT DROP AS
SELECT merchant_id, id, (
  SELECT array_agg(word ORDER BY nth) FROM (
    SELECT btrim(regexp_replace(part, '\s+', ' ', 'g')) AS word, nth FROM unnest(string_to_array(
      CASE WHEN octet_length(category) > 2500 THEN left(category, 600) ELSE category END, '>'
    )) WITH ORDINALITY AS cut (part, nth)) AS trimmed WHERE word <> '') AS parts
FROM product WHERE category <> ''
"""
CATEGORIES = """
INSERT INTO category (merchant_id, id, path, google_product_category)
SELECT merchant_id, gen_random_uuid(), path, '' FROM (
  SELECT DISTINCT merchant_id, array_to_string(parts[1:depth], ' > ') AS path
  FROM category_of, generate_series(1, cardinality(parts)) AS depth) AS paths
"""
POINT = """
UPDATE product SET category_id = category.id FROM category_of, category
WHERE category_of.merchant_id = product.merchant_id AND category_of.id = product.id
AND category.merchant_id = product.merchant_id AND category.path = array_to_string(category_of.parts, ' > ')
"""
NARROW = """
UPDATE product_search SET words = words || array_to_tsvector(ARRAY['%' || product.category_id])
FROM product WHERE product.merchant_id = product_search.merchant_id AND product.id = product_search.product_id
AND product.category_id IS NOT NULL
"""
WIDEN = """
UPDATE product_search SET words = ts_delete(words, '%' || product.category_id)
FROM product WHERE product.merchant_id = product_search.merchant_id AND product.id = product_search.product_id
AND product.category_id IS NOT NULL
"""
WRITE_OUT = """
UPDATE product SET category = category.path FROM category
WHERE category.merchant_id = product.merchant_id AND category.id = product.category_id
"""

PRODUCT_WORDS = """
CREATE FUNCTION product_words(given product) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT array_to_tsvector(
      array_remove(ARRAY['@' || given.merchant_id, '%' || given.category_id], NULL)
      || ARRAY(SELECT '#' || md5(folded(tag)) FROM jsonb_array_elements_text(given.tags) AS tag))
    || stemmed(folded(left(concat_ws(' ', given.title, string_agg(word.value ->> 'title', ' ')), 5000)), 'A')
    || stemmed(folded(left(concat_ws(' ', given.brand,
         (SELECT path FROM category WHERE merchant_id = given.merchant_id AND id = given.category_id),
         (SELECT string_agg(tag, ' ') FROM jsonb_array_elements_text(given.tags) AS tag)), 3000)), 'B')
    || strip(stemmed(folded(left(
         concat_ws(' ', given.description, string_agg(word.value ->> 'description', ' ')), 20000)), 'D'))
  FROM jsonb_each(given.translations) AS word
$$
"""
ON_UPDATE = """
CREATE TRIGGER remember_new_words AFTER UPDATE ON product FOR EACH ROW
WHEN ((old.title, old.description, old.brand, old.category_id, old.tags, old.translations)
  IS DISTINCT FROM (new.title, new.description, new.brand, new.category_id, new.tags, new.translations))
EXECUTE FUNCTION remember_product_words()
"""
REMEMBER_CATEGORY = """
CREATE FUNCTION remember_category_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE product_search SET words = product_words(product) FROM product
  WHERE product.merchant_id = new.merchant_id AND product.category_id = new.id
  AND product_search.merchant_id = new.merchant_id AND product_search.product_id = product.id;
  RETURN NULL;
END $$
"""
ON_RENAME = """
CREATE TRIGGER remember_renamed_words AFTER UPDATE ON category FOR EACH ROW
WHEN (old.path IS DISTINCT FROM new.path) EXECUTE FUNCTION remember_category_words()
"""
# As before, and narrowed by the index itself: categories are alternatives, a tag is one condition more. Of words that
# many products have, the planner expects to meet enough of them by reading the table from its start: 28 ms against 11 [M].
SEARCH = """
CREATE FUNCTION search_products(
  given text, wanted_status text, wanted_categories uuid[], wanted_tag text,
  below_rank real, below_id uuid, most int)
RETURNS TABLE (id uuid, rank real) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off AS $$
DECLARE
  merchant uuid := nullif(current_setting('app.merchant_id', true), '')::uuid;
  wanted tsquery := product_query(given);
  shelf tsquery := quote_literal('@' || merchant)::tsquery
    && coalesce((SELECT string_agg(quote_literal('%' || category), '|')::tsquery
                 FROM unnest(wanted_categories) AS category), ''::tsquery)
    && coalesce(quote_literal('#' || md5(folded(wanted_tag)))::tsquery, ''::tsquery);
  mine tsquery := shelf && wanted;
  exact uuid;
BEGIN
  SELECT variant.product_id INTO exact FROM variant JOIN product_search AS found
      ON found.merchant_id = variant.merchant_id AND found.product_id = variant.product_id
    WHERE variant.merchant_id = merchant AND variant.sku = given AND found.words @@ shelf;
  RETURN QUERY
    SELECT hit.product_id, hit.points FROM (
      (SELECT found.product_id, ts_rank(found.words, wanted) AS points FROM product_search AS found
        WHERE numnode(wanted) > 0 AND found.words @@ mine AND found.merchant_id = merchant
          AND found.product_id IS DISTINCT FROM exact
        LIMIT 1000)
      UNION ALL SELECT exact, 2::real WHERE exact IS NOT NULL
    ) AS hit
    WHERE (wanted_status IS NULL OR EXISTS (SELECT FROM product WHERE product.merchant_id = merchant
             AND product.id = hit.product_id AND product.status = wanted_status))
      AND (below_id IS NULL OR (hit.points, hit.product_id) < (below_rank, below_id))
    ORDER BY hit.points DESC, hit.product_id DESC LIMIT most;
END $$
"""
SEARCH_NAME = "search_products(text, text, uuid[], text, real, uuid, int)"
TAGGED = """
CREATE FUNCTION tagged_products(given text, most int) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  merchant uuid := nullif(current_setting('app.merchant_id', true), '')::uuid;
BEGIN
  RETURN QUERY SELECT found.product_id FROM product_search AS found
    WHERE found.merchant_id = merchant AND found.words @@ (
      quote_literal('@' || merchant)::tsquery && quote_literal('#' || md5(folded(given)))::tsquery)
    LIMIT most;
END $$
"""
TAGGED_NAME = "tagged_products(text, int)"

WORDS_BEFORE = """
CREATE FUNCTION product_words(given product) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
  SELECT array_to_tsvector(ARRAY['@' || given.merchant_id])
    || stemmed(folded(left(concat_ws(' ', given.title, string_agg(word.value ->> 'title', ' ')), 5000)), 'A')
    || stemmed(folded(left(concat_ws(' ', given.brand, given.category), 1000)), 'B')
    || strip(stemmed(folded(left(
         concat_ws(' ', given.description, string_agg(word.value ->> 'description', ' ')), 20000)), 'D'))
  FROM jsonb_each(given.translations) AS word
$$
"""
ON_UPDATE_BEFORE = """
CREATE TRIGGER remember_new_words AFTER UPDATE ON product FOR EACH ROW
WHEN ((old.title, old.description, old.brand, old.category, old.translations)
  IS DISTINCT FROM (new.title, new.description, new.brand, new.category, new.translations))
EXECUTE FUNCTION remember_product_words()
"""
SEARCH_BEFORE = """
CREATE FUNCTION search_products(given text, wanted_status text, below_rank real, below_id uuid, most int)
RETURNS TABLE (id uuid, rank real) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  merchant uuid := nullif(current_setting('app.merchant_id', true), '')::uuid;
  wanted tsquery := product_query(given);
  mine tsquery := quote_literal('@' || merchant)::tsquery && wanted;
  exact uuid;
BEGIN
  SELECT variant.product_id INTO exact FROM variant
    WHERE variant.merchant_id = merchant AND variant.sku = given;
  RETURN QUERY
    SELECT hit.product_id, hit.points FROM (
      (SELECT found.product_id, ts_rank(found.words, wanted) AS points FROM product_search AS found
        WHERE numnode(wanted) > 0 AND found.words @@ mine AND found.merchant_id = merchant
          AND found.product_id IS DISTINCT FROM exact
        LIMIT 1000)
      UNION ALL SELECT exact, 2::real WHERE exact IS NOT NULL
    ) AS hit
    WHERE (wanted_status IS NULL OR EXISTS (SELECT FROM product WHERE product.merchant_id = merchant
             AND product.id = hit.product_id AND product.status = wanted_status))
      AND (below_id IS NULL OR (hit.points, hit.product_id) < (below_rank, below_id))
    ORDER BY hit.points DESC, hit.product_id DESC LIMIT most;
END $$
"""
SEARCH_NAME_BEFORE = "search_products(text, text, real, uuid, int)"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _create_tables()
    op.add_column("drift_report", sa.Column("price_claims", sa.Integer(), nullable=False, server_default="0"))
    op.alter_column("drift_report", "price_claims", server_default=None)
    _describe_variants()
    op.execute("DROP TRIGGER remember_new_words ON product")
    _describe_products()
    op.execute("DROP FUNCTION product_words(product)")
    op.execute(f"DROP FUNCTION {SEARCH_NAME_BEFORE}")
    for statement in (PRODUCT_WORDS, ON_UPDATE, REMEMBER_CATEGORY, ON_RENAME, SEARCH, TAGGED):
        op.execute(statement)
    _entrust(SEARCH_NAME)
    _entrust(TAGGED_NAME)
    for table in NEW_TABLES:
        for statement in police(table):
            op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP TRIGGER remember_renamed_words ON category")
    op.execute("DROP TRIGGER remember_new_words ON product")
    for name in ("remember_category_words()", SEARCH_NAME, TAGGED_NAME, "product_words(product)"):
        op.execute(f"DROP FUNCTION {name}")
    _describe_products_as_before()
    for statement in (WORDS_BEFORE, ON_UPDATE_BEFORE, SEARCH_BEFORE):
        op.execute(statement)
    _entrust(SEARCH_NAME_BEFORE)
    _describe_variants_as_before()
    op.drop_column("drift_report", "price_claims")
    for table in reversed(NEW_TABLES):
        op.drop_table(table)


def _create_tables() -> None:
    op.create_table(
        "category",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("google_product_category", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_category")),
        sa.UniqueConstraint("merchant_id", "path", name=op.f("uq_category_merchant_id_path")),
    )
    op.create_table(
        "collection",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_collection")),
    )
    op.create_index(
        op.f("ix_collection_merchant_id_status_id"), "collection", ["merchant_id", "status", "id"]
    )
    op.create_table(
        "collection_product",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("collection_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id", "collection_id"],
            ["collection.merchant_id", "collection.id"],
            name=op.f("fk_collection_product_merchant_id_collection_id_collection"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id", "product_id"],
            ["product.merchant_id", "product.id"],
            name=op.f("fk_collection_product_merchant_id_product_id_product"),
        ),
        sa.PrimaryKeyConstraint(
            "merchant_id", "collection_id", "product_id", name=op.f("pk_collection_product")
        ),
    )
    op.create_index(
        op.f("ix_collection_product_merchant_id_product_id"),
        "collection_product",
        ["merchant_id", "product_id"],
    )
    op.create_table(
        "meta_set",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("collection_id", sa.Uuid(), nullable=False),
        sa.Column("catalog_id", sa.Text(), nullable=False),
        sa.Column("set_id", sa.Text(), nullable=True),
        sa.Column("sent_hash", sa.Text(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("merchant_id", "collection_id", "catalog_id", name=op.f("pk_meta_set")),
    )
    op.create_table(
        "price_claim",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("variant_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id", "variant_id"],
            ["variant.merchant_id", "variant.id"],
            name=op.f("fk_price_claim_merchant_id_variant_id_variant"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_price_claim")),
    )
    op.create_index(op.f("ix_price_claim_merchant_id_at"), "price_claim", ["merchant_id", "at"])
    op.create_table(
        "commerce_switches",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("phone_number_id", sa.Text(), nullable=False),
        sa.Column("is_cart_enabled", sa.Boolean(), nullable=True),
        sa.Column("is_catalog_visible", sa.Boolean(), nullable=True),
        sa.Column("wants_cart", sa.Boolean(), nullable=True),
        sa.Column("wants_catalog", sa.Boolean(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("merchant_id", "phone_number_id", name=op.f("pk_commerce_switches")),
    )


VARIANT_CHECKS = {
    "sale_is_cheaper": "sale_price_minor >= 0 AND sale_price_minor < price_minor",
    "sale_starts_before_it_ends": "sale_starts_at < sale_ends_at",
    "sale_dates_have_a_price": "sale_price_minor IS NOT NULL OR coalesce(sale_starts_at, sale_ends_at) IS NULL",
    "compared_with_more": "compare_at_price_minor > price_minor",
    "weight_not_negative": "weight_grams >= 0",
    "low_stock_mark_not_negative": "low_stock_mark >= 0",
}
VARIANT_COLUMNS = {
    "sale_price_minor": sa.BigInteger(),
    "sale_starts_at": sa.DateTime(timezone=True),
    "sale_ends_at": sa.DateTime(timezone=True),
    "compare_at_price_minor": sa.BigInteger(),
    "weight_grams": sa.BigInteger(),
    "low_stock_mark": sa.BigInteger(),
}


def _describe_variants() -> None:
    for name, kind in VARIANT_COLUMNS.items():
        op.add_column("variant", sa.Column(name, kind, nullable=True))
    mode = sa.Column("availability_mode", sa.String(32), nullable=False, server_default="by_stock")
    op.add_column("variant", mode)
    op.alter_column("variant", "availability_mode", server_default=None)
    for name, condition in VARIANT_CHECKS.items():
        op.create_check_constraint(name, "variant", condition)
    op.create_index("ix_variant_by_price", "variant", ["merchant_id", "price_minor", "product_id"])
    op.create_index(
        "ix_variant_low_stock",
        "variant",
        ["merchant_id", "product_id"],
        postgresql_where="low_stock_mark IS NOT NULL",
    )


def _describe_variants_as_before() -> None:
    op.drop_index("ix_variant_low_stock", table_name="variant")
    op.drop_index("ix_variant_by_price", table_name="variant")
    for name in VARIANT_CHECKS:
        op.drop_constraint(op.f(f"ck_variant_{name}"), "variant")
    for name in ("availability_mode", *VARIANT_COLUMNS):
        op.drop_column("variant", name)


def _describe_products() -> None:
    op.execute(PATHS)
    op.execute(CATEGORIES)
    op.add_column("product", sa.Column("category_id", sa.Uuid(), nullable=True))
    op.execute(POINT)
    op.execute(NARROW)
    op.drop_column("product", "category")
    json = postgresql.JSONB(astext_type=sa.Text())
    for name, kind, blank in (
        ("condition", sa.String(32), "new"),
        ("tags", json, "[]"),
        ("attributes", json, "{}"),
    ):
        op.add_column("product", sa.Column(name, kind, nullable=False, server_default=blank))
        op.alter_column("product", name, server_default=None)
    title = sa.Column(
        "sort_title",
        sa.Text(collation="C"),
        sa.Computed("left(folded(title), 100)", persisted=True),
        nullable=True,
    )
    op.add_column("product", title)
    op.create_foreign_key(
        op.f("fk_product_merchant_id_category_id_category"),
        "product",
        "category",
        ["merchant_id", "category_id"],
        ["merchant_id", "id"],
    )
    for name in ("category_id", "updated_at", "sort_title"):
        op.create_index(op.f(f"ix_product_merchant_id_{name}_id"), "product", ["merchant_id", name, "id"])


def _describe_products_as_before() -> None:
    op.add_column("product", sa.Column("category", sa.Text(), nullable=False, server_default=""))
    op.alter_column("product", "category", server_default=None)
    op.execute(WRITE_OUT)
    op.execute(WIDEN)
    for name in ("sort_title", "updated_at", "category_id"):
        op.drop_index(op.f(f"ix_product_merchant_id_{name}_id"), table_name="product")
    op.drop_constraint(op.f("fk_product_merchant_id_category_id_category"), "product")
    for name in ("sort_title", "attributes", "tags", "condition", "category_id"):
        op.drop_column("product", name)


def _entrust(function: str) -> None:
    """To the role that may look past the policy; whoever is to own a function must have its schema."""
    op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {APPLICATION}")
    op.execute(f"GRANT CREATE ON SCHEMA public TO {SWEEPER}")
    op.execute(f"ALTER FUNCTION {function} OWNER TO {SWEEPER}")
    op.execute(f"REVOKE CREATE ON SCHEMA public FROM {SWEEPER}")
