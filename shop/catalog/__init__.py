"""The catalog: products, their variants with prices and stock, and Meta's review on each variant.

A variant's SKU is Meta's `retailer_id` and never changes. Every edit bumps `version`; `catalog_sync` sends what is
newer than `sent_version`. Stock on hand is never negative and never less than what is reserved.
"""
