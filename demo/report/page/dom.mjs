// Elements without markup: text from the data stays text.

/** `element("td", { className: "number" }, "5")`; children are elements or text. */
export function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
}

export const byId = (id) => document.getElementById(id);

/** A coloured square. `background`: a colour of the style sheet. */
export const swatch = (background) => {
    const square = element("span", { className: "swatch" });
    square.style.background = `var(${background})`;
    return square;
};

/** Fills a table. Columns: { title, className }; rows are lists of text and elements, `total` is one for the foot. */
export function fillTable(table, columns, rows, total) {
    const cell = (name, content, index) => element(name, { className: columns[index].className ?? "" }, content);
    const line = (cells, first) =>
        element("tr", {}, ...cells.map((content, index) => cell(index === 0 ? first : "td", content, index)));
    const head = element(
        "thead",
        {},
        element("tr", {}, ...columns.map(({ title }, index) => cell("th", title, index))),
    );
    for (const title of head.querySelectorAll("th")) title.scope = "col";
    const body = element("tbody", {}, ...rows.map((row) => line(row, "th")));
    table.replaceChildren(head, body);
    if (total !== undefined) table.append(element("tfoot", {}, line(total, "th")));
    for (const title of table.querySelectorAll("tbody th, tfoot th")) title.scope = "row";
}
