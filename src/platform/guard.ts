import type { Guard } from "../ports";

/** Isolates the library from code that is not its own, and reports through the game's error handler. */
export class GameGuard implements Guard {
    call<Arguments extends unknown[]>(callback: (this: void, ...args: Arguments) => void, ...args: Arguments): void {
        const [ok, message] = pcall(callback, ...args);
        if (!ok) {
            this.report(tostring(message));
        }
    }

    report(message: string): void {
        pcall(geterrorhandler(), message);
    }
}
