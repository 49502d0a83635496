"""How a step runs its SQL."""

from alembic import op


def run_sql(statements: str) -> None:
    """Run one or more statements exactly as written: `%` and `:name` mean nothing to Python here, unlike in `op.execute`."""
    connection = op.get_bind().connection.driver_connection
    if connection is None:
        raise RuntimeError("Migrations run on a live connection only.")
    connection.execute(statements)
