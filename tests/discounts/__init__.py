"""Tests of the discounts."""
