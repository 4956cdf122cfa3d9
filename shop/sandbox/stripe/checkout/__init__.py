"""Checkout sessions: opened from links, paid, expired."""
