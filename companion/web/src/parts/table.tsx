/** A table whose rows can be sorted by each column. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

export interface TableColumn<Row> {
    readonly name: string;
    readonly title: string;
    readonly isNumber?: boolean;
    /** What rows are sorted by; undefined: not by this column. */
    readonly value?: (row: Row) => string | number | null;
    readonly show: (row: Row, index: number) => ComponentChildren;
}

/** Rows that are shown at first, and how many more each time: a page of thousands of links is slow to use. */
const STEP = 500;

interface Order {
    readonly column: string;
    readonly isDescending: boolean;
}

/** Numbers before texts, what is missing last. */
function compare(one: string | number | null, other: string | number | null): number {
    if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
    if (typeof one === "number" && typeof other === "number") return one - other;
    return String(one).localeCompare(String(other), "en");
}

/** The rows in an order; equal ones stay as they stood. */
export function sortRows<Row>(
    rows: readonly Row[],
    columns: readonly TableColumn<Row>[],
    order: Order | undefined,
): readonly Row[] {
    const value = columns.find(({ name }) => name === order?.column)?.value;
    if (order === undefined || value === undefined) return rows;
    const isMissing = (row: Row): boolean => value(row) === null;
    const there = rows.filter((row) => !isMissing(row));
    const sign = order.isDescending ? -1 : 1;
    return [...there.toSorted((one, other) => sign * compare(value(one), value(other))), ...rows.filter(isMissing)];
}

function HeadCell<Row>(props: {
    readonly column: TableColumn<Row>;
    readonly order: Order | undefined;
    readonly onOrder: (order: Order) => void;
}) {
    const { column, order, onOrder } = props;
    const isOwn = order?.column === column.name;
    const style = column.isNumber === true ? "number" : undefined;
    if (column.value === undefined)
        return (
            <th scope="col" class={style}>
                {column.title}
            </th>
        );
    // Numbers are looked at from the largest on.
    const isDescending = isOwn ? !order.isDescending : column.isNumber === true;
    const sort = isOwn ? (order.isDescending ? "descending" : "ascending") : "none";
    return (
        <th scope="col" class={style} aria-sort={sort}>
            <button type="button" class="sort" onClick={() => onOrder({ column: column.name, isDescending })}>
                {column.title}
                <span aria-hidden="true" class="arrow">
                    {isOwn ? (order.isDescending ? "▾" : "▴") : "▾"}
                </span>
            </button>
        </th>
    );
}

export function Table<Row>(props: {
    readonly caption: string;
    readonly columns: readonly TableColumn<Row>[];
    readonly rows: readonly Row[];
    readonly keyOf: (row: Row) => string | number;
}) {
    const { caption, columns, rows, keyOf } = props;
    const [order, setOrder] = useState<Order | undefined>(undefined);
    const [limit, setLimit] = useState(STEP);
    const sorted = sortRows(rows, columns, order);
    return (
        <div class="table">
            <table>
                <caption class="unseen">{caption}</caption>
                <thead>
                    <tr>
                        {columns.map((column) => (
                            <HeadCell key={column.name} column={column} order={order} onOrder={setOrder} />
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {sorted.slice(0, limit).map((row, index) => (
                        <tr key={keyOf(row)}>
                            {columns.map((column) => (
                                <td key={column.name} class={column.isNumber === true ? "number" : undefined}>
                                    {column.show(row, index)}
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
            {rows.length > limit && (
                <button type="button" class="more" onClick={() => setLimit(limit + STEP)}>
                    Show {Math.min(STEP, rows.length - limit)} more of {rows.length}
                </button>
            )}
        </div>
    );
}
