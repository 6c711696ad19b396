/* Tells, by the phone's own clock, which parts of a kept page have run out. The
   notices stand hidden in the page, in its own language; this shows them and
   folds the old words away. It asks nobody for anything. */
(function () {
  "use strict";

  var page = document.querySelector('[data-module="kept"]');
  if (!page) return;

  function each(parts, act) {
    Array.prototype.forEach.call(parts, act);
  }

  function expire(part) {
    part.removeAttribute("data-review-by");
    part.hidden = false;
    var words = part.querySelector("[data-words]");
    if (!words) return;
    part.classList.add("old");
    each(part.querySelectorAll("[data-expired]"), function (notice) {
      notice.hidden = false;
    });
    each(part.querySelectorAll("[data-current]"), function (line) {
      line.hidden = true;
    });
    part.querySelector("[data-known]").appendChild(words);
  }

  function look() {
    var day = new Date().toISOString().slice(0, 10);
    // A clock that stands before the day the page was made tells nothing, so nothing counts as good.
    var isWrong = day < page.dataset.made;
    each(page.querySelectorAll("[data-clock]"), function (notice) {
      notice.hidden = !isWrong;
    });
    each(page.querySelectorAll("[data-review-by]"), function (part) {
      if (isWrong || part.dataset.reviewBy < day) expire(part);
    });
  }

  look();
  // A page can stay open over midnight, and come back from the browser's memory.
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pageshow", look);
})();
