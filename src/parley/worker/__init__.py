"""Background jobs as a part of a process: inside `parley serve`, or alone as `parley worker`."""
