"""Tests of the sandbox, asked by pywa."""
