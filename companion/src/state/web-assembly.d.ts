/** What of WebAssembly is used, which the types of Node 20 lack. */
declare namespace WebAssembly {
    class Module {
        private readonly own: never;
        static imports(module: Module): { readonly module: string; readonly name: string }[];
    }
    interface Memory {
        readonly buffer: ArrayBuffer;
        /** Raises a RangeError where there is no more. */
        grow(pages: number): number;
    }
    interface Table {
        get(index: number): unknown;
    }
    interface Instance {
        readonly exports: Readonly<Record<string, unknown>>;
    }
    function compile(bytes: Uint8Array): Promise<Module>;
    function instantiate(module: Module, imports: object): Promise<Instance>;
}
