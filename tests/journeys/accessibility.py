"""What axe-core has to say about a page."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

_AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
# WCAG 2.2 AA with everything before it, and what axe calls good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A tooltip says more of what it stands at, and belongs to no landmark (ARIA Authoring Practices, "Tooltip Pattern").
RUN = """tags => axe.run(
  { exclude: ['[data-portal]:has([role=tooltip]):not(:has([role=dialog], [role=menu]))'] },
  { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] },
)"""

# The page has taken up the theme that the system says it prefers.
_HAS_THEME = "theme => document.documentElement.dataset.mantineColorScheme === theme"
# What moves or changes its colour is judged once it has come to rest.
_AT_REST = "() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))"

THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")


@cache
def source() -> str:
    """The script of axe-core."""
    return _AXE.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What breaks a rule in the page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(source())
    page.evaluate(_AT_REST)
    found: dict[str, Any] = page.evaluate(RUN, TAGS)
    return described(found)


def described(found: dict[str, Any]) -> list[str]:
    """What axe found, in one line per element that breaks a rule."""
    return [
        f"{violation['id']}: {violation['help']}: {node['target']} {node['html'][:160]} {node.get('failureSummary', '')}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def assert_accessible(page: Page, what: str) -> None:
    """axe finds nothing in the page as it stands, in either theme. `what` names the state in the failure."""
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.wait_for_function(_HAS_THEME, arg=theme)
        found = violations(page)
        assert not found, f"{what}, {theme}:\n" + "\n".join(found)
