import type { Guard } from "../../src/ports";

/** Keeps what would go to the game's error handler. */
export class CollectingGuard implements Guard {
    readonly reports: string[] = [];

    call<Arguments extends unknown[]>(callback: (this: void, ...args: Arguments) => void, ...args: Arguments): void {
        const [ok, message] = pcall(callback, ...args);
        if (!ok) this.report(tostring(message));
    }

    report(message: string): void {
        this.reports.push(message);
    }
}
