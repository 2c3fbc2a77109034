/** Processes of a bench: servers that tell what they used, and loads that tell what they saw. */
import { fork, type StdioOptions } from "node:child_process";

/** What a process has used up to now. */
export interface Usage {
    /** Seconds of processor time. */
    readonly cpu: number;
    /** Bytes of memory that it holds. */
    readonly memory: number;
}

/** A process that was started. */
export interface Child {
    /** Asks it something, and waits for the answer. */
    ask<T>(question: unknown): Promise<T>;
    end(): void;
}

/** Starts a bundle of this bench. Its standard error is this one's. @param env beside this one's. */
export function start(bundle: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Child {
    const stdio: StdioOptions = ["ignore", "inherit", "inherit", "ipc"];
    const child = fork(bundle, args, { stdio, env: { ...process.env, ...env } });
    const waiting: ((answer: unknown) => void)[] = [];
    child.on("message", (answer) => waiting.shift()?.(answer));
    child.on("exit", (code) => {
        if (waiting.length > 0) throw new Error(`${bundle} ended with ${code}`);
    });
    return {
        ask: (question) =>
            new Promise((resolve) => {
                waiting.push((answer) => resolve(answer as never));
                child.send(question as object);
            }),
        end: () => child.kill(),
    };
}

/** Answers questions of the process that started this one. */
export function answer(reply: (question: unknown) => unknown): void {
    process.on("message", (question) => {
        void Promise.resolve(reply(question)).then((said) => process.send?.(said));
    });
}

/** What this process has used. */
export function usage(): Usage {
    const { user, system } = process.cpuUsage();
    return { cpu: (user + system) / 1e6, memory: process.memoryUsage.rss() };
}
