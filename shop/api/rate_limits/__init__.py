"""How many requests an API key may make, and how that is told to its owner."""
