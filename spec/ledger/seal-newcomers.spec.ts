/** Who lacks the history of a seal, and what another version of the addon makes of its state. docs/seals.md is normative. */

import type { LedgerOptions } from "../../src/api/options";
import type { NotesState } from "../support/ledgers";
import { type SealedClient, SealedGuild, sealsOf } from "../support/sealed-guild";

type Changes = Partial<LedgerOptions<NotesState>>;

/** More than a client has to lack to take the state instead. */
const MANY = 520;

/** Two clients that hold a seal of many events, and a third that is not there yet. */
function sealedGuild(changes: Changes = {}, count = MANY, areWhispersFree = true): SealedGuild {
    const guild = new SealedGuild(3, 1, (index) => (index === 3 ? changes : {}));
    const [a, b, c] = guild.clients;
    // History comes where the game does not count whispers.
    for (const { world } of guild.clients) world.channel.isFree = areWhispersFree;
    c.isConnected = false;
    guild.start(a, b);
    for (const index of $range(1, count)) {
        guild.write(a, `n${index % 7}`, 1);
        guild.time.advance(0.25);
    }
    guild.time.advance(300);
    // What is so old is not in an advertisement: who comes hears of the seal first.
    guild.pass(8);
    guild.sealAll(a);
    guild.write(b, "since", 1000);
    guild.time.advance(60);
    c.isConnected = true;
    return guild;
}

/** Logs the third client in, and waits for its first state of the seal. */
function join(guild: SealedGuild, seconds = 120): SealedClient {
    const [, , c] = guild.clients;
    guild.start(c);
    guild.time.advance(seconds);
    return c;
}

/** Requests of a client for sealed weeks, as its trace has them. */
function historyAsked(guild: SealedGuild, { ledger }: SealedClient): string[] {
    const requests: string[] = [];
    for (const { direction, text } of ledger.trace()) {
        if (direction === "out" && text.startsWith("request: ")) {
            for (const [week] of string.gmatch(text, "week (%d+)")) {
                // A seal is of the weeks before the one before this.
                if (tonumber(week)! < guild.week() - 1) requests.push(text);
            }
        }
    }
    return requests;
}

