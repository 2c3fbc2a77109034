/** A duplex in memory, whose way can be blocked, cut and listened to. */
import type { Duplex, DuplexListener } from "../../src/sync/duplex";

/** What tests may do with the way from one end to the other. */
export interface Way {
    /** While it is true, nothing is taken: what is sent waits. */
    isBlocked: boolean;
    /** Frames that have come through. */
    readonly frames: Buffer[];
    /** What comes through in the stead of each frame; undefined cuts the connection. */
    watch: ((frame: Buffer) => Buffer | undefined) | undefined;
}

class End implements Duplex, Way {
    isBlocked = false;
    readonly frames: Buffer[] = [];
    watch: ((frame: Buffer) => Buffer | undefined) | undefined;
    other!: End;
    /** The code that close() was given; 0 for terminate(). */
    closedWith: number | undefined;
    private listener: DuplexListener | undefined;
    private queue: Buffer[] = [];
    private isPaused = false;
    private isClosing = false;
    private hasEnded = false;
    private isScheduled = false;

    constructor(private readonly stir: () => void) {}

    get waiting(): number {
        return this.queue.reduce((sum, { length }) => sum + length, 0);
    }

    listen(listener: DuplexListener): void {
        this.listener = listener;
        this.other.schedule();
    }

    send(frame: Buffer): void {
        if (this.hasEnded || this.isClosing) return;
        this.queue.push(frame);
        this.schedule();
    }

    pause(): void {
        this.isPaused = true;
    }

    resume(): void {
        this.isPaused = false;
        this.other.schedule();
    }

    close(code: number): void {
        this.closedWith ??= code;
        this.isClosing = true;
        this.schedule();
    }

    terminate(): void {
        this.closedWith ??= 0;
        this.end();
        this.other.end();
    }

    /** Hands on what waits, one frame a turn of the event loop. */
    schedule(): void {
        if (this.isScheduled || this.hasEnded) return;
        this.isScheduled = true;
        setImmediate(() => {
            this.isScheduled = false;
            this.take();
        });
    }

    private take(): void {
        if (this.hasEnded || this.isBlocked) return;
        if (this.queue.length === 0 && this.isClosing) {
            this.terminate();
            return;
        }
        if (this.queue.length === 0 || this.other.isPaused || this.other.listener === undefined) return;
        const [sent] = this.queue.splice(0, 1);
        this.stir();
        const frame = this.watch === undefined ? sent : this.watch(sent);
        if (frame === undefined) {
            this.terminate();
            return;
        }
        this.frames.push(frame);
        this.other.listener.frame(frame);
        this.listener?.drain();
        this.schedule();
    }

    private end(): void {
        if (this.hasEnded) return;
        this.hasEnded = true;
        this.queue = [];
        this.stir();
        setImmediate(() => {
            this.stir();
            this.listener?.end();
        });
    }
}

/** A connection in memory. @param stir is told whenever something happens. */
export function memoryPair(stir: () => void = () => undefined): { readonly client: End; readonly server: End } {
    const [client, server] = [new End(stir), new End(stir)];
    [client.other, server.other] = [server, client];
    return { client, server };
}

export type MemoryEnd = End;
