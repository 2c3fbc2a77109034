/** Seals as an addon sees them, in ledgers that hear each other. docs/seals.md is normative. */

import { sealsOf, SealedGuild } from "../support/sealed-guild";

describe("seal()", () => {
    it("closes the weeks before it on all clients, who check the state and say so", () => {
        const guild = new SealedGuild(3);
        const [a, b] = guild.clients;
        guild.start();
        guild.write(a, "one", 3);
        guild.write(b, "two", 4);
        guild.pass(2);
        const seal = guild.sealAll(a);
        for (const client of guild.clients) {
            const { event, standing, absentWeeks, orphans, mismatch, problem } = sealsOf(client);
            assert.are.same(seal, event);
            assert.are.equal("checked", standing);
            assert.are.same([0, 0], [absentWeeks, orphans]);
            assert.is_nil(mismatch);
            assert.is_nil(problem);
            assert.are.same([seal], client.sealed);
            assert.are.equal(7, client.ledger.getState().sum);
        }
        assert.are.same([], guild.reports());
    });

    it("refuses with a reason", () => {
        const guild = new SealedGuild(2, 1, () => ({ seal: (_event, sender) => sender === "PlayerA-Realm" }));
        const [a, b] = guild.clients;
        assert.is_false(a.ledger.seal({}, () => error("called")));
        guild.start(a);
        guild.write(a, "one");
        assert.are.equal("notInStep", guild.seal(a).reason);
        assert.are.equal("nothing", guild.seal(a, { force: true }).reason);
        guild.start(b);
        guild.pass(2);
        assert.are.equal("unauthorized", guild.seal(b).reason);
        guild.sealAll(a);
        assert.are.equal("nothing", guild.seal(a).reason);
        assert.are.equal("nothing", guild.seal(a, { before: guild.time.serverTime() }).reason);
        assert.are.same([], guild.reports());
    });

    it("says which value cannot be sealed", () => {
        const guild = new SealedGuild(1);
        const [a] = guild.clients;
        a.ledger.define("note", { id: 1, fields: ["text", "amount"] }, (state) => {
            (state as unknown as Record<string, unknown>).print = print;
        });
        guild.start();
        guild.write(a, "one");
        guild.pass(2);
        const { reason, problem } = guild.seal(a, { force: true });
        assert.are.equal("state", reason);
        assert.is_truthy(string.find(problem!, "print", 1, true)[0], problem);
    });

    it("says which reducer raised", () => {
        const guild = new SealedGuild(1);
        const [a] = guild.clients;
        a.ledger.define("note", { id: 1, fields: ["text", "amount"] }, () => error("no such player"));
        guild.start();
        guild.write(a, "one");
        guild.pass(2);
        const { reason, problem } = guild.seal(a, { force: true });
        assert.are.equal("state", reason);
        assert.is_truthy(string.find(problem!, "no such player", 1, true)[0], problem);
    });

    it("seals states with floats alike on all clients", () => {
        const guild = new SealedGuild(2);
        const [a, b] = guild.clients;
        guild.start();
        for (const amount of [0.1, 0.2, 1e-300, -2.5, 1 / 3, 2 ** 53]) guild.write(a, "float", amount);
        guild.pass(2);
        guild.sealAll(a);
        assert.are.equal("checked", sealsOf(b).standing);
        guild.prune(b, 1);
        guild.relog(b);
        assert.are.equal(a.ledger.getState().sum, b.ledger.getState().sum);
    });

    it('is refused as "revocations" where more than 256 of later weeks name events before it', () => {
        const guild = new SealedGuild(1);
        const [a] = guild.clients;
        guild.start();
        const events = [];
        for (const index of $range(1, 257)) {
            events.push(guild.write(a, `n${index}`));
            guild.time.advance(0.5);
        }
        guild.pass(2);
        for (const event of events) {
            assert.is_not_nil(a.ledger.revoke(event)[0]);
            guild.time.advance(0.5);
        }
        guild.time.advance(60);
        assert.are.equal("revocations", guild.seal(a, { before: guild.time.serverTime(), force: true }).reason);
        guild.pass(1);
        assert.is_nil(guild.seal(a, { before: guild.time.serverTime(), force: true }).reason);
    });
});

