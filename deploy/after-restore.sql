-- After pg_restore as the owner. Handing a function to another role takes the owner's right to say who may call it:
-- the restore leaves it to everybody. A superuser's restore needs none of this, and it does no harm.
REVOKE CREATE ON SCHEMA public FROM shop_sweeper;
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

-- Which migrations ran is the owner's to say: what a new table is granted by default gives the application more.
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM shop_app;
