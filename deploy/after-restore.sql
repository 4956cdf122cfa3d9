-- After pg_restore as the owner. Handing a function to another role takes the owner's right to say who may call it:
-- the restore leaves it to everybody. A superuser's restore needs none of this, and it does no harm.
REVOKE CREATE ON SCHEMA public FROM shop_sweeper;
-- Which migrations ran is the owner's to say; by default a new table is the application's to change.
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM shop_app;
SET ROLE shop_sweeper;
DO $$
DECLARE
  entrusted regprocedure;
BEGIN
  FOR entrusted IN SELECT oid FROM pg_proc WHERE proowner = 'shop_sweeper'::regrole LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', entrusted);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO shop_app', entrusted);
  END LOOP;
END $$;
