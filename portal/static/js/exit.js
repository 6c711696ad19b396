/* Leaves the site at once: covers the page, wipes what was typed, and replaces
   this page by a neutral one, so that Back does not bring it back. Works by the
   button and by pressing Shift three times (the pattern of GOV.UK's exit this
   page, which names its cases: typing, slow presses, other keys in between). */
(function () {
  "use strict";

  var PRESSES = 3;
  var TOO_SLOW = 5000;

  var link = document.querySelector('[data-module="exit"]');
  if (!link) return;
  var status = document.getElementById("exit-status");
  var pressed = 0;
  var timer = 0;

  function leave(event) {
    if (event) event.preventDefault();
    document.documentElement.classList.add("leaving");
    document.title = "";
    Array.prototype.forEach.call(document.forms, function (form) {
      form.reset();
    });
    window.location.replace(link.href);
  }

  function forget() {
    pressed = 0;
    status.textContent = "";
  }

  function press(event) {
    // A Chinese or Japanese keyboard uses Shift while a word is being composed,
    // and a key held down repeats: neither may count, nor stop the time.
    if (event.isComposing || event.repeat) return;
    clearTimeout(timer);
    if (event.key !== "Shift") {
      forget();
      return;
    }
    pressed += 1;
    if (pressed === PRESSES) {
      leave();
      return;
    }
    status.textContent = pressed === 1 ? link.dataset.more : link.dataset.once;
    timer = setTimeout(forget, TOO_SLOW);
  }

  link.addEventListener("click", leave);
  document.addEventListener("keydown", press);
  // A page brought back from the browser's memory must not stay covered.
  window.addEventListener("pageshow", function () {
    document.documentElement.classList.remove("leaving");
    forget();
  });
})();
