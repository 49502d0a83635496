"""What Lighthouse says of the inbox, signed in through the demo, in a browser that has never been there."""

import json
import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import sync_playwright

from bench.report import Row
from bench.server import Server

_LIGHTHOUSE = Path(__file__).parent / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
_CATEGORIES = {"performance": 95, "accessibility": 100, "best-practices": 100}
# How often each is measured; the run in the middle counts, as Lighthouse advises: on a busy machine one run says little.
_PRESETS = {"desktop": 5, "mobile": 3}
_TOLD = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "interactive")


def measure_quality(server: Server) -> Iterator[Row]:
    """One row for each preset. `server` serves the demo. Nothing where Lighthouse is not installed."""
    if not _LIGHTHOUSE.exists():
        return
    url = f"http://{server.host}:{server.port}"
    for preset, times in _PRESETS.items():
        reports = [_run(url, _sign_in(url), preset) for _ in range(times)]
        yield _row(preset, sorted(reports, key=_performance)[times // 2], [_performance(report) for report in reports])


def _performance(report: dict[str, Any]) -> int:
    score: float = report["categories"]["performance"]["score"]
    return round(score * 100)


def _sign_in(url: str) -> dict[str, str]:
    with httpx.Client(base_url=f"{url}/api/v1") as client:
        people = client.get("/demo/people").raise_for_status().json()["items"]
        client.post("/demo/sessions", json={"account_id": people[0]["id"]}).raise_for_status()
        return dict(client.cookies)


def _run(url: str, cookies: dict[str, str], preset: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="parley-lighthouse-") as folder, sync_playwright() as playwright:
        port, out = _free_port(), Path(folder) / "report.json"
        context = playwright.chromium.launch_persistent_context(
            Path(folder) / "profile",
            executable_path=os.environ.get("CHROMIUM") or None,
            args=[f"--remote-debugging-port={port}"],
        )
        context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
        command = [str(_LIGHTHOUSE), f"{url}/messages", f"--port={port}", "--disable-storage-reset", "--quiet"]
        command += ["--output=json", f"--output-path={out}", f"--only-categories={','.join(_CATEGORIES)}"]
        # Without a preset it measures a telephone of the middle class on a slow line.
        command += ["--preset=desktop"] if preset == "desktop" else []
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        context.close()
        found: dict[str, Any] = json.loads(out.read_text())
    return found


def _row(preset: str, report: dict[str, Any], runs: list[int]) -> Row:
    scores = {name: round(category["score"] * 100) for name, category in report["categories"].items()}
    audits = report["audits"]
    return Row(
        measure=f"client_lighthouse_{preset}",
        title=f"web client: Lighthouse on the inbox, {preset}",
        peers="–",
        # A telephone of the middle class on a slow line is told, not aimed at: the inbox is an application, not a page to read.
        target=", ".join(
            f"{name} {'≥ ' if least < 100 else ''}{least}"
            for name, least in _CATEGORIES.items()
            if preset == "desktop" or least == 100
        ),
        measured=", ".join(f"{name} {scores[name]}" for name in _CATEGORIES),
        details={
            "scores": scores,
            "performance_of_each_run": runs,
            "measures": {name: audits[name]["numericValue"] for name in _TOLD},
            "lacking": sorted(name for name, audit in audits.items() if audit["score"] is not None and audit["score"] < 1),
            "lighthouse": report["lighthouseVersion"],
        },
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
