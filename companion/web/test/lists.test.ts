import { expect, test } from "vitest";
import type { EventInfo, LogInfo } from "../src/answers";
import { joinPages } from "../src/parts/event-list";
import { sortRows } from "../src/parts/table";
import { findLog } from "../src/room";

const event = (place: string): EventInfo => ({ place }) as EventInfo;
const page = (places: string, next: string | null = null) => ({ events: [...places].map(event), next });
const placesOf = ({ events }: { readonly events: readonly EventInfo[] }): string =>
    events.map(({ place }) => place).join("");

test("a newer first page goes in front of what was scrolled to", () => {
    const before = { ...page("fedcba"), next: "a" };
    expect(placesOf(joinPages(page("hgf", "f"), before))).toBe("hgfedcba");
    expect(joinPages(page("hgf", "f"), before).next).toBe("a");
});

test("where the pages do not meet the newer one stands alone: nothing is left out in between", () => {
    expect(joinPages(page("zyx", "x"), { ...page("cba"), next: null })).toEqual(page("zyx", "x"));
});

test("an event that is gone leaves the page, one that changed is the newer one", () => {
    expect(placesOf(joinPages(page("edb", "b"), page("edcba")))).toBe("edba");
});

const COLUMNS = [
    { name: "value", title: "", value: (row: { readonly value: number | string | null }) => row.value, show: () => "" },
];
const valuesOf = (values: readonly (number | string | null)[], isDescending: boolean) =>
    sortRows(
        values.map((value) => ({ value })),
        COLUMNS,
        { column: "value", isDescending },
    ).map(({ value }) => value);

test("rows are sorted by a column; what is missing stands last both ways", () => {
    expect(valuesOf([3, null, -1, 20], false)).toEqual([-1, 3, 20, null]);
    expect(valuesOf([3, null, -1, 20], true)).toEqual([20, 3, -1, null]);
    expect(valuesOf(["Zed", "Änna", "bob"], false)).toEqual(["Änna", "bob", "Zed"]);
});

test("equal rows stay as they stood, and without an order all do", () => {
    const rows = [
        { value: 1, name: "a" },
        { value: 1, name: "b" },
    ];
    expect(sortRows(rows, COLUMNS, { column: "value", isDescending: true })).toEqual(rows);
    expect(sortRows(rows, COLUMNS, undefined)).toBe(rows);
});

test("the ledger that is named, else the one with the most events", () => {
    const log = (ledger: string, events: number): LogInfo => ({ ledger, scope: "s", events }) as LogInfo;
    const logs = [log("A", 5), log("B", 9)];
    expect(findLog(logs, { ledger: "A" })?.ledger).toBe("A");
    expect(findLog(logs, {})?.ledger).toBe("B");
    expect(findLog(logs, { ledger: "gone" })?.ledger).toBe("B");
    expect(findLog([], {})).toBeUndefined();
});
