"""The routes of messages."""

from parley.messages.api import entries, rooms, topics

ROUTES = (*rooms.ROUTES, *entries.ROUTES, *topics.ROUTES)
