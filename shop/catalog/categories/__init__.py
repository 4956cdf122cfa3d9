"""The merchant's own category tree."""
