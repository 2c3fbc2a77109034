/** Seals of an officer who may seal, and means harm. docs/threat-model.md says what is held against them. */

import type { LedgerEvent } from "../../src/api/event";
import type { LedgerOptions } from "../../src/api/options";
import { packKey, toId } from "../../src/event/key";
import { LISTED_LIMIT } from "../../src/event/seal";
import { digestOf } from "../../src/event/body";
import { revocationBody } from "../../src/log/revocations";
import { SURPLUS_LIMIT } from "../../src/seal/keeper";
import { digestOfRows } from "../../src/seal/sealed-state";
import { rootOf } from "../../src/sync/roots";
import { noPause } from "../support/background";
import type { NotesState } from "../support/ledgers";
import { honestContent, invent, sessionOf, writeAt, writeBody, writeSeal } from "../support/rogue";
import { SealedGuild, sealsOf } from "../support/sealed-guild";

type Changes = Partial<LedgerOptions<NotesState>>;

const HOUR = 3600;
const WRONG_DIGEST = string.rep("\x07", 16);

/** Clients with a few events in weeks that are over. */
function pastGuild(count = 3): SealedGuild {
    const guild = new SealedGuild(count);
    guild.start();
    guild.write(guild.clients[0], "one", 1);
    guild.write(guild.clients[1], "two", 10);
    guild.pass(2);
    return guild;
}

function idOf({ creator, counter }: LedgerEvent): number {
    return toId(creator, counter);
}

function sums({ clients }: SealedGuild): number[] {
    return clients.map(({ ledger }) => ledger.getState().sum);
}

function standings({ clients }: SealedGuild): (string | undefined)[] {
    return clients.map((client) => sealsOf(client).standing ?? "none");
}