describe("An event that comes too late for a seal", () => {
    /** A was away while the others sealed; it holds an event and a revocation that nobody has. */
    function late(): SealedGuild {
        const guild = new SealedGuild(3);
        const [a, b] = guild.clients;
        guild.start();
        guild.write(b, "kept", 10);
        guild.time.advance(60);
        a.isConnected = false;
        guild.write(a, "late", 5);
        guild.pass(2);
        guild.sealAll(b, { force: true });
        a.isConnected = true;
        guild.time.advance(600);
        return guild;
    }

    it("becomes an orphan, of which the listener tells, and is written again once", () => {
        const guild = late();
        const [a, b] = guild.clients;
        assert.are.equal("checked", sealsOf(a).standing);
        assert.are.equal(10, a.ledger.getState().sum);
        const [orphan] = a.ledger.orphans();
        assert.are.equal("late", orphan.text);
        assert.are.same([orphan], a.orphans);
        assert.are.equal(1, sealsOf(a).orphans);
        const [again] = a.ledger.resubmit(orphan);
        assert.are.equal(orphan.time, again!.originalTime);
        assert.are.same([], a.ledger.orphans());
        assert.are.equal("refused", a.ledger.resubmit(orphan)[1]);
        guild.time.advance(60);
        for (const client of guild.clients) assert.are.equal(15, client.ledger.getState().sum);
        assert.are.equal(again!.time, b.ledger.find(again!)!.time);
        assert.are.equal(orphan.time, b.ledger.find(again!)!.originalTime);
        assert.are.same([], guild.reports());
    });

    it("is kept in the file until then", () => {
        const guild = late();
        const [a] = guild.clients;
        const orphans = a.ledger.orphans();
        guild.relog(a);
        assert.are.same(orphans, a.ledger.orphans());
        a.ledger.resubmit(orphans[0]);
        guild.relog(a);
        assert.are.same([], a.ledger.orphans());
        assert.are.equal(15, a.ledger.getState().sum);
    });

    it("is nobody else's to write again", () => {
        const guild = new SealedGuild(3);
        const [a, b, c] = guild.clients;
        guild.start();
        guild.write(b, "kept");
        guild.time.advance(60);
        c.isConnected = false;
        guild.write(a, "late");
        guild.time.advance(60);
        a.isConnected = b.isConnected = false;
        guild.pass(2);
        c.isConnected = true;
        guild.sealAll(c, { force: true });
        b.isConnected = true;
        guild.time.advance(600);
        const [orphan] = b.ledger.orphans();
        assert.are.equal("late", orphan.text);
        assert.are.equal("unauthorized", b.ledger.resubmit(orphan)[1]);
        assert.are.equal(1, b.ledger.orphans().length);
        // Its creator does, and it goes from the list of the others.
        a.isConnected = true;
        guild.time.advance(600);
        a.ledger.resubmit(a.ledger.orphans()[0]);
        guild.time.advance(60);
        for (const client of guild.clients) {
            assert.are.same([], client.ledger.orphans());
            assert.are.equal(2, client.ledger.getState().sum);
        }
    });

    it('is refused with "sealed", and counted, where it is brought later', () => {
        const guild = new SealedGuild(3);
        const [a, b] = guild.clients;
        guild.start();
        guild.write(b, "kept");
        guild.time.advance(60);
        a.isConnected = false;
        const sent = a.world.channel.sent.length;
        guild.write(a, "late");
        guild.time.advance(1);
        guild.pass(2);
        const refused: string[] = [];
        guild.sealAll(b, { force: true });
        b.ledger.on("refused", (event, reason) => refused.push(`${event.text} ${reason}`));
        for (const { text } of a.world.channel.sent.slice(sent)) b.ledger.receive(text, a.world.identity.name);
        guild.time.advance(10);
        assert.are.equal(1, b.ledger.status().refusals.sealed);
        assert.are.same(["late sealed"], refused);
        assert.are.equal(1, b.ledger.getState().sum);
        assert.are.same([], b.ledger.orphans());
    });

    it("also is an own revocation, offered as an orphan and revoked anew by resubmit()", () => {
        const guild = new SealedGuild(2);
        const [a, b] = guild.clients;
        guild.start();
        const event = guild.write(b, "wrong", 10);
        guild.time.advance(60);
        a.isConnected = false;
        guild.pass(2);
        // Of a week that is not sealed, and not listed: it names what is.
        const [revocation] = a.ledger.revoke(event);
        assert.is_not_nil(revocation);
        guild.time.advance(10);
        assert.are.equal(0, a.ledger.getState().sum);
        guild.sealAll(b, { force: true });
        a.isConnected = true;
        guild.time.advance(600);
        assert.are.equal("checked", sealsOf(a).standing);
        assert.are.equal(10, a.ledger.getState().sum);
        assert.are.equal(10, b.ledger.getState().sum);
        assert.are.same(
            [revocation!.time],
            a.ledger.orphans().map(({ time }) => time),
        );
        const [again] = a.ledger.resubmit(a.ledger.orphans()[0]);
        assert.is_not_nil(again);
        guild.time.advance(60);
        assert.are.same([], a.ledger.orphans());
        for (const client of guild.clients) {
            assert.are.equal(0, client.ledger.getState().sum);
            assert.is_true(client.ledger.isRevoked(event));
        }
    });
});
