"""How long `portal translations update` takes, and what it does with translations, beside msgmerge and pybabel.

Run it from the project's folder; gettext's msgmerge is left out where it is not installed::

    .venv/bin/python benchmarks/update.py [--messages N] [--edited SHARE] [--limit SECONDS]

The files are made from the portal's own Spanish, repeated under further guide
names up to 3,000 messages. One in twenty then gets its English edited, by turns
in a comma, in a word, with a sentence added, or written anew; one in a hundred
is taken out and one in a hundred is new. All programs get the same two files,
with and without guessing (-N), and are timed whole, with their start.

What became of the translation of each message:

kept        unchanged English: the same translation, not fuzzy; this should be all of them
right       edited English: its own old translation, fuzzy, beside the English it was made for
wrong       edited or new English: another message's translation, as a guess
lost        a translation that was in the file before and is nowhere in it now, obsolete ones included
untouched   new or edited English left without any translation
unmarked    edited English whose old translation is shown as if nothing had changed

A file that cannot be parsed afterwards is called unreadable: pybabel breaks the line of a long previous English, and
neither polib nor msgfmt reads that. A program that has not ended after the limit is stopped, and has no other figures.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import polib

from portal.config import Config
from portal.data import FOLDER
from portal.i18n.locales import SiteLocale, load_registry
from portal.translators.files import po_path, read_po, write_po
from portal.translators.updating import update_catalog

Key = tuple[str | None, str]

SENTENCES = (
    "A lawyer can read the letter with you before you answer it.",
    "Keep every paper in one place where the family can find it.",
    "The office must tell you its reason in your own language.",
)

#: What an editor does to an English text, from least to most.
EDITS: tuple[Callable[[str], str], ...] = (
    lambda text: ", ".join(text.rsplit(" ", 1)) if " " in text else f"{text}!",
    lambda text: " ".join(("Today", *text.split(" ")[1:])),
    lambda text: f"{text} {SENTENCES[0]}",
    lambda text: f"{SENTENCES[1]} {SENTENCES[2]} ({len(text)})",
)


def key_of(entry: polib.POEntry) -> Key:
    """Give what a message is found by."""
    return entry.msgctxt, entry.msgid


def make_catalog(locale: SiteLocale, number: int) -> polib.POFile:
    """Repeat the guides' Spanish under further names; each copy has words of its own, as other guides would."""
    catalog = read_po(po_path(Config().translations, locale))
    catalog[:] = [entry for entry in catalog if not entry.obsolete and entry.msgstr]
    own = [entry for entry in catalog if (entry.msgctxt or "").startswith("rights/")]
    for copy in range(2, 3 + number // len(own)):
        for entry in own:
            clone = deepcopy(entry)
            guide, _, section = entry.msgctxt.partition("#")
            clone.msgctxt = f"{guide}-{copy}#{section}" if section else f"{guide}-{copy}"
            clone.msgid, clone.msgstr = f"{entry.msgid} (part {copy})", f"{entry.msgstr} (parte {copy})"
            catalog.append(clone)
    del catalog[number:]
    return catalog


def make_template(catalog: polib.POFile, share: float) -> tuple[polib.POFile, dict[Key, str]]:
    """Edit some of the English.

    :return: the template, and for each edited message its own translation.
    """
    chance = random.Random(3)
    template = polib.POFile(wrapwidth=0)
    template.metadata = {"Content-Type": "text/plain; charset=UTF-8", "MIME-Version": "1.0"}
    own = {}
    edited = set(chance.sample(range(len(catalog)), round(share * len(catalog))))
    for position, entry in enumerate(catalog):
        if position % 100 == 7 and position not in edited:
            continue
        source = polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.msgid, occurrences=entry.occurrences)
        if position in edited:
            source.msgid = EDITS[len(own) % len(EDITS)](entry.msgid)
            own[key_of(source)] = entry.msgstr
        template.append(source)
        if position % 100 == 50:
            template.append(polib.POEntry(msgctxt=entry.msgctxt, msgid=f"{SENTENCES[2]} Call {position}."))
    return template, own


