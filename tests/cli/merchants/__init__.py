"""Tests of `shop merchant`."""
