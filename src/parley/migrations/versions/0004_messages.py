"""What messages look like now, drafts, and who is online."""

from parley.migrations.sql import run_sql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    run_sql(
        """
        -- A row only for messages that something has changed. Can be rebuilt from the log.
        create table message_state (
            room_id uuid not null,
            seq bigint not null,
            text text,
            edited_at timestamptz,
            deleted_at timestamptz,
            reactions jsonb,
            state_seq bigint not null,
            primary key (room_id, seq)
        );
        create index entry_edits on entry (room_id, ((body->>'seq')::bigint)) where kind = 'message.edited';

        create table draft (
            account_id uuid not null references account (id) on delete cascade,
            room_id uuid not null references room (id) on delete cascade,
            text text not null,
            reply_to_seq bigint,
            version bigint not null,
            updated_at timestamptz not null,
            primary key (account_id, room_id)
        );

        -- Worth nothing after a crash, so it is not written to the write-ahead log.
        create unlogged table presence (
            account_id uuid not null,
            process_id uuid not null,
            online_until timestamptz not null,
            primary key (account_id, process_id)
        );
        """
    )
