"""Identity over HTTP. `ROUTES` is what the roof mounts under `/api/v1`."""

from parley.identity.api.accounts import (
    change_me,
    change_password,
    get_me,
    get_profile,
    resend_verification,
    search_people,
    sign_up,
    verify_email,
)
from parley.identity.api.blocks import block, list_blocks, unblock
from parley.identity.api.operators import claim_operator
from parley.identity.api.outbox import get_mail, list_mails
from parley.identity.api.resets import confirm_password_reset, request_password_reset
from parley.identity.api.sessions import (
    end_session,
    issue_token,
    list_sessions,
    list_tokens,
    revoke_token,
    sign_in,
    sign_out,
)

ROUTES = (
    sign_up, verify_email, resend_verification, get_me, change_me, change_password, search_people, get_profile,
    sign_in, sign_out, list_sessions, end_session, list_tokens, issue_token, revoke_token,
    request_password_reset, confirm_password_reset, list_blocks, block, unblock, claim_operator, list_mails, get_mail,
)  # fmt: skip
