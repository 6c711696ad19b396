/* Reads a ZIP code as people type it, in any digits. The scripts that look one
   up use this as `window.zipCode`. */
(function () {
  "use strict";

  // The zero of each script's digits (Unicode, general category Nd); nine more follow each.
  var ZEROS = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6,
    0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0xff10
  ];
  // Marks that turn a line round or join letters come with a number copied from a message.
  var UNSEEN = /[\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g;
  var DASHES = /[\u2010-\u2015\u2212\uff0d]/g;
  var ZIP = /^([0-9]{5})(?:-?[0-9]{4})?$/;

  function fold(text) {
    return text.replace(/./g, function (character) {
      var code = character.charCodeAt(0);
      for (var i = 0; i < ZEROS.length; i += 1) {
        if (code >= ZEROS[i] && code <= ZEROS[i] + 9) return String(code - ZEROS[i]);
      }
      return character;
    });
  }

  window.zipCode = {
    /* Give five ASCII digits, or an empty text for what is no ZIP code. */
    read: function (text) {
      var found = ZIP.exec(fold(text.replace(UNSEEN, "").replace(DASHES, "-")));
      return found ? found[1] : "";
    },
  };
})();
