"""Every slip in the directory's files is refused by name, and the operator's files take their place in it."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from portal.content.markdown import MAX_WORDS
from portal.data import FOLDER, DataError
from portal.directory import loading
from portal.directory.register import Register, load_register
from portal.directory.services import Service
from tests.directory.building import ENTRY, write_instance


def load(instance: Path | None) -> Register:
    return load_register(FOLDER, instance)


def read(folder: Path, text: str = ENTRY) -> Service:
    return load(write_instance(folder, text)).services["clinic"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the directory's own files, to be spoilt."""
    shutil.copytree(FOLDER / "directory", tmp_path / "directory")
    return tmp_path


def change(data: Path, name: str, old: str, new: str) -> None:
    file = data / "directory" / name
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")


def test_an_entry_is_read_whole(tmp_path: Path) -> None:
    service = read(tmp_path)
    assert service.imported
    assert service.languages == ("es", "zh-Hant")
    assert service.phones[0].extension == "4"
    assert service.phones[1].type == "text"
    assert service.phones[1].instruction
    assert service.phones[1].instruction.text == "Text {name:HELP} to {name:898211}."
    # In the order of the week, whatever the order in the file.
    assert service.schedules[0].days == ("MO", "FR")
    assert [str(service.schedules[0].opens), str(service.schedules[0].closes)] == ["08:00:00", "17:30:00"]
    assert (service.locations[0].city, service.locations[0].postal_code) == ("Fresno", "93706")
    assert service.listing.url == "https://county.example/list"
    assert not service.listing.copied


def test_what_is_left_out_is_not_known(tmp_path: Path) -> None:
    lines = [line for line in ENTRY.splitlines() if not line.startswith(("languages", "immigration", "email"))]
    service = read(tmp_path, "\n".join(lines))
    assert service.immigration_status == "ask"
    assert (service.languages, service.email, service.free) == ((), None, False)
    assert service.active


@pytest.mark.parametrize(
    ("old", "new", "entry", "problem"),
    [
        ("[clinic]", "[Clinic]", "Clinic", "The key cannot stand in an address."),
        ("[clinic]", "[in]", "in", "The key cannot stand in an address."),
        ('need = "basic-needs"', 'need = "money"', "clinic", "“money” is no need."),
        ('subkind = "community-organization"', 'subkind = "club"', "clinic", "“club” is no subkind."),
        ('immigration_status = "any"', 'immigration_status = "all"', "clinic", "“all” is no immigration_status."),
        ('immigration_status = "any"', 'imigration_status = "any"', "clinic", "The key “imigration_status”"),
        ('"+15595550100"', '"+15595550101"', "clinic, phone 1", "The printed number (559) 555-0100 is not"),
        ('"+15595550100"', '"15595550100"', "clinic, phone 1", "“15595550100” cannot be dialled."),
        ('"(559) 555-0100"', '"559-555-0100"', "clinic, phone 1", "“559-555-0100” is no printed number."),
        ('extension = "4"', 'extension = "x4"', "clinic, phone 1", "“x4” is no extension."),
        ('type = "text"', 'type = "sms"', "clinic, phone 2", "“sms” is no type."),
        ('"fresno"] }', '"fresnoo"] }', "clinic.area", "“fresnoo” is no county."),
        ('scope = "counties"', 'scope = "state"', "clinic.area", "The scope state and its counties do not fit."),
        ('scope = "counties", counties = ["fresno"]', 'scope = "counties"', "clinic.area", "The scope counties and"),
        ('county = "fresno"', 'county = "bakersfield"', "clinic, location 1", "“bakersfield” is no county."),
        ('"93706"', '"9370"', "clinic, location 1", "“9370” is no ZIP code."),
        ('date = "2026-05"', 'date = "May 2026"', "clinic.listing", "“May 2026” is no date."),
        ('date = "2026-05"', 'date = "2026-13"', "clinic.listing", "“2026-13” is no date."),
        (', date = "2026-05"', "", "clinic.listing", "It needs either a date or the word that it has none."),
        (
            'date = "2026-05"',
            'date = "2026-05", undated = true',
            "clinic.listing",
            "It needs either a date or the word",
        ),
        ('publisher = "County of Fresno", ', "", "clinic.listing", "The key “publisher” is missing."),
        ('closes = "17:30"', 'closes = "5 pm"', "clinic, schedule 1", "“5 pm” is no time."),
        (', closes = "17:30"', "", "clinic, schedule 1", "Only one of opens and closes is given."),
        ('closes = "17:30"', 'closes = "08:00"', "clinic, schedule 1", "It closes when it opens."),
        ('"MO"]', '"MON"]', "clinic, schedule 1", "It names days there are not."),
        ('["es", "zh-Hant"]', '["Spanish"]', "clinic", "“Spanish” is no language."),
        ('"https://clinic.example/help"', '"javascript:alert(1)"', "clinic", "“javascript:alert(1)” is no web address"),
        ('"https://clinic.example/help"', '"https://a@b.example"', "clinic", "“https://a@b.example” is no web address"),
        ('"help@clinic.example"', '"help at clinic"', "clinic", "“help at clinic” is no e-mail address."),
        ("Gives food", "Gives <b>food</b> {phone:988}", "clinic", "The key “description”: The reference"),
        ("Gives food", "Gives *food*", "clinic", "The key “description”: It has Markdown or HTML."),
        ("Gives food", "Gives { food", "clinic", "The key “description”: It has a brace"),
        ("Clinic of the Valley", "Clinic \u202eof the Valley", "clinic", "The key “name” holds the invisible"),
        ("Clinic of the Valley", "C" * 201, "clinic", "The key “name” has over 200 characters."),
    ],
)
def test_a_slip_is_refused_by_file_entry_and_cure(tmp_path: Path, old: str, new: str, entry: str, problem: str) -> None:
    assert old in ENTRY
    with pytest.raises(DataError) as caught:
        read(tmp_path, ENTRY.replace(old, new, 1))
    assert (caught.value.file, caught.value.entry) == ("own.toml", entry)
    assert caught.value.problem.startswith(problem)
    assert caught.value.cure


