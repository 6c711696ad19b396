"""Where the characters of a text really stand, which only a browser that has drawn them can tell.

In a line that runs from right to left a phone number that is not set apart
reads ``5555-541-800-1``, while its markup and its text look right.
"""

from collections.abc import Iterable

from playwright.sync_api import Page

#: Tells for each piece of text, as [node, from, to], whether its characters run from left to right, line by line.
_RUNS = """([node, from, to]) => {
  const range = document.createRange();
  let last = null;
  for (let place = from; place < to; place += 1) {
    range.setStart(node, place);
    range.setEnd(node, place + 1);
    const box = range.getClientRects()[0];
    if (!box || !node.data[place].trim()) continue;
    if (last && box.top < last.bottom && box.left < last.left) return false;
    last = box;
  }
  return true;
}"""

_TEXTS = """(root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.checkVisibility()) nodes.push(walker.currentNode);
  }
  return nodes;
}"""

_IN_ELEMENTS = f"""(elements) => {{
  const texts = elements.flatMap({_TEXTS});
  return texts.map((node) => [node.data.trim(), ({_RUNS})([node, 0, node.length])]);
}}"""

_OF_NAMES = f"""(main, names) => {{
  const found = [];
  for (const node of ({_TEXTS})(main)) {{
    for (const name of names) {{
      const place = node.data.indexOf(name);
      if (place >= 0) found.push([node.data.trim(), ({_RUNS})([node, place, place + name.length])]);
    }}
  }}
  return found;
}}"""

_OPEN_ALL = "() => document.querySelectorAll('main details').forEach((details) => details.open = true)"

#: Texts drawn, and whether each runs from left to right.
Drawn = list[tuple[str, bool]]


def draw_elements(page: Page, selector: str) -> Drawn:
    """Look at the text of every element that can be seen, closed parts of the page opened."""
    page.evaluate(_OPEN_ALL)
    return [(text, runs) for text, runs in page.locator(selector).evaluate_all(_IN_ELEMENTS)]


def draw_phones(page: Page) -> Drawn:
    """Look at every number that can be tapped; the words beside it are not looked at."""
    return [(text, runs) for text, runs in draw_elements(page, 'a[href^="tel:"]') if any(map(str.isdigit, text))]


def draw_names(page: Page, names: Iterable[str]) -> Drawn:
    """Look at every place in the main part where one of some names stands."""
    page.evaluate(_OPEN_ALL)
    return [(text, runs) for text, runs in page.locator("main").evaluate(_OF_NAMES, list(names))]


def turned(drawn: Drawn) -> list[str]:
    """List the texts that do not run from left to right."""
    return [text for text, runs in drawn if not runs]
