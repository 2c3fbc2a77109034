import { type Checkpoint, checkpointOf } from "../../../src/live/shared/checkpoint";
import { Sayings } from "../../../src/live/shared/sayings";
import type { Clock } from "../../../src/ports";
import { REMEMBER_SECONDS } from "../../../src/live/constants";

function checkpoint(origin: number, count: number, at: number, maker = "A"): Checkpoint {
    const head = { origin: { seconds: origin, counter: 0 }, maker, at: { seconds: at, counter: 0 }, count };
    return checkpointOf({ ...head, term: 0, holder: "", rows: [], missing: [], repeated: [] }, { n: count });
}

describe("what members say of checkpoints", () => {
    let now = 0;
    const clock: Clock = { serverTime: () => 0, uptime: () => now, milliseconds: () => 0 };

    it("takes the earlier origin, then the lower maker, the higher count, the later moment", () => {
        const order = [
            checkpoint(5, 9, 90),
            checkpoint(4, 1, 20, "B"),
            checkpoint(4, 1, 20),
            checkpoint(4, 2, 10),
            checkpoint(4, 2, 11),
        ];
        for (const last of $range(0, order.length - 1)) {
            const sayings = new Sayings(clock);
            for (const index of $range(last, 0, -1)) sayings.put(`M${string.format("%d", index)}`, order[index]);
            assert.equal(order[last].id, sayings.strongest(() => true)?.id);
        }
    });

    it("knows who says one, by name", () => {
        const sayings = new Sayings(clock);
        const one = checkpoint(1, 1, 2);
        for (const name of ["C", "A", "B"]) sayings.put(name, one);
        sayings.put("B", checkpoint(1, 2, 3));
        sayings.put("C", undefined);
        assert.same(["A"], sayings.namesFor(one.id));
        assert.is_nil(sayings.of("C"));
    });

    it("passes over one of no use for a while", () => {
        const sayings = new Sayings(clock);
        const useless = checkpoint(1, 2, 3);
        const other = checkpoint(1, 1, 2);
        sayings.put("A", useless);
        sayings.put("B", other);
        sayings.passOver(useless.id);
        assert.equal(other.id, sayings.strongest(() => true)?.id);
        now += REMEMBER_SECONDS;
        assert.equal(useless.id, sayings.strongest(() => true)?.id);
    });
});
