"""The addresses that are not pages: static files, health, robots, sitemap, manifest."""

from datetime import date
from functools import partial
from xml.etree import ElementTree

from flask import Blueprint, Flask, Response, abort, current_app, has_request_context, jsonify, request
from markupsafe import Markup, escape

from portal.config import Config
from portal.i18n import routing
from portal.i18n.catalogs import current_speech
from portal.i18n.formats import format_day, format_partial_date, isolate_html
from portal.site.assets import Assets
from portal.site.headers import PAGE, Policy, file_headers, page_headers, static_headers
from portal.site.inventory import Inventory
from portal.site.logs import ROUTE_KEY

blueprint = Blueprint("site", __name__)

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"

ElementTree.register_namespace("", _SITEMAP)
ElementTree.register_namespace("xhtml", _XHTML)


def assets() -> Assets:
    """Give the running site's static files."""
    found: Assets = current_app.extensions["assets"]
    return found


def inventory() -> Inventory:
    """Give the running site's addresses."""
    found: Inventory = current_app.extensions["inventory"]
    return found


def settings() -> Config:
    """Give the running site's settings."""
    found: Config = current_app.extensions["config"]
    return found


def policies() -> dict[str, Policy]:
    """Give the endpoints whose pages have another policy than set A's; features add theirs."""
    found: dict[str, Policy] = current_app.extensions.setdefault("policies", {})
    return found


def immutable() -> set[str]:
    """Give the endpoints whose addresses change with what they send; features add theirs."""
    found: set[str] = current_app.extensions.setdefault("immutable", {"site.static_file"})
    return found


@blueprint.get("/static/<name>")
def static_file(name: str) -> Response:
    """Send a static file under its hashed name."""
    asset = assets().find(f"/static/{name}")
    if asset is None:
        abort(404)
    return Response(asset.body, content_type=asset.content_type)


@blueprint.get("/healthz")
def health() -> Response:
    """Say whether everything loaded: 200 ``ok``, or 503 naming the catalogs that did not."""
    catalogs = routing.languages().domain.catalogs
    broken = sorted(code for code, catalog in catalogs.items() if catalog.broken)
    answer = jsonify(status="degraded" if broken else "ok", catalogs=broken)
    answer.status_code = 503 if broken else 200
    return answer


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Tell search engines where the sitemap is."""
    text = f"User-agent: *\nAllow: /\nSitemap: {settings().base_url}/sitemap.xml\n"
    return Response(text, content_type="text/plain; charset=utf-8")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List every page, each with itself in every language."""
    base = settings().base_url
    root = ElementTree.Element(f"{{{_SITEMAP}}}urlset")
    offered = [locale for locale in routing.languages().offered if not locale.pseudo]
    for rest in inventory().page_paths:
        for locale in offered:
            url = ElementTree.SubElement(root, f"{{{_SITEMAP}}}url")
            ElementTree.SubElement(url, f"{{{_SITEMAP}}}loc").text = f"{base}/{locale.code}{rest}"
            for other in offered:
                attributes = {"rel": "alternate", "hreflang": other.tag, "href": f"{base}/{other.code}{rest}"}
                ElementTree.SubElement(url, f"{{{_XHTML}}}link", attributes)
    body = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, content_type="application/xml; charset=utf-8")


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """Describe the site to a phone that puts it on its home screen, under a neutral name.

    One answer is kept for everybody, so it is in English and not in the
    language of whoever asked first.
    """
    name = "Family guide"
    icon = {"src": assets()["images/icon.svg"].address, "sizes": "any", "type": "image/svg+xml"}
    answer = jsonify(name=name, short_name=name, start_url="/", display="browser", icons=[icon])
    answer.content_type = "application/manifest+json"
    return answer


def _add_headers(response: Response) -> Response:
    """Put exactly the set of headers on an answer that its kind has."""
    config = settings()
    kind = response.mimetype
    good = response.status_code == 200
    # What somebody typed to search for stays out of every cache.
    kept = good and not {"q", "search"} & request.args.keys()
    if kind == "text/html":
        chooser = "locale" not in (request.view_args or {}) and request.path == "/"
        style = assets().stylesheet(request.blueprint)
        policy = policies().get(request.endpoint or "", PAGE) if good else PAGE
        headers = page_headers(style.hash, config.base_url, shared=kept and not chooser, policy=policy)
        if chooser:
            headers.append(("Vary", "Accept-Language"))
    elif request.endpoint in immutable() and good:
        headers = static_headers()
    else:
        headers = file_headers(shared=kept and request.endpoint != "site.health")
    for name, value in headers:
        response.headers[name] = value
    return response


def _note_route() -> None:
    """Leave the route's pattern for the log, which must not see the path."""
    request.environ[ROUTE_KEY] = request.url_rule.rule if request.url_rule else "-"


def _add_words() -> dict[str, object]:
    """Give every template what the frame of a page needs."""
    return {"locale": current_speech().locale, "alternates": routing.other_locales}


def _isolated_english(text: str) -> Markup:
    if current_speech().locale.is_source:
        return escape(text)
    return Markup('<bdi lang="en" dir="ltr">{}</bdi>').format(text)


def _isolated_day(day: date) -> Markup:
    return Markup("<bdi>{}</bdi>").format(format_day(day, current_speech().locale))


def _isolated_partial_day(text: str) -> Markup:
    return Markup("<bdi>{}</bdi>").format(format_partial_date(text, current_speech().locale))


def _isolated_number(number: int) -> Markup:
    return isolate_html(f"{number:,}")


def _script_tag(found: Assets, name: str) -> Markup:
    asset = found[name]
    return Markup('<script src="{}" integrity="{}" defer></script>').format(asset.address, asset.integrity)


def _stylesheet(found: Assets) -> Markup:
    # The pages a proxy shows are made by a command, which has no request.
    blueprint_name = request.blueprint if has_request_context() else None
    return Markup(found.stylesheet(blueprint_name).text)  # noqa: S704 - our own file


def _direction_of(language: str) -> str:
    """Tell the direction of a language named by data, such as a source's."""
    locale = routing.languages().registry.find(language)
    return locale.direction if locale else "auto"


def _prepare_templates(app: Flask, config: Config, found: Assets) -> None:
    environment = app.jinja_env
    environment.filters.update(
        day=_isolated_day,
        partial_day=_isolated_partial_day,
        isolated=isolate_html,
        english=_isolated_english,
        number=_isolated_number,
    )
    environment.globals.update(
        direction_of=_direction_of,
        settings=config,
        assets=found,
        stylesheet=partial(_stylesheet, found),
        script=partial(_script_tag, found),
    )
    app.context_processor(_add_words)


def init_app(app: Flask, config: Config, found: Assets, addresses: Inventory) -> None:
    """Put these addresses on the site, and the headers on every answer."""
    app.extensions.update(assets=found, config=config, inventory=addresses)
    app.before_request_funcs.setdefault(None, []).insert(0, _note_route)
    _prepare_templates(app, config, found)
    app.register_blueprint(blueprint)
    app.after_request(_add_headers)
