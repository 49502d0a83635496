"""Every SQL statement of rooms."""
