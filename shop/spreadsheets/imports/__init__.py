"""An import from its file to stored products: `start`, then the jobs `parse_file` and `apply_rows`; `listing` shows it."""
