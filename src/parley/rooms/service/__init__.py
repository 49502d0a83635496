"""The verbs of rooms: `log` appends, `membership` makes rooms and changes who is in them, `markers` says what has been read."""

from parley.rooms.service.log import append, append_notice, lock_as_member, lock_rooms, lock_rooms_for
from parley.rooms.service.markers import change_place, mark_read, mark_topic_read, read_own_in_topics
from parley.rooms.service.membership import (
    add_member,
    change_room,
    create_direct,
    create_group,
    find_member,
    list_audience,
    list_contacts,
    remove_member,
    require_member,
    set_role,
)

__all__ = [
    "add_member",
    "append",
    "append_notice",
    "change_place",
    "change_room",
    "create_direct",
    "create_group",
    "find_member",
    "list_audience",
    "list_contacts",
    "lock_as_member",
    "lock_rooms",
    "lock_rooms_for",
    "mark_read",
    "mark_topic_read",
    "read_own_in_topics",
    "remove_member",
    "require_member",
    "set_role",
]
