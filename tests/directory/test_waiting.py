"""What nobody has called is on no surface of the site, and one command puts it on all of them."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from portal.cli import main
from portal.data import FOLDER
from portal.directory.freshness import HIDDEN, find_hidden, is_waiting
from portal.directory.hsds.vocabulary import make_id
from portal.directory.register import Register, load_register
from portal.directory.services import NEEDS, Assurance, Listing, Service
from portal.rights.library import Library
from portal.sharing.subjects import find_subject, parse_subject
from tests.conftest import TODAY
from tests.directory.building import write_instance
from tests.directory.entries import make_service

REGISTER = load_register(FOLDER)
WAITING = REGISTER.waiting(TODAY)

#: Entries of every need, each with the number of its record.
ASSURED = {
    "211-california": "211",
    "covered-california": "+18003000213",
    "crisis-text-line": "741741",
    "gt-call-center": "+18448051011",
    "medi-cal-member-helpline": "+18005415555",
    "bet-tzedek": "+13239390506",
    "rrn-san-diego": "+16195360823",
    "teen-line": "+18008528336",
}


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An operator's folder in which some of those that wait were called today."""
    folder = tmp_path_factory.mktemp("instance")
    runner = CliRunner(env={"PORTAL_TODAY": str(TODAY), "PORTAL_INSTANCE": str(folder)})
    for key in ASSURED:
        result = runner.invoke(main, ["directory", "assure", key, "--by", "volunteer"], prog_name="portal")
        assert result.exit_code == 0
        assert result.stdout.endswith("It is on the pages once the portal is started again.\n")
    return folder


def named(service: Service) -> str:
    return service.key


def export(folder: Path, instance: str = "") -> str:
    environ = {"PORTAL_TODAY": str(TODAY), "PORTAL_INSTANCE": instance}
    file = folder / "directory.json"
    result = CliRunner(env=environ).invoke(main, ["directory", "export", str(file)], prog_name="portal")
    assert result.exit_code == 0
    return file.read_text("utf-8")


def walk(client: FlaskClient, register: Register) -> Iterator[tuple[str, str]]:
    """Go through every list of the site that services stand in."""
    places = ["/en/help/", *(f"/en/help/in/{slug}" for slug in register.counties)]
    lists = [*places, *(f"{place}?need={need}" for place in places for need in NEEDS)]
    for path in ("/en/", "/en/packet/", "/sitemap.xml", "/api/hsds/services?per_page=500&full=true", *lists):
        answer = client.get(path)
        assert answer.status_code == 200, path
        yield path, answer.text


def test_many_wait_for_a_call_and_none_is_shown() -> None:
    assert set(ASSURED) <= {service.key for service in WAITING}
    assert not {service.key for service in WAITING} & {service.key for service in REGISTER.shown(TODAY)}
    assert {service.need for service in WAITING} >= {"basic-needs", "coverage", "crisis", "rapid-response"}


def test_what_waits_is_on_no_page_and_in_no_list(client: FlaskClient, library: Library) -> None:
    links = {f"/help/{service.key}{end}" for service in WAITING for end in '"<'}
    elsewhere = {phone.dial for service in REGISTER.shown(TODAY) for phone in service.all_phones()}
    # Guides have numbers of their own, with dates of their own; and three digits stand in many numbers.
    elsewhere |= {phone.dial for phone in library.phones.values()} | {"211"}
    numbers = {phone.dial for service in WAITING for phone in service.all_phones()} - elsewhere
    for path, text in walk(client, REGISTER):
        assert not {link for link in links if link in text}, path
        assert not {number for number in numbers if number in text}, path


@pytest.mark.parametrize("service", WAITING, ids=named)
def test_what_waits_has_no_address(client: FlaskClient, service: Service) -> None:
    for path in (
        f"/en/help/{service.key}",
        f"/ar-XB/help/{service.key}",
        f"/api/hsds/services/{make_id('service', service.key)}",
        f"/api/hsds/organizations/{make_id('organization', service.key)}",
        f"/en/share/help.{service.key}",
        f"/en/handout/help.{service.key}.pdf",
        f"/qr/help.{service.key}.svg",
    ):
        assert client.get(path).status_code == 404, path
    name = parse_subject(f"help.{service.key}")
    assert name
    assert find_subject(name, None, REGISTER, TODAY) is None  # type: ignore[arg-type]
    assert service.name not in client.get(f"/en/packet/help.{service.key}").text


@pytest.mark.parametrize("words", ["211", "741741", "covered+california", "calfresh", "teen+line", "8005202356"])
def test_what_waits_is_found_by_no_search(client: FlaskClient, words: str) -> None:
    text = client.get(f"/en/help/?q={words}").text
    found = json.loads(client.get(f"/api/hsds/services?search={words}").text)
    assert not [service.key for service in WAITING if f'/help/{service.key}"' in text]
    assert not {item["name"] for item in found["contents"]} & {service.name for service in WAITING}


def test_what_waits_is_in_no_export(tmp_path: Path) -> None:
    text = export(tmp_path)
    assert make_id("service", "chirla") in text
    assert not [service.key for service in WAITING if make_id("service", service.key) in text]


