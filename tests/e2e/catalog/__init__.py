"""Tests of the catalog on its way to Meta."""
