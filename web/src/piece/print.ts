// Prints the engraved page of one piece, with its title, and nothing else of the page.
import { forAbcjs } from "./for_abcjs";
import type { Piece } from "./piece";

export async function printPiece(piece: Piece): Promise<void> {
  const { default: renderAbc } = await import("abcjs/src/api/abc_tunebook_svg");
  const sheet = document.createElement("div");
  sheet.className = "printed";
  const page = document.createElement("div");
  sheet.append(page);
  document.body.append(sheet);
  renderAbc(page, forAbcjs(titled(piece)), {
    staffwidth: 690,
    add_classes: true,
    paddingleft: 6,
    paddingright: 0,
    foregroundColor: "#000000",
    selectTypes: false,
    // A line of staves is never cut by the end of a page.
    oneSvgPerLine: true,
    wrap: { minSpacing: 1.3, maxSpacing: 2.6, preferredMeasuresPerLine: 4 },
    format: {
      titlefont: "Georgia 22",
      composerfont: "Georgia italic 14",
      partsfont: "Georgia 14",
      tempofont: "Georgia 13",
    },
  });
  const title = document.title;
  document.title = piece.title;
  document.documentElement.classList.add("printing");
  try {
    print();
  } finally {
    document.documentElement.classList.remove("printing");
    document.title = title;
    sheet.remove();
  }
}

function titled({ abc, title }: Piece): string {
  return abc.replace(/^T:.*$/m, `T:${title}`);
}
