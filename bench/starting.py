"""Starting on existing data, and what a serving Parley holds when nothing happens."""

import time
import urllib.request
from pathlib import Path

from bench.report import Row
from bench.server import descendants, proportional_bytes, running_server

_REST_SECONDS = 5.0


def measure_start(data_dir: Path) -> list[Row]:
    """Start on a folder that was stopped properly; then let it rest."""
    began = time.monotonic()
    with running_server(data_dir) as server:
        with urllib.request.urlopen(f"http://{server.host}:{server.port}/readyz") as answer:
            answer.read()
        seconds = time.monotonic() - began
        time.sleep(_REST_SECONDS)
        pids = [server.pid, *descendants(server.pid)]
        total, own = proportional_bytes(pids), proportional_bytes([server.pid])
    start = Row(
        measure="start",
        title="`parley serve` on existing data, to the first request answered",
        peers="Synapse about 10 s",
        target="≤ 3 s with the embedded database",
        measured=f"{seconds:.1f} s",
        details={"seconds": seconds},
    )
    rest = Row(
        measure="memory_at_rest",
        title="memory of `parley serve` at rest, all processes",
        peers="Synapse 142 MB without its database",
        target="≤ 200 MB with its database",
        measured=f"{total / 1e6:.0f} MB, of it PostgreSQL {(total - own) / 1e6:.0f} MB",
        details={"bytes": total, "serving_process_bytes": own, "processes": len(pids)},
    )
    return [start, rest]
