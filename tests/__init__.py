"""The tests, folder by folder as in `shop/`; `support/` is their harness."""
