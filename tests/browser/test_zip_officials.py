"""A ZIP code becomes districts on the reader's own device: at most the state is asked for, and nothing is kept."""

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from portal.data import FOLDER
from portal.letters.officials.facts import Facts, load_facts
from portal.letters.officials.updating import import_files
from tests.browser.test_zip import KEPT, NOTHING
from tests.code_reading import ROOT
from tests.conftest import TODAY
from tests.letters.officials import fictional

REAL = ROOT.parent / "shared" / "data" / "officials"


@pytest.fixture(scope="session")
def facts() -> Facts:
    return load_facts(FOLDER)


def load(instance: Path, facts: Facts, paths: list[Path]) -> Path:
    assert import_files(instance / "officials", facts, paths, fictional.DAY, TODAY).problems == []
    return instance


@pytest.fixture(scope="session")
def fictional_site(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> str:
    """A portal with the fictional country."""
    paths = fictional.write_all(tmp_path_factory.mktemp("published"), facts)
    return serve(instance=load(tmp_path_factory.mktemp("fictional"), facts, paths))


@pytest.fixture(scope="session")
def real_site(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> str:
    """A portal with the real files of the summer of 2026, on the day of the reference."""
    if not REAL.is_dir():
        pytest.skip("The real files are not beside the project.")
    paths = [REAL / name for name in ("legislators-current.json", "ca.csv", "zccd.csv")]
    return serve(instance=load(tmp_path_factory.mktemp("real"), facts, paths), today=date(2026, 11, 21))


@pytest.fixture
def box(open_page: Callable[..., Page], fictional_site: str, code: str) -> Page:
    """The first page, once its box is there."""
    return open_box(open_page, fictional_site, code)


def open_box(open_page: Callable[..., Page], site: str, code: str = "en", place: str = "") -> Page:
    page = open_page(base_url=site)
    page.goto(f"/{code}/officials/{place}")
    page.locator("#zip").wait_for()
    return page


def answer(page: Page) -> list[str]:
    """Give where the answers lead, below the address of the first page."""
    links = page.locator("[data-answers] a").evaluate_all("(links) => links.map((link) => link.pathname)")
    return [link.partition("/officials/")[2] or link for link in links]


def said(page: Page) -> str:
    """Give which of the box's sentences is shown."""
    text = page.locator(".zip [role=status]").inner_text()
    names = "one several states statewide unlisted elsewhere unknown military associated wrong".split()
    found = [name for name in names if page.locator(".zip").get_attribute(f"data-{name}") == text]
    return found[0] if found else text


def note_requests(page: Page) -> list[str]:
    """List the files a page asks for from now on, by what stands before the first dot."""
    noted: list[str] = []
    page.on("request", lambda request: noted.append(request.url.rpartition("/")[2].partition(".")[0]))
    return noted


@pytest.mark.parametrize(
    ("typed", "sentence", "places", "files"),
    [
        ("94110", "one", ["ca/11"], []),
        ("93706", "several", ["ca/13", "ca/21"], []),
        ("92101", "several", ["ca/50", "ca/52"], []),
        ("90011", "several", ["ca/37", "ca/42"], []),
        ("95814", "one", ["ca/7"], []),
        ("90210", "several", ["ca/30", "ca/32", "ca/36"], []),
        ("11226", "one", ["ny/9"], ["ny"]),
        ("02128", "several", ["ma/5", "ma/7"], ["ma"]),
        ("96799", "statewide", ["as"], []),
        ("57255", "states", ["sd", "nd"], []),
        ("78501", "one", ["tx/15"], ["tx"]),
        ("60608", "several", ["il/4", "il/7"], ["il"]),
        ("42223", "states", ["ky", "tn"], []),
        ("20001", "statewide", ["dc"], []),
        ("00601", "statewide", ["pr"], []),
        ("96910", "statewide", ["gu"], []),
        ("09001", "military", [], []),
        ("96941", "associated", [], []),
        ("88888", "unknown", [], []),
        # A post-office box has no area on the map.
        ("90009", "unlisted", ["ca"], []),
    ],
)
def test_zip_codes_are_answered_as_the_reference_says(
    open_page: Callable[..., Page],
    real_site: str,
    typed: str,
    sentence: str,
    places: list[str],
    files: list[str],
) -> None:
    page = open_box(open_page, real_site)
    noted = note_requests(page)
    page.locator("#zip").fill(typed)
    page.locator(".zip [role=status]:not(:empty)").wait_for()
    assert said(page) == sentence
    assert answer(page) == places
    assert noted == files


def test_names_to_choose_by_stand_beside_their_districts(open_page: Callable[..., Page], real_site: str) -> None:
    page = open_box(open_page, real_site)
    page.locator("#zip").fill("93706")
    assert page.locator("[data-answers] a").all_inner_texts() == ["District 13: Adam Gray", "District 21: Jim Costa"]
    assert page.locator("[data-answers] bdi[lang=en][dir=ltr]").count() == 2


def test_nobody_is_chosen_for_the_reader_and_there_is_a_way_out(box: Page, code: str) -> None:
    box.locator("#zip").fill("90000")
    assert said(box) == "several"
    assert answer(box)[:2] == ["ca/1", "ca/2"]
    assert box.locator(".zip :checked, .zip [aria-current], .zip [selected]").count() == 0
    assert "%" not in box.locator(".zip").inner_text()
    assert (
        box.locator("[data-unsure]").get_attribute("href")
        == "https://www.house.gov/representatives/find-your-representative"
    )
    box.locator("[data-senators]").click()
    assert box.url.endswith(f"/{code}/officials/ca#senators")


def test_california_answers_with_its_legislators_too(box: Page, code: str) -> None:
    box.locator("#zip").fill("90001")
    assert answer(box) == ["ca/1", "ca/senate/2", "ca/assembly/2", f"/{code}/letter/california/2/2"]
    assert box.locator("[data-answers] h3").all_inner_texts() == [
        box.locator(".zip").get_attribute(f"data-{area}") for area in ("cd", "sldu", "sldl")
    ]


def test_somebody_on_a_state_line_is_asked_for_the_state_first(open_page: Callable[..., Page], real_site: str) -> None:
    page = open_box(open_page, real_site, "es")
    page.locator("#zip").fill("42223")
    assert page.locator("[data-answers] a").all_inner_texts() == ["Kentucky", "Tennessee"]
    page.locator("[data-answers] a").last.click()
    page.locator("[data-answers] a[href*='tn/7']").wait_for()
    assert answer(page) == ["tn/7"]
    assert page.url.endswith("/es/officials/")


def test_the_page_of_a_state_looks_up_its_own_zip_codes(open_page: Callable[..., Page], fictional_site: str) -> None:
    page = open_box(open_page, fictional_site, "en", "ny")
    noted = note_requests(page)
    page.locator("#zip").fill("00500")
    assert (said(page), answer(page)) == ("several", ["ny/1", "ny/2"])
    page.locator("#zip").fill("90001")
    assert (said(page), answer(page)) == ("elsewhere", [])
    assert noted == []


@pytest.mark.parametrize("typed", ["90001-1234", "900011234", " 90001\u200f ", "٩٠٠٠١", "９０００１", "९०००१"])
def test_a_zip_code_is_read_as_people_type_it(box: Page, typed: str) -> None:
    box.locator("#zip").fill(typed)
    assert answer(box)[0] == "ca/1"


@pytest.mark.parametrize("typed", ["", "9000", "9000x", "900011", "<b>90001</b>", "constructor", "__proto__"])
def test_what_is_no_zip_code_is_asked_for_again(box: Page, typed: str) -> None:
    box.locator("#zip").fill(typed)
    assert (said(box), answer(box)) == ("", [])
    box.locator(".zip button").click()
    assert (said(box), answer(box)) == ("wrong", [])


def test_nothing_is_sent_kept_or_logged_when_a_californian_zip_code_is_typed(
    box: Page, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    requests: list[str] = []
    box.on("request", lambda request: requests.append(request.url))
    address = box.url
    box.locator("#zip").press_sequentially("90000")
    box.locator("#zip").press("Enter")
    box.locator(".zip button").click()
    assert answer(box)[0] == "ca/1"
    assert requests == []
    assert box.url == address
    assert box.evaluate(KEPT) == NOTHING
    assert "90000" not in caplog.text


def test_another_state_is_asked_for_by_its_name_alone(
    open_page: Callable[..., Page], fictional_site: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = open_box(open_page, fictional_site)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    for typed in ("10001", "10002", "11999"):
        page.locator("#zip").fill(typed)
        page.locator("[data-answers] a").first.wait_for()
    (asked,) = requests
    assert asked.partition("/officials/zips/")[2].startswith("ny.")
    assert not {"10001", "10002", "11999"} & set(asked.replace(".", "/").split("/"))
    assert "10001" not in caplog.text


def test_what_was_typed_is_gone_after_back(box: Page) -> None:
    box.locator("#zip").fill("90000")
    box.locator(".menu a").first.click()
    box.go_back(wait_until="commit")
    box.locator("#zip").wait_for()
    assert box.locator("#zip").input_value() == ""
    assert (said(box), answer(box)) == ("", [])
    box.locator("#zip").fill("90000")
    assert answer(box)[0] == "ca/1"


def test_a_state_whose_file_does_not_come_is_a_link(open_page: Callable[..., Page], fictional_site: str) -> None:
    page = open_box(open_page, fictional_site)
    page.route("**/zips/ny.*", lambda route: route.abort())
    page.locator("#zip").fill("10001")
    page.locator("[data-answers] a").wait_for()
    assert (said(page), answer(page)) == ("unlisted", ["ny"])


def test_without_the_tables_there_is_no_box_and_every_link(open_page: Callable[..., Page], fictional_site: str) -> None:
    page = open_page(base_url=fictional_site)
    page.route("**/zips/*", lambda route: route.abort())
    for path in ("", "ca", "ny"):
        page.goto(f"/en/officials/{path}")
        assert page.locator("#zip").is_hidden()
        assert page.locator(".places a").first.is_visible()


def test_without_scripts_a_district_is_reached_by_links(
    open_page: Callable[..., Page], fictional_site: str, code: str
) -> None:
    page = open_page(base_url=fictional_site, java_script_enabled=False)
    page.goto(f"/{code}/officials/")
    assert page.locator("#zip").is_hidden()
    page.locator(".cards a").first.click()
    page.locator("a[href$='/officials/ca/13']").click()
    assert "Rep MemberCA13" in page.locator("main").inner_text()
    assert page.locator(f"a[href='/{code}/letter/congress/ca/13']").is_visible()


def test_without_data_the_box_still_knows_the_state(open_page: Callable[..., Page], site: str) -> None:
    page = open_box(open_page, site)
    page.locator("#zip").fill("96799")
    assert (said(page), answer(page)) == ("statewide", ["as"])
    page.locator("#zip").fill("93706")
    assert (said(page), answer(page)) == ("unlisted", ["ca"])
    page.goto("/en/officials/ca")
    assert page.locator("#zip").is_hidden()
