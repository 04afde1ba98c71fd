// Draws the charts of a page from its tables. What a chart shows is all in the tables, word for word: readers without
// scripts miss nothing, and an amount is never written anew.
import { init, use } from "echarts/core";
import { BarChart, SankeyChart, TreemapChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import { bars } from "./bars.js";
import { flow } from "./flow.js";
import { tree } from "./tree.js";

use([BarChart, SankeyChart, TreemapChart, GridComponent, LegendComponent, TooltipComponent, LabelLayout, SVGRenderer]);

const KINDS = { bars, flow, tree };

/** What a chart needs to know of where it is drawn. */
function place(element) {
  const style = getComputedStyle(element);
  return {
    width: element.clientWidth,
    size: parseFloat(style.fontSize),
    ink: style.color,
    family: style.fontFamily,
  };
}

function draw(element) {
  const tables = element.dataset.of.split(" ").map((id) => document.getElementById(id));
  element.hidden = false;
  let chart;
  const show = () => {
    // Where there is no room nothing can be drawn; once there is, it is.
    if (element.clientWidth === 0) return;
    const drawn = KINDS[element.dataset.kind](tables, place(element), element.dataset);
    // Drawn anew: a chart that only changes its size keeps labels whose places are gone.
    chart?.dispose();
    // The height follows from what is to be shown: a style set by a script is no style of the page.
    element.style.height = `${drawn.height}px`;
    chart = init(element, null, { renderer: "svg" });
    chart.setOption(drawn.option);
  };
  show();
  let width = element.clientWidth;
  new ResizeObserver(() => {
    if (element.clientWidth === width) return;
    width = element.clientWidth;
    show();
  }).observe(element);
}

for (const element of document.querySelectorAll(".chart")) draw(element);
