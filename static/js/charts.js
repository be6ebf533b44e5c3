// <div data-chart="id of its description">: ECharts draws the chart again where one may point at it.
// The server's picture stands until this one is drawn, on paper, and wherever anything here fails;
// the words of the tip are those of the table twin, so nothing is told to a mouse alone.
const HIGH = { lines: [0.47, 260, 330], funnel: [0.52, 280, 360] }; // of its width, least, most
const DASHES = ["solid", [7, 4], [2, 4]];
const APART = 18; // names at the ends of two lines do not lie on each other
const pen = document.createElement("canvas").getContext("2d");

function dress(figure) {
  const style = getComputedStyle(figure);
  const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const font = { fontFamily: style.fontFamily, fontSize: 13 * scale };
  const small = { ...font, fontSize: 12 * scale, color: colour("ink-3") };
  const wide = (texts, bold = false) => {
    pen.font = `${bold ? 700 : 400} ${font.fontSize}px ${font.fontFamily}`;
    return Math.ceil(Math.max(0, ...texts.map((text) => pen.measureText(text).width)));
  };
  return { scale, colour, font, small, wide };
}

// --- what all have -----------------------------------------------------------------------------
const named = (marks) => (value) => marks.find(([at]) => Math.abs(at - value) < 1e-6)?.[1] ?? "";
const ends = (marks) => ({ min: marks[0][0], max: marks.at(-1)[0], interval: marks[1][0] - marks[0][0] });

function tip(told, row) {
  const unit = told.unit ?? "";
  const said = (text) => (text === "—" ? text : text + unit);
  return [row[0], ...row.slice(1).map((text, n) => `${told.heads[n + 1]}  ${said(text)}`)].join("\n");
}

function frame(told, { scale, colour, font }) {
  return {
    animation: false,
    textStyle: font,
    aria: { enabled: true, label: { description: told.said } },
    tooltip: {
      renderMode: "richText",
      confine: true,
      transitionDuration: 0,
      backgroundColor: colour("surface"),
      borderColor: colour("line-strong"),
      borderWidth: 1,
      padding: [8, 12],
      textStyle: { ...font, color: colour("ink"), lineHeight: 20 * scale },
    },
  };
}

// --- courses over time -------------------------------------------------------------------------
function lines(told, look, width, high) {
  const { scale, colour, font, small, wide } = look;
  const grid = { top: 16 * scale, bottom: 34 * scale, left: wide(told.up.map(([, text]) => text)) + 8 };
  const room = Math.min(wide(told.lines.map((line) => line.label), true) + 6, width * 0.4);
  grid.right = room + 12;
  const { min, max, interval } = ends(told.up);
  const tall = high - grid.top - grid.bottom;
  const each = (width - grid.left - grid.right) / Math.max(told.across.length - 1, 1);
  const every = Math.max(1, Math.ceil((wide(told.across) + 8) / each));
  const last = told.across.length - 1;
  const inks = ["data-1", "soon", "data-3"].map(colour);

  const placed = told.lines
    .map((line) => {
      const at = line.values.findLastIndex((value) => value !== null);
      return { line, at, y: grid.top + ((max - line.values[at]) / (max - min)) * tall };
    })
    .sort((one, other) => one.y - other.y);
  let above = -Infinity;
  for (const one of placed) {
    above = Math.max(one.y, above + APART * scale);
    one.down = above - one.y;
  }
  const series = placed.flatMap(({ line, at, down }) => {
    const n = (line.number - 1) % DASHES.length;
    const paint = colour(`data-${n + 1}`);
    return [
      {
        type: "line", name: line.name, data: line.values, showSymbol: false, symbol: "circle", symbolSize: 7,
        itemStyle: { color: paint },
        lineStyle: { color: paint, width: 2.5, type: DASHES[n], cap: "round", join: "round" },
        emphasis: { lineStyle: { width: 2.5 } },
      },
      {
        type: "scatter", silent: true, symbolSize: 8, data: [[at, line.values[at]]],
        itemStyle: { color: paint, opacity: 1 },
        label: {
          show: true, position: "right", distance: 6, offset: [0, down], formatter: () => line.label,
          ...font, fontWeight: 700, color: inks[n], width: room, overflow: "break",
        },
        tooltip: { show: false },
      },
    ];
  });
  return {
    ...frame(told, look),
    grid,
    xAxis: {
      type: "category", data: told.across, boundaryGap: false,
      axisLine: { onZero: false, lineStyle: { color: colour("line-strong") } },
      axisTick: { show: false },
      axisLabel: { ...small, margin: 10 * scale, interval: (n) => (last - n) % every === 0 },
    },
    yAxis: {
      type: "value", min, max, interval,
      axisLabel: { ...small, formatter: named(told.up) },
      splitLine: { lineStyle: { color: colour("data-grid") } },
    },
    tooltip: {
      ...frame(told, look).tooltip,
      trigger: "axis",
      axisPointer: { type: "line", lineStyle: { color: colour("ink-3"), type: [2, 4] }, animation: false },
      formatter: (points) => tip(told, told.rows[points[0].dataIndex]),
    },
    series: series.sort((one, other) => (one.type > other.type) - (one.type < other.type)),
  };
}

