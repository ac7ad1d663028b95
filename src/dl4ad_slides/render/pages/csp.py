"""The security policy of a page: scripts of ours only, nothing from another host."""

from __future__ import annotations

from collections.abc import Iterable


def content_security_policy(script_hashes: Iterable[str] = (), frame_hosts: Iterable[str] = ()) -> str:
    """Return the policy for the `<meta>` element.

    `script_hashes` are sources such as `'sha256-…'`; `frame_hosts` may be shown in frames, over HTTPS. Inline styles
    are allowed: authors, KaTeX and timelines use them.
    """
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *dict.fromkeys(script_hashes)],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'", *(f"https://{host}" for host in sorted(set(frame_hosts)))],
        "object-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())
