"""How much script a browser has to load before the first room shows."""

import gzip
import json
from pathlib import Path
from typing import Any

from bench.report import Row

DIST = Path(__file__).resolve().parent.parent / "web" / "dist"
# What the page of rooms and the open room are loaded from.
_FIRST_ROOM = ("MessagesPage.tsx", "Conversation.tsx")


def measure_client_size() -> Row | None:
    """None when the web client is not built."""
    manifest_file = DIST / ".vite" / "manifest.json"
    if not manifest_file.is_file():
        return None
    manifest: dict[str, dict[str, Any]] = json.loads(manifest_file.read_text())
    waiting = [key for key in manifest if key == "index.html" or key.endswith(_FIRST_ROOM)]
    files: set[str] = set()
    seen: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            files.add(manifest[key]["file"])
            waiting.extend(manifest[key].get("imports", ()))
    sizes = {name: len(gzip.compress((DIST / name).read_bytes(), 6)) for name in sorted(files) if name.endswith(".js")}
    return Row(
        measure="client_size",
        title="compressed script before the first room shows",
        peers="–",
        target="≤ 250 KiB",
        measured=f"{sum(sizes.values()) / 1024:.0f} KiB",
        details={"files": sizes},
    )
