"""`python -m scripts.draw_icons`: draws the client's icons as pictures of the sizes that systems ask for, from their drawings in `web/public`."""

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

PUBLIC = Path(__file__).resolve().parent.parent / "web" / "public"
# Picture, drawing, width and height in pixels. The last one is what iOS puts on its home screen, which it masks itself.
ICONS = (
    ("icons/192.png", "favicon.svg", 192),
    ("icons/512.png", "favicon.svg", 512),
    ("icons/maskable-512.png", "icons/maskable.svg", 512),
    ("icons/apple-180.png", "icons/maskable.svg", 180),
)
_PAGE = "<style>body{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{drawing}"


def draw_icons(public: Path = PUBLIC) -> None:
    """Write every picture anew, with the Chromium that CHROMIUM names or Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or None)
        for picture, drawing, size in ICONS:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(_PAGE.format(size=size, drawing=(public / drawing).read_text()))
            page.screenshot(path=public / picture, omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    draw_icons()
