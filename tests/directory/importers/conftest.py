"""A folder of an operator's own, and the command that fills it."""

import csv
import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from portal.data import FOLDER
from portal.directory.importers.lists import Lists
from portal.directory.importers.places import Places
from portal.directory.register import Register, load_register
from portal.directory.services import Service
from portal.directory.zips import load_zips
from tests.conftest import TODAY

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def register() -> Register:
    """The project's own directory."""
    return load_register(FOLDER)


@pytest.fixture(scope="session")
def lists(register: Register) -> Lists:
    """The directory an import is for."""
    places = Places(register.counties, load_zips(FOLDER, register.counties))
    return Lists(places, register.subkinds, register.services, TODAY)


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """The operator's own folder."""
    folder = tmp_path / "instance"
    folder.mkdir()
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, instance: Path) -> Run:
    """Run ``portal directory …`` with the operator's folder."""
    for name in list(os.environ):
        if name.startswith("PORTAL_"):
            monkeypatch.delenv(name)

    def invoke(*arguments: object, **settings: object) -> Result:
        chosen = {"today": TODAY, "instance": instance, **settings}
        environ = {f"PORTAL_{name.upper()}": str(value) for name, value in chosen.items() if value}
        return CliRunner().invoke(main, ["directory", *map(str, arguments)], env=environ)

    return invoke


@pytest.fixture
def load(instance: Path) -> Callable[[], dict[str, Service]]:
    """Read the operator's own entries as the portal does when it starts."""

    def load() -> dict[str, Service]:
        services = load_register(FOLDER, instance).services
        return {key: service for key, service in services.items() if service.imported}

    return load


def write_rows(path: Path, rows: list[dict[str, str]]) -> Path:
    """Write a CSV file with the columns of its first row."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(file.getvalue(), "utf-8")
    return path


def count_outcome(result: Result) -> dict[str, int]:
    """Read the first line of a report."""
    return {name: int(number) for number, name in re.findall(r"(\d+) (\w+)", result.stdout.splitlines()[0])}