// --- how many of each --------------------------------------------------------------------------
function bars(told, look, width) {
  const { scale, colour, font, wide } = look;
  const names = Math.min(wide(told.bars.map((bar) => bar.name), true), width * 0.4);
  const label = { ...font, color: colour("ink-2") };
  const strong = { ...font, color: colour("ink"), fontWeight: 700 };
  const point = { type: "scatter", silent: true, tooltip: { show: false } };
  return {
    ...frame(told, look),
    grid: { top: 0, bottom: 0, left: names + 10, right: wide(told.bars.map((bar) => bar.label), true) + 14 },
    xAxis: { type: "value", min: 0, max: told.most, show: false },
    yAxis: {
      type: "category", inverse: true, data: told.bars.map((bar) => bar.name),
      axisLine: { onZero: false, lineStyle: { color: colour("line-strong") } },
      axisTick: { show: false },
      axisLabel: {
        ...label, interval: 0, width: names, overflow: "break", rich: { strong },
        formatter: (name, n) => (told.bars[n].stands_out ? `{strong|${name}}` : name),
      },
    },
    tooltip: {
      ...frame(told, look).tooltip,
      trigger: "axis",
      axisPointer: { type: "shadow", z: 0, shadowStyle: { color: colour("sunken"), opacity: 1 }, animation: false },
      formatter: (points) => tip(told, told.rows[points[0].dataIndex]),
    },
    series: [
      {
        type: "bar", barWidth: 20 * scale, emphasis: { disabled: true },
        data: told.bars.map((bar) => ({
          value: bar.value, itemStyle: { color: colour(bar.stands_out ? "data-2" : "data-1") },
        })),
      },
      { // last year: a stroke across the bar
        ...point, symbol: "rect", symbolSize: [1.5, 20 * scale], z: 4,
        itemStyle: { color: colour("data-mute"), opacity: 1 },
        data: told.bars.flatMap((bar, n) => (bar.before === null ? [] : [[bar.before, n]])),
      },
      { // the number, right of both
        ...point, symbol: "rect", symbolSize: 1, itemStyle: { color: "transparent", opacity: 1 },
        data: told.bars.map((bar, n) => ({
          value: [Math.max(bar.value, bar.before ?? 0), n],
          label: { show: true, position: "right", distance: 7, formatter: () => bar.label, ...(bar.stands_out ? strong : label) },
        })),
      },
    ],
  };
}

// --- places and chance -------------------------------------------------------------------------
function free(spots, place, { scale, wide }) {
  // A name that would lie on a spot or another name is left to the tip; those outside come first.
  const size = 6 * scale, shown = new Set();
  const taken = spots.map((spot) => {
    const [x, y] = place(spot);
    return { spot, from: x - size, to: x + size, y };
  });
  for (const spot of [...spots].sort((one, other) => other.is_out - one.is_out)) {
    const [x, y, isLeft] = place(spot), long = wide([spot.label], spot.is_out) + 14 * scale;
    const [from, to] = isLeft ? [x - long, x] : [x, x + long];
    const lies = (on) => on.spot !== spot && from < on.to && on.from < to && Math.abs(y - on.y) < APART * scale;
    if (!spot.is_out && taken.some(lies)) continue;
    taken.push({ from, to, y });
    shown.add(spot);
  }
  return shown;
}

