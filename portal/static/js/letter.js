/* The letter page: what is ticked and typed appears in the English letter and
   in the one beside it, part by part. Nothing is kept: leaving the page, Exit
   and “erase everything” give back the blank letter, and nothing is ever sent.
   letter-outputs.js adds what can be done with the letter. */
(function () {
  "use strict";

  var MOST = { name: 120, city: 120, personal: 600 };

  // Somebody who writes is not to be read to at every key.
  var PAUSE = 1000;

  var form = document.querySelector('[data-module="letter"]');
  var words = window.letterText;
  if (!form || !words) return;

  var copies = document.querySelector(".copies");
  var counter = document.getElementById("personal-left");
  var status = document.querySelector("[data-status]");
  var pause = 0;
  var shown = { name: "", city: "", personal: "" };

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  function say(text) {
    status.textContent = text;
  }

  // What the server wrote into a slot, such as “[your name]”, comes back when its field is emptied.
  all("[data-slot]").forEach(function (slot) {
    slot.setAttribute("data-blank", slot.textContent);
  });
  var blank = copies.cloneNode(true);

  function ticked(group) {
    return all('[data-field="' + group + '"] input:checked').map(function (tick) {
      return tick.value;
    });
  }

  function typed(name) {
    var field = form.querySelector('[data-field="' + name + '"]');
    var text = field ? words.clean(field.value, MOST[name]).trim() : "";
    return name === "personal" ? text : text.replace(/\s+/g, " ");
  }

  function showTicked() {
    all('[data-field="concerns"] input, [data-field="requests"] input, [data-field="background"] input')
      .forEach(function (tick) {
        all('[data-part="' + tick.value + '"]').forEach(function (part) {
          part.hidden = !tick.checked;
        });
      });
    var recipients = ticked("recipient");
    if (form.querySelector('[data-field="recipient"] input')) {
      all("[data-recipient]").forEach(function (element) {
        element.hidden = recipients.indexOf(element.getAttribute("data-recipient")) < 0;
      });
    }
  }

  // On the phone one says one concern and one request: the first of those ticked.
  function showCalls() {
    all("[data-script]").forEach(function (script) {
      var said = {};
      all("[data-call]", script).forEach(function (line) {
        var kind = line.getAttribute("data-kind");
        var isTicked = ticked(kind + "s").indexOf(line.getAttribute("data-call")) >= 0;
        line.hidden = said[kind] || !isTicked;
        said[kind] = said[kind] || isTicked;
      });
    });
  }

  // A slot somebody has filled in by hand is theirs until they type something else into its field.
  function showTyped() {
    Object.keys(MOST).forEach(function (name) {
      var text = typed(name);
      if (text === shown[name]) return;
      shown[name] = text;
      all('[data-slot="' + name + '"]').forEach(function (slot) {
        slot.textContent = text || slot.getAttribute("data-blank");
        // In which language and direction somebody writes is theirs to choose.
        slot.setAttribute("dir", "auto");
      });
      all('[data-part="' + name + '"]').forEach(function (part) {
        part.hidden = !text;
      });
    });
    markEmpty();
  }

  // What is still blank is not printed.
  function markEmpty() {
    all("[data-slot]").forEach(function (slot) {
      if (slot.textContent === slot.getAttribute("data-blank")) slot.setAttribute("data-empty", "");
      else slot.removeAttribute("data-empty");
    });
  }

  // Both copies hold the same parts in the same order, so counting each gives the same numbers.
  function renumber() {
    all("[contenteditable], .reading", copies).forEach(function (copy) {
      var number = 0;
      all("[data-number]", copy).forEach(function (part) {
        if (part.hidden) return;
        number += 1;
        part.setAttribute("data-number", number);
      });
    });
  }

  function countDown() {
    var left = counter && counter.querySelector("bdi");
    var field = form.querySelector('[data-field="personal"]');
    if (!left || !field) return;
    var count = String(MOST.personal - words.count(words.clean(field.value, MOST.personal)));
    if (left.textContent === count) return;
    counter.setAttribute("aria-busy", "true");
    left.textContent = count;
    clearTimeout(pause);
    pause = setTimeout(function () {
      counter.removeAttribute("aria-busy");
    }, PAUSE);
  }

  function update() {
    showTicked();
    showTyped();
    showCalls();
    renumber();
    countDown();
  }

  // A word that is still being composed may not be touched.
  function cut(event) {
    var field = event.target;
    var most = MOST[field.getAttribute("data-field")];
    if (!most || event.isComposing || words.count(field.value) <= most) return;
    field.value = words.clean(field.value, most);
  }

  // Runs before the fields are reset, also when Exit does that. A new element has no memory of what
  // was typed into the old one, which Ctrl+Z could bring back.
  function restore() {
    var fresh = blank.cloneNode(true);
    copies.parentNode.replaceChild(fresh, copies);
    copies = fresh;
    shown = { name: "", city: "", personal: "" };
    all("input, textarea", form).forEach(function (field) {
      if (MOST[field.getAttribute("data-field")]) field.parentNode.replaceChild(field.cloneNode(true), field);
    });
    say("");
  }

  function wipe() {
    form.reset();
    all('[data-field="print-reading"]').forEach(function (tick) {
      tick.checked = false;
    });
    update();
    document.dispatchEvent(new CustomEvent("letter:wiped"));
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  form.addEventListener("reset", restore);
  form.addEventListener("input", function (event) {
    cut(event);
    update();
  });
  form.addEventListener("change", function (event) {
    cut(event);
    update();
  });

  document.addEventListener("input", function (event) {
    if (copies.contains(event.target)) markEmpty();
  });

  // What is pasted or dropped into the letter arrives as text, whatever it was where it comes from.
  function takeText(event, source) {
    if (!event.target.closest || !event.target.closest("[contenteditable]") || !source) return;
    event.preventDefault();
    document.execCommand("insertText", false, words.clean(source.getData("text/plain"), Infinity));
  }

  document.addEventListener("paste", function (event) {
    takeText(event, event.clipboardData);
  });
  document.addEventListener("drop", function (event) {
    takeText(event, event.dataTransfer);
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-action]");
    var action = button && button.getAttribute("data-action");
    if (action === "clear") {
      wipe();
      say(form.dataset.cleared);
    }
    if (action === "switch") copies.classList.toggle("turned");
  });

  window.addEventListener("pagehide", wipe);

  window.letter = { all: all, form: form, say: say, ticked: ticked };

  all("[data-typed], [data-action]").forEach(function (element) {
    element.hidden = false;
  });
  update();
})();