def test_a_list_without_a_date_says_so(tmp_path: Path) -> None:
    assert read(tmp_path, ENTRY.replace('date = "2026-05"', "undated = true")).listing.date is None


def test_an_imported_sentence_may_hold_digits(tmp_path: Path) -> None:
    assert read(tmp_path, ENTRY.replace("Gives food", "Gives 24 boxes of food")).description.text.startswith("Gives 24")


@pytest.mark.parametrize(
    ("description", "problem"),
    [
        ("Open at 8.", "A digit stands in prose."),
        ("word " * (MAX_WORDS + 1) + "end.", f"It has over {MAX_WORDS} words."),
        ("See https://a.example now.", "It has an address typed in."),
        ("See [this][unknown-key].", "It links to a key nobody knows."),
        ("Call {phone:nobody}.", "The reference {phone:nobody} leads to nothing."),
    ],
)
def test_our_own_sentences_are_held_to_the_rules_of_guides(data: Path, description: str, problem: str) -> None:
    change(data, "coverage.toml", 'eligibility = "For everyone in California."', f'eligibility = "{description}"')
    with pytest.raises(DataError, match=r"coverage\.toml: health-consumer-alliance") as caught:
        load_register(data)
    assert problem in caught.value.problem


def test_a_key_may_not_stand_in_two_files(data: Path) -> None:
    text = (
        (data / "directory" / "coverage.toml").read_text("utf-8").replace('need = "coverage"', 'need = "basic-needs"')
    )
    text = text[text.index("[health-consumer-alliance]") :].partition("\n# ")[0]
    (data / "directory" / "basic-needs.toml").write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"basic-needs\.toml: health-consumer-alliance: Another entry has this key\."):
        load_register(data)


def test_an_entry_stands_in_the_file_of_its_need(data: Path) -> None:
    change(data, "coverage.toml", 'need = "coverage"', 'need = "crisis"')
    with pytest.raises(DataError, match=r"Its need is crisis\. Move it to crisis\.toml\."):
        load_register(data)


