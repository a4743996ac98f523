// A table to the clipboard, as a spreadsheet takes it. Where the browser keeps its clipboard closed
// the table is selected, so that Ctrl+C does the rest.
(function () {
  "use strict";
  document.querySelectorAll(".copy-table").forEach(function (button) {
    var table = document.getElementById(button.dataset.copies), label = button.querySelector("span"), text = label.textContent;
    function told() {
      label.textContent = button.dataset.copied;
      setTimeout(function () { label.textContent = text; }, 2000);
    }
    button.hidden = false;
    button.addEventListener("click", function () {
      var range = document.createRange(), chosen = window.getSelection();
      range.selectNode(table);
      chosen.removeAllRanges();
      chosen.addRange(range);
      try { if (document.execCommand("copy")) { chosen.removeAllRanges(); told(); } } catch (refused) { /* it is selected */ }
    });
  });
})();
