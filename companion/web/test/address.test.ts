import { expect, test } from "vitest";
import { formatAddress, parseAddress, PAGES } from "../src/address";
import { setBase } from "../src/base";

const url = (address: string): URL => new URL(address, "http://127.0.0.1");
const reread = (address: string) => parseAddress(url(address).pathname, url(address).search);

test("the root is the list of rooms", () => {
    expect(parseAddress("/", "")).toEqual({ room: undefined, page: "standings", chosen: {} });
});

test("what is shown is written, and read back", () => {
    for (const page of PAGES) {
        const shown = { room: "guild:Dawn/Ünder-Realm?#%", page, chosen: { ledger: "My DKP", text: "a&b=c +" } };
        expect(reread(formatAddress(shown)), page).toEqual(shown);
    }
});

test("what is chosen as nothing is not written", () => {
    const shown = { room: "r", page: "history", chosen: { text: "", type: "award" } } as const;
    expect(formatAddress(shown)).toBe("/r?page=history&type=award");
});

test.each(["/%", "/%ff", "/%E0%A4%A"])("a path that is none leads to the rooms: %s", (path) => {
    expect(parseAddress(path, "").room).toBeUndefined();
});

test("a page that is none is the first one", () => {
    expect(parseAddress("/r", "?page=constructor").page).toBe("standings");
});

test("below a path of another server all addresses stand below it", () => {
    setBase("/guild/ledger/");
    try {
        const shown = { room: "a/b", page: "history", chosen: {} } as const;
        expect(formatAddress(shown)).toBe("/guild/ledger/a%2Fb?page=history");
        expect(reread(formatAddress(shown))).toEqual(shown);
        expect(parseAddress("/guild/ledger/", "").room).toBeUndefined();
    } finally {
        setBase("/");
    }
});
