"""Find products by their words

No extension: accents fall away by Unicode decomposition, and every text is stemmed as Spanish, English and
Portuguese at once, because a row does not say reliably which of them it is. A GIN index cannot begin with the
merchant without an extension either, so the merchant is a lexeme of its own: `@<uuid>`.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shop.kit.db.tenancy import APPLICATION, SWEEPER, police

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SINGULAR = r"""
CREATE FUNCTION portuguese_singular(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(given, '[ao]es\M', 'ao', 'g')  -- the stemmer does not know that limoes are limao
$$
"""
FOLDED = r"""
CREATE FUNCTION folded(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(regexp_replace(normalize(given, NFKD), E'[\u0300-\u036f]', '', 'g'))
$$
"""
STEMMED = """
CREATE FUNCTION stemmed(given text, weight "char") RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector('pg_catalog.simple', given) || to_tsvector('pg_catalog.spanish', given)
    || to_tsvector('pg_catalog.english', given) || to_tsvector('pg_catalog.portuguese', portuguese_singular(given)), weight)
$$
"""
# A tsvector holds at most 1 MB: the texts are cut well below it. Descriptions go without positions: they make
# a row several times larger, and it is read to be ranked.
PRODUCT_WORDS = """
CREATE FUNCTION product_words(given product) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
  SELECT array_to_tsvector(ARRAY['@' || given.merchant_id])
    || stemmed(folded(left(concat_ws(' ', given.title, string_agg(word.value ->> 'title', ' ')), 5000)), 'A')
    || stemmed(folded(left(concat_ws(' ', given.brand, given.category), 1000)), 'B')
    || strip(stemmed(folded(left(
         concat_ws(' ', given.description, string_agg(word.value ->> 'description', ' ')), 20000)), 'D'))
  FROM jsonb_each(given.translations) AS word
$$
"""
REMEMBER = """
CREATE FUNCTION remember_product_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO product_search (merchant_id, product_id, words)
  VALUES (new.merchant_id, new.id, product_words(new))
  ON CONFLICT (merchant_id, product_id) DO UPDATE SET words = excluded.words;
  RETURN NULL;
END $$
"""
ON_INSERT = """
CREATE TRIGGER remember_words AFTER INSERT ON product FOR EACH ROW EXECUTE FUNCTION remember_product_words()
"""
ON_UPDATE = """
CREATE TRIGGER remember_new_words AFTER UPDATE ON product FOR EACH ROW
WHEN ((old.title, old.description, old.brand, old.category, old.translations)
  IS DISTINCT FROM (new.title, new.description, new.brand, new.category, new.translations))
EXECUTE FUNCTION remember_product_words()
"""
# Every word must be there, as it stands or stemmed in one of the languages; the last may be a beginning.
PRODUCT_QUERY = """
CREATE FUNCTION product_query(given text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  words text[] := array_remove(regexp_split_to_array(folded(given), '[^[:alnum:]]+'), '');
  word text;
  wanted tsquery := ''::tsquery;
BEGIN
  FOR nth IN 1 .. least(cardinality(words), 12) LOOP
    word := left(words[nth], 100);
    wanted := wanted && (
      (quote_literal(word) || CASE WHEN nth = cardinality(words) AND octet_length(word) > 2
                              THEN ':*' ELSE '' END)::tsquery
      || plainto_tsquery('pg_catalog.spanish', word)
      || plainto_tsquery('pg_catalog.english', word)
      || plainto_tsquery('pg_catalog.portuguese', portuguese_singular(word)));
  END LOOP;
  RETURN wanted;
END $$
"""
# The merchant comes from the setting, never as an argument. Hits are ranked among the first 1,000.
SEARCH = """
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
SEARCH_NAME = "search_products(text, text, real, uuid, int)"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "product_search",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id", "product_id"],
            ["product.merchant_id", "product.id"],
            name=op.f("fk_product_search_merchant_id_product_id_product"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("merchant_id", "product_id", name=op.f("pk_product_search")),
    )
    op.create_index("ix_product_search_words", "product_search", ["words"], postgresql_using="gin")
    for statement in police("product_search"):
        op.execute(statement)
    for statement in (
        FOLDED,
        SINGULAR,
        STEMMED,
        PRODUCT_WORDS,
        REMEMBER,
        ON_INSERT,
        ON_UPDATE,
        PRODUCT_QUERY,
        SEARCH,
    ):
        op.execute(statement)
    op.execute("INSERT INTO product_search SELECT merchant_id, id, product_words(product) FROM product")
    op.execute(f"REVOKE ALL ON FUNCTION {SEARCH_NAME} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {SEARCH_NAME} TO {APPLICATION}")
    op.execute(f"GRANT CREATE ON SCHEMA public TO {SWEEPER}")  # whoever is to own a function must have it
    op.execute(f"ALTER FUNCTION {SEARCH_NAME} OWNER TO {SWEEPER}")
    op.execute(f"REVOKE CREATE ON SCHEMA public FROM {SWEEPER}")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP TRIGGER remember_words ON product")
    op.execute("DROP TRIGGER remember_new_words ON product")
    op.execute(f"DROP FUNCTION {SEARCH_NAME}")  # the schema's owner may, though the function is another's
    for name in ("product_query(text)", "remember_product_words()", "product_words(product)"):
        op.execute(f"DROP FUNCTION {name}")
    op.execute('DROP FUNCTION stemmed(text, "char")')
    op.execute("DROP FUNCTION portuguese_singular(text)")
    op.execute("DROP FUNCTION folded(text)")
    op.drop_index("ix_product_search_words", table_name="product_search", postgresql_using="gin")
    op.drop_table("product_search")
