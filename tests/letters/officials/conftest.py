"""Stores of the fictional country, and of the real files where they are."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.data import FOLDER
from portal.letters.officials.facts import Facts, load_facts
from portal.letters.officials.lookup import Officials
from portal.letters.officials.store import FILE
from portal.letters.officials.updating import import_files
from tests.code_reading import ROOT
from tests.conftest import TODAY
from tests.letters.officials import fictional

REAL = ROOT.parent / "shared" / "data" / "officials"

Open = Callable[[Path], Officials]


@pytest.fixture(scope="session")
def facts() -> Facts:
    """The project's own facts about offices."""
    return load_facts(FOLDER)


@pytest.fixture(scope="session")
def _fictional_folder(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> Path:
    folder = tmp_path_factory.mktemp("fictional") / "officials"
    paths = fictional.write_all(tmp_path_factory.mktemp("published"), facts)
    outcome = import_files(folder, facts, paths, fictional.DAY, TODAY)
    assert outcome.problems == []
    return folder


@pytest.fixture
def folder(tmp_path: Path, _fictional_folder: Path) -> Path:
    """A folder with the fictional country loaded, to be changed."""
    place = tmp_path / "officials"
    shutil.copytree(_fictional_folder, place)
    return place


@pytest.fixture(scope="session")
def country(_fictional_folder: Path, facts: Facts) -> Officials:
    """The fictional country, to be asked."""
    return Officials(_fictional_folder / FILE, facts)


@pytest.fixture(scope="session")
def real_folder(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> Path:
    """The real files, loaded under the day of their download."""
    if not REAL.is_dir():
        pytest.skip("The real files are not beside the project.")
    folder = tmp_path_factory.mktemp("real") / "officials"
    paths = [REAL / name for name in ("legislators-current.json", "ca.csv", "zccd.csv")]
    outcome = import_files(folder, facts, paths, fictional.DAY, TODAY)
    assert outcome.problems == []
    return folder


@pytest.fixture(scope="session")
def real(real_folder: Path, facts: Facts) -> Officials:
    """The real officials of the summer of 2026."""
    return Officials(real_folder / FILE, facts)
