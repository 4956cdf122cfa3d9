"""Orders: checkout, totals, tax and what follows."""
