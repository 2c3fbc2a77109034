import { type Clock, type Scheduled } from "../clock/clock";
import { type LuaFunction, type Payload } from "../lua/types";
import { type CallGuard } from "./call-guard";
import { type LoadingScreen } from "./loading-screen";

/** What the hub keeps of a frame, out of reach of the addon. */
export interface FrameState {
    readonly frame: object;
    readonly events: LuaSet<string>;
    readonly scripts: LuaTable<string, LuaFunction | undefined>;
    readonly parent?: FrameState;
    isShown: boolean;
}

/** Whether a frame and all that it is in are shown. */
export function isVisible(state: FrameState): boolean {
    let ancestor: FrameState | undefined = state;
    while (ancestor !== undefined) {
        if (!ancestor.isShown) return false;
        ancestor = ancestor.parent;
    }
    return true;
}

/** Who listens to what in one client, and which frames want OnUpdate. */
export class EventHub implements Scheduled {
    /** Per event, in the order of registration. Lists are replaced, not changed: a running event keeps its own. */
    private readonly listeners = new LuaTable<string, readonly FrameState[] | undefined>();
    private updated: readonly FrameState[] = [];
    private isScheduled = false;
    private isAlive = true;

    constructor(
        private readonly guard: CallGuard,
        private readonly clock: Clock,
        readonly knownEvents: LuaSet<string>,
        private readonly screen: LoadingScreen,
    ) {}

    /** RegisterEvent; raises on an event that the client does not know. */
    register(state: FrameState, event: string): boolean {
        if (!this.knownEvents.has(event)) {
            error(`Frame:RegisterEvent(): Attempt to register unknown event "${tostring(event)}"`, 3);
        }
        if (state.events.has(event)) return false;
        state.events.add(event);
        this.listeners.set(event, (this.listeners.get(event) ?? []).concat(state));
        return true;
    }

    /** UnregisterEvent. */
    unregister(state: FrameState, event: string): boolean {
        if (!state.events.has(event)) return false;
        state.events.delete(event);
        const kept = (this.listeners.get(event) ?? []).filter((other) => other !== state);
        this.listeners.set(event, kept.length > 0 ? kept : undefined);
        return true;
    }

    /** Runs an event through all frames that registered it; behind a loading screen at its end. */
    fire(event: string, payload: Payload): void {
        if (this.screen.isUp) {
            this.screen.keepEvent(() => this.fire(event, payload));
            return;
        }
        const listeners = this.listeners.get(event);
        if (listeners === undefined) return;
        for (const state of listeners) {
            const script = state.scripts.get("OnEvent");
            // A frame may have unregistered the event while it was on its way.
            if (script !== undefined && this.isAlive && state.events.has(event)) {
                this.guard.callWith(event, script, state.frame, event, payload);
            }
        }
    }

    /** To be called when a frame gets or loses an OnUpdate script. */
    setUpdated(state: FrameState, isUpdated: boolean): void {
        const others = this.updated.filter((other) => other !== state);
        this.updated = isUpdated ? others.concat(state) : others;
        this.wake();
    }

    /** To be called when a frame is shown. */
    wake(): void {
        if (this.isScheduled || !this.isAlive || !this.wantsUpdate()) return;
        this.isScheduled = true;
        this.clock.schedule(this, 0);
    }

    /** One frame of the game. Behind a loading screen none is drawn. */
    run(): void {
        this.isScheduled = false;
        if (!this.screen.isUp) this.draw(1 / this.clock.rate);
    }

    /** OnUpdate of all visible frames. @param elapsed seconds since the last time */
    draw(elapsed: number): void {
        if (!this.isAlive) return;
        for (const state of this.updated) {
            const script = state.scripts.get("OnUpdate");
            if (script !== undefined && isVisible(state)) this.guard.call("OnUpdate", script, state.frame, elapsed);
        }
        this.wake();
    }

    /** Nothing runs any more. */
    close(): void {
        this.isAlive = false;
    }

    /** Nobody looks at the clock sixty times a second for frames that are hidden. */
    private wantsUpdate(): boolean {
        for (const state of this.updated) {
            if (isVisible(state)) return true;
        }
        return false;
    }
}
