/* Builds the letter as a Word document, here on the device. What Word needs is
   small: three files in a zip without compression (ECMA-376; PKWARE APPNOTE
   6.3), with no author, no date and no other property in it. Everything typed
   goes through `escapeText`, so it stays text. Read by letter-outputs.js as
   `window.letterDocument(letters)`. */
(function () {
  "use strict";

  var SCHEMAS = "http://schemas.openxmlformats.org/";
  var OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  var PACKAGE = "application/vnd.openxmlformats-package.";
  var TYPE = OFFICE + "document";

  // In twentieths of a point, but for FONT, which counts half points.
  var INCH = 1440;
  var LINE = 240;
  var FONT = 24;
  var AFTER = 200;

  // The window of a #10 envelope shows what begins 2.5 inches below the upper edge of the
  // paper, whichever way the folded sheet slides: nine lines under a margin of one inch.
  var LINES_ABOVE_ADDRESS = 9;
  var LINES_OF_ADDRESS = 6;

  // Hebrew, Arabic, Syriac, Thaana, N'Ko and their later blocks, before any letter of another script.
  var RIGHT_TO_LEFT = /^[^A-Za-z\u00c0-\u058f\u0900-\u1fff\u2c00-\u2fff\u3040-\ud7ff]*(?:[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|\ud802|\ud803|\ud83a)/;

  function escapeText(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;")
      .replace(/[\ufffe\uffff]/g, "");
  }

  function tag(name, attributes, content) {
    var opening = Object.keys(attributes || {}).reduce(function (text, key) {
      return text + " " + key + '="' + escapeText(String(attributes[key])) + '"';
    }, "<" + name);
    return opening + (content === undefined ? "/>" : ">" + content + "</" + name + ">");
  }

  function xml(name, attributes, content) {
    var declared = ["<?xml", 'version="1.0"', 'encoding="UTF-8"', 'standalone="yes"?>'].join(" ");
    return declared + "\r\n" + tag(name, attributes, content);
  }

  function run(text, isTurned, isForeign) {
    var properties = (isForeign ? tag("w:noProof") : "") + (isTurned ? tag("w:rtl") : "");
    return tag("w:r", null, (properties ? tag("w:rPr", null, properties) : "") +
      tag("w:t", { "xml:space": "preserve" }, escapeText(text)));
  }

  function paragraph(text, options) {
    var isTurned = RIGHT_TO_LEFT.test(text);
    var spacing = options.exact
      ? { "w:before": 0, "w:after": 0, "w:line": LINE, "w:lineRule": "exact" }
      : { "w:before": 0, "w:after": AFTER };
    // The order of these is the schema's.
    var properties = (options.newPage ? tag("w:pageBreakBefore") : "") + tag("w:widowControl") +
      (isTurned ? tag("w:bidi") : "") + tag("w:spacing", spacing);
    var lines = text.split("\n").map(function (line) {
      return run(line, isTurned, options.foreign);
    });
    return tag("w:p", null, tag("w:pPr", null, properties) + lines.join(tag("w:r", null, tag("w:br"))));
  }

  function fillLines(lines, count) {
    var filled = lines.slice(0, count);
    while (filled.length < count) filled.push("");
    return filled;
  }

  function writeLetter(letter, index) {
    var head = fillLines(letter.head, LINES_ABOVE_ADDRESS).concat(fillLines(letter.address, LINES_OF_ADDRESS));
    var lines = head.map(function (line, number) {
      return paragraph(line, { exact: true, newPage: index > 0 && number === 0 });
    });
    return lines.concat(letter.paragraphs.map(function (written) {
      return paragraph(written.text, { foreign: written.isOwn });
    })).join("");
  }

  function writeBody(letters) {
    var margins = {
      "w:top": INCH, "w:right": INCH, "w:bottom": INCH, "w:left": INCH,
      "w:header": INCH / 2, "w:footer": INCH / 2, "w:gutter": 0,
    };
    var page = tag("w:pgSz", { "w:w": 8.5 * INCH, "w:h": 11 * INCH }) +
      tag("w:pgMar", margins);
    return xml("w:document", { "xmlns:w": SCHEMAS + "wordprocessingml/2006/main" },
      tag("w:body", null, letters.map(writeLetter).join("") + tag("w:sectPr", null, page)));
  }

  function writeStyles() {
    var character = tag("w:sz", { "w:val": FONT }) + tag("w:szCs", { "w:val": FONT }) +
      tag("w:lang", { "w:val": "en-US" });
    var normal = tag("w:style", { "w:type": "paragraph", "w:default": 1, "w:styleId": "Normal" },
      tag("w:name", { "w:val": "Normal" }));
    return xml("w:styles", { "xmlns:w": SCHEMAS + "wordprocessingml/2006/main" },
      tag("w:docDefaults", null, tag("w:rPrDefault", null, tag("w:rPr", null, character))) + normal);
  }

  function writeTypes() {
    var types = tag("Default", { Extension: "rels", ContentType: PACKAGE + "relationships+xml" }) +
      tag("Override", { PartName: "/word/document.xml", ContentType: OFFICE + "document.main+xml" }) +
      tag("Override", { PartName: "/word/styles.xml", ContentType: OFFICE + "styles+xml" });
    return xml("Types", { xmlns: SCHEMAS + "package/2006/content-types" }, types);
  }

  function writeRelation(kind, target) {
    var relation = { Id: "rId1", Type: SCHEMAS + "officeDocument/2006/relationships/" + kind, Target: target };
    return xml("Relationships", { xmlns: SCHEMAS + "package/2006/relationships" }, tag("Relationship", relation));
  }

  function checksum(bytes) {
    var sum = -1;
    for (var index = 0; index < bytes.length; index += 1) {
      sum ^= bytes[index];
      for (var bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum;
  }

  // What the header beside a file and its entry in the directory share: version 2.0, names in
  // UTF-8, stored, the first day a zip can name (no clock of the device), sum, sizes, length of the name.
  function describe(file) {
    var shared = new DataView(new ArrayBuffer(26));
    shared.setUint16(0, 20, true);
    shared.setUint16(2, 0x0800, true);
    shared.setUint16(8, 0x21, true);
    shared.setInt32(10, checksum(file.bytes), true);
    shared.setUint32(14, file.bytes.length, true);
    shared.setUint32(18, file.bytes.length, true);
    shared.setUint16(22, file.name.length, true);
    return shared.buffer;
  }

  function numbers(size, values) {
    var view = new DataView(new ArrayBuffer(size));
    values.forEach(function (value) {
      if (value[1] === 4) view.setUint32(value[0], value[2], true);
      else view.setUint16(value[0], value[2], true);
    });
    return view.buffer;
  }

  function zip(files) {
    var pieces = [];
    var directory = [];
    var offset = 0;
    var length = 0;
    files.forEach(function (file) {
      var shared = describe(file);
      directory.push(numbers(6, [[0, 4, 0x02014b50], [4, 2, 20]]), shared, numbers(14, [[10, 4, offset]]), file.name);
      pieces.push(numbers(4, [[0, 4, 0x04034b50]]), shared, file.name, file.bytes);
      offset += 30 + file.name.length + file.bytes.length;
      length += 46 + file.name.length;
    });
    var end = numbers(22, [
      [0, 4, 0x06054b50], [8, 2, files.length], [10, 2, files.length], [12, 4, length], [16, 4, offset],
    ]);
    return new Blob(pieces.concat(directory, [end]), { type: TYPE });
  }

  /* Make a document, one letter after another, each on a page of its own.
     letters: a list of {head: lines, address: lines, paragraphs: [{text, isOwn}]}. */
  window.letterDocument = function (letters) {
    var encoder = new TextEncoder();
    var texts = {
      "[Content_Types].xml": writeTypes(),
      "_rels/.rels": writeRelation("officeDocument", "word/document.xml"),
      "word/_rels/document.xml.rels": writeRelation("styles", "styles.xml"),
      "word/document.xml": writeBody(letters),
      "word/styles.xml": writeStyles(),
    };
    return zip(Object.keys(texts).map(function (name) {
      return { name: name, bytes: encoder.encode(texts[name]) };
    }));
  };
})();
