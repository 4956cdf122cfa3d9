"""Trastienda: the backend of a shop that lives inside WhatsApp. The map is in README.md."""
