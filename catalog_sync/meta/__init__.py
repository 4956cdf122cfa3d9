"""Meta's catalog API over HTTP, and its responses as our types."""
