"""Every page in every language, held to the HTML standard by the Nu checker, the one the W3C runs.

It needs Java and ``vnu.jar``. Neither is in the test environment: Java comes
from the system, the jar from npm, and where one is missing the test says so.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.conftest import LOCALES, PATHS

JAR = Path(os.environ.get("VNU_JAR", Path(__file__).parents[2] / "build" / "vnu.jar"))

#: SVG 2 has it and browsers know it, the checker does not: https://www.w3.org/TR/SVG2/painting.html#PaintOrder
UNKNOWN_TO_THE_CHECKER = ".*paint-order.*doesn.t exist.*"

NOT_FOUND = "/rights/no-such-guide"


@pytest.fixture(scope="session")
def find_html_problems(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, bytes]], list[str]]:
    """Have pages checked, given as address → body; get what is wrong, with its address."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("Java is not installed, so the Nu HTML checker cannot run.")
    if not JAR.exists():
        pytest.skip("There is no vnu.jar: copy it from npm's vnu-jar to build/, or name it in VNU_JAR.")

    def check(pages: dict[str, bytes]) -> list[str]:
        folder = tmp_path_factory.mktemp("pages")
        addresses = {}
        for number, (address, body) in enumerate(pages.items()):
            file = folder / f"{number}.html"
            file.write_bytes(body)
            addresses[file.name] = address
        command = [java, "-jar", str(JAR), "--errors-only", "--exit-zero-always", "--format", "json"]
        command += ["--filterpattern", UNKNOWN_TO_THE_CHECKER]
        result = subprocess.run([*command, *map(str, folder.iterdir())], capture_output=True, check=True)
        found = json.loads(result.stderr)["messages"]
        return [f"{addresses[Path(entry['url']).name]}: {entry['message']}" for entry in found]

    return check


def test_every_page_is_valid_html(
    find_html_problems: Callable[[dict[str, bytes]], list[str]], client: FlaskClient
) -> None:
    addresses = ["/", *(f"/{locale.code}{path}" for locale in LOCALES for path in (*PATHS, NOT_FOUND))]
    assert find_html_problems({address: client.get(address).data for address in addresses}) == []


def test_the_checker_finds_what_is_wrong(find_html_problems: Callable[[dict[str, bytes]], list[str]]) -> None:
    """The test above would pass if the checker's answer were read wrongly."""
    page = b'<!doctype html><html lang="en"><head><title>A page</title></head><body><p><div></div></p></body></html>'
    assert [problem.startswith("/wrong: ") for problem in find_html_problems({"/wrong": page})] == [True]
