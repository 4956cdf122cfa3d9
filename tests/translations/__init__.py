"""The gettext catalogs of `shop/locale`: `python -m tests.translations` writes them anew, `… check` finds their faults."""
