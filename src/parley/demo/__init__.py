"""The demo: a small marketplace that an empty database is filled with, and signing in as any of its people with one click.

The people are in `people.toml`, what they said to each other in `rooms/*.txt`, one *screenplay* per room (`screenplay` describes the format),
and what two of them write every working day in `scenes/*.txt` (described in `scenes`). Whoever edits these files needs no Python.

Everything is played through the services of the domains with a moved clock, in one transaction: a demo is there whole or not at all.
"""
