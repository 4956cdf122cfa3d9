"""How a call of /v1 is read, checked, answered once for each idempotency key, listed and expanded."""
