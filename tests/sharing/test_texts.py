from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from portal.i18n.locales import Registry
from portal.rights.guides import TELLING
from portal.sharing.handouts.runs import plain_passage
from portal.sharing.sending import ShareText, show
from portal.sharing.subjects import Packet, parse_packet
from portal.sharing.texts import MAX_TEXT, TextWriter
from tests.conftest import BASE_URL, LOCALES
from tests.sharing.conftest import every_name, make_writer, read_message

Writers = Callable[[str], TextWriter]


def write(writer: TextWriter, what: str) -> ShareText:
    message = writer.write(parse_packet(what))
    assert message is not None, what
    return message


@pytest.mark.parametrize("code", [locale.code for locale in LOCALES])
def test_every_message_is_short_and_ends_with_its_address(code: str, writer_of: Writers) -> None:
    writer = writer_of(code)
    for what in every_name(writer.reader.library, writer.register):
        message = write(writer, what)
        (subject,) = writer.find(parse_packet(what))
        assert len(message.text) <= MAX_TEXT, message.text
        assert message.address == f"{BASE_URL}/{code}{subject.path}"
        assert message.text.split("\n")[-1] == message.address
        assert message.lines, f"{what} is an address without a word."
        assert message.text.count("\u2066") + message.text.count("\u2068") == message.text.count("\u2069")


@pytest.mark.parametrize("code", ["en", "es", "ar-XB"])
def test_every_way_of_sending_carries_the_whole_message(code: str, writer_of: Writers) -> None:
    message = write(writer_of(code), "start.short-answer")
    for link in (message.sms, message.whatsapp, message.email):
        assert read_message(link) == message.text
        assert link.isascii()
        assert "\n" not in link
    assert set(parse_qs(urlsplit(message.email).query)) == {"subject", "body"}
    assert urlsplit(message.whatsapp)[:3] == ("https", "wa.me", "/")
    assert message.sms.startswith("sms:?&body=")


def test_a_message_names_its_page_and_its_day(writer_of: Writers) -> None:
    writer = writer_of("en")
    title, line, age, address = write(writer, "start").text.split("\n")
    guide = writer.reader.library.guides["start"]
    oldest = min(writer.reader.library.claims[guide.section_key(section)].as_of for section in guide.sections)
    assert (title, line) == (guide.title.text, guide.question.text)
    assert age.startswith("As of ")
    assert str(oldest.year) in age
    assert address == f"{BASE_URL}/en/rights/start"


def test_what_has_run_out_is_never_sent_as_if_it_held(make_app: Callable[..., Flask]) -> None:
    writer = make_writer(make_app(today=date(2028, 1, 1)), "en")
    for guide, section in writer.reader.library.sections():
        for what in (guide.slug, guide.section_key(section), f"{guide.section_key(section)}~letter"):
            message = write(writer, what)
            assert not message.lines or "This may have changed since" in message.text, what
            assert "As of" not in message.text


def test_a_number_comes_with_its_age_and_an_old_one_not_at_all(make_app: Callable[..., Flask]) -> None:
    for day in (date(2026, 11, 22), date(2027, 9, 1)):
        writer = make_writer(make_app(today=day), "en")
        for service in writer.register.shown(day):
            text = write(writer, f"help.{service.key}").text
            if "Call:" in text and not service.is_evergreen:
                assert "Not yet checked by us." in text or "Checked on" in text, text
            if writer.register.phone_state(service, day) == "folded":
                assert "Call:" not in text


def test_a_number_never_travels_without_its_warning(writer_of: Writers) -> None:
    writer = writer_of("en")
    line = writer.register.services["988-lifeline"]
    alerted = replace(line, alert=line.description)
    changed = {need: replace(line, need=need) for need in ("federal", "consulates")} | {"crisis": alerted}
    for need, service in changed.items():
        register = replace(writer.register, services={line.key: service}, _days={})
        text = write(replace(writer, register=register), "help.988-lifeline").text
        assert "Call:" not in text
        assert "Talk to a lawyer" in text or need == "crisis"
    assert "Call:" in write(writer, "help.988-lifeline").text


def test_the_line_in_the_readers_language_comes_first(writer_of: Writers) -> None:
    assert "988" in write(writer_of("es"), "help.988-lifeline").text


def test_what_does_not_fit_leaves_the_address_alone(writer_of: Writers) -> None:
    writer = replace(writer_of("en"), base_url="https://" + "x" * 250 + ".example")
    message = write(writer, "help.mx-ciam")
    assert message.lines == ()
    assert message.text == message.address
    assert message.address.endswith("/en/help/mx-ciam")


def test_a_large_packet_names_what_fits_and_how_old_it_is(writer_of: Writers) -> None:
    writer = writer_of("en")
    packet = parse_packet("start~find-help~emergency-care~help.988-lifeline~in.fresno~letter")
    message = writer.write(packet)
    assert message is not None
    assert len(message.text) <= MAX_TEXT
    assert message.text.startswith("Your packet\n")
    assert "As of" in message.text
    assert message.address == f"{BASE_URL}/en/packet/{packet.choice}"


def test_the_subject_of_a_mail_tells_nothing(writer_of: Writers) -> None:
    writer = writer_of("en")
    for what in (*writer.reader.library.guides, "help.chirla", "in.fresno", "letter", "start~find-help"):
        assert not TELLING.search(write(writer, what).subject), what


def test_only_right_to_left_messages_hold_isolates(writer_of: Writers) -> None:
    """One of them makes a phone send a text message in three parts for one."""
    isolates = set("\u2066\u2067\u2068\u2069")
    for what in ("start", "help.chirla", "in.fresno"):
        assert not isolates & set(write(writer_of("en"), what).text)
    assert isolates & set(write(writer_of("ar-XB"), "in.fresno").text)


def test_a_page_shows_the_lines_that_are_sent(writer_of: Writers) -> None:
    for code in ("en", "ar-XB"):
        message = write(writer_of(code), "in.fresno")
        shown = [line.html.striptags() for line in message.shown]
        assert shown == message.text.split("\n")[:-1]
        assert "<bdi" in message.shown[0].html


def test_a_line_is_escaped_before_it_is_shown(registry: Registry) -> None:
    line = plain_passage("a < \u2066<b>\u2069 & \u2068c\u2069", registry["en"])
    assert show(line).html == 'a &lt; <bdi dir="ltr">&lt;b&gt;</bdi> &amp; <bdi>c</bdi>'


def test_nothing_on_the_site_has_no_message(writer_of: Writers) -> None:
    writer = writer_of("en")
    for what in ("nothing", "help.nothing~in.nowhere"):
        assert writer.write(parse_packet(what)) is None
        assert writer.title(parse_packet(what)) is None
    assert writer.write(Packet(())) is None
