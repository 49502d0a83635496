"""Links in what people write: where they lead, and a card that shows it. The bytes come from strangers' servers and are read as such.

`addresses` says which machines may be asked at all, `fetching` asks them, `cards` reads what came, `hosts` says how a name is to be shown.
"""
