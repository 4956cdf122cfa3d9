"""What an order costs: goods, discounts, delivery and tax, computed in one place."""
