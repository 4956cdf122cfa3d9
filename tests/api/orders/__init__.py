"""Orders over the API, in this process."""
