"""The headers of every answer, error pages and static files included.

The sets are fixed texts, so a test can hold served answers to them letter by
letter. Pages are never kept by a browser (a shared phone) and may be kept by
shared caches, which know nothing of who asked.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

Header = tuple[str, str]

#: Every feature a page could ask for that Chromium knows; others would be console warnings.
_FEATURES = (
    "accelerometer autoplay browsing-topics camera compute-pressure display-capture encrypted-media gamepad "
    "geolocation gyroscope hid identity-credentials-get idle-detection keyboard-map local-fonts magnetometer "
    "microphone midi otp-credentials payment picture-in-picture publickey-credentials-get screen-wake-lock serial "
    "storage-access sync-xhr usb window-management xr-spatial-tracking"
).split()

_PERMISSIONS = ", ".join(f"{feature}=()" for feature in _FEATURES)

NO_STORE: Header = ("Cache-Control", "no-store")
SHARED_CACHES: Header = (
    "CDN-Cache-Control",
    "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800",
)
IMMUTABLE: Header = ("Cache-Control", "public, max-age=31536000, immutable")
NO_SNIFFING: Header = ("X-Content-Type-Options", "nosniff")
SAME_ORIGIN_RESOURCE: Header = ("Cross-Origin-Resource-Policy", "same-origin")


def _policy(style_hash: str) -> str:
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' '{style_hash}'; img-src 'self'; font-src 'self'; "
        "manifest-src 'self'; connect-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _is_https(base_url: str) -> bool:
    parts = urlsplit(base_url)
    return parts.scheme == "https" and not (parts.hostname or "").endswith(".onion")


def page_headers(style_hash: str, base_url: str, *, shared: bool) -> list[Header]:
    """Make set A, for every page.

    :param style_hash: ``sha256-…`` of the one inline stylesheet.
    :param base_url: decides whether browsers are told to insist on HTTPS.
    :param shared: whether shared caches may keep the answer.
    """
    headers = [
        ("Content-Security-Policy", _policy(style_hash)),
        ("Permissions-Policy", _PERMISSIONS),
        ("Referrer-Policy", "no-referrer"),
        NO_SNIFFING,
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        SAME_ORIGIN_RESOURCE,
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("X-Permitted-Cross-Domain-Policies", "none"),
        ("X-DNS-Prefetch-Control", "off"),
        ("Origin-Agent-Cluster", "?1"),
        NO_STORE,
    ]
    if _is_https(base_url):
        headers.append(("Strict-Transport-Security", "max-age=63072000; includeSubDomains; preload"))
    if shared:
        headers.append(SHARED_CACHES)
    return headers


def static_headers() -> list[Header]:
    """Make set C, for files whose name changes with their content."""
    return [IMMUTABLE, NO_SNIFFING, SAME_ORIGIN_RESOURCE]


def file_headers(*, shared: bool) -> list[Header]:
    """Make set D, for feeds, robots, the sitemap and other things that are not pages."""
    headers = [NO_SNIFFING, SAME_ORIGIN_RESOURCE, NO_STORE]
    return [*headers, SHARED_CACHES] if shared else headers


def names(headers: Iterable[Header]) -> set[str]:
    """List the names in a set."""
    return {name for name, _ in headers}
