"""What holds for every test of the project."""

pytest_plugins = ("checks.network", "parley.testing.fixtures", "parley.testing.api", "parley.testing.live")
