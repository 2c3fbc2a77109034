/** A view of the state, as the addon's author has laid it out. */
import type { Cells, Column, ViewAnswer } from "../answers";
import { useRoom } from "../room";
import { Table, type TableColumn } from "./table";
import { CellText } from "./words";

const isPlayers = ({ kind }: Column): boolean => kind === "player";

/** What makes a row one that was there before: its first player, else its first cell. */
export function keyColumn(columns: readonly Column[]): number {
    return Math.max(0, columns.findIndex(isPlayers));
}

export function ViewTable({ view, search }: { readonly view: ViewAnswer; readonly search: string }) {
    const { players } = useRoom();
    const { columns, rows } = view;
    const textOf = (row: Cells, index: number): string => {
        const cell = row[index];
        return columns[index].kind === "player" && typeof cell === "string" ? players.nameOf(cell) : String(cell ?? "");
    };
    const meant = search.trim().toLowerCase();
    const found =
        meant === ""
            ? rows
            : rows.filter((row) => columns.some((_, index) => textOf(row, index).toLowerCase().includes(meant)));
    const tableColumns = columns.map((column, index): TableColumn<Cells> => {
        const isNumber = column.kind === "number";
        return {
            ...{ name: column.name, title: column.title, isNumber },
            value: (row) => (isNumber || column.kind === "time" ? row[index] : textOf(row, index)),
            show: (row) => <CellText cell={row[index]} kind={column.kind} />,
        };
    });
    const key = keyColumn(columns);
    const names = new Map(found.map((row, index) => [row, `${String(row[key])} ${index}`]));
    return (
        <>
            {view.isCut && <p class="tag">Only a part of it is shown: it is too long</p>}
            <Table caption={view.title} columns={tableColumns} rows={found} keyOf={(row) => names.get(row) ?? ""} />
            {found.length === 0 && (
                <p class="muted">{rows.length === 0 ? "Nothing in it yet" : "Nobody of that name"}</p>
            )}
        </>
    );
}
