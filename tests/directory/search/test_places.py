"""Counties and towns people name."""

from collections.abc import Mapping

from portal.directory.counties import County
from portal.directory.search.places import gather_places, load_towns
from tests.directory.search.conftest import make_service, office


def test_towns_lie_in_their_counties(counties: Mapping[str, County]) -> None:
    towns = load_towns(counties)
    assert towns["Delano"] == {"kern"}
    assert towns["Oakland"] == {"alameda"}
    assert towns["Thousand Oaks"] == {"los-angeles", "ventura"}
    assert len(towns) > 1000


def test_a_county_s_name_means_the_county_alone(counties: Mapping[str, County]) -> None:
    places = gather_places(counties, (), load_towns(counties), ())
    assert places["San Francisco"] == {"san-francisco"}
    assert places["Los Angeles County"] == {"los-angeles"}


def test_the_town_of_an_office_is_known(counties: Mapping[str, County]) -> None:
    service = make_service("x", locations=(office("Inventedtown", "modoc"),))
    assert gather_places(counties, (service,), {}, ())["Inventedtown"] == {"modoc"}


def test_towns_named_like_words_are_left_out(counties: Mapping[str, County]) -> None:
    assert "Nice" not in gather_places(counties, (), load_towns(counties), ("Nice",))
