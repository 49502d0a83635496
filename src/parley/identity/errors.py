"""Why identity refuses something."""

from parley.ground.errors import AppError


class SessionRequired(AppError):
    """The call needs a signed-in person, and none came, or the session or API token has ended."""

    code = "session.required"
    status = 401
    title = "Sign in first."


class CredentialsWrong(AppError):
    """No account has this e-mail address and password. Which of the two was wrong is not told."""

    code = "session.wrong_credentials"
    status = 401
    title = "The e-mail address or the password is wrong."


class SessionNotFound(AppError):
    """The account has no such session."""

    code = "session.not_found"
    status = 404
    title = "This session does not exist or has ended."


class TokenNotFound(AppError):
    """The account has no such API token."""

    code = "token.not_found"
    status = 404
    title = "This API token does not exist or has been revoked."


class TokenLimit(AppError):
    """The account has as many API tokens as an account may have."""

    code = "token.limit"
    status = 409
    title = "You have as many API tokens as one account may have. Revoke one first."


class AccountInvalid(AppError):
    """Something about the account is not acceptable; `fields` says which input and why."""

    code = "account.invalid"
    status = 422
    title = "The account cannot be like this."


class AccountNotFound(AppError):
    """There is no such account, or the viewer may not see it."""

    code = "account.not_found"
    status = 404
    title = "There is no such person."


class PasswordWrong(AppError):
    """The current password, asked for before a change, is wrong."""

    code = "password.wrong"
    status = 403
    title = "The current password is wrong."


class LinkInvalid(AppError):
    """The one-time link of a mail is unknown, used up or too old."""

    code = "link.invalid"
    status = 422
    title = "This link does not work any more. Ask for a new one."


class OperatorClaimInvalid(AppError):
    """The one-time link that makes the first operator is unknown, used up or too old, or there is an operator already."""

    code = "operator.claim_invalid"
    status = 422
    title = "This link does not work any more. Start Parley again for a new one, or ask an operator."


class OperatorRequired(AppError):
    """Only an operator of this installation may do this."""

    code = "operator.required"
    status = 403
    title = "Only an operator of this installation may do this."


class BlockSelf(AppError):
    """One cannot block oneself."""

    code = "block.self"
    status = 422
    title = "You cannot block yourself."
