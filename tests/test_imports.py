"""The shape of the code: imports point one way, and everything is where a newcomer would look for it."""

import ast
from collections.abc import Iterator

import pytest

from tests.code_reading import PORTAL, imported_names, imports, modules, reachable

#: The packages there may be: the site's own table of contents. Those to come are named already.
PACKAGES = {"i18n", "content", "rights", "directory", "letters", "sharing", "pages", "translators", "site"}
FOLDERS = {"data", "templates", "static", "translations"}
FILES = {"__init__.py", "config.py", "cli.py"}

#: Features of the site; each has its own models and views.
FEATURES = {"rights", "directory", "letters", "sharing", "pages", "site"}

#: Modules that may know Flask, by the last part of their name.
KNOW_FLASK = {"views", "forms", "routing", "catalogs"}
ROOTS = {"portal", "portal.cli"}

FORBIDDEN = {"utils", "helpers", "common", "manager", "managers", "misc", "util", "helper", "base", "core"}


def package_of(name: str) -> str:
    """Name a module's package: ``rights`` of ``portal.rights.views``, and the module itself at the top."""
    return (name.split(".") + [""])[1]


def last(name: str) -> str:
    return name.rpartition(".")[2]


def layer(name: str) -> int:
    """Say how far from the ground a module stands; nothing imports from above itself."""
    if name in ROOTS or last(name) == "commands" or package_of(name) == "translators":
        return 5
    if last(name) in {"views", "forms"}:
        return 4
    if last(name) in {"routing", "catalogs"}:
        return 3
    if package_of(name) in FEATURES:
        return 2
    if package_of(name) == "content":
        return 1
    return 0  # i18n's registry and its kind, config and the reader of data files.


def edges() -> Iterator[tuple[str, str]]:
    """Go through every import among the portal's modules."""
    for name, others in imports().items():
        yield from ((name, other) for other in others)


def outside(tree: ast.AST) -> set[str]:
    """Name the packages a module imports from, ours and others'."""
    return {name.partition(".")[0] for name in imported_names(tree)}


def test_imports_point_one_way() -> None:
    upwards = [f"{name} imports {other}" for name, other in edges() if layer(other) > layer(name)]
    assert upwards == []


def test_plain_models_do_not_know_the_seams_to_flask() -> None:
    wrong = [(name, other) for name, other in edges() if layer(name) < 3 <= layer(other)]
    assert wrong == []


def test_the_i18n_registry_stands_on_nothing_of_ours() -> None:
    grounds = {name for name in modules() if layer(name) == 0}
    wrong = [(name, other) for name, other in edges() if name in grounds and other not in grounds]
    assert wrong == []


def test_content_knows_no_feature() -> None:
    for name, other in edges():
        if package_of(name) == "content":
            assert package_of(other) not in FEATURES, f"{name} imports {other}"


def test_a_feature_never_imports_the_views_of_another() -> None:
    for name, other in edges():
        if last(other) in {"views", "forms"} and name not in ROOTS:
            assert package_of(name) == package_of(other), f"{name} imports {other}"


def test_only_commands_and_the_factory_reach_commands() -> None:
    for name, other in edges():
        if last(other) == "commands" or package_of(other) == "translators":
            assert name == "portal.cli" or layer(name) == 5, f"{name} imports {other}"
    assert not [name for name in reachable("portal") if last(name) == "commands" or package_of(name) == "translators"]


@pytest.mark.parametrize("name", modules())
def test_flask_is_known_only_where_requests_are_answered(name: str) -> None:
    knows = outside(modules()[name]) & {"flask", "flask_babel", "flask_wtf", "werkzeug", "wtforms"}
    assert not knows or name in ROOTS or last(name) in KNOW_FLASK, f"{name} imports {knows}"


@pytest.mark.parametrize("name", modules())
def test_no_module_is_loaded_by_what_it_loads(name: str) -> None:
    circle = [other for other in imports()[name] - {name} if name in reachable(other)]
    assert circle == []


def test_only_commands_make_the_application() -> None:
    assert {layer(name) for name, other in edges() if other == "portal" and name != "portal"} == {5}


def test_the_portal_holds_its_packages_and_nothing_else() -> None:
    found = {path.name for path in PORTAL.iterdir() if path.name != "__pycache__"}
    assert found <= PACKAGES | FOLDERS | FILES
    assert found >= FOLDERS | FILES


def test_every_package_says_what_it_is() -> None:
    for folder in PORTAL.iterdir():
        if folder.name in PACKAGES:
            assert (folder / "__init__.py").is_file(), f"{folder.name} has no __init__.py."


@pytest.mark.parametrize("name", modules())
def test_a_module_is_named_for_what_it_holds(name: str) -> None:
    assert not set(name.split(".")) & FORBIDDEN


def test_every_folder_of_templates_belongs_to_a_package() -> None:
    folders = {path.name for path in (PORTAL / "templates").iterdir()}
    assert folders <= PACKAGES | {"layouts", "components"}


def test_a_layer_is_found_for_every_module() -> None:
    """A new package with no place in the order would stand on the ground and be allowed nothing or anything."""
    ground = {package_of(name) for name in modules() if layer(name) == 0}
    assert ground == {"i18n", "config", "data"}
