"""What happened to files, for whoever listens above. Emitted after the commit, in the process that committed."""

import msgspec

from parley.files.model import File, Place


class FileSettled(msgspec.Struct, frozen=True):
    """A file's state or preview changed; `places` are all that hold it now. Its owner's own clients have been told."""

    file: File
    places: tuple[Place, ...]
