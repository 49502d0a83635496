"""Rooms: who is in them, the append-only log of what happened there, and how far each member has read.

Words: a *room* has *members* with a *role*; everything its members may know is an *entry* in its *log*; a *read marker* is the last entry a
member has read. The log's envelope is owned here; the meaning of a `kind` belongs to the domain that appends it.

Invariants: `seq` starts at 1 and has no gap; an entry never changes; nothing is announced before its commit; who is not a current member
is told that the room does not exist; `unread_count = room.message_count - member.seen_count - member.ahead_count` at every commit.

An entry may be of a *topic*, whose meaning is owned above; here a topic is an id with a read marker of its own beside the room's. What either
of the two has passed is read: `ahead_count` is what only topics' markers have passed.
"""
