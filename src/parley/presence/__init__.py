"""Presence: who is online, and who is typing.

Words: an account is *online* while at least one of its connections is open in any process; *typing* holds for a few seconds and is stored nowhere.
Both can be switched off by the person they are about. Nothing here is part of a room's log.
"""
