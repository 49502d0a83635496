"""Files: bytes with a name that an account has uploaded, what was found out about them, and what they hang on.

An **upload** grows by the tus protocol until it is whole; then it is a **file** of the same id, and its bytes never change. Nobody opens a file
before it was scanned. A file hangs on things of higher floors, such as messages: each such **place** says in which room's panel it shows.
Files know no rooms and no messages: who may read what a file hangs on is asked through `ports.Reader`. When nothing holds a file any more its
bytes are **purged**; the row stays, with the hash that logs speak of.
"""
