"""Uploads, files, and what they hang on. Only adds: the release before goes on working, and knows nothing of them."""

from parley.migrations.sql import run_sql

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _create_upload()
    _create_file()
    _create_place()


def _create_upload() -> None:
    run_sql(
        """
        -- Rewritten with every part: no index covers what changes.
        create table upload (
            account_id uuid not null references account (id) on delete cascade,
            id uuid not null,
            name text not null,
            keeps_metadata boolean not null,
            metadata text not null,
            concat text,
            length bigint check (length >= 0),
            received_bytes bigint not null default 0,
            created_at timestamptz not null,
            expires_at timestamptz not null,
            finished_at timestamptz,
            writer_id uuid,
            writer_until timestamptz,
            primary key (account_id, id),
            check (received_bytes >= 0 and (length is null or received_bytes <= length)),
            check ((writer_id is null) = (writer_until is null))
        ) with (fillfactor = 70);
        create index upload_expiry on upload (expires_at);

        create table upload_part (
            account_id uuid not null,
            upload_id uuid not null,
            start bigint not null,
            size_bytes bigint not null check (size_bytes > 0),
            key text not null,
            sha256 bytea,
            primary key (account_id, upload_id, start),
            foreign key (account_id, upload_id) references upload (account_id, id) on delete cascade
        );
        """
    )


def _create_file() -> None:
    run_sql(
        """
        create table file (
            id uuid primary key,
            account_id uuid not null references account (id),
            name text not null,
            size_bytes bigint not null check (size_bytes >= 0),
            media_type text not null,
            kind text not null check (kind in ('picture', 'video', 'audio', 'pdf', 'text', 'document', 'archive', 'other')),
            sha256 bytea not null,
            state text not null check (state in ('waiting', 'scanning', 'clean', 'refused', 'unscannable', 'purged')),
            reason text,
            rules_version text,
            keeps_metadata boolean not null,
            created_at timestamptz not null,
            changed_at timestamptz not null,
            purge_after timestamptz,
            preview jsonb,
            preview_state text not null check (preview_state in ('waiting', 'ready', 'none')),
            derived jsonb not null default '{}'
        );
        create index file_account on file (account_id) where state <> 'purged';
        -- What the sweep looks for: what nothing holds; what is not settled; what was scanned with older rules.
        create index file_purge on file (purge_after) where purge_after is not null;
        create index file_unsettled on file (changed_at) where state in ('waiting', 'scanning');
        create index file_rules on file (rules_version) where state in ('clean', 'unscannable');

        -- Signs the addresses of files. Two random UUIDs have 244 random bits.
        create table file_secret (
            only_row boolean primary key default true check (only_row),
            secret bytea not null
        );
        insert into file_secret (secret)
            values (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
        """
    )


def _create_place() -> None:
    run_sql(
        """
        -- What the panel filters and sorts by is repeated from `file`, so that one index gives a page of each order.
        create table file_place (
            space_id uuid not null,
            id uuid not null,
            file_id uuid not null references file (id),
            holder_kind text not null,
            holder_id text not null,
            seq bigint,
            position integer not null,
            account_id uuid not null,
            at timestamptz not null,
            name_key text not null,
            size_bytes bigint not null,
            kind text not null,
            removed_at timestamptz,
            primary key (space_id, id),
            unique (holder_kind, holder_id, file_id)
        );
        create index file_place_file on file_place (file_id) where removed_at is null;
        create index file_place_at on file_place (space_id, at, id) where removed_at is null;
        create index file_place_kind on file_place (space_id, kind, at, id) where removed_at is null;
        create index file_place_name on file_place (space_id, name_key, at, id) where removed_at is null;
        create index file_place_size on file_place (space_id, size_bytes, id) where removed_at is null;
        """
    )
