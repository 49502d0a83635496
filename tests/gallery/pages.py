"""The page that shows the pictures."""

from collections.abc import Iterable
from pathlib import Path

from tests.journeys.sights.sight import Chapter, Sight, View

_HEAD = """# Gallery

Every screen and state of Parley, on the demo marketplace. This page and its pictures are written by `make gallery`; axe-core finds nothing on any
of them (`tests/journeys/test_accessibility.py`). Wide is 1440 × 900, middle 1024 × 768, phone 390 × 844 pixels.
"""
_VIEWS = {
    "1440": "wide",
    "dark": "dark",
    "1024": "middle",
    "390": "phone",
    "390-dark": "phone, dark",
    "right-to-left": "right to left",
    "390-right-to-left": "phone, right to left",
}


def picture_name(sight: Sight, view: View) -> str:
    return f"{sight.name}.png" if view.name == "1440" else f"{sight.name}-{view.name}.png"


def write_index(folder: Path, chapters: Iterable[Chapter]) -> None:
    """Write README.md of the gallery's folder."""
    lines = [_HEAD]
    for chapter in chapters:
        lines.append(f"## {chapter.title}\n")
        for sight in chapter.sights:
            first, *others = sight.views
            lines.append(f"**{sight.says}**\n")
            lines.append(f"![{sight.says}]({picture_name(sight, first)})\n")
            if others:
                links = " · ".join(f"[{_VIEWS[view.name]}]({picture_name(sight, view)})" for view in others)
                lines.append(f"Also {links}\n")
    (folder / "README.md").write_text("\n".join(lines), encoding="utf-8")
