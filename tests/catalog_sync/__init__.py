"""Tests of the catalog at Meta."""
