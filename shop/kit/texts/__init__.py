"""Texts of others, made fit for the places where they are shown."""
