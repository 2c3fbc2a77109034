import type { Guard } from "../ports";

/** Calls code that is not the library's own, and sends its errors to the game's error handler. */
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
