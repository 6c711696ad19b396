/* Copies the message of a share sheet, and hands it to the phone's own list of
   programs that can send a text. Nothing leaves the page before the reader
   chooses where to; without this script the message is there to be selected. */
(function () {
  "use strict";

  var box = document.querySelector('[data-module="share"]');
  var message = document.getElementById("message");
  if (!box || !message) return;
  var texts = box.dataset;
  var status = box.querySelector("[data-status]");
  var copyButton = box.querySelector('[data-action="copy"]');
  var shareButton = box.querySelector('[data-action="share"]');

  function say(text) {
    status.textContent = text;
  }

  function select() {
    var range = document.createRange();
    range.selectNodeContents(message);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  // For browsers without a clipboard for pages: the command of old, which asks for a selection.
  function copyBySelecting() {
    function fill(event) {
      event.preventDefault();
      event.clipboardData.setData("text/plain", texts.text);
    }

    select();
    document.addEventListener("copy", fill);
    var isCopied = document.execCommand("copy");
    document.removeEventListener("copy", fill);
    // Where that fails too the message stays selected, for the reader to copy.
    if (isCopied) window.getSelection().removeAllRanges();
    say(isCopied ? texts.copied : texts.copyFailed);
  }

  function copy() {
    if (!navigator.clipboard || !navigator.clipboard.writeText) {
      copyBySelecting();
      return;
    }
    navigator.clipboard.writeText(texts.text).then(function () {
      say(texts.copied);
    }, copyBySelecting);
  }

  function share() {
    navigator.share({ text: texts.text }).catch(function (error) {
      // Closing the list without choosing is no failure; anything else leaves copying.
      if (error.name !== "AbortError") copy();
    });
  }

  copyButton.addEventListener("click", copy);
  copyButton.hidden = false;
  if (navigator.share) {
    shareButton.addEventListener("click", share);
    shareButton.hidden = false;
  }
})();
