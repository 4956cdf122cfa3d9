"""`/discounts`: what takes something off a cart, its codes and uses, and what would be given for a cart."""
