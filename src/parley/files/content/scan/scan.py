"""The verdict on one file: what it is, whether it says so, and what is in it.

| what | as it is sent | inside an archive |
| --- | --- | --- |
| EICAR, wherever it stands, packed or not | refused `malware` | refused |
| Windows, Linux and macOS programs, shortcuts, help files, installers, by their bytes | refused `executable` | refused; ELF passes in an APK or JAR |
| names that systems run: `.exe` `.scr` `.hta` `.vbs` `.lnk` and the like | refused `executable` | refused |
| `.bat`, `.cmd` | refused `executable` | clean: source trees carry `gradlew.bat` |
| program source, `.py` `.js` `.sh` `.ps1` and the like, as text | clean | clean |
| a name made to mislead: `invoice.pdf.html` | refused `type_mismatch` | clean: nobody opens it by that name alone |
| a picture named as another picture, sound named as video | clean, told as what it is | clean |
| bytes and extension of different groups: HTML or a zip named `.png`, text named `.pdf` | refused `type_mismatch` | clean: trees hold all sorts |
| text or unknown bytes named as source or text | clean | clean |
| HTML named `.html`, or as source or text | clean: it is only ever downloaded | clean |
| SVG named `.svg` that only draws | clean | clean |
| SVG named `.svg` with script, event handlers, foreign content | refused `script` | clean: source of a page |
| a picture, sound, film or PDF that is also a zip, HTML, PDF or RAR | refused `type_mismatch` | refused |
| VBA or Excel 4 macros, remote templates, DDE, RTF objects that update themselves | refused `macro` | refused |
| PDF that launches a program, or runs a script when it is opened | refused `script` | refused |
| a Windows program or a shortcut inside a document, picture or film | refused `executable` | refused |
| an archive beyond the limits, or whose entries share bytes | refused `archive_bomb` | refused |
| password, in zip, 7z, Office, PDF | unscannable `encrypted` | unscannable |
| deeper than the limit | | unscannable `too_deep` |
| RAR, ISO, CAB, Zstandard and what no walker opens | unscannable `unsupported` | unscannable |
| truncated or contradictory archive, names that climb out of it | unscannable `malformed` | unscannable |

What is refused is refused however much else is sound; what is unscannable is looked through as far as it can be.
"""

import hashlib
from pathlib import Path
from typing import BinaryIO

from parley.files.content.scan.examine import Examiner
from parley.files.content.scan.verdict import Outcome, Refused, ScanLimits, ScanRequest, Unscannable, Verdict

_READ_BYTES = 1 << 20


def scan(request: ScanRequest) -> Verdict:
    """`scan_file` with its arguments as one value, as a child process takes them."""
    return scan_file(Path(request.path), request.name, request.limits, folder=request.folder)


def scan_file(path: Path, name: str, limits: ScanLimits, *, folder: str | None = None) -> Verdict:
    """Judge the file at `path`, which was sent as `name`, by the table above. Never raises for what is in it.

    Large members of archives are put into files without a name in `folder` (None: the system's) while they are looked at, together at
    most `limits.max_total_bytes`.
    """
    with path.open("rb") as source:
        sha256 = _hash(source)
        examiner = Examiner(limits, source.tell(), folder)
        edges, sniffed = examiner.identify(source, name)
        found: Refused | Unscannable | None = None
        try:
            examiner.examine(source, name, edges, sniffed)
        except Refused as refused:
            found = refused
    found = found or next(iter(examiner.obstacles), None)
    if found is None:
        return Verdict(Outcome.CLEAN, None, sniffed.media_type, sniffed.kind, sha256)
    outcome = Outcome.REFUSED if isinstance(found, Refused) else Outcome.UNSCANNABLE
    return Verdict(outcome, found.reason, sniffed.media_type, sniffed.kind, sha256, found.rule, found.member)


def _hash(source: BinaryIO) -> str:
    sha256 = hashlib.sha256()
    while chunk := source.read(_READ_BYTES):
        sha256.update(chunk)
    return sha256.hexdigest()
