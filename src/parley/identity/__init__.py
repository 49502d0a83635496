"""Who people are: accounts with their profile, sessions and API tokens that act for them, and blocks between them.

An **account** belongs to one person; in an engagement anybody can be client or freelancer. Its **e-mail address** may be unproved; only
one account may hold an address as proved. A **session** is a signed-in browser, an **API token** a program; both are secrets of which only
a hash is stored, and ending one is announced so that whatever hangs on it can be cut off. A **block** is one-sided to make and two-sided in
effect: neither finds nor writes to the other. An **operator** is an account that may run the installation.
"""
