"""Tests of carts on their way through the whole shop."""
