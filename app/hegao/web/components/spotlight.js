// Tells the viewer called data.viewer which mark is selected, without sending the text again, and brings the row of
// the selected finding into view.
//
// data: { viewer, target, turn }. `turn` grows with every selection, so that choosing the same place again scrolls to
// it again, and a rerun for another reason scrolls nowhere.

const SELECT = "hegao-select";
const READY = "hegao-ready";
const TRIES = 20; // frames: the row may come to the page a little after the selection

function bringRow(target, tries = TRIES) {
  const name = CSS.escape(target.split(":")[0]);
  const row = document.querySelector(`[class*="-open-${name}"]`);
  if (row) row.scrollIntoView({ block: "nearest" });
  else if (tries) requestAnimationFrame(() => bringRow(target, tries - 1));
}

export default function ({ data, parentElement }) {
  const { viewer, target, turn } = data;
  const host = parentElement.host ?? parentElement;
  const scroll = host.turn !== turn || host.viewer !== viewer;
  host.turn = turn;
  host.viewer = viewer;
  const tell = (moves) =>
    document.dispatchEvent(new CustomEvent(SELECT, { detail: { viewer, target, scroll: moves } }));
  tell(scroll);
  if (scroll && target) bringRow(target);
  const again = ({ detail }) => {
    if (detail.viewer === viewer) tell(scroll && detail.fresh);
  };
  document.addEventListener(READY, again);
  return () => document.removeEventListener(READY, again);
}
