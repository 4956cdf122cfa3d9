"""The tests' PostgreSQL, seen from outside."""