describe("A seal of a rogue officer", () => {
    it("that counts more events than its rows have is not stronger than one that is right", () => {
        const guild = pastGuild();
        const [a, , c] = guild.clients;
        const week = guild.week();
        const content = honestContent(c, week);
        writeSeal(c, { ...content, count: content.count + 1000, digest: WRONG_DIGEST });
        guild.time.advance(60);
        guild.sealAll(a);
        assert.are.same(["checked", "checked", "checked"], standings(guild));
        assert.are.same([11, 11, 11], sums(guild));
    });

    it("of a wrong state changes no state, and is outdone a week later", () => {
        const guild = pastGuild();
        const [a, , c] = guild.clients;
        writeSeal(c, { ...honestContent(c, guild.week()), digest: WRONG_DIGEST });
        guild.time.advance(60);
        assert.are.same(["rows", "rows", "rows"], standings(guild));
        assert.are.same([11, 11, 11], sums(guild));
        guild.pass(1);
        guild.sealAll(a);
        assert.are.same(["checked", "checked", "checked"], standings(guild));
    });

    it("of wrong boundaries changes no state, and keeps nobody from sealing later weeks", () => {
        const all: number[] = [];
        for (const week of $range(1, 256)) all.push(week);
        const lists = (week: number): number[][] => [[week - 1, week, week + 5, 65535], [week], all];
        for (const index of $range(0, 2)) {
            const guild = pastGuild();
            const [a, , c] = guild.clients;
            const content = honestContent(c, guild.week());
            writeSeal(c, { ...content, boundaries: lists(guild.week())[index] });
            guild.time.advance(60);
            assert.are.same([11, 11, 11], sums(guild));
            guild.write(a, "three", 100);
            guild.pass(1);
            const seal = guild.sealAll(a);
            for (const client of guild.clients) {
                assert.are.same([seal.time, "checked"], [sealsOf(client).event!.time, sealsOf(client).standing]);
            }
            assert.are.same([111, 111, 111], sums(guild));
            assert.are.same([], guild.reports());
        }
    });

    it("of no events, or of few that are invented, closes nothing to a newcomer", () => {
        const guild = new SealedGuild(3);
        const [a, b, c] = guild.clients;
        c.isConnected = false;
        guild.start(a, b);
        guild.write(a, "one", 1);
        guild.pass(2);
        const content = honestContent(b, guild.week());
        const [root, rows] = [rootOf([], noPause), digestOfRows([], noPause)];
        writeSeal(b, { ...content, count: 0, root, rows, digest: WRONG_DIGEST });
        guild.time.advance(60);
        c.isConnected = true;
        guild.start(c);
        guild.time.advance(600);
        assert.are.same([1, 1, 1], sums(guild));
        assert.are.same(
            [0, 0, 0],
            guild.clients.map(({ orphans }) => orphans.length),
        );
    });

    it("that lists a revocation which is still to come leaves clients with the history and without equal", () => {
        const guild = pastGuild();
        const [a, b, c] = guild.clients;
        const [victim] = guild.events(a);
        const time = guild.time.serverTime() + 30;
        const id = idOf(guild.write(c, "three", 0)) + 9;
        guild.time.advance(60);
        writeSeal(c, { ...honestContent(c, guild.week()), revocations: [packKey(time, id)] });
        guild.time.advance(60);
        guild.prune(b, 1);
        writeAt(c, time, id, revocationBody(victim.time, idOf(victim)));
        guild.time.advance(600);
        const [first, second, third] = sums(guild);
        assert.are.same([first, first], [second, third], standings(guild).join(" "));
        guild.time.advance(600);
        for (const client of guild.clients) guild.relog(client);
        guild.time.advance(600);
        const [one, two, three] = sums(guild);
        assert.are.same([one, one], [two, three], standings(guild).join(" "));
    });

    it("that lists a revocation which comes to be another one is told to be wrong, and its state is given to nobody", () => {
        const guild = pastGuild();
        const [a, b, c] = guild.clients;
        const [one, two] = guild.events(a);
        // Of two bodies under one key the one with the larger digest stays.
        const time = guild.time.serverTime();
        const id = idOf(guild.write(c, "three", 0)) + 9;
        const bodies = [one, two].map((event) => revocationBody(event.time, idOf(event)));
        table.sort(bodies, (x, y) => digestOf(time, id, x) < digestOf(time, id, y));
        writeAt(c, time, id, bodies[0]);
        guild.time.advance(60);
        writeSeal(c, honestContent(c, guild.week()));
        guild.time.advance(60);
        assert.are.same(["checked", "checked", "checked"], standings(guild));
        writeAt(c, time, id, bodies[1]);
        guild.time.advance(600);
        assert.are.same(["rows", "rows", "rows"], standings(guild));
        assert.are.same(
            ["state", "state"],
            [a, b].map((client) => sealsOf(client).mismatch!.reason),
        );
        const [first, second, third] = sums(guild);
        assert.are.same([first, first], [second, third]);
    });

    it("many of which push no honest one out", () => {
        const guild = pastGuild();
        const [a, , c] = guild.clients;
        guild.sealAll(a);
        const content = { ...sessionOf(c).seals.keeper.held.seal!, digest: WRONG_DIGEST };
        for (const index of $range(1, 150)) {
            writeSeal(c, { ...content, count: content.count + index, rows: string.rep(string.char(index), 16) });
            guild.time.advance(0.5);
        }
        guild.time.advance(600);
        assert.are.same(["checked", "checked", "checked"], standings(guild));
        for (const client of guild.clients) guild.relog(client);
        guild.time.advance(600);
        assert.are.same(["checked", "checked", "checked"], standings(guild));
        for (const client of guild.clients) {
            const { known, held } = sessionOf(client).seals.keeper;
            assert.is_true(known.list.some(({ key }) => key === held.seal!.key));
        }
        guild.pass(1);
        guild.write(a, "three", 100);
        guild.pass(1);
        guild.sealAll(a);
        assert.are.same(["checked", "checked", "checked"], standings(guild));
        assert.are.same([111, 111, 111], sums(guild));
    });
});

