"""Tests of imports over the API."""
