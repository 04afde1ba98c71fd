// Where the money comes from and where it goes: a Sankey diagram of two tables.
import { COLOURS, number, read, shared, wrapped } from "./table.js";

/** Below this width, in ems, a name has no room beside its node. */
const NARROW = 44;

/** `sources` names and amounts; `uses` names, amounts, and from the fourth column on what they are spent as. */
export function flow([sources, uses], place, { total, whole }) {
  const nodes = [{ name: "total", label: total, amount: whole, depth: 1, colour: COLOURS[0] }];
  const links = [];
  const put = (name, label, amount, depth, colour) => {
    if (!nodes.some((node) => node.name === name)) nodes.push({ name, label, amount, depth, colour });
  };
  const link = (source, target, amount, words) => links.push({ source, target, value: amount, words });
  read(sources).rows.forEach(({ element, cells }, at) => {
    const amount = number(cells[1]);
    if (element.className === "total" || !(amount > 0)) return;
    put(`from ${at}`, cells[0], cells[1], 0, COLOURS[(at + 2) % COLOURS.length]);
    link(`from ${at}`, "total", amount, cells[1]);
  });
  const { headings, rows } = read(uses);
  const spent = rows.find(({ element }) => element.className === "total")?.cells ?? [];
  const isNarrow = place.width < NARROW * place.size;
  rows.forEach(({ element, cells }, at) => {
    const amount = number(cells[1]);
    if (element.className === "total" || !(amount > 0)) return;
    put(`for ${at}`, cells[0], cells[1], 2, COLOURS[(at + 1) % COLOURS.length]);
    link("total", `for ${at}`, amount, cells[1]);
    if (isNarrow) return;
    for (let column = 3; column < cells.length; column += 1) {
      const part = number(cells[column]);
      if (!(part > 0)) continue;
      put(`as ${column}`, headings[column], spent[column] ?? "", 3, COLOURS[8]);
      link(`for ${at}`, `as ${column}`, part, cells[column]);
    }
  });
  const called = Object.fromEntries(nodes.map((node) => [node.name, node]));
  const most = Math.max(...[0, 1, 2, 3].map((depth) => nodes.filter((node) => node.depth === depth).length));
  const size = place.size * 0.8125;
  const room = isNarrow ? 0 : size * 11;
  return {
    height: Math.max(20 * place.size, most * place.size * 3.25),
    option: {
      ...shared(place),
      tooltip: {
        ...shared(place).tooltip,
        formatter: ({ dataType, data }) =>
          dataType === "edge"
            ? `${called[data.source].label} → ${called[data.target].label}\n${data.words} 万元`
            : `${called[data.name].label}\n${called[data.name].amount} 万元`,
      },
      series: {
        type: "sankey",
        left: room,
        right: room,
        top: size * 1.5,
        bottom: size * 1.5,
        nodeWidth: place.size * 0.75,
        nodeGap: place.size * 1.25,
        nodeAlign: "left",
        draggable: false,
        layoutIterations: 32,
        emphasis: { focus: "adjacency" },
        lineStyle: { color: "gradient", opacity: 0.35 },
        labelLayout: { hideOverlap: true },
        label: {
          color: place.ink,
          fontSize: size,
          lineHeight: size * 1.3,
          fontFamily: place.family,
          formatter: ({ name }) => `${wrapped(called[name].label, isNarrow ? 9 : 11)}\n${called[name].amount}`,
        },
        data: nodes.map(({ name, depth, colour }) => ({
          name,
          depth,
          itemStyle: { color: colour },
          // On a narrow screen the total has no room beside the names of what it goes to; it is told above.
          label: { show: !isNarrow || depth !== 1, position: depth === 0 && !isNarrow ? "left" : depth === 2 && isNarrow ? "left" : "right" },
        })),
        links,
      },
    },
  };
}
