"""What every endpoint of the API shares: bodies, pages, ETags, types on the wire."""
