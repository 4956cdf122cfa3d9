"""What is meant of orders: which ones are named, and whether one is to be cancelled. Pure."""
