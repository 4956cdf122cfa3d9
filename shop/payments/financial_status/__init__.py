"""How it stands with an order's money: what is known of it, what that means, and how shoppers are told."""
