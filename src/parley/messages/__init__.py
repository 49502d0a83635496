"""Messages: text in rooms, its edits and deletions, reactions, pins, mentions, topics, drafts, and the inbox that shows them.

Words: a *message* is an entry of kind `message`; edits, deletions and reactions are entries of their own that change its *state*; a *draft* is
text not yet sent, the same on every device of its author; a *topic* is a named thread that messages of a room belong to, at most one each.

Invariants: what a message looks like now is in `message_state`, absent while nothing changed it, and can be rebuilt from the log; the text of
a deleted message is withheld everywhere; `state_seq` is the last entry that changed a message; what a topic is now is in `topic`, and can be
rebuilt as well.
"""
