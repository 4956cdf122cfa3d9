"""Messages both ways: what is accepted, what becomes of it, what it costs, what shoppers send."""
