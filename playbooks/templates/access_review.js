/*
Copyright: (c) 2026, The community.sendgrid authors
GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
SPDX-License-Identifier: GPL-3.0-or-later
SPDX-FileCopyrightText: 2026 The community.sendgrid authors
*/
(function () {
  "use strict";
  var body = document.querySelector("#table tbody");
  var search = document.getElementById("search");
  var tiles = Array.from(document.querySelectorAll(".tiles button"));
  var headings = Array.from(document.querySelectorAll("#table th"));
  var order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  var chosen = "";

  // What can be found of somebody is also what stands in their details, where scopes are written like "alerts (read)".
  function spelledOut(whole, area, verbs) {
    var all = verbs === "all" ? "create/delete/read/update" : verbs;
    return [whole].concat(all.split("/").map(function (verb) { return area + "." + verb; })).join(" ");
  }
  var blocks = {};
  document.querySelectorAll(".block").forEach(function (block) {
    blocks[block.id.slice("details-".length)] = block.querySelector("ul").textContent.toLowerCase()
      .replace(/([\w.]+) \(([a-z/]+)\)/g, spelledOut);
  });
  var rows = Array.from(body.rows).map(function (row) {
    var text = row.textContent.toLowerCase() + " " + (blocks[row.dataset.block] || "");
    return { row: row, text: text.replace(/\s+/g, " "), more: null };
  });

  function fits(one) {
    var data = one.row.dataset;
    if (chosen === "password") { return data.signsIn === "password"; }
    if (chosen === "attention") { return one.row.querySelector(".badge:not(.quiet)") !== null; }
    return chosen === "" || data.access === chosen;
  }

  function show() {
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var count = 0;
    rows.forEach(function (one) {
      var visible = fits(one) && words.every(function (word) { return one.text.includes(word); });
      one.row.hidden = !visible;
      if (one.more) { one.more.hidden = !visible; }
      count += visible ? 1 : 0;
    });
    document.getElementById("shown").textContent = count === rows.length
      ? count + " people" : count + " of " + rows.length + " people";
    document.getElementById("nobody").hidden = count > 0;
  }

  function key(one, column) {
    var cell = one.row.cells[column];
    return (cell.dataset.rank || "") + " " + cell.textContent.trim();
  }

  function sortBy(column) {
    var heading = headings[column];
    var down = heading.getAttribute("aria-sort") === "ascending";
    headings.forEach(function (one) { one.removeAttribute("aria-sort"); });
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.forEach(function (one) { one.key = key(one, column); });
    rows.sort(function (one, other) { return (down ? -1 : 1) * order.compare(one.key, other.key); });
    var sorted = document.createDocumentFragment();
    rows.forEach(function (one) {
      sorted.appendChild(one.row);
      if (one.more) { sorted.appendChild(one.more); }
    });
    body.appendChild(sorted);
  }

  function toggleDetails(one) {
    if (one.more) {
      one.more.remove();
      one.more = null;
    } else {
      one.more = document.createElement("tr");
      one.more.className = "more";
      var cell = one.more.insertCell();
      cell.colSpan = headings.length;
      cell.appendChild(document.getElementById("details-" + one.row.dataset.block).querySelector("ul").cloneNode(true));
      one.row.after(one.more);
    }
    one.row.classList.toggle("open", one.more !== null);
    one.row.querySelector("a").setAttribute("aria-expanded", String(one.more !== null));
  }

  headings.forEach(function (heading, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", function () { sortBy(column); });
    heading.replaceChildren(button);
  });
  tiles.forEach(function (tile) {
    tile.setAttribute("aria-pressed", String(tile.dataset.filter === chosen));
    tile.addEventListener("click", function () {
      chosen = tile.dataset.filter;
      tiles.forEach(function (one) { one.setAttribute("aria-pressed", String(one === tile)); });
      show();
      document.getElementById("people").scrollIntoView();
    });
  });
  rows.forEach(function (one) {
    var link = one.row.querySelector("a");
    if (link) {
      link.setAttribute("aria-expanded", "false");
      link.addEventListener("click", function (event) { event.preventDefault(); toggleDetails(one); });
    }
  });
  search.addEventListener("input", show);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (one) { one.open = true; });
  });
  document.querySelector(".controls").hidden = false;
  show();
})();
