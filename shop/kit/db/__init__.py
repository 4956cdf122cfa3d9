"""The database: connections, transactions, column kinds, plain SQL, row-level security, roles and schema."""
