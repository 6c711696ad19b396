/* Finds the county of a ZIP code on the reader's own device. The file with every
   ZIP code is fetched before anybody types, so typing asks for nothing; what is
   typed is neither kept nor sent. Answers are copies of the county links that
   stand below, so without this script a reader has them all the same. */
(function () {
  "use strict";

  var form = document.querySelector('[data-module="zip-county"]');
  var links = document.querySelectorAll(".counties [href]");
  if (!form || !links.length) return;
  var field = form.querySelector("input");
  var status = form.querySelector("[role=status]");
  var list = form.querySelector("ul");
  var counties = {};
  var read = window.zipCode.read;

  function holds(runs, zip) {
    return runs.split(" ").some(function (run) {
      var ends = run.split("-").map(Number);
      return zip >= ends[0] && zip <= ends[ends.length - 1];
    });
  }

  function find(zip) {
    var slugs = Object.keys(counties).filter(function (slug) {
      return holds(counties[slug], Number(zip));
    });
    return Array.prototype.filter.call(links, function (link) {
      return slugs.indexOf(link.pathname.split("/").pop()) >= 0;
    });
  }

  function clear() {
    status.textContent = "";
    list.textContent = "";
  }

  function show(zip) {
    var found = find(zip);
    clear();
    status.textContent = found.length > 1 ? form.dataset.several : found.length ? form.dataset.one : form.dataset.none;
    found.forEach(function (link) {
      var item = document.createElement("li");
      var copy = document.createElement("a");
      copy.href = link.href;
      copy.textContent = link.textContent;
      copy.lang = "en";
      copy.dir = "ltr";
      item.appendChild(copy);
      list.appendChild(item);
    });
  }

  function look() {
    var zip = read(field.value);
    if (zip) show(zip);
    else clear();
  }

  function answer(event) {
    event.preventDefault();
    look();
    if (!read(field.value)) status.textContent = form.dataset.wrong;
  }

  function wipe() {
    form.reset();
    clear();
  }

  // The one thing asked for, before anybody can type. Where this cannot be done the box stays hidden.
  fetch(form.dataset.file, { credentials: "omit", referrerPolicy: "no-referrer" })
    .then(function (file) {
      return file.ok ? file.json() : {};
    })
    .then(function (table) {
      counties = table;
      if (!Object.keys(counties).length) return;
      field.addEventListener("input", look);
      form.addEventListener("submit", answer);
      // The browser's memory of this page would bring back what was typed.
      window.addEventListener("pagehide", wipe);
      form.hidden = false;
    })
    .catch(function () {
      form.hidden = true;
    });
})();
