"""The rules of the house as programs.

Each module holds one rule: `find_violations(project)` lists where it is broken and says what to do instead. `python -m checks`
runs them all, and so does `pytest checks`, where each rule is also broken on purpose and seen to fail.
"""
