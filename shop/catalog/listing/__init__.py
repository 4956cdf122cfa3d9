"""Lists of products: filters, orders, search by words, and the products with their variants and stock."""
