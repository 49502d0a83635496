"""Every SQL statement of messages. Rooms' and identity's tables are only read."""
