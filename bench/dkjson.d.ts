/** JSON for Lua; on every machine that has busted, which needs it itself. @noResolution */
declare module "dkjson" {
    /** The JSON text of a table, keys in the order of pairs. */
    export function encode(this: void, value: object): string;
}
