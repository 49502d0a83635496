"""What files refuse. Codes are permanent."""

from parley.ground.errors import AppError


class UploadNotFound(AppError):
    """No such upload of one's own."""

    code = "upload.not_found"
    status = 404
    title = "This upload does not exist."


class UploadExpired(AppError):
    """The upload was not gone on with in time."""

    code = "upload.expired"
    status = 410
    title = "This upload has expired. Begin it anew."


class UploadMalformed(AppError):
    """A header of the tus protocol is missing or says something that cannot be; `fields` names it."""

    code = "upload.malformed"
    status = 400
    title = "The headers of this upload are not as the tus protocol wants them."


class UploadVersion(AppError):
    """`Tus-Resumable` is missing or is not 1.0.0."""

    code = "upload.version"
    status = 412
    title = "This server speaks version 1.0.0 of the tus protocol. Send the header Tus-Resumable: 1.0.0."


class UploadMediaType(AppError):
    """The bytes of an upload come under a type of their own."""

    code = "upload.media_type"
    status = 415
    title = "Send the bytes with the header Content-Type: application/offset+octet-stream."


class UploadLocked(AppError):
    """Another request is writing to this upload."""

    code = "upload.locked"
    status = 423
    title = "Another request is writing to this upload. Try again in a moment."


class UploadOffset(AppError):
    """`Upload-Offset` is not what the upload has; `fields.offset` says what it has."""

    code = "upload.offset_conflict"
    status = 409
    title = "This upload stands at another offset. Ask for it and go on from there."


class UploadChecksum(AppError):
    """The bytes are not those of `Upload-Checksum`. None of them was kept."""

    code = "upload.checksum_mismatch"
    status = 460
    title = "What arrived is not what was sent. Send this part again."


class UploadFinal(AppError):
    """A final upload is made of partial ones and takes no bytes."""

    code = "upload.final"
    status = 403
    title = "A final upload takes no bytes of its own."


class UploadUnfinished(AppError):
    """A final upload names a partial one that is not whole."""

    code = "upload.unfinished"
    status = 409
    title = "A part of this upload is not whole yet."


class UploadLimit(AppError):
    """Too many uploads are open; `fields.limit` says how many may be."""

    code = "upload.limit"
    status = 429
    title = "Too many uploads are open. Finish or end some first."


class FileTooLarge(AppError):
    """The file is larger than may be sent; `fields.limit` is the most in bytes."""

    code = "file.too_large"
    status = 413
    title = "This file is too large."


class FileQuotaExceeded(AppError):
    """The account's files would take more than they may; `fields.limit` is the most in bytes."""

    code = "file.quota_exceeded"
    status = 413
    title = "Your files take all the space they may. Delete some first."


class FileNotFound(AppError):
    """No such file that the viewer may see, or, when claiming, none of one's own."""

    code = "file.not_found"
    status = 404
    title = "This file does not exist, or you cannot see it."


class FileNotReady(AppError):
    """The file was not scanned yet, or the picture of it is still being made."""

    code = "file.not_ready"
    status = 409
    title = "This file is still being checked. Try again in a moment."


class FileVariantMissing(AppError):
    """There is no such rendering of this file."""

    code = "file.variant_missing"
    status = 404
    title = "There is no such view of this file."


class FileRefused(AppError):
    """The file was found to be dangerous and is given to nobody; `fields.reason` says why."""

    code = "file.refused"
    status = 410
    title = "This file was found to be dangerous and cannot be opened."


class FilePurged(AppError):
    """The file's bytes are gone."""

    code = "file.purged"
    status = 410
    title = "This file was deleted."


class FileAddressInvalid(AppError):
    """The signed address of a file was altered, or its time is over."""

    code = "file.address_invalid"
    status = 403
    title = "This address of a file does not work any more. Open the file again."


class FileRangeInvalid(AppError):
    """No byte of the file lies in the range that was asked for."""

    code = "file.range_invalid"
    status = 416
    title = "The file has no such range of bytes."
