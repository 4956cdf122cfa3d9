"""Tests of `shop events`."""