function funnel(told, look, width, high, { across, all }) {
  const { scale, colour, font, small, wide } = look;
  const [up, along] = [ends(told.up), ends(told.across)];
  const quiet = { type: "line", silent: true, symbol: "none", tooltip: { show: false } };
  const band = { ...quiet, z: 1, stack: "band", lineStyle: { width: 0 } };
  const [overall, words] = told.overall;
  const grid = { top: 16 * scale, bottom: 52 * scale, left: wide(told.up.map(([, text]) => text)) + 8, right: 20 * scale };
  const at = (spot) => grid.left + (spot.whole / along.max) * (width - grid.left - grid.right);
  const isLeft = (spot) => at(spot) + wide([spot.label], true) + 14 * scale > width;
  const shown = free(told.spots, (spot) => [
    at(spot),
    grid.top + ((up.max - spot.share) / (up.max - up.min)) * (high - grid.top - grid.bottom),
    isLeft(spot),
  ], look);
  return {
    ...frame(told, look),
    grid,
    graphic: {
      type: "text", right: 20 * scale, bottom: 4, silent: true,
      style: { text: `${across} →`, fill: small.color, fontFamily: small.fontFamily, fontSize: small.fontSize },
    },
    xAxis: {
      type: "value", ...along, z: 2, splitLine: { show: false }, axisTick: { show: false },
      axisLine: { onZero: false, lineStyle: { color: colour("line-strong") } },
      axisLabel: { ...small, margin: 10 * scale, hideOverlap: true, formatter: named(told.across) },
    },
    yAxis: {
      type: "value", ...up, z: 2, axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: colour("data-grid") } },
      axisLabel: { ...small, formatter: named(told.up) },
    },
    tooltip: { ...frame(told, look).tooltip, trigger: "item", formatter: (spot) => tip(told, told.rows[spot.dataIndex]) },
    series: [
      { ...band, data: told.band.map(([size, low]) => [size, low]) },
      { ...band, data: told.band.map(([size, low, top]) => [size, top - low]), areaStyle: { color: colour("accent-soft"), opacity: 1 } },
      {
        ...quiet, z: 3, data: [[along.min, overall], [along.max, overall]],
        lineStyle: { color: colour("ink-3"), width: 1.25, type: [2, 4] },
      },
      {
        type: "scatter", silent: true, symbolSize: 1, itemStyle: { color: "transparent", opacity: 1 }, tooltip: { show: false },
        data: [[along.max, overall]],
        label: { show: true, position: "left", distance: 0, offset: [0, 12 * scale], formatter: () => `${all} ${words}`, ...small },
      },
      {
        type: "scatter", z: 5, emphasis: { scale: 1.25 },
        data: told.spots.map((spot) => ({
          value: [spot.whole, spot.share],
          symbolSize: (spot.is_out ? 12 : 10) * scale,
          itemStyle: { color: colour(spot.is_out ? "late" : "data-1"), opacity: 1 },
          label: {
            show: shown.has(spot), formatter: () => spot.label, distance: 5, ...font,
            position: isLeft(spot) ? "left" : "right",
            color: colour(spot.is_out ? "late" : "ink-2"), fontWeight: spot.is_out ? 700 : 400,
          },
        })),
      },
    ],
  };
}

// --- one chart of the page ---------------------------------------------------------------------
const DRAW = { lines, bars, funnel };

function live(box) {
  const figure = box.parentElement;
  const told = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  if (!(told.lines ?? told.bars ?? told.spots).length) return; // nothing to draw
  let chart = null;

  const stop = () => {
    chart?.dispose();
    chart = null;
    figure.classList.remove("is-live");
  };

  const draw = () => {
    // The system's own few colours, or no room: the server's picture knows what to do.
    const width = Math.floor(figure.clientWidth);
    if (matchMedia("(forced-colors: active)").matches || !width) return stop();
    try {
      const look = dress(figure);
      const [share, least, most] = HIGH[told.kind] ?? [];
      const high = share ? Math.min(Math.max(width * share, least * look.scale), most * look.scale)
        : (36 * told.bars.length + 12) * look.scale;
      const size = { width, height: Math.round(high) };
      const option = DRAW[told.kind](told, look, width, size.height, box.dataset);
      if (!chart) {
        chart = echarts.init(box, null, { renderer: "canvas", ...size });
        chart.on("finished", () => figure.classList.add("is-live"));
      } else chart.resize(size);
      chart.setOption(option, { notMerge: true });
    } catch (error) {
      stop();
      console.warn("the chart stays as the server drew it", error);
    }
  };

  let seen = 0;
  new ResizeObserver(() => {
    if (figure.clientWidth === seen) return;
    seen = figure.clientWidth;
    draw();
  }).observe(figure);
  for (const asked of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
    matchMedia(asked).addEventListener("change", draw);
}

if (window.echarts) for (const box of document.querySelectorAll("[data-chart]")) live(box);
