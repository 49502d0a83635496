"""A journey that fails is driven once more: it shares two cores with a browser, a server and a database, and may have run out of patience.

What passed only then is named at the end, as a bug to be found. More than a few of them are no bad luck: then the run fails.
"""

import pytest

MOST = 2


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if len(_repeated(session.config)) > MOST:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    names = _repeated(config)
    for name in names:
        terminalreporter.write_line(f"UNSTEADY {name}: failed, then passed or failed again. Find out why before it is forgotten.")
    if len(names) > MOST:
        terminalreporter.write_line(f"{len(names)} journeys were driven twice; at most {MOST} may be.")


def _repeated(config: pytest.Config) -> list[str]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = [] if reporter is None else reporter.stats.get("rerun", [])
    return [report.nodeid for report in reports]
