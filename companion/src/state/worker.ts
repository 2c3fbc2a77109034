/** The worker that runs modules: machines by name, each a Lua of its own. It is bundled into a text, and started from that. */
import { parentPort, workerData } from "node:worker_threads";
import lua from "../../machine/machine.lua";
import wasm from "wasmoon-lua5.1/dist/liblua5.1.wasm";
import { LuaError, type LuaResult, LuaVm } from "./lua-vm";
import type { Answer, Request, WorkerData } from "./worker-messages";

const { memory } = workerData as WorkerData;
const program = WebAssembly.compile(wasm);
const machines = new Map<string, LuaVm>();

function machineOf(name: string): LuaVm {
    const found = machines.get(name);
    if (found === undefined) throw new Error(`no machine "${name}"`);
    return found;
}

async function results(request: Request): Promise<readonly LuaResult[]> {
    if (request.kind === "drop") {
        machines.delete(request.machine);
        return [];
    }
    if (request.kind === "call")
        return machineOf(request.machine).call("machine", request.name, request.values, request.results);
    const vm = await LuaVm.make(await program, memory);
    machines.set(request.machine, vm);
    vm.run(lua, "LibEventLedger");
    return vm.call("machine", "load", [request.text, request.file, request.addon, request.isReversed], 1);
}

async function answer(request: Request): Promise<Answer> {
    const { id } = request;
    try {
        return { id, kind: "results", results: await results(request) };
    } catch (error) {
        const isRaised = error instanceof LuaError;
        if (!isRaised) machines.delete(request.machine);
        return { id, kind: isRaised ? "error" : "fatal", message: error instanceof Error ? error.message : "?" };
    }
}

parentPort?.on("message", (request: Request) => {
    void answer(request).then((told) => parentPort?.postMessage(told));
});