describe("A newcomer", () => {
    it("adopts the sealed state, which a peer confirms, and is left without history if it wants none", () => {
        const guild = sealedGuild({ history: "sealed" });
        const c = join(guild, 600);
        const { standing, isConfirmed, absentWeeks, absentEvents } = sealsOf(c);
        assert.are.same(["adopted", true, 1, MANY], [standing, isConfirmed, absentWeeks, absentEvents]);
        assert.are.equal(MANY + 1000, c.ledger.getState().sum);
        assert.are.equal(1, c.sealed.length);
        // The seal, and what came since.
        assert.are.equal(2, c.ledger.status().events);
        guild.relog(c);
        guild.time.advance(300);
        assert.are.equal(MANY + 1000, c.ledger.getState().sum);
        assert.are.same(["adopted", true, 1], [sealsOf(c).standing, sealsOf(c).isConfirmed, sealsOf(c).absentWeeks]);
        assert.are.equal("synced", c.ledger.status().sync);
        assert.are.same([], guild.reports());
    });

    it("gets the history in the background, checks it, and has all events then", () => {
        const guild = sealedGuild();
        const c = join(guild, 3600);
        assert.are.same(["checked", 0], [sealsOf(c).standing, sealsOf(c).absentWeeks]);
        assert.are.equal(MANY + 2, c.ledger.status().events);
        assert.are.equal(MANY + 1000, c.ledger.getState().sum);
        guild.relog(c);
        assert.are.equal(MANY + 1000, c.ledger.getState().sum);
        assert.are.equal("checked", sealsOf(c).standing);
    });

    it("asks for no history that it would drop at once", () => {
        const guild = sealedGuild({ keepWeeks: 2 });
        const c = join(guild, 3600);
        assert.are.same(["adopted", true, 1], [sealsOf(c).standing, sealsOf(c).isConfirmed, sealsOf(c).absentWeeks]);
        assert.are.equal(MANY + 1000, c.ledger.getState().sum);
        assert.are.same([], historyAsked(guild, c));
    });

    it("gets the history that it keeps", () => {
        const guild = sealedGuild({ keepWeeks: 20 });
        const c = join(guild, 3600);
        assert.are.same(["checked", 0], [sealsOf(c).standing, sealsOf(c).absentWeeks]);
        assert.are.equal(MANY + 2, c.ledger.status().events);
    });

    it("that lacks few events asks for them instead", () => {
        const guild = sealedGuild({}, 20);
        const c = join(guild, 600);
        assert.are.same(["checked", 0], [sealsOf(c).standing, sealsOf(c).absentWeeks]);
        assert.are.equal(1020, c.ledger.getState().sum);
    });

    it("can tell of any time once it has the history", () => {
        const guild = sealedGuild();
        const c = join(guild, 3600);
        let first = 0;
        for (const { time } of c.ledger.events({ limit: 1 })) first = time;
        const [state, reason] = guild.stateAt(c, first);
        assert.is_nil(reason);
        // Of the first second.
        assert.is_true(state!.sum >= 1 && state!.sum <= 4, tostring(state!.sum));
    });

    function decides(changes: Changes): void {
        const guild = sealedGuild(changes, MANY, false);
        const [a, b, c] = guild.clients;
        // The author of a seal has another reducer, and is the only one who is there.
        a.ledger.define("note", { id: 1, fields: ["text", "amount"] }, (state) => {
            state.sum += 7;
        });
        b.isConnected = false;
        guild.pass(2);
        guild.sealAll(a, { force: true });
        guild.start(c);
        guild.time.advance(600);
        assert.are.same(["adopted", false], [sealsOf(c).standing, sealsOf(c).isConfirmed]);
        assert.are.equal(7 * (MANY + 1), c.ledger.getState().sum);
        b.isConnected = true;
        guild.time.advance(3600);
        for (const client of [b, c]) {
            assert.are.equal(MANY + 1000, client.ledger.getState().sum);
            assert.are.equal("rows", sealsOf(client).standing);
            assert.are.equal("state", sealsOf(client).mismatch!.reason);
        }
        guild.relog(c);
        guild.time.advance(600);
        assert.are.equal(MANY + 1000, c.ledger.getState().sum);
    }

    it("comes to what the history leads to where the state that it took was wrong", () => {
        decides({ history: "sealed" });
    });

    it("drops none of the history before that has decided which state is right", () => {
        decides({ keepWeeks: 2 });
    });

    it("can write, revoke what is not sealed, and seal in its turn", () => {
        const guild = sealedGuild({ history: "sealed" });
        const [a] = guild.clients;
        const c = join(guild, 600);
        const event = guild.write(c, "by the newcomer", 5);
        guild.time.advance(60);
        assert.are.equal(MANY + 1005, a.ledger.getState().sum);
        c.ledger.revoke(event);
        guild.time.advance(60);
        assert.are.equal(MANY + 1000, a.ledger.getState().sum);
        guild.pass(2);
        guild.sealAll(c);
        guild.time.advance(300);
        for (const client of guild.clients) {
            assert.are.equal(MANY + 1000, client.ledger.getState().sum);
            assert.is_nil(sealsOf(client).mismatch);
        }
        assert.are.equal("checked", sealsOf(a).standing);
    });
});

