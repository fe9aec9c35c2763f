// Shows a draft from finished pieces of text. Text enters the page through textContent only.
//
// data: { name, blocks, label }. A block is { p, c, x } (paragraph number, kind, pieces), { rows } (a table) or
// { label } (the name of a part of the file). A piece is { t, k, m, n, b }: text, look, target of a click,
// replacement, bold. Paragraphs whose content did not change keep their elements, so adopting a fix in a long
// draft costs one paragraph. What is selected comes from spotlight.js as an event, so that selecting sends no text.

const SELECT = "hegao-select";
const READY = "hegao-ready";

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function pieceNode(piece) {
  const text = piece.t.replaceAll("\v", "\n");
  if (!piece.k && !piece.b) return document.createTextNode(text);
  const classes = [piece.k ? `mark ${piece.k}` : "", piece.b ? "bold" : "", piece.t ? "" : "point"];
  const node = element("span", classes.filter(Boolean).join(" "));
  node.append(piece.n === undefined ? text : element("del", "", text));
  if (piece.n) node.append(element("ins", "", piece.n));
  if (piece.m) {
    node.dataset.target = piece.m;
    node.tabIndex = 0;
    node.setAttribute("role", "button");
  }
  return node;
}

function paragraphNode(block) {
  const node = element("p", block.c);
  node.dataset.paragraph = block.p;
  for (const piece of block.x) node.append(pieceNode(piece));
  if (!block.x.length) node.append(document.createElement("br"));
  return node;
}

function tableNode(rows) {
  const table = element("table");
  for (const row of rows) {
    const line = table.insertRow();
    for (const cell of row) {
      const box = line.insertCell();
      for (const block of cell) box.append(paragraphNode(block));
    }
  }
  return table;
}

function blockNode(block) {
  if (block.rows) return tableNode(block.rows);
  return block.label === undefined ? paragraphNode(block) : element("div", "part", block.label);
}

// Replaces the children of `sheet` whose block differs from what it showed before.
function show(sheet, blocks) {
  const shown = sheet.shown ?? [];
  const signatures = blocks.map((block) => JSON.stringify(block));
  signatures.forEach((signature, index) => {
    if (signature === shown[index]) return;
    const node = blockNode(blocks[index]);
    const old = sheet.children[index];
    if (old) old.replaceWith(node);
    else sheet.append(node);
  });
  while (sheet.children.length > blocks.length) sheet.lastChild.remove();
  sheet.shown = signatures;
}

function light(viewport, { target, scroll }) {
  const [finding] = target.split(":");
  for (const node of viewport.querySelectorAll(".lit")) node.classList.remove("lit", "here");
  if (!finding) return;
  let here = null;
  for (const node of viewport.querySelectorAll("[data-target]")) {
    if (node.dataset.target.split(":")[0] !== finding) continue;
    node.classList.add("lit");
    if (!here && node.dataset.target === target) here = node;
  }
  if (!here) return;
  here.classList.add("here");
  if (scroll) reveal(viewport, here);
}

// Scrolls the viewport only, never the page around it. Twice, because paragraphs out of sight have a guessed height
// until they come near.
function reveal(viewport, node) {
  for (let pass = 0; pass < 2; pass += 1) {
    const box = node.getBoundingClientRect();
    const frame = viewport.getBoundingClientRect();
    viewport.scrollTop += box.top - frame.top - frame.height / 3;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const viewport = parentElement.querySelector(".viewport");
  const sheet = viewport.querySelector(".sheet");
  viewport.setAttribute("aria-label", data.label);
  const fresh = viewport.dataset.name !== data.name;
  if (fresh) {
    viewport.dataset.name = data.name;
    viewport.scrollTop = 0;
  }
  show(sheet, data.blocks);

  const open = (event) => {
    const node = event.target.closest("[data-target]");
    if (!node || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    setTriggerValue("clicked", node.dataset.target);
  };
  viewport.onclick = open;
  viewport.onkeydown = open;

  const select = ({ detail }) => {
    if (detail.viewer === data.name) light(viewport, detail);
  };
  document.addEventListener(SELECT, select);
  document.dispatchEvent(new CustomEvent(READY, { detail: { viewer: data.name, fresh } }));
  return () => document.removeEventListener(SELECT, select);
}
