"""The tests, folder by folder as in `shop/`; `architecture/`, `deploy/` and `docs/` test the repository itself.

`support/` holds what several folders share, `e2e/` runs everything over real HTTP.
"""
