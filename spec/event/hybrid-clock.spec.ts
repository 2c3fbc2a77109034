import { FOLLOW_LEAD, HybridClock, MAX_LEAD } from "../../src/event/hybrid-clock";
import { counterOf, creatorOf, isKeyBefore, toId } from "../../src/event/key";
import { SeededRandom } from "../random";
import { ManualClock } from "../support/manual-clock";

const NOW = 1705537000;
const OWN = 0xabcd;
const OTHER = 0xef01;

function start(): { world: ManualClock; keys: HybridClock } {
    const world = new ManualClock(NOW);
    return { world, keys: new HybridClock(world, OWN) };
}

/** Issues a key that must be there. */
function issue(keys: HybridClock): { time: number; id: number } {
    const [time, id] = keys.issue();
    if (time === undefined) error("no key");
    return { time, id };
}

describe("HybridClock", () => {
    it("starts at the server's second with counter 0", () => {
        const { world, keys } = start();
        assert.same({ time: NOW, id: toId(OWN, 0) }, issue(keys));
        assert.same({ time: NOW, id: toId(OWN, 1) }, issue(keys));
        world.advance(1);
        assert.same({ time: NOW + 1, id: toId(OWN, 0) }, issue(keys));
    });

    it("moves on to the next second with the 257th event of one", () => {
        const { keys } = start();
        for (const counter of $range(0, 255)) assert.same({ time: NOW, id: toId(OWN, counter) }, issue(keys));
        assert.same({ time: NOW + 1, id: toId(OWN, 0) }, issue(keys));
    });

    it("issues what 60 seconds ahead have room for, and no more until the server's time moves", () => {
        const { world, keys } = start();
        for (const _ of $range(1, (MAX_LEAD + 1) * 256)) issue(keys);
        const [none, noId] = keys.issue();
        assert.is_nil(none);
        assert.is_nil(noId);
        world.advance(1);
        assert.same({ time: NOW + MAX_LEAD + 1, id: toId(OWN, 0) }, issue(keys));
    });

    it("issues nothing before an event of another that it has seen", () => {
        const { keys } = start();
        keys.observe(NOW + 30, toId(OTHER, 9));
        assert.same({ time: NOW + 30, id: toId(OWN, 0) }, issue(keys));
        keys.observe(NOW + 30, toId(OTHER, 200));
        assert.same({ time: NOW + 30, id: toId(OWN, 1) }, issue(keys));
        keys.observe(NOW + 20, toId(OTHER, 0));
        assert.same({ time: NOW + 30, id: toId(OWN, 2) }, issue(keys));
    });

    it("issues a key behind the one that is asked for, whoever made that and however far ahead it lies", () => {
        const { world, keys } = start();
        // The same second, and a creator that comes later in the order.
        const [time, id] = keys.issue(NOW, toId(OTHER, 3));
        assert.same({ time: NOW + 1, id: toId(OWN, 0) }, { time, id });
        assert.same({ time: NOW + 1, id: toId(OWN, 1) }, issue(keys));
        // One that comes earlier needs no other second.
        const [sameTime, sameId] = keys.issue(NOW + 1, toId(1, 255));
        assert.same({ time: NOW + 1, id: toId(OWN, 2) }, { time: sameTime, id: sameId });
        const [ahead] = keys.issue(NOW + MAX_LEAD - 1, toId(OTHER, 0));
        assert.equal(NOW + MAX_LEAD, ahead);
        const [none] = keys.issue(NOW + MAX_LEAD, toId(OTHER, 0));
        assert.is_nil(none);
        world.advance(1);
        assert.same({ time: NOW + MAX_LEAD, id: toId(OWN, 1) }, issue(keys));
    });

    it("does not follow another further than 60 seconds", () => {
        const { keys } = start();
        keys.observe(NOW + MAX_LEAD + 1, toId(OTHER, 0));
        assert.same({ time: NOW, id: toId(OWN, 0) }, issue(keys));
        keys.observe(NOW + MAX_LEAD, toId(OTHER, 0));
        assert.same({ time: NOW + MAX_LEAD, id: toId(OWN, 0) }, issue(keys));
    });

    it("never issues an own key again that comes back from others", () => {
        const { keys } = start();
        keys.observe(NOW, toId(OWN, 7));
        keys.observe(NOW, toId(OWN, 3));
        assert.same({ time: NOW, id: toId(OWN, 8) }, issue(keys));
    });

    it("is not stopped by events that were forged in its name, and never issues their keys", () => {
        const world = new ManualClock(NOW);
        const taken = new LuaSet<string>();
        const nameOf = (time: number, id: number): string => `${time} ${id}`;
        const keys = new HybridClock(world, OWN, (time, id) => taken.has(nameOf(time, id)));
        for (const second of $range(0, 99)) {
            for (const ahead of [1, FOLLOW_LEAD, FOLLOW_LEAD + 1, MAX_LEAD, 119, 500]) {
                for (const counter of [0, 1, 255]) {
                    const [time, id] = [world.serverTime() + ahead, toId(OWN, counter)];
                    taken.add(nameOf(time, id));
                    keys.observe(time, id);
                }
            }
            const { time, id } = issue(keys);
            assert.is_false(taken.has(nameOf(time, id)), `second ${second}`);
            taken.add(nameOf(time, id));
            world.advance(1);
        }
    });

    it("goes on behind the log after a reload", () => {
        const { world, keys } = start();
        keys.resume(NOW + 10);
        assert.same({ time: NOW + 11, id: toId(OWN, 0) }, issue(keys));
        const behind = new HybridClock(world, OWN);
        behind.resume(NOW - 100);
        assert.same({ time: NOW, id: toId(OWN, 0) }, issue(behind));
        const empty = new HybridClock(world, OWN);
        empty.resume(-1);
        assert.same({ time: NOW, id: toId(OWN, 0) }, issue(empty));
    });

    it("is held up for a moment and not for days by a log that ends in the future", () => {
        const { world, keys } = start();
        keys.resume(NOW + 500000);
        const [none] = keys.issue();
        assert.is_nil(none);
        world.advance(1);
        assert.same({ time: NOW + MAX_LEAD + 1, id: toId(OWN, 0) }, issue(keys));
    });

    it("issues ascending keys, none twice and none over the lead, whatever happens", () => {
        for (const seed of $range(1, 40)) {
            const random = new SeededRandom(seed);
            const world = new ManualClock(NOW);
            let keys = new HybridClock(world, OWN);
            let newest = 0;
            let lastTime = -1;
            let lastId = -1;
            let issued = 0;
            for (const _ of $range(1, 600)) {
                const kind = random.integer(1, 12);
                if (kind === 1) world.advance(random.integer(0, 40));
                else if (kind === 2) {
                    const time = world.seconds + random.integer(-100, 2 * MAX_LEAD);
                    keys.observe(time, toId(OTHER, random.integer(0, 255)));
                    newest = math.max(newest, time);
                } else if (kind === 3) {
                    if (lastTime >= 0) keys.observe(lastTime, lastId);
                } else if (kind === 4 && random.integer(1, 4) === 1) {
                    keys = new HybridClock(world, OWN);
                    keys.resume(math.max(newest, lastTime));
                } else {
                    for (const __ of $range(1, random.integer(1, 60))) {
                        const [time, id] = keys.issue();
                        if (time === undefined) break;
                        issued++;
                        const isAhead = time > world.seconds + MAX_LEAD;
                        const isOther = creatorOf(id) !== OWN || counterOf(id) > 255;
                        if (isAhead || isOther || !isKeyBefore(lastTime, lastId, time, id)) error(`seed ${seed}`);
                        lastTime = time;
                        lastId = id;
                    }
                }
            }
            assert.is_true(issued > 1000);
        }
    });

    it("does not go back when the server's time does", () => {
        const { world, keys } = start();
        const first = issue(keys);
        world.advance(-30);
        const second = issue(keys);
        assert.is_true(isKeyBefore(first.time, first.id, second.time, second.id));
    });
});