describe("A seal that leaves out what all others have", () => {
    it("is outdone by a forced one of later weeks, and a newcomer that held it comes to have all", () => {
        const guild = new SealedGuild(4);
        const [a, b, c, d] = guild.clients;
        for (const { world } of guild.clients) world.channel.isFree = true;
        guild.start(a, b, c);
        guild.write(a, "kept", 1000);
        guild.time.advance(60);
        c.isConnected = d.isConnected = false;
        for (const index of $range(1, SURPLUS_LIMIT + 50)) {
            guild.write(a, `n${index}`, 1);
            guild.time.advance(0.5);
        }
        guild.pass(3);
        guild.sealAll(c, { force: true });
        c.isConnected = d.isConnected = true;
        guild.start(d);
        guild.time.advance(HOUR);
        const all = 1000 + SURPLUS_LIMIT + 50;
        assert.are.same([all, all], [a.ledger.getState().sum, b.ledger.getState().sum]);
        assert.are.same(
            ["surplus", "surplus"],
            [a, b].map((client) => sealsOf(client).mismatch!.reason),
        );
        guild.pass(1);
        guild.sealAll(a, { force: true });
        guild.time.advance(HOUR);
        for (const client of [a, b, d]) {
            const { standing, event } = sealsOf(client);
            assert.are.same(
                [all, "checked"],
                [client.ledger.getState().sum, standing],
                `${client.index}, ${event!.time}`,
            );
            assert.are.same([], client.orphans);
        }
    });
});

describe("Revocations of what is sealed that a member writes by hand", () => {
    it("keep nobody from sealing later weeks, of who may not pass events on", () => {
        const authorize: Changes["authorize"] = (_event, sender, _direction, isCreator) =>
            isCreator || sender.startsWith("PlayerA");
        const guild = new SealedGuild(3, 1, () => ({ authorize }));
        const [a, b] = guild.clients;
        guild.start();
        guild.write(a, "one", 1);
        const own = guild.write(b, "two", 10);
        guild.pass(2);
        guild.sealAll(a, { force: true });
        const body = revocationBody(own.time, idOf(own));
        assert.is_nil(sessionOf(b).submit(body)[0]);
        // Who writes all by hand asks no own client whether it may.
        const { admission } = sessionOf(b);
        admission.isUnauthorized = () => false;
        (admission as unknown as { ask: (this: void) => boolean }).ask = () => true;
        for (const _ of $range(1, LISTED_LIMIT + 1)) {
            writeBody(b, body);
            guild.time.advance(0.5);
        }
        guild.time.advance(300);
        guild.pass(1);
        const seal = guild.sealAll(a, { force: true });
        for (const client of [a, guild.clients[2]]) {
            assert.are.same([seal.time, "checked"], [sealsOf(client).event!.time, sealsOf(client).standing]);
            assert.are.equal(11, client.ledger.getState().sum);
        }
    });
});

describe("A history that a rogue officer invents", () => {
    /** C has all, and 600 events more of a week long ago; it gives the state of it. */
    function inventive(own = 5): SealedGuild {
        const guild = new SealedGuild(3);
        const [a, , c] = guild.clients;
        for (const { world } of guild.clients) world.channel.isFree = true;
        guild.start();
        for (const index of $range(1, own)) {
            guild.write(a, `n${index}`, 1);
            guild.time.advance(0.5);
        }
        guild.time.advance(60);
        guild.pass(2);
        const row = { weekNumber: guild.week() - 50, count: 600, hash: 12345, fingerprint: 54321 };
        invent(c, guild.week(), [row], { notes: ["invented"], sum: 1000000 });
        return guild;
    }

    it("changes no state of who has the history", () => {
        const guild = inventive();
        const [a, b] = guild.clients;
        guild.time.advance(HOUR);
        for (const { ledger } of [a, b]) assert.are.equal(5, ledger.getState().sum);
        guild.relog(a);
        guild.time.advance(HOUR);
        assert.are.equal(5, a.ledger.getState().sum);
    });

    it("keeps nobody from sealing what there is", () => {
        const guild = inventive();
        const [a, b] = guild.clients;
        guild.time.advance(HOUR);
        guild.pass(1);
        guild.sealAll(a, { force: true });
        for (const client of [a, b]) assert.are.equal("checked", sealsOf(client).standing);
        assert.are.equal(5, b.ledger.getState().sum);
    });

    it("sets no more aside than a seal may", () => {
        const guild = inventive(SURPLUS_LIMIT + 10);
        const [a] = guild.clients;
        guild.time.advance(HOUR);
        assert.is_true(a.ledger.orphans().length <= SURPLUS_LIMIT);
    });
});
