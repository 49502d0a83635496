"""What people do with Parley, driven in a real Chromium against the real program.

A journey finds things as a person does, by role and name, waits for what it expects to see, and never sleeps. Whatever the page complains of
while a journey goes on (`watching`) fails it.
"""
