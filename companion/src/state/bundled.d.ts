/** What tools/state-worker.mjs makes of files that are no TypeScript. */
declare module "*.lua" {
    const text: string;
    export default text;
}
declare module "*.wasm" {
    const bytes: Uint8Array<ArrayBuffer>;
    export default bytes;
}
/** worker.ts with all that it needs, as the text of one script. */
declare module "ledger:state-worker" {
    const text: string;
    export default text;
}
