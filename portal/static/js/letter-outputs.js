/* What can be done with the finished letter: copy, print, save as text or for
   Word, begin an e-mail. All of it happens on the device; the address of an
   e-mail comes from our data alone. letter.js must have run before. */
(function () {
  "use strict";

  var page = window.letter;
  var words = window.letterText;
  if (!page || !words) return;

  var all = page.all;
  var texts = page.form.dataset;

  // Hand-offs to mail programs break at about this length.
  var LONGEST_DRAFT = 1800;

  // A browser may still be reading what it saves.
  var SAVED = 60000;

  var CARRIED_BY_MAIL = ["date", "address", "subject"];

  var saved = [];

  function release() {
    saved.forEach(function (address) {
      URL.revokeObjectURL(address);
    });
    saved = [];
  }

  function follow(address, name) {
    var link = document.createElement("a");
    link.href = address;
    if (name) link.setAttribute("download", name);
    link.hidden = true;
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
  }

  // A neutral name: a list of downloads is there for everybody to see.
  function save(blob, ending) {
    var address = URL.createObjectURL(blob);
    saved.push(address);
    follow(address, "letter." + ending);
    setTimeout(release, SAVED);
    page.say(texts.saved);
  }

  function letters() {
    return all("[contenteditable]").filter(function (article) {
      return !article.hidden;
    });
  }

  function join(paragraphs) {
    return paragraphs.map(function (paragraph) {
      return paragraph.text;
    }).join("\n\n");
  }

  function isPart(keys) {
    return function (paragraph) {
      return keys.indexOf(paragraph.part) >= 0;
    };
  }

  function write(article) {
    return join(words.readParagraphs(article));
  }

  function writeBody(article) {
    var isCarried = isPart(CARRIED_BY_MAIL);
    return join(words.readParagraphs(article).filter(function (paragraph) {
      return !isCarried(paragraph);
    }));
  }

  function writeSubject(article) {
    return join(words.readParagraphs(article).filter(isPart(["subject"]))).replace(/^Subject:\s*/, "");
  }

  function asForWord(article) {
    var paragraphs = words.readParagraphs(article);
    var isHead = isPart(["date"]);
    var isAddress = isPart(["address"]);

    function lines(isWanted) {
      return paragraphs.filter(isWanted).reduce(function (found, paragraph) {
        return found.concat(paragraph.text.split("\n"));
      }, []);
    }

    return {
      head: lines(isHead),
      address: lines(isAddress),
      paragraphs: paragraphs.filter(function (paragraph) {
        return !isHead(paragraph) && !isAddress(paragraph);
      }),
    };
  }

  function select(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  // For browsers without a clipboard for pages: the command of old, which asks for a selection.
  function copyBySelecting(text, shown) {
    function fill(event) {
      event.preventDefault();
      event.clipboardData.setData("text/plain", text);
    }

    select(shown);
    document.addEventListener("copy", fill);
    var isCopied = document.execCommand("copy");
    document.removeEventListener("copy", fill);
    // Where that fails too the letter stays selected, for the reader to copy.
    if (isCopied) window.getSelection().removeAllRanges();
    return isCopied;
  }

  function copy(text, shown, said) {
    function tell(isCopied) {
      page.say(isCopied ? said : texts.copyFailed);
    }

    if (!navigator.clipboard || !navigator.clipboard.writeText) {
      tell(copyBySelecting(text, shown));
      return;
    }
    navigator.clipboard.writeText(text).then(function () {
      tell(true);
    }, function () {
      tell(copyBySelecting(text, shown));
    });
  }

  function encode(text) {
    return encodeURIComponent(text.replace(/\n/g, "\r\n"));
  }

  function draft(article) {
    var body = writeBody(article);
    var address = encodeURIComponent(article.getAttribute("data-email")).replace("%40", "@");
    var start = "mailto:" + address + "?subject=" + encode(writeSubject(article));
    var whole = start + "&body=" + encode(body);
    if (whole.length > LONGEST_DRAFT) copy(body, article, texts.mailLong);
    else page.say(texts.mailOpened);
    follow(whole.length > LONGEST_DRAFT ? start : whole);
  }

  var actions = {
    copy: function (article) {
      copy(write(article), article, texts.copied);
    },
    "copy-subject": function (article) {
      copy(writeSubject(article), article, texts.copied);
    },
    email: draft,
    print: function () {
      window.print();
    },
    txt: function () {
      var text = letters().map(write).join("\n\n\f\n").replace(/\n/g, "\r\n") + "\r\n";
      save(new Blob([text], { type: "text/plain;charset=utf-8" }), "txt");
    },
    docx: function () {
      save(window.letterDocument(letters().map(asForWord)), "docx");
    },
  };

  /* Tell what is still missing, and lead there. */
  function findMissing() {
    var groups = { recipient: texts.chooseRecipient, concerns: texts.chooseConcern, requests: texts.chooseRequest };
    var missing = Object.keys(groups).filter(function (group) {
      return page.form.querySelector('[data-field="' + group + '"] input') && !page.ticked(group).length;
    })[0];
    if (!missing) return false;
    page.say(groups[missing]);
    page.form.querySelector('[data-field="' + missing + '"] input').focus();
    return true;
  }

  // Letters to several are copied and mailed one by one: each gets buttons of its own, under its name.
  function giveEachItsButtons(articles) {
    var copyButton = document.querySelector('[data-action="copy"]');
    var mailButton = document.querySelector('[data-action="email"]');
    var place = copyButton.parentNode;
    articles.forEach(function (article) {
      var row = document.createElement("p");
      var name = document.getElementById(article.getAttribute("aria-labelledby")).querySelector("bdi").cloneNode(true);
      row.setAttribute("data-recipient", article.getAttribute("data-recipient"));
      row.hidden = article.hidden;
      row.appendChild(name);
      name.id = "outputs-" + article.getAttribute("data-recipient");
      [copyButton, mailButton].forEach(function (button) {
        if (button === mailButton && !article.hasAttribute("data-email")) return;
        var own = button.cloneNode(true);
        own.setAttribute("data-for", article.getAttribute("data-recipient"));
        own.setAttribute("aria-describedby", name.id + " " + (button.getAttribute("aria-describedby") || ""));
        row.appendChild(document.createTextNode(" "));
        row.appendChild(own);
      });
      place.parentNode.insertBefore(row, place);
    });
    copyButton.hidden = true;
    mailButton.hidden = true;
  }

  function prepare() {
    var articles = all("[contenteditable]");
    if (articles.length > 1) giveEachItsButtons(articles);
    else document.querySelector('[data-action="email"]').hidden = !articles[0].hasAttribute("data-email");
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-action]");
    var act = button && actions[button.getAttribute("data-action")];
    if (!act || findMissing()) return;
    var own = button.getAttribute("data-for");
    act(own ? document.querySelector('[contenteditable][data-recipient="' + own + '"]') : letters()[0]);
  });
  document.addEventListener("letter:wiped", release);

  prepare();
})();
