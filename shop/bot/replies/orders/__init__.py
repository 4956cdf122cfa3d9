"""Answers about the shopper's orders."""
