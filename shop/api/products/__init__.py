"""`/products`: endpoints, what they take, what they show."""
