"""States of models: drawn, tried, and changed by their own verbs alone."""
