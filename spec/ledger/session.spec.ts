import { decodeFrame, encodeFrame } from "../../src/link/frame";
import type { Authorize, Direction } from "../../src/api/authorize";
import { weekOf } from "../../src/event/key";
import { encodeEntry, encodeRequest, Mode, REQUEST } from "../../src/sync/requests";
import { createGuild, dump, startAll } from "../support/ledgers";
import { MESSAGE_BYTES, START } from "../support/world";

interface Question {
    readonly text: string;
    readonly sender: string;
    readonly direction: Direction;
    readonly isCreator: boolean;
}

/** Notes what authorize is asked, and answers. */
class Gate {
    questions: Question[] = [];
    answer: boolean | undefined = true;
    isBroken = false;
    /** Answers for certain senders. */
    readonly answers = new LuaMap<string, boolean>();

    readonly authorize: Authorize = (event, sender, direction, isCreator) => {
        if (this.isBroken) {
            error("authorize is broken", 0);
        }
        const text = event === undefined ? "peer?" : tostring(event.text);
        this.questions.push({ text, sender, direction, isCreator });
        return this.answers.get(sender) ?? this.answer;
    };

    /** The different questions about events. */
    asked(): string[] {
        const seen = new LuaSet<string>();
        const list: string[] = [];
        for (const { text, sender, direction, isCreator } of this.questions) {
            const line = `${text} ${sender} ${direction} ${tostring(isCreator)}`;
            if (text !== "peer?" && !seen.has(line)) {
                seen.add(line);
                list.push(line);
            }
        }
        return list;
    }
}

/** A guild of three in which each has a gate of its own. */
function guild(seed: number) {
    const gates = [new Gate(), new Gate(), new Gate()];
    const clients = createGuild(3, seed, (index) => ({ authorize: gates[index - 1].authorize }));
    return { gates, clients, time: clients[0].world.time };
}

describe("authorize", () => {
    it("is asked for each event on its way in and out, with who sends it and whether they made it", () => {
        const { gates, clients, time } = guild(1);
        const [alice, bob, carol] = clients;
        startAll([alice, bob]);
        bob.isConnected = false;
        alice.ledger.submit("note", { text: "x" });
        time.advance(1);
        assert.same(["x PlayerA-Realm in true", "x PlayerA-Realm out true"], gates[0].asked());
        bob.isConnected = true;
        time.advance(120);
        assert.same(["x PlayerA-Realm in true"], gates[1].asked());
        alice.isConnected = false;
        carol.ledger.start();
        time.advance(200);
        assert.equal(1, carol.ledger.status().events);
        assert.same(["x PlayerA-Realm in true", "x PlayerB-Realm out false"], gates[1].asked());
        assert.same(["x PlayerB-Realm in false"], gates[2].asked());
    });

    it("is asked without an event whether a peer may speak, and what is refused has no say", () => {
        const { gates, clients, time } = guild(2);
        const [alice, bob] = clients;
        startAll([alice, bob]);
        time.advance(60);
        const isAsked = gates[1].questions.some(
            ({ text, sender, direction }) => text === "peer?" && sender === "PlayerA-Realm" && direction === "in",
        );
        assert.is_true(isAsked);
        assert.equal("synced", bob.ledger.status().sync);
        gates[0].answer = false;
        gates[1].answers.set("PlayerA-Realm", false);
        const before = bob.ledger.status().ignored.unauthorized ?? 0;
        const sent = alice.world.channel.sent.length;
        time.advance(200);
        assert.equal(sent, alice.world.channel.sent.length);
        assert.equal(before, bob.ledger.status().ignored.unauthorized ?? 0);
        gates[0].answer = true;
        // Each time one of the two advertises what both hold.
        time.advance(900);
        assert.is_true((bob.ledger.status().ignored.unauthorized ?? 0) > before);
    });

    it("lets nothing out that it refuses on the way out", () => {
        const { gates, clients, time } = guild(3);
        const [alice, bob] = clients;
        startAll([alice, bob]);
        alice.ledger.submit("note", { text: "x" });
        gates[0].answer = false;
        time.advance(300);
        assert.equal(0, bob.ledger.status().events);
        gates[0].answer = undefined;
        time.advance(300);
        assert.equal(0, bob.ledger.status().events);
        gates[0].answer = true;
        time.advance(300);
        assert.equal(1, bob.ledger.status().events);
    });

    it("is asked again about what it did not know: events, claims and questions", () => {
        const { gates, clients, time } = guild(4);
        const [alice, bob] = clients;
        startAll([alice, bob]);
        alice.ledger.submit("note", { text: "early" });
        time.advance(20);
        gates[1].answer = undefined;
        alice.ledger.submit("note", { text: "held" });
        time.advance(60);
        assert.equal(1, bob.ledger.status().events);
        assert.equal(1, bob.ledger.status().held);
        gates[1].answer = true;
        bob.ledger.onRosterChanged();
        time.advance(1);
        assert.equal(2, bob.ledger.status().events);
        assert.equal(0, bob.ledger.status().held);
        time.advance(60);
        assert.equal("synced", bob.ledger.status().sync);
    });

    it("gives up on what it never knows, and the sync brings it again once it does", () => {
        const { gates, clients, time } = guild(5);
        const [alice, bob] = clients;
        startAll([alice, bob]);
        gates[1].answer = undefined;
        alice.ledger.submit("note", { text: "held" });
        time.advance(400);
        assert.equal(0, bob.ledger.status().held);
        assert.equal(1, bob.ledger.status().refusals.heldTooLong);
        gates[1].answer = true;
        time.advance(200);
        assert.equal(1, bob.ledger.status().events);
    });

    it("refuses by an error, and says so in the status and to the error handler", () => {
        const { gates, clients, time } = guild(6);
        const [alice, bob] = clients;
        gates[1].isBroken = true;
        startAll([alice, bob]);
        alice.ledger.submit("note", { text: "x" });
        time.advance(2);
        assert.equal(0, bob.ledger.status().events);
        assert.equal(1, bob.ledger.status().refusals.authorizeError);
        assert.equal("LibEventLedger: authorize: authorize is broken", bob.world.guard.reports[0]);
    });

    it("keeps the word of those it refuses from standing for an answer", () => {
        const { gates, clients, time } = guild(7);
        const [alice, bob, mallory] = clients;
        for (const gate of [gates[0], gates[1]]) {
            gate.answers.set("PlayerC-Realm", false);
        }
        startAll([alice, mallory]);
        for (const index of $range(1, 5)) {
            alice.ledger.submit("note", { text: `x${index}` });
        }
        time.advance(10);
        assert.equal(5, mallory.ledger.status().events);
        const [ofAlice] = alice.world.channel.texts();
        bob.ledger.start();
        // Mallory repeats an old message of events without pause, so that an answer always seems to be under way.
        for (const _ of $range(1, 180)) {
            for (const victim of [alice, bob]) {
                victim.ledger.receive(ofAlice, "PlayerC-Realm");
            }
            time.advance(0.5);
        }
        assert.equal(5, bob.ledger.status().events);
    });
});

