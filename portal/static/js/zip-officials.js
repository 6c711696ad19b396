/* Finds the districts of a ZIP code on the reader's own device. The table that
   tells the state, and California's own, are fetched before anybody types; for
   another state that state's table is asked for, which tells us the state and no
   more. What is typed is neither kept nor sent. Every answer is a link that
   stands on a page anyway, so without this script nothing is missing. */
(function () {
  "use strict";

  var form = document.querySelector('[data-module="zip-officials"]');
  if (!form) return;
  var read = window.zipCode.read;
  var words = form.dataset;
  var field = form.querySelector("input");
  var status = form.querySelector("[role=status]");
  var answers = form.querySelector("[data-answers]");
  var otherwise = form.querySelector("[data-else]");
  var senators = form.querySelector("[data-senators]");
  var ALL = "us";
  var AREAS = { cd: "", sldu: "senate/", sldl: "assembly/" };
  var tables = {};
  var asked = "";

  function fileOf(name) {
    return words.files.replace("{name}", name);
  }

  function load(name) {
    return fetch(fileOf(name), { credentials: "omit", referrerPolicy: "no-referrer" })
      .then(function (file) {
        return file.ok ? file.json() : null;
      })
      .then(function (table) {
        if (table) tables[name] = table;
      })
      .catch(function () {});
  }

  function clear() {
    status.textContent = "";
    answers.textContent = "";
    otherwise.hidden = true;
  }

  function addList() {
    return answers.appendChild(document.createElement("ul"));
  }

  function add(list, element, text) {
    element.textContent = text;
    list.appendChild(document.createElement("li")).appendChild(element);
    return element;
  }

  function link(address) {
    var made = document.createElement("a");
    made.href = words.base + address;
    return made;
  }

  function english(element) {
    element.lang = "en";
    element.dir = "ltr";
    return element;
  }

  // The page's own link to a state, whose words are its name.
  function stateLink(name) {
    var found = Array.prototype.filter.call(document.links, function (other) {
      return other.pathname === words.base + name;
    })[0];
    var title = found && (found.querySelector("b") || found);
    var made = english(link(name));
    made.textContent = title ? title.textContent : name.toUpperCase();
    return made;
  }

  function addState(name) {
    var made = stateLink(name);
    add(addList(), made, made.textContent);
  }

  function candidates(zip) {
    var all = tables[ALL];
    if (all.crossing[zip]) return all.crossing[zip];
    if (all.zips[zip]) return [all.zips[zip]];
    return all.prefixes.filter(function (run) {
      return zip.slice(0, 3) >= run[0] && zip.slice(0, 3) <= run[1];
    }).map(function (run) {
      return run[2];
    });
  }

  function addDistrict(list, name, area, number) {
    var person = (tables[name].names[area] || {})[number];
    var made = add(list, link(name + "/" + AREAS[area] + number), words.district.replace("{number}", number));
    if (!person) return;
    made.appendChild(document.createTextNode(": "));
    english(made.appendChild(document.createElement("bdi"))).textContent = person;
  }

  function addArea(name, area, districts) {
    var heading = answers.appendChild(document.createElement("h3"));
    var list = addList();
    heading.textContent = words[area];
    districts.forEach(function (number) {
      addDistrict(list, name, area, number);
    });
  }

  function districtsOf(name, area, zip) {
    return (tables[name][area] || {})[zip] || [];
  }

  // A letter to both legislators, where the ZIP code leaves no choice.
  function addLetter(senate, assembly) {
    if (senate.length !== 1 || assembly.length !== 1) return;
    var made = document.createElement("a");
    made.href = words.letter + senate[0] + "/" + assembly[0];
    add(addList(), made, words.both);
  }

  function holds(name, area) {
    return Object.keys(tables[name][area] || {}).length > 0;
  }

  function showDistricts(name, zip) {
    var house = districtsOf(name, "cd", zip);
    clear();
    if (house.length) status.textContent = house.length > 1 ? words.several : words.one;
    else status.textContent = words.state && holds(name, "cd") ? words.elsewhere : words.unlisted;
    Object.keys(AREAS).forEach(function (area) {
      var districts = districtsOf(name, area, zip);
      if (districts.length) addArea(name, area, districts);
    });
    addLetter(districtsOf(name, "sldu", zip), districtsOf(name, "sldl", zip));
    if (!house.length && !words.state) addState(name);
    senators.href = words.base + name + "#senators";
    otherwise.hidden = false;
  }

  function showState(name, zip) {
    var known = tables[ALL].states[name.toUpperCase()];
    clear();
    if (known.kind === "military" || known.kind === "associated") {
      status.textContent = words[known.kind];
    } else if (known.seats === 1) {
      status.textContent = words.statewide;
      addState(name);
    } else if (tables[name]) {
      showDistricts(name, zip);
    } else {
      load(name).then(function () {
        // Somebody may have typed on meanwhile.
        if (asked !== zip) return;
        if (tables[name]) return showDistricts(name, zip);
        status.textContent = words.unlisted;
        addState(name);
      });
    }
  }

  function askState(codes, zip) {
    var list = addList();
    status.textContent = words.states;
    codes.forEach(function (code) {
      var name = code.toLowerCase();
      var made = stateLink(name);
      made.addEventListener("click", function (event) {
        event.preventDefault();
        showState(name, zip);
      });
      add(list, made, made.textContent);
    });
  }

  function show(zip) {
    var codes;
    clear();
    if (words.state) return showDistricts(words.state, zip);
    codes = candidates(zip);
    if (!codes.length) status.textContent = words.unknown;
    else if (codes.length > 1) askState(codes, zip);
    else showState(codes[0].toLowerCase(), zip);
  }

  function look() {
    var zip = read(field.value);
    if (zip && zip === asked) return;
    asked = zip;
    if (zip) show(zip);
    else clear();
  }

  function answer(event) {
    event.preventDefault();
    look();
    if (!asked) status.textContent = words.wrong;
  }

  function wipe() {
    form.reset();
    asked = "";
    clear();
  }

  // What is asked for before anybody can type. Where it cannot be had the box stays hidden.
  Promise.all(words.preload.split(" ").map(load)).then(function () {
    var isUseful = words.state ? tables[words.state] && Object.keys(AREAS).some(function (area) {
      return holds(words.state, area);
    }) : tables[ALL];
    if (!isUseful) return;
    field.addEventListener("input", look);
    form.addEventListener("submit", answer);
    // The browser's memory of this page would bring back what was typed.
    window.addEventListener("pagehide", wipe);
    form.hidden = false;
  });
})();
