"""The database's schema, as numbered steps of plain SQL.

A step is `versions/NNNN_name.py`: `revision`, `down_revision` (the number before), and `upgrade()`, which calls `run_sql`. There is no way back:
a step that shipped is never edited, and what it got wrong is put right by a later one. How steps are applied, and what they must keep working,
is said in `parley.ground.db.migrate`.
"""
