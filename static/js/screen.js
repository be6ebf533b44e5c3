// A hall screen asks for itself again, and only what has changed is drawn anew: it says which state it has (ETag), the server
// answers 304 where nothing moved. The rows of the strip take turns. A link that was taken back shows what the server says.
const PARTS = [".screen-top", "#main", ".screen-foot"];
const part = (name) => document.querySelector(`[data-${name}]`);
let mark = "";
let turn = 0;

function show() {
  const board = part("turns");
  if (!board) return;
  const bodies = [...board.tBodies];
  board.classList.add("is-turning");
  bodies.forEach((body, n) => body.classList.toggle("is-on", n === turn % bodies.length));
}

async function ask() {
  let lost = false;
  try {
    const answer = await fetch(location.href, { headers: mark ? { "If-None-Match": mark } : {}, cache: "no-store", credentials: "omit" });
    if (answer.status === 404) return location.reload();
    if (answer.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const name of PARTS) document.querySelector(name).replaceWith(document.adoptNode(fresh.querySelector(name)));
      mark = answer.headers.get("ETag") ?? "";
      show();
    } else lost = answer.status !== 304 && answer.status !== 429;
  } catch {
    lost = true;
  }
  const said = part("lost");
  if (said) said.hidden = !lost;
  setTimeout(ask, 1000 * Number(part("every")?.dataset.every || 20));
}

show();
setInterval(() => { turn += 1; show(); }, 1000 * Number(part("turns")?.dataset.turns || 10));
setTimeout(ask, 1000 * Number(part("every")?.dataset.every || 20));
