"""Orders over the API, in this process."""

"""Parcels and returns by the API."""
