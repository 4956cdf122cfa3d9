"""Message templates: rules at creation, review, listing, editing and deleting."""
