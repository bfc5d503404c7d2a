// Every page works without this file; it adds sorting, searching, grouping and the comparison of any two revisions.
(() => {
  "use strict";

  // Small things

  /** Makes an element; properties are set as such, children are elements or text. */
  const make = (name, properties = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key === "class") element.className = value;
      else if (key.includes("-")) element.setAttribute(key, value);
      else element[key] = value;
    }
    element.append(...children);
    return element;
  };

  // Made when somebody sorts: making it takes longer than all else that a page waits for.
  let collator = null;
  const compareTexts = (a, b) => (collator ??= new Intl.Collator("en", { numeric: true, sensitivity: "base" })).compare(a, b);

  // Data scripts: from file:// nothing can be fetched, but scripts can be loaded.

  const waiting = new Map();
  const known = new Map();

  window.perfsite = (key, value) => {
    known.set(key, value);
    for (const { resolve } of waiting.get(key) ?? []) resolve(value);
    waiting.delete(key);
  };

  /** The value that `data/<key>.js` holds. */
  const load = (root, key) => {
    if (known.has(key)) return Promise.resolve(known.get(key));
    return new Promise((resolve, reject) => {
      const others = waiting.get(key);
      if (others) return others.push({ resolve, reject });
      waiting.set(key, [{ resolve, reject }]);
      const script = make("script", { src: `${root}data/${key}.js` });
      script.addEventListener("error", () => {
        for (const waiter of waiting.get(key) ?? []) waiter.reject(new Error(key));
        waiting.delete(key);
      });
      document.head.append(script);
    });
  };

  // Tables that can be sorted

  /** What a cell is sorted by: its number, or its text. */
  const sortKey = (cell) => {
    if (!cell) return "";
    const value = cell.dataset.value;
    if (value !== undefined) return Number(value);
    const text = cell.textContent.trim();
    const time = cell.querySelector("time");
    return time ? time.dateTime : text;
  };

  const compareKeys = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a === "number") return -1;
    if (typeof b === "number") return 1;
    return compareTexts(a, b);
  };

  /** Rows in bodies of a few: a browser lays out those in sight alone. */
  const bodies = (rows) => {
    const made = [];
    for (let start = 0; start < rows.length; start += 25) {
      const body = make("tbody");
      body.append(...rows.slice(start, start + 25));
      made.push(body);
    }
    return made;
  };

  const rowsOf = (table) => [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !row.classList.contains("group"));

  const sort = (table, column, header) => {
    // Large numbers first, names from a to z; a second click turns it round.
    const isNumeric = header.classList.contains("n") || header.dataset.key === "change" || header.dataset.key === "since";
    const current = header.getAttribute("aria-sort");
    const ascending = current === null ? !isNumeric : current === "descending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    const keyed = rowsOf(table).map((row) => [sortKey(row.cells[column]), row]);
    keyed.sort(([a], [b]) => (ascending ? compareKeys(a, b) : compareKeys(b, a)));
    const sorted = bodies(keyed.map(([, row]) => row));
    for (const old of [...table.tBodies]) old.remove();
    table.append(...sorted);
    delete table.dataset.grouped;
    table.dispatchEvent(new CustomEvent("sorted"));
  };

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    [...table.tHead.rows[0].cells].forEach((header, column) => {
      if (!header.textContent.trim() || header.dataset.key === undefined && header.textContent.trim() === "History") return;
      const button = make("button", { type: "button" });
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => sort(table, column, header));
    });
  }

  // The list of scripts: search and groups

  const list = document.getElementById("scripts-table");
  const controls = document.querySelector('[data-controls="scripts"]');
  if (list && controls) {
    const root = controls.dataset.root ?? "";
    const search = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    const group = make("select", {}, make("option", { value: "folder" }, "by folder"), make("option", { value: "tag" }, "by tag"), make("option", { value: "" }, "in one list"));
    const found = make("output", { "aria-live": "polite" });
    const elsewhere = make("ul", { class: "pages" });
    elsewhere.hidden = true;
    controls.append(make("label", {}, "Find ", search), make("label", {}, "Show ", group), found);
    controls.after(elsewhere);
    controls.hidden = false;
    const rows = rowsOf(list);
    // Read when somebody searches: most never do. What the table itself says spares looking through all of its rows.
    const names = new Map();
    const nameOf = (row) => {
      if (!names.has(row)) names.set(row, row.cells[0].textContent.toLowerCase());
      return names.get(row);
    };
    const tagged = list.dataset.tagged !== undefined;
    const foldered = list.dataset.grouped !== undefined;
    if (!tagged) group.querySelector('[value="tag"]').remove();
    if (!foldered) group.querySelector('[value="folder"]').remove();
    if (!tagged && !foldered) group.parentElement.hidden = true;

    const folderOf = (row) => row.cells[0].querySelector(".folder")?.textContent.replace(/\/$/, "") ?? "";
    const tagsOf = (row) => [...row.cells[0].querySelectorAll(".tag")].map((tag) => tag.textContent);

    const regroup = () => {
      const keyOf = group.value === "folder" ? folderOf : group.value === "tag" ? (row) => tagsOf(row)[0] ?? "" : () => null;
      const groups = new Map();
      for (const row of rows) {
        const key = keyOf(row);
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(row);
      }
      list.dataset.grouped = group.value;
      for (const header of list.tHead.rows[0].cells) header.removeAttribute("aria-sort");
      for (const old of [...list.tBodies]) old.remove();
      for (const key of [...groups.keys()].sort(compareTexts)) {
        const made = bodies(groups.get(key));
        if (key !== null) {
          const label = key || (group.value === "tag" ? "Without a tag" : "Without a folder");
          made[0].prepend(make("tr", { class: "group" }, make("th", { colSpan: list.tHead.rows[0].cells.length, scope: "rowgroup" }, make("bdi", {}, label))));
        }
        list.append(...made);
      }
      filter();
    };

    const filter = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const row of rows) {
        const fits = words.every((word) => nameOf(row).includes(word));
        row.hidden = !fits;
        count += fits ? 1 : 0;
      }
      for (const body of list.tBodies) {
        const head = body.querySelector("tr.group");
        if (!head) continue;
        // A group may go on in the next bodies.
        let last = body;
        const isEmpty = (part) => [...part.rows].every((row) => row === head || row.hidden);
        head.hidden = isEmpty(body);
        while (head.hidden && (last = last.nextElementSibling) && !last.querySelector("tr.group")) head.hidden = isEmpty(last);
      }
      found.textContent = words.length ? `${count} of ${rows.length}` : "";
      searchElsewhere(words);
    };

    // Scripts on other pages of the list are found by name.
    const searchElsewhere = (words) => {
      elsewhere.hidden = true;
      if (!words.length || !controls.dataset.more) return;
      load(root, "scripts").then((scripts) => {
        const here = new Set(rows.map((row) => row.cells[0].querySelector("a").getAttribute("href")));
        const hits = scripts.filter(([slug, name]) => words.every((word) => name.toLowerCase().includes(word)) && !here.has(`${root}scripts/${slug}/index.html`)).slice(0, 40);
        elsewhere.replaceChildren(...hits.map(([slug, name]) => make("li", {}, make("a", { href: `${root}scripts/${slug}/index.html` }, name))));
        elsewhere.hidden = hits.length === 0;
      }, () => {});
    };

    search.addEventListener("input", filter);
    group.addEventListener("change", regroup);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
      event.preventDefault();
      search.focus();
    });
  }

  // Any two revisions

  const place = document.getElementById("comparison");
  if (place) {
    const root = place.dataset.root;
    const base = make("input", { type: "text", autocomplete: "off", spellcheck: false, size: 28 });
    const head = make("input", { type: "text", autocomplete: "off", spellcheck: false, size: 28 });
    base.setAttribute("list", "revisions");
    head.setAttribute("list", "revisions");
    const swap = make("button", { type: "button", class: "action" }, "Swap");
    const state = make("p", { class: "muted", "aria-live": "polite" });
    const result = make("div");
    place.append(make("div", { class: "controls" }, make("label", {}, "Base ", base), make("label", {}, "Head ", head), swap), state, result);

    const units = { s: [[1e-6, 1e-9, "ns"], [1e-3, 1e-6, "µs"], [1, 1e-3, "ms"], [600, 1, "s"], [7200, 60, "min"], [Infinity, 3600, "h"]] };
    const quantity = (value, unit) => {
      const scale = units[unit]?.find(([below]) => Math.abs(value) < below);
      const [scaled, suffix] = scale && value !== 0 ? [value / scale[1], scale[2]] : [value, unit];
      const digits = Math.abs(scaled) < 10 ? 2 : Math.abs(scaled) < 100 ? 1 : 0;
      return scaled.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits }) + (suffix ? ` ${suffix}` : "");
    };
    const percent = (effect) => {
      const text = (effect * 100).toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
      return `${effect >= 0.0005 ? "+" : ""}${text} %`;
    };

    // Two medians of one level differ by more than three times √2 × noise, the spread of a difference, once in about 370 times.
    const least = (noise) => (noise === undefined ? Infinity : Math.max(3 * Math.SQRT2 * noise, 0.01));
    const isBeyond = (effect, noise) => Number.isFinite(effect) && Math.abs(Math.log1p(Math.max(effect, -0.999))) > Math.log1p(least(noise));

    const verdict = (effect, noise, higherIsBetter) => {
      if (!Number.isFinite(effect)) return make("span", { class: "verdict incomparable" }, "not comparable");
      if (noise === undefined) return make("span", { class: "verdict uncertain" }, percent(effect), make("small", {}, " noise unknown"));
      if (!isBeyond(effect, noise)) return make("span", { class: "verdict uncertain" }, percent(effect), make("small", {}, ` within ±${(least(noise) * 100).toFixed(1)} %`));
      const worse = effect > 0 !== higherIsBetter;
      const kind = worse ? "regressed" : "improved";
      return make("span", { class: `verdict ${higherIsBetter ? "higher " : ""}${kind}` }, make("strong", {}, percent(effect)), worse ? " worse" : " better");
    };

    const show = (names, noises, left, right) => {
      const whole = (entry) => (entry.length === 2 ? [entry[0], 0, 1, entry[1]] : entry);
      const byKey = (side) => new Map(side.scripts.map(whole).map((entry) => [`${entry[0]}\n${side.hosts[entry[1]]}`, entry]));
      const [a, b] = [byKey(left), byKey(right)];
      const keys = [...new Set([...a.keys(), ...b.keys()])];
      const rows = keys.map((key) => {
        const [slug, host] = key.split("\n");
        const [first, second] = [a.get(key), b.get(key)];
        const effect = first && second && first[3] !== 0 ? second[3] / first[3] - 1 : NaN;
        const noise = noises.get(slug);
        return { slug, host, first, second, effect, noise, beyond: isBeyond(effect, noise) };
      });
      // What is beyond noise first, then what cannot be told, the largest first.
      const size = (row) => (Number.isFinite(row.effect) ? Math.abs(row.effect) + (row.beyond ? 1e9 : 0) : -1);
      rows.sort((x, y) => size(y) - size(x) || compareTexts(x.slug, y.slug));
      const both = rows.filter((row) => Number.isFinite(row.effect)).length;
      const clear = rows.filter((row) => row.beyond).length;
      state.textContent = both
        ? `${both} measured at both on the same machines: ${clear} differ beyond noise, ${both - clear} inconclusive. `
          + "One commit's median is held against another's; a difference counts where it is more than what chance parts two points of one level by."
        : "Nothing was measured at both on the same machines.";
      const cell = (entry) => make("td", { class: "n" }, entry ? quantity(entry[3], entry[4] ?? "s") : "–");
      const body = make("tbody", {}, ...rows.slice(0, 1000).map((row) => {
        const higher = (row.first ?? row.second)[5] === 1;
        return make("tr", {},
          make("th", { scope: "row", class: "name" }, make("a", { href: `${root}scripts/${row.slug}/index.html` }, names.get(row.slug) ?? row.slug)),
          make("td", {}, verdict(row.effect, row.noise, higher)), cell(row.first), cell(row.second), make("td", { class: "optional" }, make("small", { class: "muted" }, row.host)));
      }));
      const heads = [["Script", ""], ["Difference", ""], ["Base", "n"], ["Head", "n"], ["Machine", "optional"]];
      const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads.map(([text, name]) => make("th", { scope: "col", class: name }, text)))), body);
      result.replaceChildren(make("div", { class: "scroll", tabIndex: 0, role: "group", "aria-label": "Comparison" }, table));
    };

    const hash = () => new URLSearchParams(location.hash.slice(1));

    const start = (revisions, scripts) => {
      const names = new Map(scripts);
      const noises = new Map(scripts.map(([slug, , noise]) => [slug, noise]));
      const options = make("datalist", { id: "revisions" });
      for (const [name, commit] of revisions.branches) if (commit) options.append(make("option", { value: name }, "newest commit of the branch"));
      for (const [commit, subject, date] of revisions.commits) options.append(make("option", { value: commit }, `${date} ${subject}`));
      place.append(options);
      const branches = new Map(revisions.branches);
      const resolve = (text) => {
        if (branches.get(text)) return branches.get(text);
        const hit = revisions.commits.find(([commit]) => text.length >= 4 && commit.startsWith(text.toLowerCase()));
        return hit ? hit[0] : /^[0-9a-f]{40,64}$/.test(text) ? text : null;
      };
      const update = () => {
        const chosen = [base.value.trim(), head.value.trim()];
        history.replaceState(null, "", `#base=${encodeURIComponent(chosen[0])}&head=${encodeURIComponent(chosen[1])}`);
        result.replaceChildren();
        if (chosen.includes("")) return void (state.textContent = "Choose two revisions: a branch, or a commit by its hash.");
        const commits = chosen.map(resolve);
        const missing = chosen.find((_, index) => !commits[index]);
        if (missing !== undefined) return void (state.textContent = `“${missing}” is no measured branch or commit.`);
        Promise.all(commits.map((commit) => load(root, `commits/${commit}`))).then(
          ([left, right]) => show(names, noises, left, right),
          () => { state.textContent = "The data of one of the two could not be loaded."; });
      };
      const read = () => {
        const wanted = hash();
        base.value = wanted.get("base") ?? base.value;
        head.value = wanted.get("head") ?? head.value;
        if (!base.value && revisions.branches.length) base.value = revisions.branches[0][0];
        if (!head.value) head.value = revisions.branches[1]?.[0] ?? revisions.commits[0]?.[0] ?? "";
        update();
      };
      base.addEventListener("change", update);
      head.addEventListener("change", update);
      swap.addEventListener("click", () => { [base.value, head.value] = [head.value, base.value]; update(); });
      addEventListener("hashchange", () => { if (hash().get("base") !== base.value || hash().get("head") !== head.value) read(); });
      read();
    };

    Promise.all([load(root, "revisions"), load(root, "scripts")]).then(
      ([revisions, scripts]) => start(revisions, scripts),
      () => { state.textContent = "The list of revisions could not be loaded."; });
  }
})();