def test_what_waits_is_in_no_count() -> None:
    without = Register(
        {key: service for key, service in REGISTER.services.items() if service not in WAITING},
        REGISTER.counties,
        REGISTER.subkinds,
    )
    assert REGISTER.counts(today=TODAY) == without.counts(today=TODAY)
    assert REGISTER.languages(TODAY) == without.languages(TODAY)
    assert not REGISTER.find("basic-needs", today=TODAY)


def test_a_call_puts_it_on_every_surface(make_app: Callable[..., Flask], instance: Path, tmp_path: Path) -> None:
    app = make_app(instance=instance)
    client = app.test_client()
    sitemap = client.get("/sitemap.xml").text
    exported = export(tmp_path, str(instance))
    for key, number in ASSURED.items():
        page = client.get(f"/en/help/{key}")
        assert page.status_code == 200, key
        assert f":{number}" in page.text, key
        assert "Checked on November 22, 2026 by: volunteer" in page.text.replace("<bdi>", "").replace("</bdi>", ""), key
        assert "None" not in page.text, key
        assert f"/en/help/{key}<" in sitemap, key
        assert make_id("service", key) in exported, key
        assert client.get(f"/api/hsds/services/{make_id('service', key)}").status_code == 200, key
        assert client.get(f"/en/share/help.{key}").status_code == 200, key
        assert client.get(f"/en/handout/help.{key}.pdf").status_code == 200, key
    assert "/help/211-california" in client.get("/en/help/?need=basic-needs").text
    assert "/help/crisis-text-line" in client.get("/en/help/in/alpine?need=mental-health").text
    assert "/help/rrn-san-diego" in client.get("/en/help/in/san-diego").text
    assert "/help/covered-california" in client.get("/en/help/?q=covered+california").text
    assert "Listed by everyonehome.org, without a date." in client.get("/en/help/211-california").text
    assert 'href="sms:741741"' in client.get("/en/help/crisis-text-line").text
    assert "/help/bet-tzedek" not in client.get("/en/help/in/fresno?need=legal-aid").text


def test_a_list_that_was_checked_too_long_ago_promises_no_number(
    make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    text = '[lawhelpca]\nday = 2025-01-02\nrole = "volunteer"\nphones = []\n'
    page = make_app(instance=write_instance(tmp_path, text, "assurances.toml")).test_client().get("/en/help/lawhelpca")
    assert "Not checked since" in page.text
    assert "Show the number" not in page.text


def test_the_call_list_has_what_waits_with_its_age_and_says_so(instance: Path) -> None:
    runner = CliRunner(env={"PORTAL_TODAY": str(TODAY), "PORTAL_INSTANCE": ""})
    printed = runner.invoke(main, ["directory", "calls"], prog_name="portal").stdout
    assert printed.count("NOT ON THE PAGES UNTIL CONFIRMED") == len(WAITING)
    assert (
        "  San Diego Rapid Response Network  (rapid-response, rrn-san-diego)\n"
        "    NOT ON THE PAGES UNTIL CONFIRMED\n"
        "    (619) 536-0823\n"
        "    we say: staff speak en, es; open to any immigration status\n"
        "    listed by laprensa.org, local news, dated 2017-12, 9 years ago\n"
        "    never checked\n"
    ) in printed
    statewide = printed[printed.index("All of California") : printed.index("\nAlameda County\n")]
    for key in ("211-california", "medi-cal-member-helpline", "covered-california", "crisis-text-line"):
        assert f", {key})" in statewide
    after = CliRunner(env={"PORTAL_TODAY": str(TODAY), "PORTAL_INSTANCE": str(instance)})
    assert ", rrn-san-diego)" not in after.invoke(main, ["directory", "calls"], prog_name="portal").stdout


def test_audit_names_what_waits_by_reason() -> None:
    runner = CliRunner(env={"PORTAL_TODAY": str(TODAY), "PORTAL_INSTANCE": ""})
    printed = runner.invoke(main, ["directory", "audit"], prog_name="portal").stdout
    for reason, meaning in HIDDEN.items():
        number = sum(find_hidden(service, TODAY) == reason for service in REGISTER.services.values())
        assert f"  {reason}, {meaning}: {number}\n" in printed
    assert "    211-california  211 (basic-needs)\n" in printed
    assert "    rrn-san-diego  San Diego Rapid Response Network (rapid-response), of 2017-12\n" in printed


def test_only_what_a_call_would_show_waits() -> None:
    undated = make_service(listing=Listing("A list", None, None))
    assert find_hidden(undated, TODAY) == "undated"
    assert is_waiting(undated, TODAY)
    assert not is_waiting(make_service(listing=Listing("A list", None, None), active=False), TODAY)
    assert not is_waiting(
        make_service(listing=Listing("A list", None, "2019"), recognized_until=date(2026, 1, 1)), TODAY
    )
    checked = make_service(listing=Listing("A list", None, None), assurance=Assurance(TODAY, "volunteer"))
    assert find_hidden(checked, TODAY) is None
    assert find_hidden(checked, TODAY.replace(year=2030)) is None