def judge(before: polib.POFile, after: polib.POFile, template: polib.POFile, own: dict[Key, str]) -> Counter[str]:
    """Count what became of translations."""
    was = {key_of(entry): entry.msgstr for entry in before}
    now = {key_of(entry): entry for entry in after if not entry.obsolete}
    found: Counter[str] = Counter()
    for source in template:
        entry = now.get(key_of(source))
        text = entry.msgstr if entry else ""
        mine = was.get(key_of(source)) or own.get(key_of(source))
        if not text:
            found["untouched"] += 1
        elif text != mine:
            found["wrong"] += 1
        elif key_of(source) in own:
            assert entry is not None
            found["right" if entry.fuzzy else "unmarked"] += 1
        else:
            found["kept"] += 1
    written = {entry.msgstr for entry in after}
    found["lost"] = sum(entry.msgstr not in written for entry in before)
    return found


def run(command: list[str], limit: float) -> float | None:
    """Time a command; nothing where it did not end."""
    start = time.perf_counter()
    try:
        subprocess.run(command, check=True, timeout=limit, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return None
    return time.perf_counter() - start


def update_ours(po: Path, pot: Path) -> None:
    """Update as the command does; called in a process of its own, so that starting Python is timed too."""
    updated, _ = update_catalog(read_po(po), read_po(pot), load_registry(FOLDER)["es"])
    write_po(updated, po)


def commands(po: Path, pot: Path) -> dict[str, list[str]]:
    """Give each program's command."""
    listed = {"portal translations update": [sys.executable, __file__, "--update", str(po), str(pot)]}
    if shutil.which("msgmerge"):
        listed["msgmerge --previous"] = ["msgmerge", "--previous", "--no-wrap", "--quiet", "-U", str(po), str(pot)]
        listed["msgmerge -N (no guesses)"] = ["msgmerge", "-N", "--no-wrap", "--quiet", "-U", str(po), str(pot)]
    babel = [sys.executable, "-m", "babel.messages.frontend", "update", "-i", str(pot), "-o", str(po), "-l", "es"]
    listed["pybabel update --previous"] = [*babel, "--previous", "--no-wrap"]
    listed["pybabel update"] = [*babel, "--no-wrap"]
    listed["pybabel update -N"] = [*babel, "-N", "--no-wrap"]
    return listed


COLUMNS = ("kept", "right", "wrong", "untouched", "unmarked", "lost")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--edited", type=float, default=0.05)
    parser.add_argument("--limit", type=float, default=120)
    parser.add_argument("--update", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.update:
        update_ours(*options.update)
        return
    before = make_catalog(load_registry(FOLDER)["es"], options.messages)
    template, own = make_template(before, options.edited)
    new = len({key_of(entry) for entry in template} - {key_of(entry) for entry in before} - set(own))
    print(f"{len(before)} translations; {len(template)} messages, {len(own)} edited, {new} new.")
    print(f"{'':28}{'seconds':>12}" + "".join(f"{name:>11}" for name in COLUMNS))
    with tempfile.TemporaryDirectory() as temporary:
        po, pot = Path(temporary) / "messages.po", Path(temporary) / "messages.pot"
        write_po(template, pot)
        for name, command in commands(po, pot).items():
            write_po(before, po)
            seconds = run(command, options.limit)
            if seconds is None:
                print(f"{name:28}{f'more than {options.limit:.0f}':>12}")
                continue
            try:
                after = polib.pofile(str(po))
            except OSError as error:
                print(f"{name:28}{seconds:12.2f}   unreadable: {str(error).partition(str(po))[2].strip()}", flush=True)
                continue
            found = judge(before, after, template, own)
            print(f"{name:28}{seconds:12.2f}" + "".join(f"{found[column]:11}" for column in COLUMNS), flush=True)


if __name__ == "__main__":
    main()
