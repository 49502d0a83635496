"""Every screen and state of Parley, in one table: axe judges them (`test_accessibility`), and `make gallery` makes pictures of them.

They are looked at on a demo server with `Visits`. A sight leaves no trace that another could see.
"""
