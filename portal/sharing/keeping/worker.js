/* Shows, where there is no network, the pages somebody asked this phone to keep.
   It keeps nothing of its own accord: the page that asks fills the store, and
   where there is no store this does nothing. Guides, the first page and what is
   kept pass through here; the letter, searches and everything else do not. */
(function () {
  "use strict";

  var STORE = self.kept.store;
  var GUIDE = /^\/([A-Za-z-]+)\/rights\/([a-z0-9-]+)$/;
  var COPY = /^\/[A-Za-z-]+\/keep(\/[a-z0-9-]+)?$/;
  var FIRST = /^\/([A-Za-z-]+\/)?$/;
  var FILE = /"\/static\/[A-Za-z0-9.-]+/g;

  // On a bad line a page that is on the phone is not waited for longer than this.
  var PATIENCE = 5000;

  function open() {
    return caches.has(STORE).then(function (isThere) {
      return isThere ? caches.open(STORE) : null;
    });
  }

  function pathOf(request) {
    var address = new URL(request.url);
    return address.origin === self.location.origin && !address.search ? address.pathname : "";
  }

  // The copy of a page, if it is kept; else the list of what is, in the language it is kept in.
  function find(path) {
    return open().then(function (store) {
      if (!store) return null;
      return store.match(path.replace(GUIDE, "/$1/keep/$2")).then(function (copy) {
        if (copy) return copy;
        return store.keys().then(function (requests) {
          var lists = requests.filter(function (request) {
            return /\/keep$/.test(pathOf(request));
          });
          return lists.length ? store.match(lists[0]) : null;
        });
      });
    });
  }

  // Takes a newer copy of a page that is kept already, with the files it needs.
  function renew(path, answer) {
    return open().then(function (store) {
      if (!store) return null;
      return store.match(path).then(function (copy) {
        if (!copy) return null;
        return answer
          .clone()
          .text()
          .then(function (text) {
            var files = (text.match(FILE) || []).map((found) => found.slice(1));
            return store.addAll(Array.from(new Set(files)));
          })
          .then(function () {
            return store.put(path, answer);
          });
      });
    });
  }

  function renewAll() {
    return open().then(function (store) {
      if (!store) return null;
      return store.keys().then(function (requests) {
        var paths = requests.map(pathOf).filter(function (path) {
          return COPY.test(path);
        });
        return Promise.all(
          paths.map(function (path) {
            return fetch(path, { credentials: "omit" })
              .then(function (answer) {
                return answer.ok ? renew(path, answer) : null;
              })
              // Without a network the copies stay as they are; they tell their dates themselves.
              .catch(function () {
                return null;
              });
          })
        );
      });
    });
  }

  function read(event, path) {
    var asked = fetch(event.request).then(function (answer) {
      if (answer.ok && COPY.test(path)) {
        event.waitUntil(renew(path, answer.clone()).catch(function () {}));
      }
      // A portal that is down is no better than none.
      return answer.status < 500 ? answer : find(path).then((copy) => copy || answer);
    });
    var patient = new Promise(function (resolve) {
      setTimeout(resolve, PATIENCE);
    });
    var late = patient.then(function () {
      return find(path).then((copy) => copy || asked);
    });
    return Promise.race([asked, late]).catch(function (error) {
      return find(path).then(function (copy) {
        if (copy) return copy;
        throw error;
      });
    });
  }

  function readFile(request) {
    return open()
      .then(function (store) {
        return store ? store.match(request) : null;
      })
      .then(function (file) {
        return file || fetch(request);
      });
  }

  // The first worker finds what its page has just fetched; a later one finds what may be old.
  var isLater = false;

  self.addEventListener("install", function () {
    isLater = !!self.registration.active;
    self.skipWaiting();
  });

  self.addEventListener("activate", function (event) {
    event.waitUntil(
      self.clients.claim().then(function () {
        return isLater ? renewAll() : null;
      })
    );
  });

  self.addEventListener("fetch", function (event) {
    var path = pathOf(event.request);
    if (event.request.method !== "GET" || !path) return;
    if (event.request.mode === "navigate") {
      if (GUIDE.test(path) || COPY.test(path) || FIRST.test(path)) event.respondWith(read(event, path));
    } else if (/^\/static\//.test(path)) {
      event.respondWith(readFile(event.request));
    }
  });
})();
