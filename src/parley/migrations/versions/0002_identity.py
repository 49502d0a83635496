"""Accounts, sessions, API tokens, one-time links, blocks, acquaintances."""

from parley.migrations.sql import run_sql

revision = "0002"
down_revision = "0001"

ACCOUNTS = """
create table account (
    id uuid primary key,
    email text not null,
    email_key text not null,
    email_verified_at timestamptz,
    password_hash text,
    display_name text not null,
    headline text not null default '',
    about text not null default '',
    skills text[] not null default '{}',
    country text,
    time_zone text not null,
    locale text not null,
    rate_minor bigint,
    rate_currency text,
    is_operator boolean not null default false,
    shows_presence boolean not null default true,
    shows_typing boolean not null default true,
    enter_sends boolean not null default true,
    search_name text collate "C" not null,
    search_text text not null,
    search_grams text[] not null,
    created_at timestamptz not null,
    check ((rate_minor is null) = (rate_currency is null))
);
-- An address may be claimed by several accounts; only one of them can prove it.
create unique index account_verified_email on account (email_key) where email_verified_at is not null;
create index account_email on account (email_key, created_at);
create index account_search_name on account (search_name, id);
create index account_search_grams on account using gin (search_grams);
create index account_operator on account (id) where is_operator;
"""

SESSIONS = """
create table session (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    secret_hash bytea not null unique,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    user_agent text not null,
    address text not null
);
create index session_account on session (account_id);
create index session_expiry on session (expires_at);

create table api_token (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    name text not null,
    secret_hash bytea not null unique,
    created_at timestamptz not null,
    last_used_at timestamptz
);
create index api_token_account on api_token (account_id);
"""

LINKS = """
-- One-time links. `email_key` is the address that the link was sent to; an operator's link belongs to no account yet.
create table email_token (
    secret_hash bytea primary key,
    purpose text not null check (purpose in ('verify', 'reset', 'operator')),
    account_id uuid references account (id) on delete cascade,
    email_key text,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    check ((purpose = 'operator') = (account_id is null))
);
create index email_token_account on email_token (account_id);
create index email_token_expiry on email_token (expires_at);
"""

PEOPLE = """
create table block (
    blocker_id uuid not null references account (id) on delete cascade,
    blocked_id uuid not null references account (id) on delete cascade,
    created_at timestamptz not null,
    primary key (blocker_id, blocked_id),
    check (blocker_id <> blocked_id)
);
create index block_blocked on block (blocked_id);

-- Who has shared a room with whom, pushed down by rooms: search shows them first.
create table acquaintance (
    account_id uuid not null references account (id) on delete cascade,
    other_id uuid not null references account (id) on delete cascade,
    met_at timestamptz not null,
    primary key (account_id, other_id),
    check (account_id <> other_id)
);
create index acquaintance_other on acquaintance (other_id);
create index acquaintance_met on acquaintance (account_id, met_at desc);
"""


def upgrade() -> None:
    for statements in (ACCOUNTS, SESSIONS, LINKS, PEOPLE):
        run_sql(statements)
