import type { Lease } from "../../../src/api/room-lease";
import type { SharedObjectOptions } from "../../../src/api/room-object";
import { checkObjectOptions } from "../../../src/live/shared/options";

function problem(options: unknown): string {
    const [ok, message] = pcall(checkObjectOptions, options as SharedObjectOptions);
    return ok ? "" : tostring(message);
}

describe("the options of an object", () => {
    it("are data, a lease and a table", () => {
        assert.equal("", problem({ data: {} }));
        const lease = { isHeld: () => false } as unknown as Lease;
        assert.equal("", problem({ data: { a: [1] }, writers: lease, saved: {} }));
    });

    it("raise for anything else", () => {
        assert.matches("sharedObject: 'options' must be a table, got nil", problem(undefined));
        assert.matches("sharedObject: 'data' must be a table", problem({}));
        assert.matches("sharedObject: 'data.a' must not be a function", problem({ data: { a: () => 1 } }));
        assert.matches("sharedObject: 'data.b.1' must be a finite number", problem({ data: { b: [1, 0 / 0] } }));
        assert.matches(
            "sharedObject: 'data.a' must take 16384 bytes",
            problem({ data: { a: string.rep("x", 20000) } }),
        );
        assert.matches(
            "sharedObject: 'writers' must be a lease of this room, got 5",
            problem({ data: {}, writers: 5 }),
        );
        assert.matches("sharedObject: 'saved' must be a table, got true", problem({ data: {}, saved: true }));
        assert.matches("sharedObject: 'date' is unknown; did you mean 'data'", problem({ data: {}, date: {} }));
    });
});
