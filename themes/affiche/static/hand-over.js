// Copies a text of the page, where the browser can; without it the text can be selected by hand.
(function () {
  document.querySelectorAll("[data-copy-text]").forEach(function (button) {
    if (!navigator.clipboard) return;
    var said = button.textContent;
    button.hidden = false;
    button.addEventListener("click", function () {
      var text = document.getElementById(button.dataset.copyText).textContent;
      navigator.clipboard.writeText(text).then(function () {
        button.textContent = button.dataset.done;
        setTimeout(function () { button.textContent = said; }, 2000);
      });
    });
  });
})();
