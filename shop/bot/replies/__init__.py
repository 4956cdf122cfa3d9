"""What the bot says and does about each subject: carts, orders, products, consent, people. Pure."""
