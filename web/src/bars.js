// Amounts by year: bars, beside each other or, where they are parts, upon each other.
import { COLOURS, number, read, shared } from "./table.js";

export function bars([table], place) {
  const { headings, rows } = read(table);
  const columns = [...table.tHead.rows[0].cells];
  const drawn = headings.map((_, at) => at).filter((at) => at > 0 && columns[at].dataset.chart !== undefined);
  const isNarrow = place.width < 34 * place.size;
  const size = place.size * 0.8125;
  const series = drawn.map((column, at) => ({
    name: headings[column].replace(/^其中：/, ""),
    type: "bar",
    barMaxWidth: place.size * 3,
    stack: columns[column].dataset.chart || undefined,
    itemStyle: { color: COLOURS[at % COLOURS.length] },
    data: rows.map(({ cells }) => ({ value: number(cells[column]), words: cells[column] })),
  }));
  return {
    height: 20 * place.size,
    option: {
      ...shared(place),
      tooltip: {
        ...shared(place).tooltip,
        trigger: "axis",
        axisPointer: { type: "shadow" },
        formatter: (items) =>
          [items[0].axisValue, ...items.map(({ seriesName, data }) => `${seriesName}　${data.words} 万元`)].join("\n"),
      },
      legend: { bottom: 0, itemGap: 16, textStyle: { fontSize: size, color: place.ink } },
      grid: { left: 8, right: 8, top: place.size * 2, bottom: place.size * (isNarrow ? 4.5 : 3), containLabel: true },
      xAxis: {
        type: "category",
        data: rows.map(({ cells }) => cells[0]),
        axisLabel: { fontSize: size, color: place.ink, interval: 0, formatter: (name) => name.replace("年", "年\n") },
        axisTick: { show: false },
      },
      yAxis: {
        type: "value",
        name: "万元",
        nameTextStyle: { color: place.ink, fontSize: size },
        axisLabel: { fontSize: size, color: place.ink },
        splitLine: { lineStyle: { color: "#d5dae2" } },
      },
      series,
    },
  };
}
