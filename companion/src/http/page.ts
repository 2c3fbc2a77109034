/** The first page: the rooms, and what was written last in each. */
import { isoDate } from "../format/iso-time";
import { printable } from "../format/printable";
import type { EventInfo } from "../store/event-page";
import type { RoomInfo } from "../store/local-rooms";

/** A room with the events that the page shows of it. */
export interface RoomView extends RoomInfo {
    readonly newest: readonly EventInfo[];
}

const ESCAPES = new Map([
    ["&", "&amp;"],
    ["<", "&lt;"],
    [">", "&gt;"],
    ['"', "&quot;"],
    ["'", "&#39;"],
]);

/** A text as it stands in HTML: what comes from a file is never taken for more than text. */
function html(text: string): string {
    return printable(text).replace(/[&<>"']/g, (sign) => ESCAPES.get(sign) ?? sign);
}

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color-scheme: light dark; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
.number { text-align: right; }
td.fields { overflow-wrap: anywhere; }
`;

function spanOf(first: number | null, last: number | null): string {
    return first === null || last === null ? "" : `${isoDate(first)} to ${isoDate(last)}`;
}

function ledgerRows({ ledgers }: RoomView): string {
    return ledgers
        .map(({ ledger, events, revoked, conflicts, first, last }) => {
            const numbers = [events, revoked, conflicts].map((number) => `<td class="number">${number}</td>`);
            return `<tr><td>${html(ledger)}</td>${numbers.join("")}<td>${spanOf(first, last)}</td></tr>`;
        })
        .join("\n");
}

function eventRows({ newest }: RoomView): string {
    return newest
        .map(({ date, name, creator, revoked, fields }) => {
            const [open, close] = revoked ? ["<s>", "</s>"] : ["", ""];
            const cells = `<td>${html(date)}</td><td>${open}${html(name)}${close}</td><td>${html(creator)}</td>`;
            return `<tr>${cells}<td class="fields">${html(JSON.stringify(fields))}</td></tr>`;
        })
        .join("\n");
}

function section(room: RoomView): string {
    const path = `/rooms/${room.id}/events`;
    const title = room.flavour === "" ? room.name : `${room.name} (${room.flavour})`;
    return `<section>
<h2>${html(title)}</h2>
<p>All events: <a href="${path}">JSON</a>, <a href="${path}?format=csv">CSV</a></p>
<div class="table"><table>
<tr><th>Ledger</th><th class="number">Events</th><th class="number">Revoked</th><th class="number">Conflicts</th><th>Time</th></tr>
${ledgerRows(room)}
</table></div>
<h3>Written last</h3>
<div class="table"><table>
<tr><th>Time</th><th>Type</th><th>By</th><th>What</th></tr>
${eventRows(room)}
</table></div>
</section>`;
}

/** The page as HTML. */
export function firstPage(rooms: readonly RoomView[]): string {
    const body = rooms.length === 0 ? "<p>No ledger was found.</p>" : rooms.map(section).join("\n");
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ledgers</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Ledgers</h1>
${body}
</body>
</html>
`;
}
