"""Figures beside their targets: a table for people, one JSON file per measure for whoever compares runs."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

OUT = Path(__file__).parent / "out"
_HEADS = ("measure", "peers, measured so", "target", "measured here")


class Row(msgspec.Struct):
    """One measure. `details` are the numbers that `measured` sums up, and whatever explains them."""

    measure: str
    title: str
    peers: str
    target: str
    measured: str
    details: dict[str, Any]


def write(row: Row) -> None:
    """Keep a row in `bench/out`, with the machine it was measured on."""
    OUT.mkdir(exist_ok=True)
    machine = {
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "processor": platform.machine(),
        "system": platform.release(),
        "python": platform.python_version(),
        "load_average_before": os.getloadavg()[0],
    }
    content = {**msgspec.to_builtins(row), "measured_at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine}
    encoded = msgspec.json.format(msgspec.json.encode(content), indent=2)
    (OUT / f"{row.measure}.json").write_bytes(encoded + b"\n")


def table(rows: list[Row]) -> str:
    """A Markdown table, padded so that it can be read as it is."""
    cells = [_HEADS, *((row.title, row.peers, row.target, row.measured) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_HEADS))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in cells]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines)
