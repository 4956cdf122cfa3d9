"""What the statements of the hot path read among millions of rows of one merchant."""
