"""`python -m parley` is the `parley` command."""

from parley.main import run

run()
