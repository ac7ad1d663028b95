"""The security policy of a page: scripts of ours only, nothing from another host."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable


def content_security_policy(
    script_hashes: Iterable[str] = (), frame_hosts: Iterable[str] = (), media_hosts: Iterable[str] = ()
) -> str:
    """Return the policy for the `<meta>` element.

    `script_hashes` are sources such as `'sha256-…'`; `frame_hosts` may be shown in frames, and pictures, films and
    sounds of `media_hosts` on the page, both over HTTPS. Inline styles are allowed: authors, KaTeX and timelines use
    them.
    """
    media = _over_https(media_hosts)
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *dict.fromkeys(script_hashes)],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:", *media],
        "media-src": ["'self'", "data:", "blob:", *media],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'", *_over_https(frame_hosts)],
        "object-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def script_hash(script: str) -> str:
    """Return the source that allows a script which stands in the page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _over_https(hosts: Iterable[str]) -> list[str]:
    return [f"https://{host}" for host in sorted(set(hosts))]
