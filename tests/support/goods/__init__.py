"""What becomes of the goods of paid orders."""
