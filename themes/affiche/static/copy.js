// Whoever scans the QR code of a sheet comes here with its mark behind the #: says whether that is
// the mark of today. Works from a server and from a folder alike.
(function () {
  var banner = document.querySelector("[data-copy]");
  function tell() {
    var mark = location.hash.slice(1).toLowerCase();
    var asked = /^[0-9a-f]{7}$/.test(mark);
    var current = asked && banner.dataset.current.split(" ").indexOf(mark) >= 0;
    banner.hidden = !asked;
    banner.querySelector(".copy-yes").hidden = !current;
    banner.querySelector(".copy-no").hidden = !asked || current;
    document.querySelectorAll("[data-mark]").forEach(function (row) {
      var yours = asked && row.dataset.mark === mark;
      row.classList.toggle("is-yours", yours);
      var older = row.closest("details");
      if (yours && older) older.open = true;
    });
  }
  if (banner) {
    tell();
    window.addEventListener("hashchange", tell);
  }
})();
