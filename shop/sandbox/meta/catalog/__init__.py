"""Catalogs: batches of items, reviews, product sets, reading, prices."""
