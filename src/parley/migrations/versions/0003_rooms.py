"""Rooms, members, the log, mentions."""

from parley.migrations.sql import run_sql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _create_room()
    _create_member()
    _create_entry()
    _create_mention()


def _create_room() -> None:
    run_sql(
        """
        -- Rows of room and member are rewritten with every message: no index covers what changes, and pages keep space, so that the
        -- new version lands on the same page (a heap-only tuple) and no index is touched.
        create table room (
            id uuid primary key,
            kind text not null check (kind in ('direct', 'group')),
            title text,
            created_by uuid references account (id),
            created_at timestamptz not null,
            last_activity_at timestamptz not null,
            head_seq bigint not null default 0,
            message_count bigint not null default 0,
            last_message_seq bigint not null default 0,
            members_version bigint not null default 0,
            edit_window_seconds integer check (edit_window_seconds >= 0),
            direct_low uuid,
            direct_high uuid,
            unique (direct_low, direct_high),
            check ((kind = 'direct') = (direct_low is not null and direct_high is not null)),
            check (direct_low < direct_high)
        ) with (fillfactor = 60);
        create index room_first_contacts on room (created_by, created_at) where kind = 'direct';
        """
    )


def _create_member() -> None:
    run_sql(
        """
        create table member (
            room_id uuid not null references room (id) on delete cascade,
            account_id uuid not null references account (id),
            role text not null check (role in ('owner', 'admin', 'member')),
            joined_at timestamptz not null,
            left_at timestamptz,
            from_seq bigint not null,
            read_seq bigint not null default 0,
            seen_count bigint not null default 0,
            last_sent_seq bigint not null default 0,
            starred boolean not null default false,
            hidden_seq bigint,
            muted_until timestamptz,
            primary key (room_id, account_id)
        ) with (fillfactor = 60);
        create index member_account on member (account_id);
        """
    )


def _create_entry() -> None:
    run_sql(
        """
        -- Append only. No foreign keys: the row lock on the room proves the room and the author, and a key's own lock on the author's
        -- account would be a write per message.
        create table entry (
            room_id uuid not null,
            seq bigint not null,
            id uuid not null,
            kind text not null,
            author_id uuid,
            client_id text,
            body jsonb,
            salt bytea,
            content bytea,
            leaf_hash bytea not null,
            ordinal bigint not null,
            created_at timestamptz not null,
            primary key (room_id, seq),
            check ((body is null) = (salt is null)),
            check (body is not null or content is not null)
        );
        create unique index entry_client on entry (room_id, author_id, client_id) where client_id is not null;
        """
    )


def _create_mention() -> None:
    run_sql(
        """
        create table mention (
            account_id uuid not null,
            room_id uuid not null,
            seq bigint not null,
            primary key (account_id, room_id, seq)
        );
        """
    )
