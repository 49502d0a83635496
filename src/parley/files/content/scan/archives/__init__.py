"""Walking through containers without unpacking them to disk: each member is a stream that the visitor reads once.

Every walker here reads its container's tables itself, and believes none of the sizes in them.
"""
