"""Tests of `shop.whatsapp`, with the bodies Meta sends and a transport that answers as it does."""
