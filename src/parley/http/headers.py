"""Headers that every answer carries, whatever it is."""

import re
from functools import lru_cache

Header = tuple[bytes, bytes]

# Two years, what the preload list asks for. Sub-domains are left to whoever runs them.
_HSTS = (b"strict-transport-security", b"max-age=63072000")
_FIXED: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (
        b"permissions-policy",
        (
            b"camera=(self), microphone=(self), display-capture=(self), clipboard-write=(self), fullscreen=(self), "
            b"publickey-credentials-get=(self), geolocation=(), payment=(), usb=(), serial=(), midi=(), browsing-topics=()"
        ),
    ),
)
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9a-fA-F:.]{2,45}\](:[0-9]{1,5})?")


@lru_cache(maxsize=256)
def security_headers(scheme: str, host: str, files_origin: str = "") -> tuple[Header, ...]:
    """For a request of that scheme and `Host`. The host is named for the socket, which older browsers do not count as `'self'`.

    `files_origin` is where files are served from, if that is another origin.
    """
    is_secure = scheme in {"https", "wss"}
    # What a client calls the host is its own word: it goes into a header only if it is nothing but a host.
    socket = f" {'wss' if is_secure else 'ws'}://{host}" if _HOST.fullmatch(host) else ""
    files = f" {files_origin}" if files_origin else ""
    policy = (
        f"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:{files}; font-src 'self'; "
        f"connect-src 'self'{socket}; media-src 'self' blob:{files}; worker-src 'self'; manifest-src 'self'; frame-src 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
    )
    headers = ((b"content-security-policy", policy.encode()), *_FIXED)
    return (*headers, _HSTS) if is_secure else headers
