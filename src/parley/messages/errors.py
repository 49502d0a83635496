"""Why a message is refused."""

from parley.ground.errors import AppError


class MessageNotFound(AppError):
    """There is no such message in the room."""

    code = "message.not_found"
    status = 404
    title = "This message does not exist."


class MessageTooLong(AppError):
    """The text has more characters than a message may have; it is never cut."""

    code = "message.too_long"
    status = 422
    title = "This message is too long."


class MessageEmpty(AppError):
    """The text has nothing that can be seen."""

    code = "message.empty"
    status = 422
    title = "A message needs some text."


class MessageInvalid(AppError):
    """The text or what goes with it cannot be stored; `fields` says why."""

    code = "message.invalid"
    status = 422
    title = "This message cannot be sent as it is."


class MessageNotYours(AppError):
    """Only the author may edit a message; only the author, or who manages the room, may delete it."""

    code = "message.not_yours"
    status = 403
    title = "Only its author may change this message."


class MessageDeleted(AppError):
    """The message has been deleted and can no longer be changed."""

    code = "message.deleted"
    status = 409
    title = "This message has been deleted."


class EditWindowClosed(AppError):
    """The time in which the room lets messages be edited is over."""

    code = "message.edit_window_closed"
    status = 409
    title = "This message can no longer be edited."


class SenderUnverified(AppError):
    """This installation wants the sender's e-mail address verified first."""

    code = "message.sender_unverified"
    status = 403
    title = "Verify your e-mail address before you write."


class ReactionInvalid(AppError):
    """A reaction must be exactly one emoji."""

    code = "reaction.invalid"
    status = 422
    title = "A reaction is exactly one emoji."


class ReactionLimit(AppError):
    """The message has as many different reactions as one may have."""

    code = "reaction.limit"
    status = 409
    title = "This message has as many different reactions as a message may have."


class PinLimit(AppError):
    """The room has as many pinned messages as one may have."""

    code = "pin.limit"
    status = 409
    title = "This room has as many pinned messages as a room may have. Unpin one first."


class TopicNotFound(AppError):
    """There is no such topic in the room, or nothing of it that the viewer may see."""

    code = "topic.not_found"
    status = 404
    title = "This topic does not exist."


class TopicInvalid(AppError):
    """A topic's name or id is not acceptable; `fields` says which and why."""

    code = "topic.invalid"
    status = 422
    title = "The topic cannot be like this."


class TopicExists(AppError):
    """Another topic starts from this message; `fields.topic_id` has its id."""

    code = "topic.exists"
    status = 409
    title = "A topic has been started from this message already."


class TopicLimit(AppError):
    """The room has as many topics as one may have."""

    code = "topic.limit"
    status = 409
    title = "This room has as many topics as a room may have."


class DraftConflict(AppError):
    """The draft was changed on another device; `fields.draft` has what is stored there. Nothing was overwritten."""

    code = "draft.conflict"
    status = 409
    title = "This draft was changed on another device."
