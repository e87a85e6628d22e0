import { LICENSE_PROPERTIES, LICENSE_PROPERTY_NAMES, PROPERTY_TEXTS } from "../../license/properties.ts";
import { type Block, heading, paragraph, type Row, rows } from "../blocks.ts";

/**
 * `openness help licenses`: how licenses are named and asked for.
 * @param sets the named sets of licenses, with what they are
 */
export function licensesPage(sets: readonly Row[]): Block[] {
  return [
    paragraph(
      "A license is an SPDX id or expression, a name of the catalogue in any case, or NONE for what is released without one. With AND all bind, with OR whoever takes it chooses once. Names are matched exactly: what is ambiguous or unknown stays so, and is unknown to every condition.",
    ),
    heading("Sets, for `license: { in: SET }`"),
    rows(sets),
    heading("Properties, least burdensome first; a condition lists what is acceptable"),
    rows(
      LICENSE_PROPERTY_NAMES.map(
        (name): Row => [name, `${PROPERTY_TEXTS[name].about}: ${LICENSE_PROPERTIES[name].join(", ")}`],
      ),
    ),
    heading("Go on"),
    rows([
      ['openness license "NAME"', "what a license is, and what it lets you do"],
      ["openness license list", "every entry of the catalogue"],
      ["openness license --compare A B", "what differs"],
    ]),
  ];
}
