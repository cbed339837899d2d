// Finds an element as a person would: by role and name, in the frontmost layer.
// Arguments: role, name, whether a part of the name is enough, whether to scroll the element to the
// middle of the window. Returns the element or null.
const [role, name, part, scroll] = arguments;
const SELECTORS = {
  button: "button:not([role]), [role=button], summary, input[type=submit]",
  link: "a[href]:not([role])",
  field: "input:not([type=checkbox]):not([type=radio]), textarea, select",
  checkbox: "input[type=checkbox], [role=switch]",
  radio: "input[type=radio]",
  tab: "[role=tab]",
  menuitem: "[role^=menuitem]",
  option: "[role=option]",
  heading: "h1, h2, h3",
  row: "tbody tr",
  columnheader: "th",
  group: "[role=group], fieldset",
};
const flat = (text) => text.replace(/\s+/g, " ").trim();
const said = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.ariaHidden === "true") return "";
  const block = getComputedStyle(node).display !== "inline";
  const inside = [...node.childNodes].map(said).join("");
  return block ? ` ${inside} ` : inside;
};
const nameOf = (element) => {
  const by = element.getAttribute("aria-labelledby");
  if (element.ariaLabel) return element.ariaLabel;
  if (by) return by.split(/\s+/).map((id) => document.getElementById(id)).map((it) => (it ? said(it) : "")).join(" ");
  if (element.labels?.length) return [...element.labels].map(said).join(" ");
  return said(element);
};
const visible = (element) => {
  const box = element.matches("[type=radio], [type=checkbox]") ? element.labels?.[0] ?? element : element;
  return box.checkVisibility({ visibilityProperty: true }) && box.getClientRects().length > 0;
};
const fronts = [...document.querySelectorAll("dialog[open], [role=dialog][aria-modal=true]")].filter(visible);
const front = fronts.findLast((it) => it.tagName === "DIALOG") ?? fronts.at(-1) ?? document;
const wanted = flat(name);
const found = [...front.querySelectorAll(SELECTORS[role])]
  .filter(visible)
  .filter((it) => it.ariaHidden !== "true" && !it.closest("[inert]"))
  .map((element) => ({ element, called: flat(nameOf(element)) }));
const exact = found.find(({ called }) => called === wanted);
const close = part ? found.find(({ called }) => called.includes(wanted)) : null;
const element = (exact ?? close)?.element ?? null;
if (scroll) element?.scrollIntoView({ block: "center", behavior: "instant" });
return element;
