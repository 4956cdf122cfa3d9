"""Tests of money that goes back."""
