// Drawing a border: a click on the board adds a corner to the lines of points; the lines stay the
// truth, so typing, undo and uploading work with and without this file.
const board = document.querySelector("[data-border-board]");
const lines = document.querySelector("[data-border-points]");

if (board && lines) {
  const { west, north, xScale, yScale, corners } = board.dataset;
  const snaps = corners ? corners.split(" ").map((pair) => pair.split(",").map(Number)) : [];
  const ring = board.querySelector("[data-border-ring]");
  const marks = board.querySelector("[data-border-corners]");
  const near = 10; // pixels of the drawing

  const place = ([x, y]) => [(x - west) * xScale, (north - y) * yScale];

  const read = () =>
    lines.value
      .split("\n")
      .map((line) => line.trim().split(/[,，;；\s]+/).map(Number))
      .filter((pair) => pair.length === 2 && pair.every(Number.isFinite));

  const write = (points) => {
    lines.value = points.map(([x, y]) => `${x.toFixed(6)}, ${y.toFixed(6)}`).join("\n");
    draw();
  };

  const draw = () => {
    const spots = read().map(place);
    ring.setAttribute("points", spots.map((spot) => spot.join(",")).join(" "));
    marks.replaceChildren(
      ...spots.map(([x, y]) => {
        const mark = document.createElementNS("http://www.w3.org/2000/svg", "circle");
        mark.setAttribute("class", "border-corner");
        mark.setAttribute("cx", x);
        mark.setAttribute("cy", y);
        mark.setAttribute("r", 4);
        return mark;
      }),
    );
  };

  const snap = (spot) => {
    const close = snaps.find((corner) => Math.hypot(place(corner)[0] - spot.x, place(corner)[1] - spot.y) < near);
    return close || [Number(west) + spot.x / xScale, north - spot.y / yScale];
  };

  board.addEventListener("click", (event) => {
    const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(board.getScreenCTM().inverse());
    write([...read(), snap(spot)]);
  });
  lines.addEventListener("input", draw);
  document.querySelector("[data-border-undo]").addEventListener("click", () => write(read().slice(0, -1)));
  document.querySelector("[data-border-clear]").addEventListener("click", () => write([]));
  document.querySelector("[data-border-tools]").hidden = false;
  draw();
}
