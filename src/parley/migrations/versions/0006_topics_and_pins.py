"""Topics with their read markers and drafts, and pinned messages. Only adds: the release before goes on working, and knows nothing of them."""

from parley.migrations.sql import run_sql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _mark_what_is_of_a_topic()
    _create_topic()
    run_sql(
        """
        alter table message_state add column pinned_by uuid, add column pinned_at timestamptz;
        create index message_pins on message_state (room_id, seq) where pinned_at is not null;
        """
    )


def _mark_what_is_of_a_topic() -> None:
    run_sql(
        """
        -- Messages without a topic are in no part of this index, and cost no write to it.
        alter table entry add column topic_id uuid;
        create index entry_topic on entry (room_id, topic_id, seq) where topic_id is not null;
        alter table mention add column topic_id uuid;

        -- Messages by others after `read_seq` that were read in their topics.
        alter table member add column ahead_count bigint not null default 0;
        create table topic_marker (
            account_id uuid not null,
            room_id uuid not null,
            topic_id uuid not null,
            read_seq bigint not null,
            primary key (account_id, room_id, topic_id),
            foreign key (room_id, account_id) references member (room_id, account_id) on delete cascade
        ) with (fillfactor = 80);
        """
    )


def _create_topic() -> None:
    run_sql(
        """
        -- Rewritten with every message of the topic: no index covers what changes.
        create table topic (
            room_id uuid not null references room (id) on delete cascade,
            id uuid not null,
            name text not null,
            root_seq bigint,
            started_seq bigint not null,
            created_by uuid not null references account (id),
            created_at timestamptz not null,
            resolved_by uuid,
            resolved_at timestamptz,
            message_count bigint not null default 0,
            last_seq bigint not null,
            primary key (room_id, id),
            unique (room_id, root_seq),
            check ((resolved_by is null) = (resolved_at is null))
        ) with (fillfactor = 60);

        -- Not rows of `draft`: the release before knows one draft of a room, by a key that must stay.
        create table topic_draft (
            account_id uuid not null references account (id) on delete cascade,
            room_id uuid not null references room (id) on delete cascade,
            topic_id uuid not null,
            text text not null,
            reply_to_seq bigint,
            version bigint not null,
            updated_at timestamptz not null,
            primary key (account_id, room_id, topic_id)
        );
        """
    )
