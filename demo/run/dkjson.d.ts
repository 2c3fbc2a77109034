/** What the demo needs of dkjson besides what bench/dkjson.d.ts declares. @noResolution */
declare module "dkjson" {
    /** The table that a JSON text means; null becomes nil. */
    export function decode(this: void, text: string): unknown;
}
