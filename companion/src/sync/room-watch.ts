/** Takes up what other processes change in the rooms that this one has in memory: at hints, and by looking every so many seconds. */
import type { Rooms } from "../rooms/rooms";
import type { Cancel, Clock } from "./clock";

/** Hints may be lost: then it takes this long. */
const LOOK_MS = 5000;

/** Watches the rooms of a database until it is stopped. Where no other process can have the database, it does nothing. */
export class RoomWatch {
    private readonly unlisten: (() => void) | undefined;
    private cancel: Cancel | undefined;
    private isLooking = false;

    /** @param failed is told what the database has raised: it is looked at anew. */
    constructor(
        private readonly rooms: Pick<Rooms, "elsewhere" | "look">,
        private readonly clock: Clock,
        private readonly failed: (error: unknown) => void,
    ) {
        if (rooms.elsewhere === undefined) return;
        this.unlisten = rooms.elsewhere.onHint((names) => void this.look(names));
        this.waitAndLook();
    }

    private waitAndLook(): void {
        this.cancel = this.clock.after(LOOK_MS, () => {
            this.waitAndLook();
            if (this.isLooking) return;
            this.isLooking = true;
            void this.look(undefined).finally(() => (this.isLooking = false));
        });
    }

    private async look(names: readonly string[] | undefined): Promise<void> {
        await this.rooms.look(names).catch(this.failed);
    }

    stop(): void {
        this.unlisten?.();
        this.cancel?.();
    }
}
