"""Refunds in our books."""
