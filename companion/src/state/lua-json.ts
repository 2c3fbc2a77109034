/** Values of Lua as JSON, as docs/companion-page.md describes them under "A state". */

/** A value. */
export type LuaJson =
    | null
    | boolean
    | number
    | string
    | readonly LuaJson[]
    | { readonly table: readonly (readonly [LuaJson, LuaJson])[] }
    | { readonly number: "nan" | "inf" | "-inf" }
    | { readonly bytes: string };

const MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5 } as const;

/** Deepest nesting that is read: more than is written. */
const MAX_DEPTH = 256;

function numberJson(value: number): LuaJson {
    if (Number.isNaN(value)) return { number: "nan" };
    if (Number.isFinite(value)) return value;
    return { number: value > 0 ? "inf" : "-inf" };
}

/** A half-precision number, of which only what is no number is written so. */
function halfJson(bits: number): LuaJson {
    if ((bits & 0x7c00) !== 0x7c00) {
        const fraction = bits & 0x3ff;
        const exponent = (bits >> 10) & 0x1f;
        const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
        return bits >= 0x8000 ? -size : size;
    }
    if ((bits & 0x3ff) !== 0) return { number: "nan" };
    return { number: bits >= 0x8000 ? "-inf" : "inf" };
}

/** Reads CBOR of the machine, or of a saved state. */
class Reader {
    private at = 0;
    private values = 0;
    /** Whether there was more than was wanted: the rest is not read. */
    isCut = false;
    private readonly view: DataView;

    constructor(
        private readonly bytes: Uint8Array,
        private readonly most: number,
        private readonly isAllMaps: boolean,
    ) {
        this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }

    private take(count: number): number {
        const { at } = this;
        if (at + count > this.bytes.length) throw new Error("bytes missing");
        this.at += count;
        return at;
    }

    private argument(info: number): number {
        if (info < 24) return info;
        if (info === 24) return this.view.getUint8(this.take(1));
        if (info === 25) return this.view.getUint16(this.take(2));
        if (info === 26) return this.view.getUint32(this.take(4));
        if (info === 27) return Number(this.view.getBigUint64(this.take(8)));
        throw new Error("a head of another form");
    }

    private simple(info: number): LuaJson {
        if (info === 20 || info === 21) return info === 21;
        if (info === 22) return null;
        if (info === 25) return halfJson(this.view.getUint16(this.take(2)));
        if (info === 26) return numberJson(this.view.getFloat32(this.take(4)));
        if (info === 27) return numberJson(this.view.getFloat64(this.take(8)));
        throw new Error("a value of another form");
    }

    read(depth = 0): LuaJson {
        if (depth > MAX_DEPTH) throw new Error("nested too deep");
        this.values++;
        const head = this.view.getUint8(this.take(1));
        const [major, info] = [head >> 5, head & 31];
        if (major === 7) return this.simple(info);
        const argument = this.argument(info);
        if (major === MAJOR.unsigned) return argument;
        if (major === MAJOR.negative) return -1 - argument;
        if (major === MAJOR.array) return this.items(argument, depth);
        if (major === MAJOR.map) return this.entries(argument, depth);
        const start = this.take(argument);
        const content = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, argument);
        if (major === MAJOR.text) return content.toString("utf8");
        if (major === MAJOR.bytes) return { bytes: content.toString("hex") };
        throw new Error("an item of another form");
    }

    private isFull(): boolean {
        this.isCut ||= this.values >= this.most;
        return this.isCut;
    }

    private items(count: number, depth: number): LuaJson {
        const items: LuaJson[] = [];
        for (let index = 0; index < count && !this.isFull(); index++) items.push(this.read(depth + 1));
        return items;
    }

    private entries(count: number, depth: number): LuaJson {
        const entries: { key: Buffer; entry: readonly [LuaJson, LuaJson] }[] = [];
        for (let index = 0; index < count && !this.isFull(); index++) {
            const start = this.at;
            const key = this.read(MAX_DEPTH);
            this.values--;
            const bytes = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, this.at - start);
            entries.push({ key: bytes, entry: [key, this.read(depth + 1)] });
        }
        if (!this.isAllMaps) return { table: entries.map(({ entry }) => entry) };
        entries.sort((one, other) => Buffer.compare(one.key, other.key));
        return listOf(entries.map(({ entry }) => entry));
    }
}

/** A table whose keys are 1 to n is a list. In the codec's order they stand in order, below 24 and above. */
function listOf(entries: readonly (readonly [LuaJson, LuaJson])[]): LuaJson {
    const isList = entries.length > 0 && entries.every(([key], index) => key === index + 1);
    return isList ? entries.map(([, value]) => value) : { table: entries };
}

/** A value, and whether it is not all. */
interface Read {
    readonly value: LuaJson;
    readonly isCut: boolean;
}

/** A value of the bytes that the machine gives. */
export function luaJson(bytes: Uint8Array): Read {
    return read(new Reader(bytes, Infinity, false));
}

/**
 * A state of the bytes that the game saves: each table is a map there, lists too, with its entries in any order. Raises an Error where they
 * are of another form.
 * @param most values, of which the rest is left out.
 */
export function savedJson(bytes: Uint8Array, most: number): Read {
    return read(new Reader(bytes, most, true));
}

function read(reader: Reader): Read {
    const value = reader.read();
    return { value, isCut: reader.isCut };
}