@pytest.mark.parametrize("key", ["emergency-911", "988-lifeline"])
def test_911_and_988_cannot_be_lost(data: Path, key: str) -> None:
    change(data, "crisis.toml", f"[{key}]", "[another-line]")
    with pytest.raises(DataError, match=rf"crisis\.toml: {key}: It is missing"):
        load_register(data)


def test_funding_that_refuses_people_is_not_open_to_any_status(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="Federally funded legal aid is not open to any status"):
        read(tmp_path, ENTRY.replace('immigration_status = "any"', 'immigration_status = "any"\nlsc_funded = true'))


def test_somebody_must_be_able_to_reach_it(tmp_path: Path) -> None:
    text = re.sub(
        r"^phones = \[.*?^\]\n|^locations = \[.*?^\]\n|^website.*?\n", "", ENTRY, flags=re.MULTILINE | re.DOTALL
    )
    with pytest.raises(DataError, match="Nobody can reach it"):
        read(tmp_path, text)


def test_a_number_stands_once(tmp_path: Path) -> None:
    line = '    { printed = "(559) 555-0101", dial = "+15595550101" },\n'
    with pytest.raises(DataError, match="A number stands twice"):
        read(tmp_path, ENTRY.replace("phones = [\n", f"phones = [\n{line}{line}"))


def test_an_operators_entry_takes_the_place_of_ours(tmp_path: Path) -> None:
    text = ENTRY.replace("[clinic]", "[health-consumer-alliance]").replace('"basic-needs"', '"coverage"')
    service = load(write_instance(tmp_path, text)).services["health-consumer-alliance"]
    assert service.imported
    assert service.phones[0].dial == "+15595550100"


def test_a_folder_without_a_directory_adds_nothing(tmp_path: Path) -> None:
    assert load(tmp_path).services == load(None).services


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"[clinic\n", "It is not valid TOML"),
        (b'[clinic]\nname = "\xff"\n', "It is not UTF-8."),
        (b"clinic = 1\n", "It is not a table."),
        (b"\xef\xbb\xbf[clinic]\n", "It starts with a byte order mark."),
    ],
)
def test_a_broken_file_of_the_operator_is_named(tmp_path: Path, body: bytes, problem: str) -> None:
    write_instance(tmp_path)
    (tmp_path / "directory" / "own.toml").write_bytes(body)
    with pytest.raises(DataError, match=r"own\.toml") as caught:
        load(tmp_path)
    assert caught.value.problem.startswith(problem)


def test_a_file_over_the_cap_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "MAX_IMPORTED_BYTES", len(ENTRY.encode()) - 1)
    with pytest.raises(DataError, match=r"own\.toml: the file: It is over"):
        load(write_instance(tmp_path))


def assurance(**changes: str) -> str:
    values = {"day": "2026-11-01", "role": '"volunteer"', "phones": '["+15595550100", "898211"]', **changes}
    return "[clinic]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())


def test_a_check_is_added_to_its_entry(tmp_path: Path) -> None:
    write_instance(tmp_path, assurance(), "assurances.toml")
    checked = read(tmp_path).assurance
    assert checked
    assert (checked.day, checked.role) == (date(2026, 11, 1), "volunteer")


def test_a_check_of_other_numbers_does_not_count(tmp_path: Path) -> None:
    """A release or an import that changes a number must not look as if somebody had called the new one."""
    write_instance(tmp_path, assurance(), "assurances.toml")
    changed = ENTRY.replace("555-0100", "555-0177").replace("5550100", "5550177")
    assert read(tmp_path, changed).assurance is None


def test_a_check_of_an_entry_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    write_instance(tmp_path, assurance().replace("[clinic]", "[gone]"), "assurances.toml")
    services = load(write_instance(tmp_path)).services
    assert loading.unknown_assurances(tmp_path, services) == ["gone"]


@pytest.mark.parametrize(
    "changes", [{"day": '"yesterday"'}, {"role": '"maria@example.org"'}, {"phones": "1"}, {"note": '"called"'}]
)
def test_a_wrong_check_is_refused(tmp_path: Path, changes: dict[str, str]) -> None:
    with pytest.raises(DataError):
        load(write_instance(tmp_path, assurance(**changes), "assurances.toml"))
