// A table to the clipboard, as a spreadsheet takes it: a cell stays one cell, however many lines are
// in it. Where the browser keeps its clipboard closed the table is selected, so that Ctrl+C does the
// rest.
(function () {
  "use strict";
  function lines(cell) {
    return cell.innerText.split(/\n+/).map(function (line) { return line.trim(); }).filter(Boolean);
  }
  // Rows of cells, with a gap where one from above or from the left goes on.
  function grid(table) {
    var rows = [];
    Array.prototype.forEach.call(table.rows, function (row, down) {
      rows[down] = rows[down] || [];
      var across = 0;
      Array.prototype.forEach.call(row.cells, function (cell) {
        while (rows[down][across]) across++;
        for (var y = 0; y < cell.rowSpan; y++) for (var x = 0; x < cell.colSpan; x++) {
          rows[down + y] = rows[down + y] || [];
          rows[down + y][across + x] = y || x ? [] : lines(cell);
        }
        across += cell.colSpan;
      });
    });
    return rows;
  }
  function plain(cell) {
    var text = cell.join("\n");
    return /["\n\t]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }
  function marked(cell) {
    var text = cell.join("\n").replace(/&/g, "&amp;").replace(/</g, "&lt;");
    return "<td>" + text.replace(/\n/g, '<br style="mso-data-placement:same-cell">') + "</td>";
  }
  document.querySelectorAll(".copy-table").forEach(function (button) {
    var table = document.getElementById(button.dataset.copies), label = button.querySelector("span"), text = label.textContent;
    function told() {
      label.textContent = button.dataset.copied;
      setTimeout(function () { label.textContent = text; }, 2000);
    }
    function given(event) {
      var rows = grid(table);
      event.clipboardData.setData("text/plain", rows.map(function (row) { return row.map(plain).join("\t"); }).join("\n"));
      event.clipboardData.setData("text/html", "<table>" + rows.map(function (row) {
        return "<tr>" + row.map(marked).join("") + "</tr>";
      }).join("") + "</table>");
      event.preventDefault();
    }
    button.hidden = false;
    button.addEventListener("click", function () {
      var range = document.createRange(), chosen = window.getSelection();
      range.selectNode(table);
      chosen.removeAllRanges();
      chosen.addRange(range);
      document.addEventListener("copy", given, { once: true });
      try { if (document.execCommand("copy")) { chosen.removeAllRanges(); told(); } } catch (refused) { /* it is selected */ }
    });
  });
})();
