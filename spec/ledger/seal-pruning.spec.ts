/** What is left of a ledger once sealed weeks are dropped. docs/seals.md is normative. */

import { sealsOf, type SealedClient, SealedGuild } from "../support/sealed-guild";

/** Three clients that hold four weeks with one event each, of 1, 2, 4 and 8, and a seal of all of them. */
function sealedGuild(changes?: ConstructorParameters<typeof SealedGuild>[2]): SealedGuild {
    const guild = new SealedGuild(3, 1, changes);
    guild.start();
    for (const exponent of $range(0, 3)) {
        guild.write(guild.clients[0], `n${exponent}`, 2 ** exponent);
        guild.pass(1);
    }
    guild.sealAll(guild.clients[0]);
    return guild;
}

function textsOf({ ledger }: SealedClient): string[] {
    const texts: string[] = [];
    for (const event of ledger.events({ type: "note" })) texts.push(event.text as string);
    return texts;
}

function weeksInFile({ saved }: SealedClient): number {
    let count = 0;
    for (const [, scope] of pairs(saved.scopes!)) {
        for (const [_week] of pairs(scope.weeks!)) count++;
        for (const [_unit] of pairs(scope.units!)) count++;
    }
    return count;
}

describe("prune()", () => {
    it("drops sealed weeks but for the newest, and keeps the state, also after a login", () => {
        const guild = sealedGuild();
        const [a, b] = guild.clients;
        const before = b.ledger.status().events;
        // This week and the three before it.
        assert.are.same({ weeks: 2, events: 2 }, guild.prune(b, 3));
        assert.are.same(["n2", "n3"], textsOf(b));
        assert.are.equal(before - 2, b.ledger.status().events);
        assert.are.same([2, 2], [sealsOf(b).absentWeeks, sealsOf(b).absentEvents]);
        assert.are.equal(15, b.ledger.getState().sum);
        assert.are.same({ weeks: 0, events: 0 }, guild.prune(b, 3));
        guild.relog(b);
        assert.are.same(["n2", "n3"], textsOf(b));
        assert.are.equal(15, b.ledger.getState().sum);
        assert.are.same(a.ledger.getState(), b.ledger.getState());
        assert.are.same([2, 2, "checked"], [sealsOf(b).absentWeeks, sealsOf(b).absentEvents, sealsOf(b).standing]);
        assert.are.equal("synced", b.ledger.status().sync);
        assert.are.same([], guild.reports());
    });

    it("leaves weeks dropped whose events others are sent", () => {
        const guild = new SealedGuild(3);
        const [a, b, c] = guild.clients;
        guild.start(a, b);
        for (const exponent of $range(0, 3)) {
            guild.write(a, `n${exponent}`, 2 ** exponent);
            guild.pass(1);
        }
        guild.sealAll(a);
        assert.are.same({ weeks: 2, events: 2 }, guild.prune(b, 3));
        guild.start(c);
        guild.time.advance(300);
        assert.are.same(["n0", "n1", "n2", "n3"], textsOf(c));
        assert.are.same(["n2", "n3"], textsOf(b));
        assert.are.same({}, b.ledger.status().refusals);
        assert.are.same([2, 2], [sealsOf(b).absentWeeks, sealsOf(b).absentEvents]);
    });

    it("says why nothing can be dropped", () => {
        const guild = new SealedGuild(1);
        const [a] = guild.clients;
        assert.is_false(a.ledger.prune(1));
        guild.start();
        guild.write(a, "one");
        guild.pass(3);
        assert.are.same({ weeks: 0, events: 0, reason: "noSeal" }, guild.prune(a, 1));
    });

    it("never drops what is not sealed", () => {
        const guild = sealedGuild();
        const [a, b] = guild.clients;
        guild.write(a, "open", 16);
        guild.pass(5);
        guild.prune(b, 1);
        assert.are.same(["open"], textsOf(b));
        guild.relog(b);
        assert.are.equal(31, b.ledger.getState().sum);
    });

    it("leaves the client equal to others, who are asked for nothing and give what comes", () => {
        const guild = sealedGuild();
        const [a, b, c] = guild.clients;
        guild.prune(b, 1);
        guild.time.advance(600);
        assert.are.same([], textsOf(b));
        guild.write(c, "new", 100);
        guild.time.advance(60);
        for (const client of guild.clients) {
            assert.are.equal(115, client.ledger.getState().sum);
            assert.are.equal("synced", client.ledger.status().sync);
        }
        assert.are.same(["new"], textsOf(b));
        const asked = b.ledger
            .trace()
            .filter(({ direction, text }) => direction === "out" && text.startsWith("request"));
        assert.are.same([], asked);
        assert.is_true(a.ledger.trace().length > 0);
    });

    it('makes stateAt() say "pruned" before the sealed state, and not behind it', () => {
        const guild = sealedGuild();
        const [a, b] = guild.clients;
        let first = 0;
        for (const { time } of a.ledger.events({ limit: 1 })) first = time;
        guild.prune(b, 1);
        const [full] = guild.stateAt(a, first);
        assert.are.equal(1, full!.sum);
        const [none, reason] = guild.stateAt(b, first);
        assert.is_nil(none);
        assert.are.equal("pruned", reason);
        const [state, fault] = guild.stateAt(b, guild.time.serverTime());
        assert.are.equal(15, state!.sum);
        assert.is_nil(fault);
    });

    it("leaves verify() what is here to check", () => {
        const guild = sealedGuild();
        const [, b] = guild.clients;
        guild.prune(b, 1);
        guild.write(b, "new", 1);
        let isEqual: boolean | undefined;
        b.ledger.verify((verification) => (isEqual = verification.isEqual));
        guild.time.advance(10);
        assert.is_true(isEqual);
    });

    it("takes the weeks out of the file", () => {
        const guild = sealedGuild();
        const [, b] = guild.clients;
        b.ledger.save();
        const before = weeksInFile(b);
        guild.prune(b, 1);
        b.ledger.save();
        assert.is_true(weeksInFile(b) < before, `${before} weeks and units before`);
    });

    it("happens by itself with keepWeeks", () => {
        const guild = sealedGuild((index) => (index === 1 ? {} : { keepWeeks: index }));
        const [a, b, c] = guild.clients;
        guild.time.advance(30);
        assert.are.same(["n0", "n1", "n2", "n3"], textsOf(a));
        assert.are.same(["n3"], textsOf(b));
        assert.are.same(["n2", "n3"], textsOf(c));
        guild.pass(3);
        assert.are.same([], textsOf(c));
        for (const client of guild.clients) assert.are.equal(15, client.ledger.getState().sum);
    });

    it("drops the weeks of a later seal over the state of the one before", () => {
        const guild = sealedGuild();
        const [a, b] = guild.clients;
        guild.prune(b, 1);
        guild.write(a, "next", 16);
        guild.pass(2);
        guild.sealAll(a);
        assert.are.equal("checked", sealsOf(b).standing);
        assert.is_true(guild.prune(b, 1).weeks > 0);
        guild.relog(b);
        assert.are.equal(31, b.ledger.getState().sum);
        // Who has only the sealed state can seal as well.
        guild.write(a, "last", 32);
        guild.pass(2);
        guild.sealAll(b);
        assert.are.equal("checked", sealsOf(a).standing);
        guild.relog(b);
        assert.are.equal(63, b.ledger.getState().sum);
        assert.are.same([], guild.reports());
    });
});

describe("A login of a pruned client", () => {
    function pruned(): SealedGuild {
        const guild = sealedGuild();
        const [, b] = guild.clients;
        guild.prune(b, 1);
        for (const index of $range(1, 200)) {
            guild.write(b, `more ${index}`, 1);
            guild.time.advance(0.5);
        }
        guild.time.advance(600);
        return guild;
    }

    it("goes on from the saved checkpoint", () => {
        const guild = pruned();
        const [, b] = guild.clients;
        b.ledger.save();
        guild.relog(b);
        const { restored, restoreFailure } = b.ledger.status();
        assert.is_true(restored > 0, tostring(restoreFailure));
        assert.are.equal(215, b.ledger.getState().sum);
    });

    it("goes on from the sealed state without one", () => {
        const guild = pruned();
        const [, b] = guild.clients;
        b.ledger.stop();
        for (const [, scope] of pairs(b.saved.scopes!)) scope.checkpoint = undefined;
        guild.relog(b);
        assert.are.equal(0, b.ledger.status().restored);
        assert.are.equal(215, b.ledger.getState().sum);
        assert.are.equal(204, b.ledger.getState().notes.length);
    });
});
