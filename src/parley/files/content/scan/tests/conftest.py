"""What scanning is tested with."""

from collections.abc import Callable
from pathlib import Path

import pytest

from parley.files.content.scan.scan import scan_file
from parley.files.content.scan.verdict import ScanLimits, Verdict

Judge = Callable[..., Verdict]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Scan bytes that were sent under a name."""

    def judge(content: bytes, name: str, limits: ScanLimits | None = None) -> Verdict:
        path = tmp_path / "content"
        path.write_bytes(content)
        return scan_file(path, name, limits or ScanLimits(), folder=str(tmp_path))

    return judge
