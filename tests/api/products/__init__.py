"""Tests of products over the API."""
