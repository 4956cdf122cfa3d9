"""Values of options ("Verde alga", "M") as readers of another language know them."""
