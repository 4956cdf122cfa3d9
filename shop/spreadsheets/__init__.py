"""Products in and out as CSV and XLSX. Called by the API; works on `catalog`'s bulk upsert."""
