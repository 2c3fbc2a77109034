/** Appendix A of RFC 8949: all 82 examples, as this library's subset sees them. */

/** A list of the integers from 1 to n. */
function upTo(n: number): number[] {
    const list: number[] = [];
    for (const value of $range(1, n)) list[value - 1] = value;
    return list;
}

/** Examples that decode to a Lua value and encode to themselves again. */
export const ACCEPTED: readonly (readonly [hex: string, value: unknown])[] = [
    ["00", 0],
    ["01", 1],
    ["0a", 10],
    ["17", 23],
    ["1818", 24],
    ["1819", 25],
    ["1864", 100],
    ["1903e8", 1000],
    ["1a000f4240", 1000000],
    ["1b000000e8d4a51000", 1000000000000],
    ["20", -1],
    ["29", -10],
    ["3863", -100],
    ["3903e7", -1000],
    ["fb3ff199999999999a", 1.1],
    ["f93e00", 1.5],
    ["fa7f7fffff", 3.4028234663852886e38],
    ["fb7e37e43c8800759c", 1.0e300],
    ["f90001", 5.960464477539063e-8],
    ["f90400", 0.00006103515625],
    ["fbc010666666666666", -4.1],
    ["f4", false],
    ["f5", true],
    ["60", ""],
    ["6161", "a"],
    ["6449455446", "IETF"],
    ["62225c", '"\\'],
    ["62c3bc", "\u00fc"],
    ["63e6b0b4", "\u6c34"],
    ["64f0908591", "\u{10151}"],
    ["80", []],
    ["83010203", [1, 2, 3]],
    ["8301820203820405", [1, [2, 3], [4, 5]]],
    ["98190102030405060708090a0b0c0d0e0f101112131415161718181819", upTo(25)],
    ["a26161016162820203", { a: 1, b: [2, 3] }],
    ["826161a161626163", ["a", { b: "c" }]],
    ["a56161614161626142616361436164614461656145", { a: "A", b: "B", c: "C", d: "D", e: "E" }],
];

/** null, which is nil: no entry of a Lua table can hold it. */
export const ACCEPTED_NULL = "f6";

/** {1: 2, 3: 4}: TypeScript has no literal for a Lua table with number keys. */
export const ACCEPTED_NUMBER_KEYS = "a201020304";

/** Byte strings: read as such, but as a value they are the text they also are. */
export const BYTE_STRINGS: readonly (readonly [hex: string, content: string])[] = [
    ["40", ""],
    ["4401020304", "\u0001\u0002\u0003\u0004"],
];

/** Examples outside the subset, or not in the form that the core deterministic encoding gives the value in Lua. */
export const REFUSED: readonly string[] = [
    // Integers beyond 2^53, and bignums.
    "1bffffffffffffffff",
    "c249010000000000000000",
    "3bffffffffffffffff",
    "c349010000000000000000",
    // Floats that are integers in Lua; negative zero is 0.
    "f90000",
    "f98000",
    "f93c00",
    "f97bff",
    "fa47c35000",
    "f9c400",
    // Infinities and NaN.
    "f97c00",
    "f97e00",
    "f9fc00",
    "fa7f800000",
    "fa7fc00000",
    "faff800000",
    "fb7ff0000000000000",
    "fb7ff8000000000000",
    "fbfff0000000000000",
    // Undefined and unassigned simple values.
    "f7",
    "f0",
    "f818",
    "f8ff",
    // Tags.
    "c074323031332d30332d32315432303a30343a30305a",
    "c11a514b67b0",
    "c1fb41d452d9ec200000",
    "d74401020304",
    "d818456449455446",
    "d82076687474703a2f2f7777772e6578616d706c652e636f6d",
    // The empty map: an empty Lua table is an array.
    "a0",
    // Indefinite lengths.
    "5f42010243030405ff",
    "7f657374726561646d696e67ff",
    "9fff",
    "9f018202039f0405ffff",
    "9f01820203820405ff",
    "83018202039f0405ff",
    "83019f0203ff820405",
    "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff",
    "bf61610161629f0203ffff",
    "826161bf61626163ff",
    "bf6346756ef563416d7421ff",
];
