"""Files: uploaded, fetched, deleted; what types and sizes are taken."""
