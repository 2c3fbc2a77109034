import { Emitter } from "../src/emitter";
import { CollectingGuard } from "./support/collecting-guard";

describe("Emitter", () => {
    it("tells listeners in the order in which they came, with all arguments", () => {
        const emitter = new Emitter(new CollectingGuard());
        const heard: unknown[] = [];
        emitter.on("a", (...args) => heard.push(["first", ...args]));
        emitter.on("a", (...args) => heard.push(["second", ...args]));
        emitter.on("b", () => heard.push("b"));
        emitter.emit("a", 1, "two");
        emitter.emit("nobody listens");
        assert.same(
            [
                ["first", 1, "two"],
                ["second", 1, "two"],
            ],
            heard,
        );
    });

    it("reports a listener's error and tells the others", () => {
        const guard = new CollectingGuard();
        const emitter = new Emitter(guard);
        let heard = 0;
        emitter.on("a", () => error("broken", 0));
        emitter.on("a", () => {
            heard++;
        });
        emitter.emit("a");
        assert.equal(1, heard);
        assert.same(["broken"], guard.reports);
    });

    it("ends with the function that on() returned, also from within a listener", () => {
        const emitter = new Emitter(new CollectingGuard());
        const heard: string[] = [];
        const off = emitter.on("a", () => {
            heard.push("once");
            off();
        });
        emitter.on("a", () => heard.push("always"));
        assert.is_true(emitter.has("a"));
        emitter.emit("a");
        emitter.emit("a");
        off();
        assert.same(["once", "always", "always"], heard);
    });

    it("knows whether anybody listens", () => {
        const emitter = new Emitter(new CollectingGuard());
        assert.is_false(emitter.has("a"));
        const off = emitter.on("a", () => {});
        assert.is_true(emitter.has("a"));
        off();
        assert.is_false(emitter.has("a"));
    });

    it("takes a listener that was added twice out once at a time", () => {
        const emitter = new Emitter(new CollectingGuard());
        let heard = 0;
        const listener = (): void => {
            heard++;
        };
        const off = emitter.on("a", listener);
        emitter.on("a", listener);
        off();
        emitter.emit("a");
        assert.equal(1, heard);
        off();
        emitter.emit("a");
        assert.equal(2, heard);
    });
});
