"""How an order reaches the shopper: asked in the chat or on our page, chosen, kept with what it was told to cost."""
