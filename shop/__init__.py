"""Trastienda: the backend of a shop that lives inside WhatsApp. The map is in README.md."""

__version__ = "0.1.0"
