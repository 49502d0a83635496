"""Figures for Prometheus.

One process answers from its own memory. With several workers the parent sets `PROMETHEUS_MULTIPROC_DIR` before they start; each then keeps its
figures in mapped files there and whichever is asked answers for all of them together.
"""

import os
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

MULTIPROCESS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500)

registry = CollectorRegistry()

http_requests = Counter("parley_http_requests", "Requests answered.", ("method", "route", "status"), registry=registry)
http_seconds = Histogram("parley_http_request_seconds", "Time to answer.", ("method", "route"), buckets=_FAST, registry=registry)
sockets_open = Gauge("parley_sockets_open", "Live connections held.", registry=registry, multiprocess_mode="livesum")
socket_frames = Counter("parley_socket_frames", "Frames over live connections.", ("direction", "type"), registry=registry)
sockets_closed = Counter("parley_sockets_closed", "Live connections ended, by close code.", ("code",), registry=registry)
messages_appended = Counter("parley_messages_appended", "Messages committed.", registry=registry)
append_batch = Histogram(
    "parley_append_batch_entries", "Messages that one commit of the appender took.", buckets=_SIZES, registry=registry
)
append_seconds = Histogram(
    "parley_append_seconds", "Time to write one batch, from its locks to its commit.", buckets=_FAST, registry=registry
)
jobs_run = Counter(
    "parley_jobs", "Jobs that ended, by outcome: succeeded, retried, failed.", ("job", "outcome"), registry=registry
)
job_seconds = Histogram("parley_job_seconds", "Time a job ran.", ("job",), buckets=_FAST, registry=registry)
mails = Counter(
    "parley_mails", "Mails by outcome: delivered, kept in the outbox, refused, retried.", ("outcome",), registry=registry
)
bus_dropped = Counter("parley_bus_frames_dropped", "Frames the bus could not take or deliver.", ("reason",), registry=registry)

if MULTIPROCESS_FOLDER not in os.environ:
    ProcessCollector(registry=registry)


def render() -> bytes:
    """The text that `/metrics` answers, of type `CONTENT_TYPE`."""
    if MULTIPROCESS_FOLDER not in os.environ:
        return generate_latest(registry)
    together = CollectorRegistry()
    collect: Callable[[CollectorRegistry], object] = MultiProcessCollector
    collect(together)
    return generate_latest(together)
