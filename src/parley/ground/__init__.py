"""What every domain stands on: ids, clock, errors, settings, database, bus, storage of jobs, mail, logs.

Ground knows no product words. A thing that names rooms, messages or accounts as people see them belongs to a domain above.
"""
