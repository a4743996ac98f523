// Starts Decap CMS with our settings; shows mistakes at their field; the focus point of a picture.
(() => {
  const answer = (response) => response.json();
  fetch("config.json", { cache: "no-store" }).then(answer).then((config) => {
    const said = config.affiche;
    delete config.affiche;
    CMS.registerWidget("focus", focus(said), FocusShown);
    folded(said.names);
    short();
    pictured();
    watchSaves(said);
    const saves = config.backend.name === "proxy" || !config.publish_mode;
    named(config.locale, { ...said.phrases, ...(saves ? said.saves : {}) });
    config.display_url ||= location.origin;
    // In a repository nobody stands between: the page knows the form of each file by itself.
    if (window.afficheFormats) {
      const formats = afficheFormats(said.shapes, jsyaml);
      for (const [kind, format] of Object.entries(formats)) {
        CMS.registerCustomFormat(`affiche-${kind}`, kind === "journey" ? "yaml" : "md", format);
      }
      askedAbout(formats, config.collections, said);
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
      constructor(props) {
        super(props);
        const add = this.handleAdd;
        this.handleAdd = (event) => {
          typedInto(event.currentTarget.closest('[id*="-field-"]'));
          add(event);
        };
      }
      objectLabel(item) {
        const { field } = this.props;
        const fields = field.get("fields");
        const known = names[field.get("name")] ?? {};
        if (!fields || !item?.map) return known[item] ?? super.objectLabel(item);
        return super.objectLabel(item.map((value, name) => {
          const options = fields.find((one) => one.get("name") === name)?.get("options");
          const chosen = options?.find((one) => one.get("value") === value);
          return chosen?.get("label") ?? ((REFERRING.has(name) && known[value]) || value);
        }));
      }
    }, preview);
  };
  // Who adds something to a list types next, and not a space on the button.
  const typedInto = (list) => {
    const fields = () => [...list.querySelectorAll("input, textarea")];
    const before = new Set(fields());
    const look = (left) => {
      const added = fields().find((one) => !before.has(one) && one.offsetParent);
      if (added) added.focus();
      else if (left) setTimeout(look, 50, left - 1);
    };
    setTimeout(look, 50, 40);
  };
  // What is folded opens where its name is clicked: the arrow beside it is small.
  document.addEventListener("click", ({ target }) => {
    const label = target.closest('[class*="-NestedObjectLabel"], [class*="-ExpandButtonContainer"]');
    if (!label || target.closest("button")) return;
    const box = label.matches('[class*="-NestedObjectLabel"]') ? label.parentElement : label;
    box.querySelector("button")?.click();
  });

  const REFERRING = new Set(["ref", "id", "value"]);

  // A text of a line needs no five.
  const short = () => {
    const { control, preview } = CMS.getWidget("text");
    CMS.registerWidget("text", class extends control {
      render() {
        const made = super.render();
        return h(made.type, { ...made.props, minRows: 1 });
      }
    }, preview);
  };

  // Decap draws the field of a picture before it has the picture, and not again.
  const pictured = () => {
    const { control, preview } = CMS.getWidget("image");
    CMS.registerWidget("image", class extends control {
      componentDidMount() {
        super.componentDidMount?.();
        for (const wait of [300, 1000, 3000]) setTimeout(() => this.forceUpdate(), wait);
      }
    }, preview);
  };

  const named = (locale, said) => {
    const phrases = JSON.parse(JSON.stringify(CMS.getLocale(locale) ?? CMS.getLocale("en")));
    for (const [way, text] of Object.entries(said)) {
      const steps = way.split(".");
      const last = steps.pop();
      steps.reduce((inside, step) => (inside[step] ??= {}), phrases)[last] = text;
    }
    CMS.registerLocale(locale, phrases);
  };

  // Mistakes -------------------------------------------------------------------------------

  const field = (way) => {
    const name = String(way.find((step) => typeof step === "string") ?? "");
    return document.querySelector(`[id^="${CSS.escape(name)}-field-"], [for^="${CSS.escape(name)}-field-"]`);
  };

  const show = (problems, said) => {
    document.querySelectorAll(".affiche-wrong, .affiche-elsewhere").forEach((old) => old.remove());
    let first = null;
    const elsewhere = [];
    for (const problem of problems) {
      const place = problem.way.length ? field(problem.way) : null;
      if (!place) {
        elsewhere.push(problem);
        continue;
      }
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
    if (elsewhere.length) document.body.append(told(elsewhere, said));
  };

  // What the server on this computer asks after a save, where no server of ours stands between.
  const askedAbout = (formats, collections, said) => {
    let asked = [];
    CMS.registerEventListener({
      name: "preSave",
      handler: ({ entry }) => {
        const { format } = collections.find((one) => one.name === entry.get("collection"));
        const kept = formats[format.replace("affiche-", "")]?.kept(entry.get("data").toJS()) ?? [];
        const fields = kept.map((key) => said.pictured[key]).join(", ");
        const named = fields.charAt(0).toUpperCase() + fields.slice(1);
        asked = fields ? [{ way: ["photo"], message: said.another.replace("{fields}", named) }] : [];
      },
    });
    // After a save the editor may make the form anew.
    const stay = (left) => {
      if (!document.querySelector(".affiche-wrong")) show(asked, said);
      if (left && asked.length) setTimeout(stay, 500, left - 1);
    };
    CMS.registerEventListener({ name: "postSave", handler: () => { show([], said); stay(20); } });
  };

  // What is not of a field in sight, such as the files that name what was to be deleted.
  const told = (problems, said) => {
    const made = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
    const box = made("aside", "");
    box.className = "affiche-elsewhere";
    box.setAttribute("role", "alert");
    const list = made("ul", "");
    for (const problem of problems) {
      const item = made("li", ` ${problem.message}`);
      item.prepend(made("b", `${problem.path}:${problem.line}`));
      list.append(item);
    }
    const close = made("button", said.close);
    close.type = "button";
    close.addEventListener("click", () => box.remove());
    box.append(made("strong", said.refused), list, close);
    return box;
  };

  // Decap shows a refusal with the name of its class before it.
  const plainly = Error.prototype.toString;
  Error.prototype.toString = function toString() {
    return this.name === "API_ERROR" ? this.message : plainly.call(this);
  };

  const CHANGING = ["persistEntry", "deleteFiles", "persistMedia"];
  const watchSaves = (said) => {
    const plain = window.fetch.bind(window);
    window.fetch = async (address, request) => {
      const response = await plain(address, request);
      const body = request && typeof request.body === "string" ? request.body : "";
      if (CHANGING.some((action) => body.includes(`"${action}"`))) {
        // What was saved may be asked about, too.
        const found = response.ok || response.status === 422 ? await response.clone().json() : {};
        const problems = found.problems ?? [];
        setTimeout(() => show(problems, said), 50);
        if (!response.ok && problems.length && problems.every((one) => !one.way.length)) {
          // The list says which; Decap's own note would be as long.
          const error = JSON.stringify({ error: said.refused });
          return new Response(error, { status: response.status, headers: response.headers });
        }
      }
      return response;
    };
  };

  // The point of focus ---------------------------------------------------------------------

  const numbers = (value) => {
    const plain = value && value.toJS ? value.toJS() : value;
    return Array.isArray(plain) && plain.length === 2 ? plain.map(Number) : [50, 50];
  };

  const TRIES = 10;

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
    // A picture that was chosen is only in this page until it was saved, and then with the server.
    another(image) {
      const photo = this.props.entry.getIn(["data", "photo"]);
      const file = photo && (photo.get ? photo.get("file") : photo);
      const known = String(this.props.getAsset(file, this.props.field) || "");
      image.tried = (image.tried ?? 0) + 1;
      if (known && image.getAttribute("src") !== known) image.src = known;
      else if (image.tried < TRIES) setTimeout(() => { image.src = this.picture(); }, 500);
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
