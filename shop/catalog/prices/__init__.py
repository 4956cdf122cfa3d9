"""What one piece costs: sales, the tax of a country and a day, the price as shoppers read it, and what phones claim."""
