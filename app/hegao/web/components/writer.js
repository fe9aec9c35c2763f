// A box to write in, with marks under its text. Text enters the page through value and textContent only.
//
// data: { name, label, turn, pieces }. A piece is { t, k, m }: text, look, target of a click. The pieces joined are the
// text they were made for. The box takes their text over when `turn` has changed; otherwise the user's own goes first,
// and marks that came for an older text are put where that text still stands. Under the box lies a copy of its text
// with the marks, set alike, which also makes the box as high as its text.

const SELECT = "hegao-select";
const READY = "hegao-ready";
const PAUSE = 600; // milliseconds without a key after which the text is checked

const joined = (pieces) => pieces.map((piece) => piece.t).join("");

function pieceNode(piece) {
  if (!piece.k) return document.createTextNode(piece.t);
  const node = document.createElement("span");
  node.className = `mark ${piece.k}${piece.t ? "" : " point"}`;
  node.textContent = piece.t;
  if (piece.m) node.dataset.target = piece.m;
  return node;
}

// The pieces of a text made to fit the text after a change: a piece the change lies in loses its mark.
function moved(pieces, text) {
  const old = joined(pieces);
  if (old === text) return pieces;
  const shorter = Math.min(old.length, text.length);
  let head = 0;
  while (head < shorter && old[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  const before = [], after = [];
  let at = 0;
  for (const piece of pieces) {
    const end = at + piece.t.length;
    if (end <= head) before.push(piece);
    else if (at >= old.length - tail) after.push(piece);
    else {
      before.push({ t: old.slice(at, Math.min(end, head)) });
      if (end > old.length - tail) after.push({ t: old.slice(Math.max(at, old.length - tail), end) });
    }
    at = end;
  }
  return [...before, { t: text.slice(head, text.length - tail) }, ...after];
}

// The target of the mark that the caret stands in, or at the end of.
function targetAt(pieces, caret) {
  let at = 0;
  for (const { t, m } of pieces) {
    if (m && at <= caret && caret <= at + t.length) return m;
    at += t.length;
  }
  return "";
}

// Where the next mark behind the caret begins; the first one again after the last.
function nextMark(pieces, caret) {
  let at = 0;
  const starts = [];
  for (const { t, m } of pieces) {
    if (m) starts.push(at);
    at += t.length;
  }
  return starts.find((start) => start > caret) ?? starts[0];
}

function reveal(viewport, node) {
  const box = node.getBoundingClientRect();
  const frame = viewport.getBoundingClientRect();
  if (box.top < frame.top || box.bottom > frame.bottom) viewport.scrollTop += box.top - frame.top - frame.height / 3;
}

class Writer {
  constructor(viewport) {
    this.viewport = viewport;
    this.box = viewport.querySelector("textarea");
    this.under = viewport.querySelector(".under");
    this.pieces = [];
    this.turn = null;
    this.sent = "";
    this.selected = "";
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("blur", () => this.send());
    this.box.addEventListener("click", () => this.choose());
    this.box.addEventListener("keydown", (event) => this.key(event));
  }

  take(data) {
    const text = joined(data.pieces);
    if (this.turn !== data.turn) {
      const caret = this.turn === null ? text.length : this.box.selectionStart;
      const top = this.viewport.scrollTop;
      this.box.value = text;
      this.box.setSelectionRange(caret, caret);
      this.viewport.scrollTop = top;
      if (this.turn === null) this.viewport.scrollTop = 0;
      this.turn = data.turn;
      this.sent = text;
    }
    this.pieces = moved(data.pieces, this.box.value);
    this.paint();
  }

  paint() {
    // The last line end needs something behind it to take up a line.
    this.under.replaceChildren(...this.pieces.map(pieceNode), "\u200b");
    this.light(false);
  }

  light(scroll) {
    const [finding] = this.selected.split(":");
    for (const node of this.under.querySelectorAll("[data-target]")) {
      const own = finding !== "" && node.dataset.target.split(":")[0] === finding;
      const here = own && node.dataset.target === this.selected;
      node.classList.toggle("lit", own);
      node.classList.toggle("here", here);
      if (here && scroll) reveal(this.viewport, node);
    }
  }

  changed() {
    this.pieces = moved(this.pieces, this.box.value);
    this.paint();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  send() {
    clearTimeout(this.timer);
    if (this.box.value === this.sent) return;
    this.sent = this.box.value;
    this.setState("text", this.sent);
  }

  choose() {
    const target = targetAt(this.pieces, this.box.selectionStart);
    if (target && this.box.selectionStart === this.box.selectionEnd) this.setTrigger("clicked", target);
  }

  key(event) {
    if (event.isComposing) return; // keys that choose 汉字 in an input method
    if (event.key === "F8") {
      const start = nextMark(this.pieces, this.box.selectionStart);
      if (start !== undefined) {
        this.box.setSelectionRange(start, start);
        this.choose();
      }
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      this.send();
      const target = targetAt(this.pieces, this.box.selectionStart);
      if (target) this.setTrigger("accepted", target);
    } else return;
    event.preventDefault();
  }
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const viewport = parentElement.querySelector(".viewport");
  viewport.writer ??= new Writer(viewport);
  const { writer } = viewport;
  writer.setState = setStateValue;
  writer.setTrigger = setTriggerValue;
  writer.box.setAttribute("aria-label", data.label);
  writer.box.placeholder = data.placeholder;
  const fresh = writer.turn === null;
  writer.take(data);

  const select = ({ detail }) => {
    if (detail.viewer !== data.name) return;
    writer.selected = detail.target;
    writer.light(detail.scroll);
  };
  document.addEventListener(SELECT, select);
  document.dispatchEvent(new CustomEvent(READY, { detail: { viewer: data.name, fresh } }));
  return () => document.removeEventListener(SELECT, select);
}
