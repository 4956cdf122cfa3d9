"""Calls to Meta's Cloud API: one client, its connection pool, what its errors mean."""
