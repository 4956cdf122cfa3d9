"""Tests of the merchants' API."""
