/* The script of the site: the table of stories with its search and facets, and the light on a page's characters.

   It has no dependencies and is read as it stands. Data comes in parts, each a script that calls corpus.part, for a
   page that was opened from disk may load scripts and may not fetch files. Whatever comes from a page becomes text
   (textContent), never markup. The state of the table is the hash of its address, so that back, forward and bookmarks
   work: articles.html#q=...&outlet=...&sort=oldest&page=2. */
"use strict";

(() => {
  const ROOT = new URL(".", document.currentScript.src);
  const ON_A_PAGE = 25;
  const END = "\uffff";

  /* ---- Parts ---- */

  const loading = new Map(); // the name of a part -> { promise, settle }

  window.corpus = {
    part(name, data) {
      loading.get(name)?.settle(data);
    },
  };

  function load(name) {
    if (!loading.has(name)) {
      const entry = {};
      entry.promise = new Promise((resolve, reject) => {
        entry.settle = resolve;
        const script = document.createElement("script");
        script.src = new URL(`data/${name}.js`, ROOT).href;
        script.onload = () => script.remove();
        script.onerror = () => {
          loading.delete(name);
          reject(new Error(`${name} cannot be loaded`));
        };
        document.head.append(script);
      });
      loading.set(name, entry);
    }
    return loading.get(name).promise;
  }

  /* ---- Words: the tables are those by which the index was made ---- */

  let folding;

  async function foldingTables() {
    if (!folding) {
      const data = await load("folding");
      const articles = data.articles.join("|") || "(?!)";
      folding = {
        letters: new RegExp(`[${data.letters}]+`, "gu"),
        table: new Map(data.from.map((letter, i) => [letter, data.to[i]])),
        article: new RegExp(`^(?:${articles})(?=[^]{${data.shortest}})`, "u"),
        anyArticle: new RegExp(`^(?:${articles})(?=[^])`, "u"),
        longest: data.longest,
      };
    }
    return folding;
  }

  async function foldedWords(text) {
    const { letters, table, longest } = await foldingTables();
    const folded = Array.from(text, (letter) => table.get(letter) ?? letter).join("");
    return Array.from(folded.matchAll(letters), (match) => Array.from(match[0]).slice(0, longest).join(""));
  }

  window.corpus.words = async (text) => {
    const { article } = await foldingTables();
    return (await foldedWords(text)).map((word) => word.replace(article, ""));
  };

  /* ---- The index: the numbers of the stories that have a term, ascending ---- */

  function firstNotBefore(firsts, term) {
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] < term) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // The parts in which terms between two may stand.
  async function partsBetween(first, last) {
    const { terms } = await load("site");
    const begin = Math.max(firstNotBefore(terms, first) - 1, 0);
    const names = [];
    for (let i = begin; i < terms.length && terms[i] <= last; i++) names.push(`terms/${i}`);
    return Promise.all(names.map(load));
  }

  function unpacked(steps) {
    let number = 0;
    return steps.map((step) => (number += step));
  }

  async function storiesWith(term) {
    const parts = await partsBetween(term, term);
    return parts.flatMap((part) => (Object.hasOwn(part, term) ? unpacked(part[term]) : []));
  }

  async function storiesWithBeginning(beginning) {
    const { total } = await load("site");
    const has = new Uint8Array(total);
    for (const part of await partsBetween(beginning, beginning + END)) {
      for (const term of Object.keys(part)) {
        if (term.startsWith(beginning) && !term.includes("=")) for (const number of unpacked(part[term])) has[number] = 1;
      }
    }
    const numbers = [];
    has.forEach((flag, number) => flag && numbers.push(number));
    return numbers;
  }

  function inBoth(some, others) {
    const has = new Set(others);
    return some.filter((number) => has.has(number));
  }

  function inEither(some, others) {
    return Array.from(new Set([...some, ...others])).sort((a, b) => a - b);
  }

  // The last word may be unfinished: what begins with it counts, with the article and without.
  async function storiesForWords(text) {
    const { article, anyArticle } = await foldingTables();
    const words = await foldedWords(text);
    const unfinished = words.length && !/\s$/u.test(text) ? words.pop() : "";
    const lists = words.map((word) => storiesWith(word.replace(article, "")));
    if (unfinished) {
      const bare = unfinished.replace(anyArticle, "");
      const beginnings = Array.from(new Set([unfinished, bare])).filter((word) => Array.from(word).length > 1);
      const whole = storiesWith(unfinished.replace(article, ""));
      lists.push(Promise.all([whole, ...beginnings.map(storiesWithBeginning)]).then((all) => all.reduce(inEither)));
    }
    const found = await Promise.all(lists);
    return found.length ? found.reduce(inBoth) : null;
  }

  /* ---- The state of the table ---- */

  function state() {
    return new URLSearchParams(location.hash.slice(1));
  }

  function change(edit, replace = false) {
    const next = state();
    edit(next);
    if (replace) history.replaceState(null, "", `#${next}`);
    else history.pushState(null, "", `#${next}`);
    return show();
  }

  function toggle(facet, value) {
    change((next) => {
      const values = next.getAll(facet);
      next.delete(facet);
      const kept = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
      kept.forEach((one) => next.append(facet, one));
      next.delete("page");
    });
  }

  async function ordered(numbers, sort, site) {
    if (sort === "oldest") {
      const dated = numbers.filter((number) => number < site.dated);
      return [...dated.reverse(), ...numbers.filter((number) => number >= site.dated)];
    }
    if (sort === "title") {
      const names = [];
      for (let i = 0; i * site.ranks < site.total; i++) names.push(`titles/${i}`);
      const ranks = await Promise.all(names.map(load));
      const rank = (number) => ranks[Math.floor(number / site.ranks)][number % site.ranks];
      return [...numbers].sort((a, b) => rank(a) - rank(b));
    }
    return numbers;
  }

  /* ---- What is shown ---- */

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  function words(text) {
    return element("bdi", { textContent: text });
  }

  async function rowsOf(numbers, site) {
    const parts = await Promise.all(numbers.map((number) => load(`rows/${Math.floor(number / site.rows)}`)));
    return numbers.map((number, i) => parts[i][number % site.rows]);
  }

  function rowElement([address, title, day, outlet, places]) {
    const link = element("a", { href: new URL(address, ROOT).href }, words(title));
    const head = element("th", { scope: "row", dir: "auto" }, link);
    return element("tr", {}, head, ...[day, outlet, places].map((text) => element("td", {}, words(text))));
  }

  function labelOf(site, facet, value) {
    const { label, values } = site.facets.find((one) => one.name === facet);
    const known = values.find(([id]) => id === value);
    return `${label}: ${known ? known[1] : value}`;
  }

  function showChosen(site, chosen) {
    const chips = chosen.map(([facet, value]) => {
      const button = element("button", { type: "button" }, words(labelOf(site, facet, value)), " ×");
      button.setAttribute("aria-label", `Take away ${labelOf(site, facet, value)}`);
      button.onclick = () => toggle(facet, value);
      return element("li", {}, button);
    });
    document.getElementById("chosen").replaceChildren(...chips);
  }

  // Counts of a facet's values among the stories that are shown; of a closed facet nothing is loaded.
  async function fillFacet(list, facet, numbers, current) {
    const has = numbers && new Set(numbers);
    const chosen = state().getAll(facet.name);
    const counts = await Promise.all(
      facet.values.map(async ([value, , count]) =>
        has ? (await storiesWith(`${facet.name}=${value}`)).filter((number) => has.has(number)).length : count,
      ),
    );
    if (!current()) return;
    const items = facet.values.map(([value, label], i) => {
      const button = element("button", { type: "button" }, words(label), element("small", {}, String(counts[i])));
      button.dataset.value = value;
      button.setAttribute("aria-pressed", String(chosen.includes(value)));
      button.onclick = () => toggle(facet.name, value);
      return { item: element("li", {}, button), count: counts[i], kept: counts[i] > 0 || chosen.includes(value) };
    });
    const shown = items.filter((one) => one.kept).sort((a, b) => b.count - a.count);
    const rest = facet.more ? [element("li", { className: "none" }, `and ${facet.more} more, each with a page`)] : [];
    list.replaceChildren(...shown.map((one) => one.item), ...rest);
  }

  function showFacets(site, numbers, current) {
    const facets = document.getElementById("facets");
    if (!facets.children.length) {
      for (const facet of site.facets.filter((one) => one.values.length)) {
        const details = element("details", {}, element("summary", {}, facet.label), element("ul"));
        details.dataset.facet = facet.name;
        facets.append(details);
      }
      if (facets.children.length) facets.children[0].open = matchMedia("(min-width: 50rem)").matches;
    }
    for (const details of facets.children) {
      const facet = site.facets.find((one) => one.name === details.dataset.facet);
      const fill = () => details.open && fillFacet(details.lastChild, facet, numbers, current);
      details.ontoggle = fill;
      fill();
    }
  }

  function showTurning(page, pages) {
    const button = (label, to) => {
      const made = element("button", { type: "button", disabled: to < 1 || to > pages }, label);
      made.onclick = () => change((next) => next.set("page", String(to))).then(() => document.getElementById("stories").scrollIntoView());
      return made;
    };
    const place = element("span", {}, `Part ${page} of ${pages}`);
    document.getElementById("turn").replaceChildren(button("Before", page - 1), place, button("Next", page + 1));
  }

  let asked = 0;

  async function show() {
    const mine = ++asked;
    const current = () => mine === asked; // an answer that came late is not shown
    const wanted = state();
    const site = await load("site");
    const query = wanted.get("q") ?? "";
    const field = document.getElementById("q");
    if (field.value !== query) field.value = query;
    document.getElementById("sort").value = wanted.get("sort") ?? "newest";
    const chosen = site.facets.flatMap(({ name }) => wanted.getAll(name).map((value) => [name, value]));
    const lists = await Promise.all([
      storiesForWords(query),
      ...chosen.map(([facet, value]) => storiesWith(`${facet}=${value}`)),
    ]);
    const limits = lists.filter((list) => list !== null);
    const found = limits.length ? limits.reduce(inBoth) : null;
    const numbers = await ordered(found ?? Array.from({ length: site.total }, (_, i) => i), wanted.get("sort"), site);
    const pages = Math.max(Math.ceil(numbers.length / ON_A_PAGE), 1);
    const page = Math.min(Math.max(Number.parseInt(wanted.get("page") ?? "1", 10) || 1, 1), pages);
    const rows = await rowsOf(numbers.slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE), site);
    if (!current()) return;
    document.querySelector("#stories tbody").replaceChildren(...rows.map(rowElement));
    document.getElementById("count").textContent = `${numbers.length.toLocaleString("en")} of ${site.total.toLocaleString("en")} stories`;
    showChosen(site, chosen);
    showTurning(page, pages);
    showFacets(site, found, current);
    document.body.dataset.shown = location.hash;
  }

  function startTable() {
    const form = document.getElementById("search");
    const typed = () =>
      change((next) => {
        if (form.q.value) next.set("q", form.q.value);
        else next.delete("q");
        next.delete("page");
      }, true);
    let timer;
    form.q.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(typed, 120);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      typed();
    });
    form.sort.addEventListener("change", () => change((next) => next.set("sort", form.sort.value)));
    addEventListener("popstate", show);
    show().catch((error) => {
      document.getElementById("count").textContent = error.message;
    });
  }

  /* ---- The light: a place in a record (a link to #m7) and its characters (mark with the id or class m7) ---- */

  // The marks that an element stands for: those of one place, or of all places of a row.
  function namesOf(target) {
    const near = target instanceof Element && target.closest("mark, .marked a, .marked tr");
    if (!near) return [];
    if (near.tagName === "MARK") return [near.id, ...near.classList].filter((name) => /^m\d+$/.test(name));
    return Array.from(near.tagName === "A" ? [near] : near.querySelectorAll("a"), (link) => link.hash.slice(1));
  }

  function light(event) {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const name of namesOf(event.target)) {
      for (const mark of document.querySelectorAll(`mark:is(#${name}, .${name})`)) mark.classList.add("lit");
      document.querySelector(`.marked a[href="#${name}"]`)?.closest("tr").classList.add("lit");
    }
  }

  if (document.getElementById("stories")) startTable();
  if (document.querySelector(".beside")) {
    for (const event of ["mouseover", "focusin"]) document.addEventListener(event, light);
  }
})();
