"""The directory, what writes it as HSDS, and what reads it again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.data import FOLDER
from portal.directory.hsds.english import make_exporter
from portal.directory.hsds.exporting import Exporter
from portal.directory.hsds.packages import Package
from portal.directory.hsds.reading import Reader
from portal.directory.hsds.vocabulary import Json
from portal.directory.importers.drafts import Origin, Reading
from portal.directory.importers.places import Places
from portal.directory.register import Register, load_register
from portal.directory.services import Service
from portal.directory.zips import load_zips
from portal.i18n.locales import Registry
from tests.code_reading import ROOT
from tests.conftest import TODAY

#: The specification's own files, which are not part of this repository.
SPECIFICATION = ROOT.parent / "shared" / "data" / "hsds"


@pytest.fixture(scope="session")
def specification() -> Path:
    """The official schemas of HSDS 3.0."""
    if not SPECIFICATION.is_dir():
        pytest.skip("The specification's files are not beside the repository.")
    return SPECIFICATION


@pytest.fixture(scope="session")
def register() -> Register:
    """The project's own directory."""
    return load_register(FOLDER)


@pytest.fixture(scope="session")
def shown(register: Register) -> tuple[Service, ...]:
    """What pages show."""
    return register.shown(TODAY)


@pytest.fixture(scope="session")
def exporter(register: Register, registry: Registry) -> Exporter:
    """What writes services as HSDS."""
    return make_exporter(register, registry.source)


@pytest.fixture(scope="session")
def exported(exporter: Exporter, shown: tuple[Service, ...]) -> list[Json]:
    """Everything pages show, as HSDS."""
    return json.loads(json.dumps([exporter.service(service) for service in shown]))  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def places(register: Register) -> Places:
    """What finds counties."""
    return Places(register.counties, load_zips(FOLDER, register.counties))


@pytest.fixture(scope="session")
def read(register: Register, places: Places) -> Callable[..., Reading]:
    """Read a package into drafts."""

    def read(package: Package, **origin: str) -> Reading:
        return Reader(places, register.subkinds, Origin(**origin)).read(package)  # type: ignore[arg-type]

    return read
