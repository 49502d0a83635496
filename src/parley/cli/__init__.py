"""The `parley` command: reads its arguments, opens the database, and lives the life of the server's processes.

What is served and which jobs there are it does not know: `main` hands it a `Program`.
"""
