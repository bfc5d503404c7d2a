// Adds to the trend charts that are in the page already: a readout for pointer and keyboard, zoom with its state in the
// address, lines to switch off, the horizontal axis by date. Without this script the charts stay what they are.
"use strict";

(() => {
  const width = 1000; // of a chart's own units
  const narrowest = 4;

  const element = (name, attributes, parent) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    if (parent) parent.append(node);
    return node;
  };

  const button = (text, parent, action) => {
    const node = document.createElement("button");
    node.type = "button";
    node.textContent = text;
    node.addEventListener("click", action);
    parent.append(node);
    return node;
  };

  // Path data as the site writes it: M m l h v z and numbers. Moves every point by `map` along x.
  const remap = (data, map) => {
    let out = "";
    let x = 0, y = 0, startX = 0, startY = 0;
    const put = (command) => { out += command + map(x).toFixed(2) + " " + y.toFixed(2); };
    for (const [, command, rest] of data.matchAll(/([Mmlhvz])([^Mmlhvz]*)/g)) {
      const numbers = (rest.match(/-?(?:\d*\.\d+|\d+)/g) || []).map(Number);
      switch (command) {
        case "M": [x, y] = numbers; startX = x; startY = y; put("M"); break;
        case "m": x += numbers[0]; y += numbers[1]; startX = x; startY = y; put("M"); break;
        case "l": x += numbers[0]; y += numbers[1]; put("L"); break;
        case "h":
          x += numbers[0];
          if (numbers[0] === 0) out += "h0"; else put("L");
          break;
        case "v": y += numbers[0]; put("L"); break;
        case "z": x = startX; y = startY; out += "z"; break;
      }
    }
    return out;
  };

  // Made when they are first needed: making them takes longer than all else that a page waits for.
  const formats = new Map();
  const format = (time, parts) => {
    const key = Object.keys(parts).join();
    if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: "UTC" }));
    return formats.get(key).format(time);
  };
  const date = { day: "numeric", month: "short", year: "numeric" };
  const clock = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  // Within days, the hours tell places apart.
  const partsFor = (span) => (span < 3 * 86400 ? clock : date);

  class Trend {
    constructor(figure) {
      this.figure = figure;
      this.plot = figure.querySelector(".plot");
      this.svg = this.plot && this.plot.querySelector("svg");
      this.marks = this.svg && this.svg.querySelector("svg.marks");
      this.links = this.svg && this.svg.querySelector("svg.links");
      if (!this.links) return;
      this.height = Number(this.svg.getAttribute("height"));
      this.full = { from: 0, to: width };
      this.view = this.full;
      this.byDate = false;
      this.hidden = new Set();
      this.current = null;
      this.readTimes();
      this.readPoints();
      if (this.points.length === 0) return;
      this.readPlaced();
      this.addTools();
      this.addReadout();
      this.listen();
      this.restore();
      window.addEventListener("hashchange", () => this.restore());
    }

    // Reading the picture

    readTimes() {
      const { count, every, start, times } = this.svg.dataset;
      if (!times || this.figure.dataset.axis === "dates") return;
      this.count = Number(count);
      this.every = Number(every);
      let time = Number(start);
      this.times = times.split(" ").map((minutes) => (time += Number(minutes) * 60));
      const span = this.times[this.times.length - 1] - this.times[0];
      this.parts = partsFor(span);
      if (span <= 0) this.times = null;
    }

    // When a place on the axis of commits was, in seconds since 1970.
    time(x) {
      const last = this.count - 1;
      const index = Math.min(Math.max((x / width) * this.count - 0.5, 0), last);
      const sample = Math.floor(index / this.every);
      const from = sample * this.every;
      const to = Math.min(from + this.every, last);
      const next = this.times[Math.min(sample + 1, this.times.length - 1)];
      const fraction = to > from ? (index - from) / (to - from) : 0;
      return this.times[sample] + (next - this.times[sample]) * fraction;
    }

    // Where a place on the axis of commits stands on the axis that is shown.
    place(x) {
      if (!this.byDate) return x;
      const first = this.times[0];
      const span = this.times[this.times.length - 1] - first;
      return 20 + ((width - 40) * (this.time(x) - first)) / span;
    }

    readPoints() {
      this.points = [];
      for (const group of this.links.children) {
        const line = Number(group.dataset.line);
        for (const node of group.children) {
          const title = node.querySelector("title");
          const hit = node.querySelector("path");
          if (!title || !hit) continue;
          const [x, y] = hit.getAttribute("d").slice(1).match(/-?(?:\d*\.\d+|\d+)/g).map(Number);
          const lines = title.textContent.split("\n");
          node.setAttribute("aria-label", lines.join(", "));
          title.remove(); // the readout takes the place of the browser's own tip
          this.points.push({ x, y, line, node, lines, label: lines[0].split(" ")[0] });
        }
      }
      this.points.sort((a, b) => a.x - b.x || a.line - b.line);
      const title = this.svg.querySelector(":scope > title");
      if (title) {
        this.svg.setAttribute("aria-label", title.textContent + ", interactive chart");
        this.svg.removeAttribute("aria-labelledby");
        const text = this.svg.querySelector(":scope > desc");
        if (text) this.svg.setAttribute("aria-describedby", text.id);
        title.remove();
      }
    }

    // What stands in percent of the width, and the paths, as they were written.
    readPlaced() {
      this.placed = [];
      for (const node of this.svg.querySelectorAll("[x],[x1]")) {
        if (node.closest(".ticks")) continue;
        const values = {};
        for (const key of ["x", "x1", "x2", "width"]) {
          const text = node.getAttribute(key);
          if (text && text.endsWith("%") && !(key === "width" && !node.hasAttribute("x"))) {
            values[key] = parseFloat(text) * 10;
          }
        }
        if ("x" in values || "x1" in values) this.placed.push({ node, values });
      }
      this.paths = [];
      for (const group of [this.marks, this.links]) {
        for (const node of group.querySelectorAll("path")) {
          this.paths.push({ node, data: node.getAttribute("d") });
        }
      }
      this.ticks = this.svg.querySelector("g.ticks");
      this.tickNodes = [...this.ticks.children];
    }

    // What the script adds

    addTools() {
      const caption = this.figure.querySelector("figcaption");
      const tools = document.createElement("span");
      tools.className = "tools";
      if (this.times) {
        this.dateButton = button("by date", tools, () => {
          const shown = this.visible();
          this.byDate = !this.byDate;
          if (this.view !== this.full && shown.length > 0) this.fit(shown[0], shown[shown.length - 1]);
          this.apply();
          this.save();
        });
        this.dateButton.setAttribute("aria-pressed", "false");
      }
      this.zoomOutButton = button("show all", tools, () => {
        this.zoom(this.full);
        this.svg.focus();
      });
      this.zoomOutButton.hidden = true;
      caption.append(tools);

      for (const item of this.figure.querySelectorAll(".legend li[data-line]")) {
        const line = Number(item.dataset.line);
        const content = [...item.childNodes];
        const toggle = button("", item, () => {
          if (!this.hidden.delete(line)) this.hidden.add(line);
          this.apply();
          this.save();
        });
        toggle.append(...content);
        toggle.dataset.line = line;
      }
    }

    addReadout() {
      this.crosshair = element("line", { class: "crosshair", y1: 22, y2: this.height - 38 }, this.svg);
      this.selection = element("rect", { class: "selection", y: 22, height: this.height - 60 }, this.svg);
      this.readout = document.createElement("div");
      this.readout.className = "readout";
      this.readout.setAttribute("role", "status");
      this.plot.append(this.readout);
      this.show(null);
      this.select(null);
      this.plot.classList.add("live");
      this.svg.setAttribute("tabindex", "0");
    }

    listen() {
      let start = null;
      let dragged = false;
      this.svg.addEventListener("dragstart", (event) => event.preventDefault());
      this.svg.addEventListener("pointerdown", (event) => {
        if (event.button !== 0 || event.pointerType !== "mouse") return;
        start = this.pixel(event);
        dragged = false;
      });
      this.svg.addEventListener("pointermove", (event) => {
        const x = this.pixel(event);
        if (start !== null && (event.buttons & 1) === 0) start = null;
        if (start !== null && Math.abs(x - start) > 6) {
          dragged = true;
          this.show(null);
          this.select([start, x]);
        } else {
          this.show(this.nearest(event));
        }
      });
      this.svg.addEventListener("pointerup", (event) => {
        if (start !== null && dragged) {
          const [a, b] = [start, this.pixel(event)].sort((p, q) => p - q);
          this.zoom({ from: this.unit(a), to: this.unit(b) });
        }
        start = null;
        this.select(null);
      });
      this.svg.addEventListener("click", (event) => {
        if (dragged) event.preventDefault();
        dragged = false;
      }, true);
      this.svg.addEventListener("pointerleave", () => {
        start = null;
        this.select(null);
        if (document.activeElement !== this.svg) this.show(null);
      });
      this.svg.addEventListener("dblclick", () => this.zoom(this.full));
      this.svg.addEventListener("keydown", (event) => this.key(event));
      this.svg.addEventListener("blur", () => this.show(null));
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const points = this.visible();
      const index = points.indexOf(this.current);
      const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
      const { from, to } = this.view;
      const middle = this.current ? this.place(this.current.x) : (from + to) / 2;
      if (step) {
        const next = index < 0 ? (step > 0 ? 0 : points.length - 1) : index + step;
        this.show(points[Math.min(Math.max(next, 0), points.length - 1)]);
      } else if (event.key === "Home") {
        this.show(points[0]);
      } else if (event.key === "End") {
        this.show(points[points.length - 1]);
      } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
        this.otherLine(points, event.key === "ArrowUp" ? -1 : 1);
      } else if (event.key === "+" || event.key === "=") {
        this.zoom({ from: middle - (to - from) / 4, to: middle + (to - from) / 4 });
      } else if (event.key === "-") {
        this.zoom({ from: middle - (to - from), to: middle + (to - from) });
      } else if (event.key === "Escape" || event.key === "0") {
        this.zoom(this.full);
      } else if (event.key === "Enter" && this.current && this.current.node.href) {
        window.location.href = this.current.node.href.baseVal;
      } else {
        return;
      }
      event.preventDefault();
    }

    // The nearest point of the next line up or down the page.
    otherLine(points, direction) {
      const current = this.current;
      if (!current) return this.show(points[0]);
      const others = points.filter((p) => p.line !== current.line && (p.y - current.y) * direction > 0);
      others.sort((a, b) => Math.abs(a.x - current.x) - Math.abs(b.x - current.x));
      if (others.length > 0) this.show(others[0]);
    }

    // Where things are

    pixel(event) {
      const box = this.marks.parentNode.getBoundingClientRect();
      return event.clientX - box.left;
    }

    unit(pixel) {
      const box = this.svg.getBoundingClientRect();
      return this.view.from + (pixel / box.width) * (this.view.to - this.view.from);
    }

    fraction(x) {
      return (this.place(x) - this.view.from) / (this.view.to - this.view.from);
    }

    visible() {
      return this.points.filter((point) => {
        const fraction = this.fraction(point.x);
        return !this.hidden.has(point.line) && fraction >= 0 && fraction <= 1;
      });
    }

    nearest(event) {
      const box = this.svg.getBoundingClientRect();
      let best = null;
      let least = 60 * 60;
      for (const point of this.visible()) {
        const dx = this.fraction(point.x) * box.width - (event.clientX - box.left);
        const dy = (point.y - (event.clientY - box.top)) / 3;
        if (dx * dx + dy * dy < least) [least, best] = [dx * dx + dy * dy, point];
      }
      return best;
    }

    // Showing

    show(point) {
      if (point === this.current && point) return;
      if (this.current) this.current.node.classList.remove("current");
      this.current = point || null;
      this.readout.hidden = !point;
      this.crosshair.setAttribute("visibility", point ? "visible" : "hidden");
      if (!point) return;
      point.node.classList.add("current");
      const fraction = this.fraction(point.x);
      this.crosshair.setAttribute("x1", fraction * 100 + "%");
      this.crosshair.setAttribute("x2", fraction * 100 + "%");
      const [head, value, ...rest] = point.lines;
      this.readout.replaceChildren();
      const add = (name, text) => {
        const node = document.createElement(name);
        node.textContent = text;
        this.readout.append(node);
      };
      add("b", value);
      const when = this.times ? format(this.time(point.x) * 1000, this.parts) : "";
      add("span", head);
      for (const line of rest) add("span", line);
      if (when) add("span", when);
      const left = this.svg.getBoundingClientRect().left - this.plot.getBoundingClientRect().left;
      const x = left + fraction * this.svg.getBoundingClientRect().width;
      const flips = fraction > 0.55;
      this.readout.style.left = flips ? "auto" : x + 14 + "px";
      this.readout.style.right = flips ? this.plot.clientWidth - x + 14 + "px" : "auto";
      this.readout.style.top = Math.max(Math.min(point.y - 30, this.height - 110), 0) + "px";
    }

    select(range) {
      this.selection.setAttribute("visibility", range ? "visible" : "hidden");
      if (!range) return;
      this.selection.setAttribute("x", Math.min(...range));
      this.selection.setAttribute("width", Math.abs(range[1] - range[0]));
    }

    zoom({ from, to }) {
      if (to - from < narrowest) {
        const middle = (from + to) / 2;
        [from, to] = [middle - narrowest / 2, middle + narrowest / 2];
      }
      const span = Math.min(to - from, width);
      from = Math.min(Math.max(from, 0), width - span);
      this.view = span >= width - 0.5 ? this.full : { from, to: from + span };
      this.apply();
      this.save();
    }

    apply() {
      const { from, to } = this.view;
      const isWhole = this.view === this.full;
      for (const { node, data } of this.paths) {
        node.setAttribute("d", this.byDate ? remap(data, (x) => this.place(x)) : data);
      }
      for (const group of [this.marks, this.links]) {
        group.setAttribute("viewBox", `${from} 0 ${to - from} ${this.height}`);
      }
      for (const { node, values } of this.placed) {
        const isArea = "width" in values;
        for (const key in values) {
          if (key === "width") continue;
          let fraction = this.fraction(values[key]);
          if (isArea) {
            const end = Math.min(this.fraction(values.x + values.width), 1);
            fraction = Math.max(fraction, 0);
            node.setAttribute("width", Math.max(end - fraction, 0) * 100 + "%");
          } else {
            node.classList.toggle("out", fraction < 0 || fraction > 1);
          }
          node.setAttribute(key, fraction * 100 + "%");
        }
      }
      for (const node of this.svg.querySelectorAll("g[data-line]")) {
        node.classList.toggle("out", this.hidden.has(Number(node.dataset.line)));
      }
      for (const node of this.figure.querySelectorAll(".legend button")) {
        node.setAttribute("aria-pressed", String(!this.hidden.has(Number(node.dataset.line))));
      }
      this.ticks.replaceChildren(...(isWhole && !this.byDate ? this.tickNodes : this.newTicks()));
      this.plot.classList.toggle("zoomed", !isWhole);
      this.zoomOutButton.hidden = isWhole;
      if (this.dateButton) this.dateButton.setAttribute("aria-pressed", String(this.byDate));
      const current = this.current;
      this.show(null);
      if (current && this.visible().includes(current)) this.show(current);
    }

    // Labels at even distances: the date there, or the nearest point's name.
    newTicks() {
      const ticks = [];
      const count = 6;
      const { from, to } = this.view;
      const timeAt = (at) => {
        if (!this.byDate) return this.time(at);
        const [first, last] = [this.times[0], this.times[this.times.length - 1]];
        return first + Math.min(Math.max((at - 20) / (width - 40), 0), 1) * (last - first);
      };
      const parts = this.times && partsFor(timeAt(to) - timeAt(from));
      const y = Number(this.tickNodes.length > 0 ? this.tickNodes[0].getAttribute("y") : this.height - 21);
      for (let index = 0; index <= count; index += 1) {
        const at = from + ((to - from) * index) / count;
        const anchor = index === 0 ? "start" : index === count ? "end" : "middle";
        const attributes = {
          class: index % 3 === 0 ? "tick" : "tick wide", x: (index / count) * 100 + "%", y,
          "text-anchor": anchor,
        };
        let text = "";
        if (this.times) text = format(timeAt(at) * 1000, parts);
        if (!this.byDate) {
          const near = this.points.reduce((a, b) => Math.abs(b.x - at) < Math.abs(a.x - at) ? b : a);
          text ||= near.label;
          if (this.times) {
            const fine = element("text", {
              ...attributes, class: attributes.class + " fine", y: y + 14,
            });
            fine.textContent = near.label;
            ticks.push(fine);
          }
        }
        const tick = element("text", attributes);
        tick.textContent = text;
        ticks.push(tick);
      }
      return ticks;
    }

    // The state in the address: ends by name, so that it means the same after the next commit

    save() {
      const state = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
      const put = (key, value) => {
        if (value) state.set(`${this.figure.id}.${key}`, value);
        else state.delete(`${this.figure.id}.${key}`);
      };
      const visible = this.points.filter((p) => this.fraction(p.x) >= 0 && this.fraction(p.x) <= 1);
      const isWhole = this.view === this.full || visible.length === 0;
      put("range", isWhole ? "" : `${visible[0].label}..${visible[visible.length - 1].label}`);
      put("by", this.byDate ? "date" : "");
      put("off", [...this.hidden].join("."));
      const hash = state.size === 0 ? "" : "#" + state;
      const address = location.href.split("#")[0] + hash;
      try {
        history.replaceState(null, "", address);
      } catch {
        // Some browsers forbid it for files; the chart works all the same.
      }
    }

    restore() {
      if (!location.hash.includes("=")) return;
      const state = new URLSearchParams(location.hash.slice(1));
      const get = (key) => state.get(`${this.figure.id}.${key}`) || "";
      this.byDate = Boolean(this.times) && get("by") === "date";
      const lines = new Set(this.points.map((point) => point.line));
      this.hidden = new Set(get("off").split(".").filter(Boolean).map(Number).filter((n) => lines.has(n)));
      const [first, last] = get("range").split("..");
      const start = this.points.find((point) => point.label === first);
      const end = this.points.findLast((point) => point.label === last);
      this.view = this.full;
      if (start && end) this.fit(start, end);
      this.apply();
    }

    // Shows what lies between two points.
    fit(start, end) {
      const [a, b] = [this.place(start.x), this.place(end.x)].sort((p, q) => p - q);
      const room = Math.max((b - a) * 0.02, narrowest / 2);
      this.view = { from: Math.max(a - room, 0), to: Math.min(b + room, width) };
    }
  }

  // Pictures first: what answers a hand comes after they are painted, one figure at a time. A range in the address is part of
  // the picture.
  const figures = [...document.querySelectorAll("figure.trend")];
  const next = () => {
    const figure = figures.shift();
    if (!figure) return;
    new Trend(figure);
    setTimeout(next);
  };
  if (location.hash.includes("=")) for (const figure of figures) new Trend(figure);
  else requestAnimationFrame(() => setTimeout(next));
})();
