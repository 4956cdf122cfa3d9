"""Parcels of paid orders: what they may hold, what is said of them, by whom they are seen."""
