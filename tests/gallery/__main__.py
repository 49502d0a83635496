"""`make gallery`: drives the demo marketplace through every sight, and writes `docs/gallery`.

`python -m tests.gallery topic pins` makes only the pictures of these sights anew.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, expect, sync_playwright

from tests.gallery.pages import picture_name, write_index
from tests.gallery.pictures import save
from tests.gallery.still import NOW
from tests.journeys.serving import Server
from tests.journeys.sights.sight import Sight, View
from tests.journeys.sights.table import CHAPTERS, SIGHTS
from tests.journeys.sights.visits import Visits

FOLDER = Path(__file__).parents[2] / "docs" / "gallery"
MOST_BYTES = 6_000_000
PATIENCE_MS = 10_000
# Of what went wrong with a picture. Playwright tells the whole page.
_MOST_TOLD = 400
# Letters are drawn the same on every machine: without its hinting, without the colours of its screen.
_DRAWING = ["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"]


def main(wanted: Sequence[str]) -> int:
    """Make the pictures of the wanted sights, of all when none is named. The number of those that failed."""
    unknown = set(wanted) - {sight.name for sight in SIGHTS}
    if unknown:
        print(f"There is no sight called {', '.join(sorted(unknown))}.", file=sys.stderr)
        return len(unknown)
    FOLDER.mkdir(parents=True, exist_ok=True)
    failures = 0
    with opened_marketplace() as (browser, server):
        visits = Visits(browser, server.origin, NOW)
        for sight in SIGHTS:
            if wanted and sight.name not in wanted:
                continue
            for view in sight.views:
                failures += not taken(visits, sight, view)
        visits.close()
    if not wanted and not failures:
        remove_forgotten()
    write_index(FOLDER, CHAPTERS)
    size = sum(picture.stat().st_size for picture in FOLDER.glob("*.png"))
    print(f"{len(list(FOLDER.glob('*.png')))} pictures, {size / 1e6:.1f} MB, {failures} failed")
    if size > MOST_BYTES:
        print(f"That is more than {MOST_BYTES / 1e6:.0f} MB: leave out a view of a sight.", file=sys.stderr)
        failures += 1
    return failures


@contextmanager
def opened_marketplace() -> Iterator[tuple[Browser, Server]]:
    """A browser, and a demo server on a day that never ends."""
    expect.set_options(timeout=PATIENCE_MS)
    with tempfile.TemporaryDirectory(prefix="parley-gallery-") as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "var", "--demo", "--development", module="tests.gallery.still").start()
        try:
            browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or None, args=_DRAWING)
            yield browser, server
            browser.close()
        finally:
            server.stop()


def taken(visits: Visits, sight: Sight, view: View) -> bool:
    """Whether the picture could be made."""
    name = picture_name(sight, view)
    try:
        with visits.at(sight, view) as visit:
            save(visit.page.screenshot(caret="hide", animations="disabled"), FOLDER / name)
    except (AssertionError, Error, LookupError) as problem:
        print(f"{name}: {str(problem)[:_MOST_TOLD]}", file=sys.stderr)
        return False
    print(name)
    return True


def remove_forgotten() -> None:
    """Pictures of sights that are no more."""
    known = {picture_name(sight, view) for sight in SIGHTS for view in sight.views}
    for picture in FOLDER.glob("*.png"):
        if picture.name not in known:
            picture.unlink()


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
