"""Why a room refuses something."""

from parley.ground.errors import AppError


class RoomNotFound(AppError):
    """There is no such room, or the viewer is not a member of it."""

    code = "room.not_found"
    status = 404
    title = "This room does not exist, or you are not a member of it."


class MemberNotFound(AppError):
    """The person is not a member of the room."""

    code = "room.member_not_found"
    status = 404
    title = "This person is not a member of the room."


class RoomForbidden(AppError):
    """A member asks for something that their role does not allow."""

    code = "room.forbidden"
    status = 403
    title = "Your role in this room does not allow that. Ask its owner or an admin."


class RoomBlocked(AppError):
    """One of the two people of a direct room has blocked the other."""

    code = "room.blocked"
    status = 403
    title = "You cannot write to this person."


class RoomDirectFixed(AppError):
    """A direct room is between two people for good."""

    code = "room.direct_fixed"
    status = 409
    title = "A direct room is between two people: nobody can be added, removed or leave, and it has no title. Hide it, or start a group."


class RoomFull(AppError):
    """The room has as many members as a room may have."""

    code = "room.full"
    status = 409
    title = "This room is full."


class AlreadyMember(AppError):
    """The person is a member already."""

    code = "room.already_member"
    status = 409
    title = "This person is a member already."


class FirstContactLimit(AppError):
    """Too many new conversations in 24 hours; `retry_after` says when the next may begin."""

    code = "room.first_contact_limit"
    status = 429
    title = "You have started as many new conversations as one may in 24 hours."


class RoomInvalid(AppError):
    """A title, a list of people or a setting of a room is not acceptable; `fields` says which and why."""

    code = "room.invalid"
    status = 422
    title = "The room cannot be like this."


class ReadBeyondHead(AppError):
    """A read marker cannot stand after the last entry; `fields.seq` has the last one."""

    code = "read.beyond_head"
    status = 422
    title = "There is no such entry yet."
