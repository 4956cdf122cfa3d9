"""Sentences as shoppers write them, a file for each thing they mean."""
