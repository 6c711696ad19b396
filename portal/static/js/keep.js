/* Keeps chosen guides on this phone, shows which, and takes them off again. It is
   the one script of this site that keeps anything, and it does so only when the
   button is tapped. Nothing is told to anybody: the phone asks for the pages like
   any reader, and the list of what is kept is the store itself. */
(function () {
  "use strict";

  var box = document.querySelector('[data-module="keep"]');
  if (!box) return;
  var texts = box.dataset;
  var status = box.querySelector("[data-status]");
  var kept = box.querySelector("[data-kept]");
  var list = kept.querySelector("ul");
  var form = box.querySelector("form");
  var ticks = Array.prototype.slice.call(form.querySelectorAll("input"));
  var policy = null;

  // The page is long, and the answer would stand out of view of whoever tapped a button.
  function say(text) {
    status.textContent = text;
    status.scrollIntoView({ block: "center" });
  }

  // The only address a script of this site may run a worker from.
  function trust(address) {
    if (!window.trustedTypes) return address;
    policy =
      policy ||
      window.trustedTypes.createPolicy("offline", {
        createScriptURL: function (text) {
          if (text !== texts.worker) throw new TypeError(text);
          return text;
        }
      });
    return policy.createScriptURL(address);
  }

  function pathOf(request) {
    return new URL(request.url).pathname;
  }

  function read() {
    return caches
      .has(texts.store)
      .then(function (isThere) {
        return isThere ? caches.open(texts.store) : null;
      })
      .then(function (store) {
        return store ? store.keys() : [];
      })
      .then(function (requests) {
        return requests.map(pathOf);
      });
  }

  function add(href, words) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = href;
    link.lang = words.lang;
    link.dir = words.dir;
    link.textContent = words.textContent;
    item.appendChild(link);
    list.appendChild(item);
  }

  function show(paths) {
    list.textContent = "";
    ticks.forEach(function (tick) {
      tick.checked = paths.indexOf(tick.value) >= 0;
      if (tick.checked) add(tick.value, form.querySelector("[data-of=" + tick.id + "]"));
    });
    // What is kept in another language is on that language's page.
    Array.prototype.forEach.call(document.querySelectorAll(".languages [hreflang]"), function (link) {
      if (link.pathname !== texts.home && paths.indexOf(link.pathname) >= 0) add(link.pathname, link);
    });
    kept.hidden = !paths.length;
  }

  function remove() {
    return caches
      .delete(texts.store)
      .then(function () {
        return navigator.serviceWorker.getRegistrations();
      })
      .then(function (registrations) {
        return Promise.all(
          registrations.map(function (registration) {
            return registration.unregister();
          })
        );
      })
      .then(read)
      .then(show);
  }

  // All or nothing: a store is filled whole, and only then loses what is not wanted any more.
  function fill(wanted) {
    return caches.open(texts.store).then(function (store) {
      return store
        .addAll(wanted)
        .then(function () {
          return store.keys();
        })
        .then(function (requests) {
          var others = requests.filter(function (request) {
            return wanted.indexOf(pathOf(request)) < 0;
          });
          return Promise.all(
            others.map(function (request) {
              return store.delete(request);
            })
          );
        });
    });
  }

  function giveUp() {
    return read()
      .then(function (paths) {
        return paths.length ? show(paths) : remove();
      })
      .then(function () {
        say(texts.failed);
      });
  }

  function keep(event) {
    event.preventDefault();
    var chosen = ticks.filter(function (tick) {
      return tick.checked;
    });
    if (!chosen.length) {
      say(texts.none);
      return;
    }
    var wanted = chosen.map(function (tick) {
      return tick.value;
    });
    wanted = [texts.home].concat(wanted, texts.files.split(" "));
    say(texts.working);
    Promise.resolve()
      .then(function () {
        return navigator.serviceWorker.register(trust(texts.worker), { scope: "/", updateViaCache: "none" });
      })
      .then(function () {
        return fill(wanted);
      })
      .then(read)
      .then(function (paths) {
        show(paths);
        say(texts.done);
      })
      .catch(giveUp);
  }

  function takeOff() {
    remove().then(
      function () {
        say(texts.removed);
      },
      function () {
        say(texts.failed);
      }
    );
  }

  if (!navigator.serviceWorker || !window.caches) {
    status.textContent = texts.cannot;
    return;
  }
  read().then(
    function (paths) {
      show(paths);
      form.addEventListener("submit", keep);
      kept.querySelector("button").addEventListener("click", takeOff);
      form.hidden = false;
    },
    function () {
      status.textContent = texts.cannot;
    }
  );
})();
