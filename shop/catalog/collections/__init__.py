"""Collections: products shown together, in an order."""