describe("A client of another stateVersion", () => {
    const upgradeState: Changes["upgradeState"] = (state, fromVersion) => {
        const upgraded = state as unknown as NotesState;
        upgraded.notes.push(`from ${fromVersion}`);
        return upgraded;
    };

    /** Two that spoil the state that they are given, and give none. */
    const FAULTY = [
        (state: object) => {
            (state as NotesState).sum = 7;
            return error("not known");
        },
        (state: object) => {
            (state as NotesState).sum = 7;
            return undefined as unknown as NotesState;
        },
    ];

    it("with the history replays it, and says that the digest cannot be compared", () => {
        const guild = sealedGuild({}, 20);
        const [, b] = guild.clients;
        guild.relog(b, { stateVersion: 2, upgradeState });
        guild.time.advance(60);
        assert.are.equal(21, b.ledger.getState().notes.length);
        assert.are.equal(1020, b.ledger.getState().sum);
        assert.is_nil(sealsOf(b).mismatch);
        assert.is_truthy(sealsOf(b).problem);
        // It drops no weeks for a state that is another version's.
        guild.relog(b, { stateVersion: 2 });
        assert.are.same({ weeks: 0, events: 0, reason: "noState" }, guild.prune(b, 1));
        assert.are.equal(1020, b.ledger.getState().sum);
    });

    it("without the history upgrades the sealed state, and goes on from it", () => {
        const guild = sealedGuild({}, 20);
        const [, b] = guild.clients;
        guild.prune(b, 1);
        guild.relog(b, { stateVersion: 2, upgradeState });
        guild.time.advance(60);
        const { notes, sum } = b.ledger.getState();
        assert.are.same(["from 1", "since", 1020], [notes[20], notes[21], sum]);
        guild.relog(b, { stateVersion: 2, upgradeState });
        assert.are.same([22, 1020], [b.ledger.getState().notes.length, b.ledger.getState().sum]);
        assert.is_nil(sealsOf(b).problem);
    });

    it("takes an error in upgradeState, or no table, as none, and tells", () => {
        for (const faulty of FAULTY) {
            const guild = sealedGuild({}, 20);
            const [, b] = guild.clients;
            guild.prune(b, 1);
            guild.relog(b, { stateVersion: 2, upgradeState: faulty });
            guild.time.advance(60);
            assert.are.equal(1020, b.ledger.getState().sum);
            assert.is_truthy(string.find(sealsOf(b).problem!, "upgradeState()", 1, true)[0], sealsOf(b).problem);
            assert.is_true(b.world.guard.reports.length > 0);
        }
    });

    it("says so where it has no upgradeState", () => {
        const guild = sealedGuild({}, 20);
        const [, b] = guild.clients;
        guild.prune(b, 1);
        guild.relog(b, { stateVersion: 2 });
        guild.time.advance(60);
        assert.are.equal(1020, b.ledger.getState().sum);
        assert.is_truthy(sealsOf(b).problem);
        assert.is_truthy(string.find(b.ledger.explain().join("\n"), "another version", 1, true)[0]);
    });

    it("as a newcomer adopts and upgrades", () => {
        const guild = sealedGuild({ stateVersion: 2, upgradeState, history: "sealed" });
        const c = join(guild, 600);
        assert.are.equal("adopted", sealsOf(c).standing);
        const { notes, sum } = c.ledger.getState();
        assert.are.same(["from 1", MANY + 1000], [notes[MANY], sum]);
    });

    it("as a newcomer without upgradeState gets the whole history, and the status says why", () => {
        const guild = sealedGuild({ stateVersion: 2, history: "sealed" });
        const c = join(guild, 3600);
        assert.are.equal(MANY + 2, c.ledger.status().events);
        assert.are.equal(MANY + 1000, c.ledger.getState().sum);
        assert.are.same(["rows", 0], [sealsOf(c).standing, sealsOf(c).absentWeeks]);
        assert.is_truthy(sealsOf(c).problem);
    });

    it("as a newcomer whose upgradeState raises gets the whole history", () => {
        for (const faulty of FAULTY) {
            const guild = sealedGuild({ stateVersion: 2, history: "sealed", upgradeState: faulty });
            const c = join(guild, 3600);
            assert.are.equal(MANY + 2, c.ledger.status().events);
            assert.are.equal(MANY + 1000, c.ledger.getState().sum);
            assert.are.same(["rows", 0], [sealsOf(c).standing, sealsOf(c).absentWeeks]);
            assert.is_truthy(sealsOf(c).problem);
        }
    });
});
