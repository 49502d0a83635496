"""PostgreSQL: connections, units of work, migrations, and the embedded server."""
