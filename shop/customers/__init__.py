"""Customers: people by our own id, with a business-scoped id or a phone or both, and the ledger of their consent."""
