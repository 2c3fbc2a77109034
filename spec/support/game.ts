/** The game's globals for specs of src/platform: each spec says what its game has. */

type Handler = (this: void, frame: FakeFrame, event: string, ...args: unknown[]) => void;

const globals = _G as unknown as LuaTable<string, unknown>;

/** A frame that runs its scripts when told. */
export class FakeFrame {
    readonly events = new LuaSet<string>();
    readonly scripts = new LuaMap<string, (this: void, ...args: unknown[]) => void>();
    isShown = true;

    constructor(private readonly game: FakeGame) {}

    RegisterEvent(event: string): void {
        if (this.game.unknownEvents.has(event)) {
            error(`Attempt to register unknown event "${event}"`, 2);
        }
        this.events.add(event);
    }

    SetScript(script: string, handler: Handler): void {
        this.scripts.set(script, handler as (this: void, ...args: unknown[]) => void);
    }

    Show(): void {
        this.isShown = true;
    }

    Hide(): void {
        this.isShown = false;
    }
}

/** Sets globals, and takes them all out again. */
export class FakeGame {
    readonly frames: FakeFrame[] = [];
    readonly unknownEvents = new LuaSet<string>();
    /** What reached the error handler. */
    readonly errors: string[] = [];
    private readonly before = new LuaMap<string, { value: unknown }>();

    constructor() {
        this.set({
            CreateFrame: () => {
                const frame = new FakeFrame(this);
                this.frames.push(frame);
                return frame;
            },
            geterrorhandler: () => (message: string) => {
                this.errors.push(message);
            },
        });
    }

    /** Sets globals. A member of the value that is undefined is not there. */
    set(values: Record<string, unknown>): void {
        for (const [name, value] of pairs(values as unknown as LuaTable<string, unknown>)) {
            if (!this.before.has(name)) {
                this.before.set(name, { value: globals.get(name) });
            }
            globals.set(name, value);
        }
    }

    /** Takes a global out. */
    remove(name: string): void {
        this.set({ [name]: false });
        globals.delete(name);
    }

    /** Puts all globals back. */
    end(): void {
        for (const [name, { value }] of this.before) {
            globals.set(name, value);
        }
    }

    /** Runs an event through all frames that registered it. */
    fire(event: string, ...args: unknown[]): void {
        for (const frame of this.frames) {
            if (frame.events.has(event)) {
                frame.scripts.get("OnEvent")!(frame, event, ...args);
            }
        }
    }

    /** Lets a frame of the game pass. */
    nextFrame(): void {
        for (const frame of this.frames) {
            if (frame.isShown) {
                frame.scripts.get("OnUpdate")?.(frame, 1 / 60);
            }
        }
    }
}
