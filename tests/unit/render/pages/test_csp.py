"""The security policy: what a page lets in."""

from __future__ import annotations

from dl4ad_slides.render.pages.csp import content_security_policy


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in policy.split("; "))}


def test_nothing_but_our_own() -> None:
    """No script inline, no other host, nothing at all where no rule says otherwise."""
    policy = directives(content_security_policy())
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == ["'self'"]
    assert not [source for sources in policy.values() for source in sources if "//" in source or source == "*"]
    assert policy["base-uri"] == policy["form-action"] == ["'none'"]


def test_hashes_and_hosts_that_slides_need() -> None:
    """Each once; hosts in frames only, and over HTTPS."""
    policy = directives(content_security_policy(["'sha256-a'", "'sha256-a'"], ["b.org", "a.org", "b.org"]))
    assert policy["script-src"] == ["'self'", "'sha256-a'"]
    assert policy["frame-src"] == ["'self'", "https://a.org", "https://b.org"]
    assert policy["img-src"] == ["'self'", "data:", "blob:"]
