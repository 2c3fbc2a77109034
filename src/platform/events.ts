/** The game's events, each to whoever asked for it. */

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

    /** Calls `handler` with the event's arguments. An event that this client does not know is left aside. */
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
