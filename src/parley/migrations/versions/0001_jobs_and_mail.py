"""The job queue, the local mail outbox, and the schema's compatibility number."""

from importlib.resources import files

from parley.migrations.sql import run_sql

revision = "0001"
down_revision = None


def upgrade() -> None:
    run_sql((files("parley.migrations") / "procrastinate_3_10_0.sql").read_text())
    run_sql(
        """
        create table parley_schema (
            only_row boolean primary key default true check (only_row),
            compatibility integer not null
        );
        insert into parley_schema (compatibility) values (1);

        create table outbox_mail (
            id uuid primary key,
            to_address text not null,
            subject text not null,
            text text not null,
            html text,
            created_at timestamptz not null
        );
        create index outbox_mail_created_at on outbox_mail (created_at);
        """
    )
