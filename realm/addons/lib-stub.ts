import { type Environment, define } from "../lua/types";

type LibStub = Environment;

/** Of a minor version only the first run of digits counts: "$Revision: 12 $" is 12. */
function parseMinor(minor: unknown): number {
    const [digits] = string.match(tostring(minor), "%d+");
    const version = digits === undefined ? undefined : tonumber(digits);
    if (version === undefined) error("Minor version must either be a number or contain a number.", 3);
    return version;
}

/**
 * LibStub by its public behaviour, written anew. In the game each addon embeds it; in the realm it is there before addons
 * load, which comes to the same, since the first copy is the one everybody uses.
 */
export function createLibStub(): LibStub {
    const libs = new LuaTable<string, object>();
    const minors = new LuaTable<string, number>();
    const stub: LibStub = new LuaTable();
    const getLibrary = (_: LibStub, major: string, silent?: boolean): LuaMultiReturn<[object?, number?]> => {
        const library = libs.get(major) as object | undefined;
        if (library === undefined && silent !== true) {
            error(`Cannot find a library instance of "${tostring(major)}".`, 2);
        }
        return $multi(library, minors.get(major));
    };
    define(stub, {
        libs,
        minors,
        minor: 2,
        NewLibrary: (_: LibStub, major: string, minor: unknown): LuaMultiReturn<[object?, number?]> => {
            if (type(major) !== "string") error("Bad argument #2 to `NewLibrary' (string expected)", 2);
            const version = parseMinor(minor);
            const older = minors.get(major) as number | undefined;
            if (older !== undefined && older >= version) return $multi();
            minors.set(major, version);
            const library = (libs.get(major) as object | undefined) ?? {};
            libs.set(major, library);
            return $multi(library, older);
        },
        GetLibrary: getLibrary,
        IterateLibraries: () => pairs(libs),
    });
    setmetatable(stub as object, { __call: getLibrary } as object);
    return stub;
}
