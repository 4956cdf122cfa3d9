-- After pg_restore as the owner. Handing a function to another role takes the owner's right to say who may call it:
-- the restore leaves it to everybody. A superuser's restore needs none of this, and it does no harm.
REVOKE CREATE ON SCHEMA public FROM shop_sweeper;
SET ROLE shop_sweeper;
REVOKE ALL ON FUNCTION search_products(text, text, real, uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_products(text, text, real, uuid, int) TO shop_app;
