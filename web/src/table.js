// Reads tables of a page.

/** A row: the words of its cells, trimmed. */
const words = (row) => [...row.cells].map((cell) => cell.textContent.trim());

/** The headings of a table and its rows, each with its element. */
export function read(table) {
  return {
    headings: words(table.tHead.rows[0]),
    rows: [...table.tBodies[0].rows].map((element) => ({ element, cells: words(element) })),
  };
}

/** The number that is written: 2,015.18; nothing where there is none. */
export function number(written) {
  const plain = (written ?? "").replaceAll(",", "");
  return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}

/**
 * What all charts share: type, and tooltips that are drawn, not written into the page. Nothing moves: who cannot bear motion is not
 * disturbed, and a chart that is drawn anew leaves no motion of the one before behind.
 */
export function shared({ size, ink, family }) {
  return {
    animation: false,
    textStyle: { fontFamily: family, fontSize: size * 0.875, color: ink },
    tooltip: {
      renderMode: "richText",
      confine: true,
      padding: 10,
      textStyle: { fontSize: size * 0.875, color: ink, fontFamily: family },
      backgroundColor: "#fff",
      borderColor: "#8a94a3",
    },
  };
}

/** Colours that can be told apart from each other and from paper. */
export const COLOURS = ["#174a86", "#b35900", "#2c6e49", "#8c2f39", "#5b4a9e", "#00718a", "#7a6a00", "#9a3f7d", "#4a5568"];

/** A name in lines of at most so many characters, all about as long. */
export function wrapped(name, most) {
  const letters = [...name];
  const length = Math.ceil(letters.length / Math.ceil(letters.length / most));
  const lines = [];
  for (let at = 0; at < letters.length; at += length) lines.push(letters.slice(at, at + length).join(""));
  return lines.join("\n");
}
