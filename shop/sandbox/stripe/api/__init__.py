"""The addresses of /v1, one file for each noun."""
