"""Tests of the API's discounts."""
