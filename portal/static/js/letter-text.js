/* What may stand in a letter, and how the letter on the screen becomes plain
   text. Text goes in and comes out as text; the two other scripts of the letter
   read this as `window.letterText`. */
(function () {
  "use strict";

  // Controls but the line feed; marks that reorder or hide text (UAX 9 embeddings, overrides and
  // isolates; U+200B, U+FEFF, the tags of plane 14); halves of characters; what XML cannot hold.
  // The joiners U+200C and U+200D stay: Farsi, Hindi and emoji are written with them.
  var UNWANTED = new RegExp([
    "[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u200b\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff]",
    "\\udb40[\\udc00-\\udc7f]",
    "[\\ud800-\\udbff](?![\\udc00-\\udfff])",
  ].join("|"), "g");

  // A character outside the first plane, or a low half on its own, or any other character.
  var CHARACTER = /[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g;

  var BLOCKS = /^(?:ADDRESS|ARTICLE|BLOCKQUOTE|DIV|H[1-6]|HEADER|LI|OL|P|SECTION|UL)$/;

  function characters(text) {
    return text.match(CHARACTER) || [];
  }

  /* Give a text without what has no place in a letter, and no longer than `most` code points. */
  function clean(text, most) {
    var spaced = text.replace(/\t/g, " ").replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n");
    var kept = characters(spaced.replace(UNWANTED, "")).filter(function (character) {
      return !/^[\udc00-\udfff]$/.test(character);
    });
    return kept.slice(0, most).join("");
  }

  function isLeftOut(node) {
    return node.nodeType === 1 && (node.hidden || node.hasAttribute("data-empty") ||
      node.getAttribute("aria-hidden") === "true");
  }

  function isBlock(node) {
    return node.nodeType === 1 && BLOCKS.test(node.tagName);
  }

  /* Give the text within one paragraph. White space is HTML's, but where something was typed it stays. */
  function readInline(node, isTyped) {
    if (node.nodeType === 3) return isTyped ? node.nodeValue : node.nodeValue.replace(/\s+/g, " ");
    if (node.nodeType !== 1 || isLeftOut(node)) return "";
    if (node.tagName === "BR") return "\n";
    var isSlot = node.hasAttribute("data-slot");
    return Array.prototype.map.call(node.childNodes, function (child) {
      return readInline(child, isTyped || isSlot);
    }).join("");
  }

  function tidy(text) {
    return clean(text, Infinity).replace(/ *\n */g, "\n").replace(/ {2,}/g, " ").trim();
  }

  /* Give the paragraphs of an element as a reader has them, whether the layout shows it now or not:
     a list of {text, part, isOwn}. Somebody may have edited it, so no order of elements is relied on. */
  function readParagraphs(element) {
    var read = [];

    function add(text, within) {
      var part = within.closest("[data-part]");
      if (tidy(text)) {
        var key = part && part.getAttribute("data-part");
        var isOwn = key === "personal";
        // A blank left out of an address leaves no empty line; in one's own words such a line is meant.
        read.push({ text: isOwn ? tidy(text) : tidy(text).replace(/\n{2,}/g, "\n"), part: key, isOwn: isOwn });
      }
    }

    function visit(node) {
      if (isLeftOut(node)) return;
      var inline = "";
      Array.prototype.forEach.call(node.childNodes, function (child) {
        if (isBlock(child)) {
          add(inline, node);
          inline = "";
          visit(child);
        } else {
          inline += readInline(child, false);
        }
      });
      add(inline, node);
    }

    visit(element);
    return read;
  }

  window.letterText = {
    clean: clean,
    count: function (text) {
      return characters(text).length;
    },
    readParagraphs: readParagraphs,
  };
})();
