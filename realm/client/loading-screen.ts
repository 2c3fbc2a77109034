/** Runs what was due behind a loading screen. */
type Due = (this: void) => void;

/**
 * The loading screen of one login. While it is up, the game draws no frame and runs no code of the client. What is due
 * meanwhile waits: events in the order in which they came, timers in the order in which they were due.
 */
export class LoadingScreen {
    /** Whether it is up. */
    isUp = false;
    private events: Due[] = [];
    private timers: Due[] = [];

    /** Keeps an event for the end. Only while it is up. */
    keepEvent(fire: Due): void {
        this.events.push(fire);
    }

    /** Keeps a timer for the end. Only while it is up. */
    keepTimer(run: Due): void {
        this.timers.push(run);
    }

    /** Takes it down. Gives the events and the timers that were due. */
    end(): LuaMultiReturn<[events: readonly Due[], timers: readonly Due[]]> {
        const { events, timers } = this;
        this.isUp = false;
        this.events = [];
        this.timers = [];
        return $multi(events, timers);
    }
}
