"""The headers of every answer, error pages and static files included.

The sets are fixed texts, so a test can hold served answers to them letter by
letter. Pages are never kept by a browser (a shared phone) and may be kept by
shared caches, which know nothing of who asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
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
#: For pages that name people whose office may end tonight: no shared cache shows those past their time.
SHARED_SHORTLY: Header = ("CDN-Cache-Control", "public, max-age=300")
IMMUTABLE: Header = ("Cache-Control", "public, max-age=31536000, immutable")
NO_SNIFFING: Header = ("X-Content-Type-Options", "nosniff")
SAME_ORIGIN_RESOURCE: Header = ("Cross-Origin-Resource-Policy", "same-origin")


@dataclass(frozen=True, slots=True)
class Policy:
    """What a kind of page may do beyond showing itself; the default is set A's.

    :param connect: what its scripts may fetch.
    :param form_action: where its forms may lead.
    :param images: where its pictures may come from.
    :param manifest: whether a phone may read the site's manifest from it.
    :param trusted_types: the only policy by which a script may make an address it runs.
    :param lasting: whether a shared cache may show the page a while after it has been made anew.
    """

    connect: str = "'none'"
    form_action: str = "'self'"
    images: str = "'self'"
    manifest: bool = True
    trusted_types: str = "'none'"
    lasting: bool = True


#: Set A.
PAGE = Policy()

#: Set B: nothing can leave the page on which somebody writes.
LETTER = Policy(form_action="'none'", images="'none'", manifest=False)

#: Where a ZIP code is looked up in the browser, in a file of ours.
ZIP_SEARCH = Policy(connect="'self'")

#: Where somebody may ask to keep guides on the phone: registering a worker needs one named policy.
KEEPING = Policy(connect="'self'", trusted_types="offline")


def _policy(style_hash: str, policy: Policy) -> str:
    manifest = "manifest-src 'self'; " if policy.manifest else ""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' '{style_hash}'; img-src {policy.images}; "
        f"font-src 'self'; {manifest}connect-src {policy.connect}; form-action {policy.form_action}; "
        "base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; "
        f"trusted-types {policy.trusted_types}"
    )


def _is_https(base_url: str) -> bool:
    parts = urlsplit(base_url)
    return parts.scheme == "https" and not (parts.hostname or "").endswith(".onion")


def page_headers(style_hash: str, base_url: str, *, shared: bool, policy: Policy = PAGE) -> list[Header]:
    """Make set A, for every page, or the stricter or wider set a kind of page has.

    :param style_hash: ``sha256-…`` of the one inline stylesheet.
    :param base_url: decides whether browsers are told to insist on HTTPS.
    :param shared: whether shared caches may keep the answer.
    :param policy: what the page may do.
    """
    headers = [
        ("Content-Security-Policy", _policy(style_hash, policy)),
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
        headers.append(SHARED_CACHES if policy.lasting else SHARED_SHORTLY)
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
