// Tells the viewer called data.viewer which mark is selected, without sending the text again.
//
// data: { viewer, target, turn }. `turn` grows with every selection, so that choosing the same place again scrolls to
// it again, and a rerun for another reason scrolls nowhere.

const SELECT = "hegao-select";
const READY = "hegao-ready";

export default function ({ data, parentElement }) {
  const { viewer, target, turn } = data;
  const host = parentElement.host ?? parentElement;
  const scroll = host.turn !== turn || host.viewer !== viewer;
  host.turn = turn;
  host.viewer = viewer;
  const tell = (moves) =>
    document.dispatchEvent(new CustomEvent(SELECT, { detail: { viewer, target, scroll: moves } }));
  tell(scroll);
  const again = ({ detail }) => {
    if (detail.viewer === viewer) tell(scroll && detail.fresh);
  };
  document.addEventListener(READY, again);
  return () => document.removeEventListener(READY, again);
}
