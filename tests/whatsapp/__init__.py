"""Meta as wire code: helpers and tests of `shop.whatsapp`."""
