import pytest
from markupsafe import Markup

from portal.i18n.locales import Registry
from portal.sharing.handouts.runs import Run, read_passage, read_runs


@pytest.mark.parametrize(
    ("html", "runs"),
    [
        ("plain", (Run("plain"),)),
        ("a <strong>b</strong> c", (Run("a "), Run("b", strong=True), Run(" c"))),
        ("&lt;b&gt; &amp;", (Run("<b> &"),)),
        ('to <bdi dir="ltr">Medi-Cal</bdi>.', (Run("to \u2066Medi-Cal\u2069."),)),
        ("on <bdi>May 1</bdi>", (Run("on \u2068May 1\u2069"),)),
        ('<a href="/es/rights/apply">read</a>!', (Run("read", link="/es/rights/apply"), Run("!"))),
        (
            '<a class="tel" href="tel:988"><bdi dir="ltr">988</bdi></a>',
            (Run("\u2066988\u2069", link="tel:988"),),
        ),
    ],
)
def test_words_of_a_page_become_runs(html: str, runs: tuple[Run, ...]) -> None:
    assert read_runs(Markup(html)) == runs


def test_a_passage_gives_its_text(registry: Registry) -> None:
    passage = read_passage(Markup("a <strong>b</strong>"), registry["en"])
    assert passage.text == "a b"
