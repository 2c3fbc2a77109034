/** The worker that runs one module's machines. Each request has an end: a worker that does not answer is ended, with all of its machines. */
import { Worker } from "node:worker_threads";
import text from "ledger:state-worker";
import { LuaError, LuaFatal, type LuaResult, type LuaScalar } from "./lua-vm";
import type { Answer, Request, WorkerData } from "./worker-messages";

/** Milliseconds that a request may take. */
const STEP_MS = 5000;

/** Most bytes of memory of a machine. */
const MEMORY = 268_435_456;

/** Megabytes of a worker's own memory, without those of its machines. */
const HEAP_MB = 256;

/** What a worker is made with. */
export interface WorkerLimits {
    readonly stepMs?: number;
    readonly memory?: number;
}

interface Waiting {
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: Error) => void;
    readonly timer: NodeJS.Timeout;
}

/** A request without its number. */
type Asked = Request extends infer One ? (One extends Request ? Omit<One, "id"> : never) : never;

export class ModuleWorker {
    /** Another one for each worker that was begun with: machines of one before are gone. */
    incarnation = 0;
    private worker: Worker | undefined;
    private readonly waiting = new Map<number, Waiting>();
    private nextId = 0;

    constructor(private readonly limits: WorkerLimits = {}) {}

    /** Makes a machine of a module. @returns what the module says. Raises LuaError and LuaFatal. */
    async make(
        machine: string,
        module: { text: string; file: string; addon: string; isReversed: boolean },
    ): Promise<Uint8Array> {
        const [told] = await this.ask({ kind: "make", machine, ...module });
        return told as Uint8Array;
    }

    /** Calls a function of a machine. Raises LuaError and LuaFatal. */
    call(machine: string, name: string, values: readonly LuaScalar[] = [], results = 1): Promise<readonly LuaResult[]> {
        return this.ask({ kind: "call", machine, name, values, results });
    }

    /** Forgets a machine. */
    async drop(machine: string): Promise<void> {
        if (this.worker !== undefined) await this.ask({ kind: "drop", machine });
    }

    /** Ends the worker. What is asked fails. */
    async stop(): Promise<void> {
        await this.end(new LuaFatal("it was stopped"));
    }

    private async ask(asked: Asked): Promise<readonly LuaResult[]> {
        const worker = this.begin();
        const id = this.nextId++;
        const answer = await new Promise<Answer>((resolve, reject) => {
            const { stepMs = STEP_MS } = this.limits;
            const late = new LuaFatal(`it did not come to an end in ${stepMs / 1000} s`);
            const timer = setTimeout(() => void this.end(late), stepMs);
            this.waiting.set(id, { resolve, reject, timer });
            worker.ref();
            worker.postMessage({ ...asked, id });
        });
        if (answer.kind === "results") return answer.results;
        throw answer.kind === "error" ? new LuaError(answer.message) : new LuaFatal(answer.message);
    }

    private begin(): Worker {
        if (this.worker !== undefined) return this.worker;
        const workerData: WorkerData = { memory: this.limits.memory ?? MEMORY };
        const worker = new Worker(text, {
            eval: true,
            env: {},
            execArgv: [],
            workerData,
            resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
        });
        this.worker = worker;
        this.incarnation++;
        worker.on("message", (answer: Answer) => this.answered(answer));
        worker.on("error", (error) => void this.end(new LuaFatal(error.message), worker));
        worker.on("exit", () => void this.end(new LuaFatal("it has ended"), worker));
        worker.unref();
        return worker;
    }

    private answered(answer: Answer): void {
        const waiting = this.waiting.get(answer.id);
        this.waiting.delete(answer.id);
        if (this.waiting.size === 0) this.worker?.unref();
        if (waiting === undefined) return;
        clearTimeout(waiting.timer);
        waiting.resolve(answer);
    }

    private async end(why: Error, which = this.worker): Promise<void> {
        if (which === undefined || which !== this.worker) return;
        this.worker = undefined;
        const all = [...this.waiting.values()];
        this.waiting.clear();
        for (const { reject, timer } of all) {
            clearTimeout(timer);
            reject(why);
        }
        await which.terminate();
    }
}
