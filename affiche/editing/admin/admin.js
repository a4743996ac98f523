// Starts Decap CMS with our settings; shows mistakes at their field; the focus point of a picture.
(() => {
  const answer = (response) => response.json();
  fetch("config.json", { cache: "no-store" }).then(answer).then((config) => {
    const said = config.affiche;
    delete config.affiche;
    CMS.registerWidget("focus", focus(said), FocusShown);
    folded(said.names);
    watchSaves();
    if (config.backend.name === "proxy" || !config.publish_mode) named(config.locale, said);
    // In a repository nobody stands between: the page knows the form of each file by itself.
    if (window.afficheFormats) {
      for (const [kind, format] of Object.entries(afficheFormats(said.shapes, jsyaml))) {
        CMS.registerCustomFormat(`affiche-${kind}`, kind === "journey" ? "yaml" : "md", format);
      }
    }
    // On this computer there is nobody to log in as.
    if (config.backend.name === "proxy") {
      localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "proxy" }));
    }
    CMS.init({ config });
  });

  // What is folded in a list is told by what people call it, not by the id that a file refers with.
  const folded = (names) => {
    const { control, preview } = CMS.getWidget("list");
    CMS.registerWidget("list", class extends control {
      objectLabel(item) {
        const { field } = this.props;
        const fields = field.get("fields");
        const known = names[field.get("name")] ?? {};
        if (!fields || !item?.map) return super.objectLabel(item);
        return super.objectLabel(item.map((value, name) => {
          const options = fields.find((one) => one.get("name") === name)?.get("options");
          const chosen = options?.find((one) => one.get("value") === value);
          return chosen?.get("label") ?? ((REFERRING.has(name) && known[value]) || value);
        }));
      }
    }, preview);
  };
  const REFERRING = new Set(["ref", "id"]);

  // Nothing is published here: it is saved.
  const named = (locale, said) => {
    const phrases = JSON.parse(JSON.stringify(CMS.getLocale(locale) ?? CMS.getLocale("en")));
    Object.assign(phrases.editor.editorToolbar, {
      publish: said.save, publishNow: said.save, published: said.saved, publishing: said.saving,
    });
    CMS.registerLocale(locale, phrases);
  };

  // Mistakes -------------------------------------------------------------------------------

  const field = (way) => {
    const name = String(way.find((step) => typeof step === "string") ?? "");
    return document.querySelector(`[id^="${CSS.escape(name)}-field-"], [for^="${CSS.escape(name)}-field-"]`);
  };

  const show = (problems) => {
    document.querySelectorAll(".affiche-wrong").forEach((old) => old.remove());
    let first = null;
    for (const problem of problems) {
      const place = problem.way.length ? field(problem.way) : null;
      if (!place) continue;
      const note = document.createElement("div");
      note.className = "affiche-wrong";
      note.setAttribute("role", "alert");
      const deeper = problem.way.slice(1).map((s) => (typeof s === "number" ? s + 1 : s));
      note.textContent = (deeper.length ? `${deeper.join(" › ")}: ` : "") + problem.message;
      const box = place.closest('[class*="ControlContainer"]') ?? place.parentElement;
      box.append(note);
      first = first ?? note;
    }
    if (first) first.scrollIntoView({ block: "center" });
  };

  const watchSaves = () => {
    const plain = window.fetch.bind(window);
    window.fetch = async (address, request) => {
      const response = await plain(address, request);
      if (request && typeof request.body === "string" && request.body.includes('"persistEntry"')) {
        // What was saved may be asked about, too.
        const told = response.ok || response.status === 422 ? await response.clone().json() : {};
        setTimeout(() => show(told.problems ?? []), 50);
      }
      return response;
    };
  };

  // The point of focus ---------------------------------------------------------------------

  const numbers = (value) => {
    const plain = value && value.toJS ? value.toJS() : value;
    return Array.isArray(plain) && plain.length === 2 ? plain.map(Number) : [50, 50];
  };

  const focus = (said) => createClass({
    picture() {
      const photo = this.props.entry && this.props.entry.getIn(["data", "photo"]);
      const file = photo && (photo.get ? photo.get("file") : photo);
      if (!file) return "";
      // Our own server has the picture itself, and says of which kind it is.
      const name = String(file).replace(/^\/?(content\/)?(images\/)?/, "");
      return window.afficheFormats ? String(this.props.getAsset(file, this.props.field) || "")
        : `picture/${name.split("/").map(encodeURIComponent).join("/")}`;
    },
    // A picture that was chosen and not saved yet is only in this page.
    another(image) {
      const photo = this.props.entry.getIn(["data", "photo"]);
      const file = photo && (photo.get ? photo.get("file") : photo);
      const known = String(this.props.getAsset(file, this.props.field) || "");
      if (known && image.getAttribute("src") !== known) image.src = known;
    },
    set(x, y) {
      const inside = (n) => String(Math.max(0, Math.min(100, Math.round(n))));
      this.props.onChange([inside(x), inside(y)]);
    },
    click(event) {
      const box = event.currentTarget.getBoundingClientRect();
      this.set(
        ((event.clientX - box.left) / box.width) * 100,
        ((event.clientY - box.top) / box.height) * 100,
      );
    },
    render() {
      const [x, y] = numbers(this.props.value);
      const source = this.picture();
      const number = (value, change, label) => h("input", {
        type: "number", min: 0, max: 100, value, "aria-label": label,
        onChange: (event) => change(Number(event.target.value)),
      });
      return h("div", { id: this.props.forID },
        h("div", { className: "affiche-focus-numbers" },
          number(x, (n) => this.set(n, y), "x (%)"), number(y, (n) => this.set(x, n), "y (%)")),
        source
          ? h("div", { className: "affiche-focus", onClick: (e) => this.click(e), title: said.focus },
            h("img", { src: source, alt: "", onError: (event) => this.another(event.target) }),
            h("b", { style: { left: `${x}%`, top: `${y}%` } }))
          : h("p", {}, said.none));
    },
  });

  const FocusShown = createClass({
    render() {
      return h("span", {}, numbers(this.props.value).join(", "));
    },
  });
})();
