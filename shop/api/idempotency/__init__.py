"""`Idempotency-Key`: a change that is asked for twice is made once, and answered twice."""
