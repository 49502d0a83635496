"""The live socket: bounded, mortal, and without a rule of its own.

A connection belongs to one account through one session or API token. What it receives comes from the bus; what it sends is parsed, limited and
handed to a domain's service. It is cut when its session ends, when it reads too slowly, and when it breaks the protocol.
"""
