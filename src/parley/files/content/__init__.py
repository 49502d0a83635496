"""What the bytes of a file are: scanned for harm, and made into previews. The work is done by a child process with limits (`limited`)."""