describe("A peer that asks without end", () => {
    it("keeps nobody else from asking", () => {
        const [alice, bob] = createGuild(2, 9);
        startAll([alice]);
        for (const index of $range(1, 5)) {
            alice.ledger.submit("note", { text: `x${index}` });
        }
        alice.world.time.advance(20);
        bob.ledger.start();
        const week = weekOf(START);
        const [, tag] = decodeFrame(alice.world.channel.texts()[0], MESSAGE_BYTES);
        const entry = encodeEntry({
            weekNumber: week,
            count: 5,
            mode: Mode.List,
            isKeyed: false,
            isDoubted: false,
            fingerprint: 1,
            first: 1,
            numbers: [1],
        });
        const flood = encodeFrame(REQUEST.type, tag as number, encodeRequest(1, [entry]));
        for (const _ of $range(1, 120)) {
            bob.ledger.receive(flood, "Mallory-Realm");
            alice.world.time.advance(1);
        }
        assert.equal(5, bob.ledger.status().events);
    });
});

describe("Two that each lack something", () => {
    it("have the same in the end, whatever is lost on the way", () => {
        for (const seed of [1, 2, 3, 4]) {
            let lost = 0;
            const [alice, bob, carol] = createGuild(
                3,
                seed,
                () => ({}),
                () => {
                    lost = (lost + 1) % 5;
                    return lost === 0;
                },
            );
            startAll([alice, bob, carol]);
            alice.isConnected = false;
            for (const index of $range(1, 20)) {
                alice.ledger.submit("note", { text: `a${index}`, amount: 1 });
                bob.ledger.submit("note", { text: `b${index}`, amount: 100 });
                alice.world.time.advance(3);
            }
            bob.ledger.submit("note", { text: string.rep("a long story ", 200) });
            alice.isConnected = true;
            alice.world.time.advance(600);
            assert.equal(41, alice.ledger.status().events, `seed ${seed}`);
            assert.equal(dump(alice.ledger), dump(bob.ledger), `seed ${seed}`);
            assert.equal(dump(alice.ledger), dump(carol.ledger), `seed ${seed}`);
            assert.equal(2020, carol.ledger.getState().sum);
            // An old advertisement counts until its sender is heard again, and every fifth message is lost.
            alice.world.time.advance(300);
            assert.equal("synced", carol.ledger.status().sync, `seed ${seed}`);
            for (const { world } of [alice, bob, carol]) {
                assert.same([], world.guard.reports);
            }
        }
    });
});
