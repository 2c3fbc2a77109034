import { encodeClaim, encodeVote } from "../../../src/live/lease/cells";
import { Electorate } from "../../../src/live/lease/electorate";
import type { LeasesContext } from "../../../src/live/lease/leases";
import type { LeaseOptions } from "../../../src/api/room-lease";
import { HOLD_SECONDS, LEASE_SECONDS } from "../../../src/live/lease/constants";
import { type Contender, LeaseWorld, NAME } from "./world";

const THREE = ["M001-Realm", "M002-Realm", "M003-Realm"];
const WISH = { lease: NAME, term: 0, isHeld: false, round: 0, electors: 0 };

/** Says a claim by hand. @param ahead seconds of its stamp from now. @returns the slot. */
function say({ session }: Contender, ahead: number, claim: Partial<typeof WISH>): number {
    const stamp = { seconds: session!.context.clock.serverTime() + ahead, counter: 0 };
    const [slot] = session!.own.add(encodeClaim({ ...WISH, ...claim, stamp }, session!.own.incarnation));
    return slot!;
}

function worldOf(seed: number, options?: LeaseOptions, context?: LeasesContext): LeaseWorld {
    const world = new LeaseWorld(seed, 5, options, context);
    world.loginAll();
    world.run(5);
    return world;
}

describe("a hostile claimant of a lease", () => {
    it("with a stamp of the past does not put out a holder; with one of the future it waits", () => {
        const world = worldOf(1);
        const [a, b, , liar, other] = world.contenders;
        a.acquire();
        world.run(5);
        say(liar, -500, {});
        say(other, 1000, { isHeld: true });
        b.acquire();
        world.run(5);
        assert.is_true(a.isHeld());
        a.release();
        world.run(25);
        assert.is_true(b.isHeld());
        assert.same(["M002-Realm"], a.lease!.holders());
    });

    it("with a huge term is not heard, and with one that is just ahead overtaken", () => {
        const world = worldOf(2);
        const [a, b, , liar] = world.contenders;
        say(liar, 0, { isHeld: true, term: 2 ** 53 });
        a.acquire();
        world.run(5);
        assert.is_true(a.isHeld());
        assert.is_true(a.lease!.term()! < 2 ** 31);
        a.release();
        world.run(2);
        liar.session!.own.clear(0);
        const ahead = liar.session!.context.clock.serverTime() + 119;
        const slot = say(liar, 0, { isHeld: true, term: ahead });
        b.acquire();
        world.run(5);
        assert.same(["M004-Realm"], b.lease!.holders());
        liar.session!.own.clear(slot);
        world.run(6);
        assert.is_true(b.isHeld());
        assert.is_true(b.lease!.term()! > ahead);
    });

    it("that may not hold it is passed over", () => {
        const isAllowed = (_action: string, _lease: string, member: string): boolean => member !== "M004-Realm";
        const world = worldOf(3, {}, { isAllowed });
        const [a, , , liar] = world.contenders;
        say(liar, -500, { isHeld: true });
        liar.acquire();
        a.acquire();
        world.run(8);
        assert.is_true(a.isHeld());
        assert.same(["unauthorized"], liar.answers);
    });

    it("gets nowhere by votes of others than the electors, and keeps no elector from voting", () => {
        const world = worldOf(4, { electors: THREE });
        const [a, , , liar, friend] = world.contenders;
        world.run(LEASE_SECONDS);
        a.acquire();
        world.run(5);
        const { incarnation } = liar.session!.own;
        const electors = new Electorate(THREE, () => []).hash;
        say(liar, -500, { isHeld: true, round: 1, term: 1800000000, electors });
        for (const { session } of [liar, friend]) {
            session!.own.add(encodeVote({ lease: NAME, holder: "M004-Realm", incarnation, round: 1, electors }));
        }
        world.run(60);
        assert.is_true(a.isHeld());
        for (const { lease } of world.contenders) assert.same(["M001-Realm"], lease!.holders());
    });

    it("frees no elector by what it says of the holder's board", () => {
        const world = worldOf(7, { electors: THREE });
        const [a, b, c, d] = world.contenders;
        world.run(LEASE_SECONDS);
        a.acquire();
        world.run(5);
        a.client.isLocked = true;
        const { incarnation, top } = a.session!.own;
        for (const { session } of [b, c, d]) {
            const cells = [0, 1].map((slot) => {
                return { slot, sequence: top + 1 + slot, bytes: "", incarnation, isHearsay: true };
            });
            const delta = { incarnation, isRenewal: false, top: top + 2, check: 0, from: top, to: top + 2, cells };
            assert.is_truthy(session!.members.hearCopy("M001-Realm", delta));
        }
        d.acquire();
        world.run(HOLD_SECONDS - 10);
        assert.same([true, false], [a.isHeld(), d.isHeld()]);
        world.run(LEASE_SECONDS - HOLD_SECONDS + 20);
        assert.same([false, true], [a.isHeld(), d.isHeld()]);
        assert.equal(1, world.most);
    });

    it("costs a holder no more than one message in four seconds", () => {
        const world = worldOf(5);
        const [a, , , liar] = world.contenders;
        a.acquire();
        world.run(5);
        let said = 0;
        world.guild.onMessage = (sender) => (said += sender === "M001-Realm" ? 1 : 0);
        for (const second of $range(1, 60)) {
            say(liar, 0, { term: world.guild.clients[0].session!.context.clock.serverTime() + 100 });
            world.guild.advance(1);
            liar.session!.own.clear(0);
            assert.is_true(a.isHeld(), tostring(second));
        }
        assert.is_true(said <= 60 / 4 + 10, tostring(said));
    });

    it("with cells of other forms disturbs nobody", () => {
        const world = worldOf(6);
        const [a, , , liar] = world.contenders;
        const { random } = world.guild;
        for (const round of $range(1, 300)) {
            const bytes = string.char(5 + (round % 2)) + random.bytes(random.integer(0, 40));
            const [slot] = liar.session!.own.add(bytes);
            if (round % 20 === 0) world.run(1);
            if (slot! > 100) liar.session!.own.clear(slot! - 50);
        }
        a.acquire();
        world.run(8);
        assert.is_true(a.isHeld());
        assert.is_true(a.client.link!.ignored["malformedCell"] > 100);
        for (const { client } of world.contenders) assert.same([], client.guard.reports);
    });
});
