// A briefing that is opened after its last day says so, also where no server can.
(function () {
  var chip = document.querySelector("[data-expires]");
  if (new Date() >= new Date(chip.dataset.expires + "T00:00")) {
    chip.classList.add("pk-gone");
    document.querySelector(".pk-expired").hidden = false;
  }
})();
