// A directive that sets CSS properties through the CSSOM: lit's styleMap writes a style attribute at first, which the policy forbids.
import { noChange } from "lit";
import { type ElementPart, Directive, type PartInfo, PartType, directive } from "lit/directive.js";

type Properties = Readonly<Record<string, string>>;

class Placed extends Directive {
  #before: Properties = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("placed stands on an element");
  }

  render(_: Properties): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [properties]: [Properties]): typeof noChange {
    const style = (part.element as HTMLElement).style;
    for (const name in properties) {
      const value = properties[name] as string;
      if (this.#before[name] !== value) style.setProperty(name, value);
    }
    for (const name in this.#before) if (!(name in properties)) style.removeProperty(name);
    this.#before = properties;
    return noChange;
  }
}

/** <div ${placed({left: "10%"})}> */
export const placed = directive(Placed);
