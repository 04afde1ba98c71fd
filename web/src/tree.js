// What money is spent on, by classes, sections and items of the functional classification: a treemap.
import { COLOURS, number, read, shared, wrapped } from "./table.js";

/** Rows are parted into classes, sections and items by the length of their codes. */
function nested(rows) {
  const known = new Map();
  const top = [];
  for (const { cells } of rows) {
    const [code, name, amount] = cells;
    const value = number(amount);
    if (!code || !(value > 0)) continue;
    const node = { name, code, value, words: amount, children: [] };
    known.set(code, node);
    (known.get(code.slice(0, -2))?.children ?? (code.length === 3 ? top : [])).push(node);
  }
  return top;
}

export function tree([table], place) {
  const size = place.size * 0.8125;
  const data = nested(read(table).rows).map((node, at) => ({
    ...node,
    // The border of a class bears its name: white on it must be read.
    itemStyle: { color: COLOURS[at % COLOURS.length], borderColor: COLOURS[at % COLOURS.length] },
  }));
  return {
    height: Math.max(20 * place.size, Math.min(place.width * 0.5, 30 * place.size)),
    option: {
      ...shared(place),
      tooltip: {
        ...shared(place).tooltip,
        formatter: ({ treePathInfo, data }) =>
          `${treePathInfo.slice(1).map(({ name }) => name).join(" › ")}\n${data.code}　${data.words} 万元`,
      },
      series: {
        type: "treemap",
        left: 0,
        right: 0,
        top: 0,
        bottom: 0,
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        label: {
          color: "#fff",
          fontSize: size,
          lineHeight: size * 1.35,
          fontFamily: place.family,
          overflow: "truncate",
          formatter: ({ data }) => `${wrapped(data.name, 12)}\n${data.words}`,
        },
        upperLabel: {
          show: true,
          color: "#fff",
          height: size * 1.9,
          fontSize: size,
          fontWeight: "bold",
          fontFamily: place.family,
          formatter: ({ data }) => `${data.name}　${data.words}`,
        },
        itemStyle: { borderColor: "#fff", borderWidth: 1, gapWidth: 1 },
        levels: [
          { itemStyle: { borderWidth: 0, gapWidth: 4 }, upperLabel: { show: false } },
          { itemStyle: { gapWidth: 1, borderWidth: 2 } },
          { upperLabel: { show: false }, itemStyle: { gapWidth: 1, borderWidth: 1, borderColor: "#ffffff" } },
        ],
        data,
      },
    },
  };
}
