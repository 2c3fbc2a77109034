/** Takes what is shown along as a file. */
import { csvLine } from "../../../src/format/csv";
import type { Cells, Column } from "../answers";
import { roomPath } from "../request";

const FORMATS = ["csv", "json", "jsonl"] as const;

function Menu({
    links,
}: {
    readonly links: readonly { readonly label: string; readonly href: string; readonly name?: string }[];
}) {
    return (
        <details class="menu">
            <summary>Export</summary>
            <ul>
                {links.map(({ label, href, name }) => (
                    <li key={label}>
                        <a href={href} download={name ?? ""}>
                            {label}
                        </a>
                    </li>
                ))}
            </ul>
        </details>
    );
}

/** All events that a list shows, not only those of its first page. */
export function ExportEvents(props: {
    readonly room: string;
    readonly query: Readonly<Record<string, string | undefined>>;
}) {
    const links = FORMATS.map((format) => ({
        label: format.toUpperCase(),
        href: roomPath(props.room, "export", { ...props.query, format }),
        name: `events.${format}`,
    }));
    return <Menu links={links} />;
}

const fileOf = (text: string, type: string): string => `data:${type};charset=utf-8,${encodeURIComponent(text)}`;

/** The rows of a table that is shown. */
export function ExportRows(props: {
    readonly name: string;
    readonly columns: readonly Column[];
    readonly rows: readonly Cells[];
}) {
    const { name, columns, rows } = props;
    const objects = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.name, row[index]])));
    const csv = [columns.map(({ title }) => title), ...rows].map((cells) => `${csvLine(cells)}\r\n`).join("");
    const texts = {
        csv: fileOf(csv, "text/csv"),
        json: fileOf(JSON.stringify(objects, null, 2), "application/json"),
        jsonl: fileOf(objects.map((object) => `${JSON.stringify(object)}\n`).join(""), "application/jsonl"),
    };
    const links = FORMATS.map((format) => ({
        label: format.toUpperCase(),
        href: texts[format],
        name: `${name}.${format}`,
    }));
    return <Menu links={links} />;
}
