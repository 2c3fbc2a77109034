/** Passes the game's events to the handlers that want them. */

import type { Guard } from "../ports";

type Handler = (this: void, ...args: unknown[]) => void;

export class GameEvents {
    private readonly frame = createFrame("Frame");
    private readonly handlers = new LuaMap<string, Handler[]>();

    constructor(guard: Guard) {
        this.frame.SetScript("OnEvent", (_frame, event, ...args) => {
            for (const handler of this.handlers.get(event) ?? []) {
                guard.call(handler, ...args);
            }
        });
    }

    /** Calls `handler` with the arguments of each such event. An event that this client does not have is ignored. */
    on(event: string, handler: Handler): void {
        const handlers = this.handlers.get(event);
        if (handlers !== undefined) {
            handlers[handlers.length] = handler;
            return;
        }
        if (eventUtils?.IsEventValid?.(event) === false) {
            return;
        }
        const [isKnown] = pcall(() => this.frame.RegisterEvent(event));
        if (isKnown) {
            this.handlers.set(event, [handler]);
        }
    }
}
