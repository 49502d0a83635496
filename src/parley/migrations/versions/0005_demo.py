"""The people whom the demo made: anybody may sign in as one of them while the server runs as a demo."""

from parley.migrations.sql import run_sql

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    run_sql(
        """
        create table demo_account (
            account_id uuid primary key references account (id) on delete cascade,
            position integer not null unique,
            introduction text not null
        );
        """
    )
