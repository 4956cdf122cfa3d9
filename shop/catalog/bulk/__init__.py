"""Thousands of products in one call: read, compared, written with few statements."""
