import { LEASE_SECONDS } from "../../../src/live/lease/constants";
import type { LeaseOptions } from "../../../src/api/room-lease";
import { checkLeaseOptions } from "../../../src/live/lease/options";
import { rounds } from "../../support/rounds";
import { LeaseWorld } from "./world";

/** Simulated seconds for which messages are counted, and how many there may be. */
const COUNTED_SECONDS = rounds(3600, 600);
const MESSAGES = (300 * COUNTED_SECONDS) / 3600;

const THREE = ["M001-Realm", "M002-Realm", "M003-Realm"];

describe("a lease without electors", () => {
    it("is granted to one, then to the next in line", () => {
        const world = new LeaseWorld(1, 5);
        world.loginAll();
        world.run(5);
        const [a, b, c] = world.contenders;
        a.acquire();
        world.run(1);
        b.acquire();
        c.acquire(false);
        world.run(6);
        assert.same([true, false, false], [a.isHeld(), b.isHeld(), c.isHeld()]);
        assert.same([["granted"], [], ["maxHolders"]], [a.answers, b.answers, c.answers]);
        const [before] = [a.lease!.term()!];
        for (const { lease } of world.contenders)
            assert.same([["M001-Realm"], before], [lease!.holders(), lease!.term()]);
        a.release();
        assert.is_false(a.isHeld());
        world.run(2);
        assert.is_true(b.isHeld());
        for (const { lease } of world.contenders) assert.same(["M002-Realm"], lease!.holders());
        assert.is_true(b.lease!.term()! > before);
        assert.equal(1, world.most);
    });

    it("goes to the next at once when the holder crashes, and within LEASE_SECONDS when it cannot speak", () => {
        const world = new LeaseWorld(2, 5);
        world.loginAll();
        world.run(5);
        const [a, b, c] = world.contenders;
        for (const contender of [a, b, c]) {
            contender.acquire();
            world.run(5);
        }
        a.client.crash();
        world.run(2);
        assert.is_true(b.isHeld());
        b.client.isLocked = true;
        world.run(LEASE_SECONDS + 5);
        assert.same([false, true], [b.isHeld(), c.isHeld()]);
        b.client.isLocked = false;
        world.run(20);
        assert.same([false, true], [b.isHeld(), c.isHeld()]);
        assert.equal(1, world.most);
    });

    it("costs no more than 300 messages an hour for 40 members", () => {
        const world = new LeaseWorld(3, 40);
        world.loginAll();
        world.run(5);
        world.contenders[0].acquire();
        world.guild.advance(200);
        world.guild.messages = 0;
        world.guild.advance(COUNTED_SECONDS);
        assert.is_true(world.contenders[0].isHeld());
        assert.is_true(world.guild.messages <= MESSAGES);
    });
});

describe("a lease with electors", () => {
    it("is granted by most of them", () => {
        const world = new LeaseWorld(4, 5, { electors: THREE });
        world.loginAll();
        world.run(LEASE_SECONDS);
        const [, , c, d, e] = world.contenders;
        d.acquire();
        e.acquire();
        world.run(10);
        assert.same([["granted"], []], [d.answers, e.answers]);
        for (const { lease } of world.contenders) assert.same(["M004-Realm"], lease!.holders());
        d.release();
        world.run(5);
        assert.is_true(e.isHeld());
        c.client.crash();
        world.run(300);
        assert.is_true(e.isHeld());
        assert.equal(1, world.most);
        assert.is_true(world.holdings[1].term > world.holdings[0].term);
    });

    it("is not granted by an elector that may have forgotten for whom it voted", () => {
        const world = new LeaseWorld(6, 5, { electors: THREE });
        world.loginAll();
        world.run(LEASE_SECONDS);
        const [a, b, c, d] = world.contenders;
        a.client.side = 1;
        b.client.side = 1;
        a.acquire();
        world.run(5);
        assert.is_true(a.isHeld());
        b.client.side = 0;
        d.acquire();
        b.client.reload();
        world.run(70);
        assert.same([true, false], [a.isHeld(), d.isHeld()]);
        world.run(LEASE_SECONDS - 50);
        assert.same([false, true], [a.isHeld(), d.isHeld()]);
        assert.is_true(c.client.isOnline);
        assert.equal(1, world.most);
    });

    it("costs no more than 300 messages an hour for 40 members", () => {
        for (const count of [3, 5]) {
            const electors = [];
            for (const index of $range(1, count)) electors.push(string.format("M%03.0f-Realm", index));
            const world = new LeaseWorld(5, 40, { electors });
            world.loginAll();
            world.run(LEASE_SECONDS);
            world.contenders[0].acquire();
            world.guild.advance(200);
            world.guild.messages = 0;
            world.guild.advance(COUNTED_SECONDS);
            assert.is_true(world.contenders[0].isHeld());
            assert.is_true(world.guild.messages <= MESSAGES);
        }
    });
});

describe("misuse of a lease", () => {
    const raised = (body: (this: void) => void): string => {
        const [ok, message] = pcall(body);
        assert.is_false(ok);
        return string.match(tostring(message), "LibEventLedger.*$")[0];
    };

    it("names what is wrong", () => {
        const world = new LeaseWorld(7, 1);
        world.loginAll();
        const { lease } = world.contenders[0];
        const check = (options: unknown): string => raised(() => checkLeaseOptions(options as LeaseOptions, false));
        assert.same(
            [
                "LibEventLedger: lease: 'max' must be a whole number from 1 to 40, got 0",
                "LibEventLedger: lease: 'max' must be 1 with electors, got 2",
                "LibEventLedger: lease: 'electors' must be a list of names, got 3",
                "LibEventLedger: lease: 'electors' must have one at least, got none",
                "LibEventLedger: acquire: 'callback' must be a function, got nil",
                'LibEventLedger: on: \'name\' must be "changed", got "moved"',
            ],
            [
                check({ max: 0 }),
                check({ max: 2, electors: ["M001-Realm"] }),
                check({ electors: [3] }),
                check({ electors: [] }),
                raised(() => lease!.acquire(undefined as never)),
                raised(() => lease!.on("moved" as never, () => {})),
            ],
        );
    });

    it("does not come of a room that has closed", () => {
        const world = new LeaseWorld(8, 2);
        world.loginAll();
        const [a, b] = world.contenders;
        a.acquire();
        world.run(5);
        b.acquire();
        world.run(2);
        b.leases!.close();
        a.leases!.close();
        a.acquire();
        assert.same([["granted", "closed"], ["closed"]], [a.answers, b.answers]);
        assert.same([false, []], [a.isHeld(), a.lease!.holders()]);
        assert.is_nil(a.lease!.term());
    });
});
