"""Tests of orders and their money."""
