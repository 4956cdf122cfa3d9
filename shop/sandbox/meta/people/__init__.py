"""Whom a message is for, and whom a business has blocked."""
