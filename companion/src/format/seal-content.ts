/** What the body of a seal says: docs/seals.md, "The event". */
import { splitBody, SYSTEM_TYPE } from "./body";
import { itemValue } from "./item-value";
import { byteStringOf } from "./items";
import { KEY_BYTES } from "./key";

/** The first field of a seal, and how many it has. */
const FORM = 1;
const FIELDS = 12;
/** Bytes of the digests of rows and state. */
export const DIGEST_BYTES = 16;
/** Most keys of a list, and most boundaries. */
const LIST_LIMIT = 256;

export interface SealContent {
    /** The weeks before it are sealed. */
    readonly week: number;
    /** Number of events in them. */
    readonly count: number;
    /** Hash of their packed rows, u32; and the hex of another one, that cannot be forged. */
    readonly root: number;
    readonly rows: string;
    /** Hex of the hash of the sealed state. */
    readonly digest: string;
    /** The version of the addon that made the state. */
    readonly stateVersion: number;
    /** Hex of the keys of revocations of later weeks that count for sealed events. */
    readonly revocations: ReadonlySet<string>;
    /** The same of revocations of sealed weeks that do not count. */
    readonly late: ReadonlySet<string>;
    /** Weeks of the seals before it, ascending. */
    readonly boundaries: readonly number[];
}

/** Pieces of some length in a row, as hex; undefined where they do not ascend, or are too many. */
function ascending(bytes: Buffer | undefined, width: number): string[] | undefined {
    if (bytes === undefined || bytes.length % width !== 0 || bytes.length > width * LIST_LIMIT) return undefined;
    const pieces = Array.from({ length: bytes.length / width }, (_, index) =>
        bytes.subarray(width * index, width * (index + 1)).toString("hex"),
    );
    return pieces.every((piece, index) => index === 0 || pieces[index - 1] < piece) ? pieces : undefined;
}

function integer(item: Buffer, limit: number): number | undefined {
    const value = itemValue(item);
    return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < limit ? value : undefined;
}

function digest(item: Buffer): string | undefined {
    const bytes = byteStringOf(item);
    return bytes?.length === DIGEST_BYTES ? bytes.toString("hex") : undefined;
}

/** What a body says as a seal; undefined when it is none. */
export function sealContent(body: Buffer): SealContent | undefined {
    const items = body[0] === SYSTEM_TYPE ? splitBody(body) : undefined;
    if (items?.length !== FIELDS || integer(items[0], FORM + 1) !== FORM) return undefined;
    const numbers = {
        week: integer(items[1], 2 ** 16),
        count: integer(items[2], 2 ** 53),
        root: integer(items[3], 2 ** 32),
        stateVersion: integer(items[6], 2 ** 53),
    };
    const digests = { rows: digest(items[4]), digest: digest(items[5]) };
    const [typeIds, types] = [ascending(byteStringOf(items[7]), 1), integer(items[8], 2 ** 32)];
    const [revocations, late] = [9, 10].map((index) => ascending(byteStringOf(items[index]), KEY_BYTES));
    const boundaries = ascending(byteStringOf(items[11]), 2)?.map((hex) => parseInt(hex, 16));
    const isWhole = [...Object.values(numbers), ...Object.values(digests), typeIds, types].every(
        (part) => part !== undefined,
    );
    if (!isWhole || numbers.week === 0 || revocations === undefined || late === undefined || boundaries === undefined)
        return undefined;
    return {
        ...(numbers as Required<Record<keyof typeof numbers, number>>),
        ...(digests as Record<keyof typeof digests, string>),
        revocations: new Set(revocations),
        late: new Set(late),
        boundaries,
    };
}
