"""The pretend vendors, and what stands before them."""
