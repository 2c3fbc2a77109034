/**
 * From saved files into a room and back into the game, at random. The oracle knows who had what, and decides by the document what has to be where
 * in the end; inboxes are loaded by Lua and taken apart by code of their own.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { NO_MEMORY } from "../../src/agent/memory";
import { planRecords } from "../../src/agent/plan";
import { type RoomView, viewOf } from "../../src/agent/room-view";
import { type SavedScope, savedScopesOf } from "../../src/agent/saved-scope";
import { readBlock } from "../../src/format/block-reader";
import { digestOf } from "../../src/format/hashes";
import { compareKeys, keyHex, type StoredEvent } from "../../src/format/key";
import { readSavedVariables } from "../../src/format/saved-file";
import { inboxFolder, writeInbox } from "../../src/inbox/inbox-folder";
import { planInbox } from "../../src/inbox/offers";
import { NOTHING_REFUSED } from "../../src/inbox/refusals";
import { ROLE } from "../../src/room/content-items";
import type { Signer } from "../../src/room/keys";
import { checkOffer } from "../../src/room/offer";
import { FOUNDER, Guild, NOW } from "../support/guild";
import { readInbox } from "../support/inbox-oracle";
import { searchSize } from "../support/long";
import { randomEvents } from "../support/random-events";
import { savedBytes } from "../support/saved-file";

const folder = mkdtempSync(join(tmpdir(), "companion-round-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FIRST = Number(process.env["SEED"] ?? 1);
const SEEDS = searchSize(3, 15);

const nameOf = (event: StoredEvent): string => `${keyHex(event)} ${event.body.toString("hex")}`;

/** One account of the game: the log of one ledger, by the hex of keys. */
class Account {
    readonly log = new Map<string, StoredEvent>();
    /** Of the offers at the last login, by hex of the half id. */
    outcomes = new Map<string, { reason: number; bits: Buffer }>();
    changed = NOW;
    /** What of the file was read last while it was whole. */
    private read: readonly SavedScope[] = [];

    constructor(
        readonly name: string,
        readonly install: string,
        readonly readsInbox: boolean,
        /** It lets nothing in that comes from the inbox. */
        readonly isStubborn: boolean,
    ) {}

    /** As the game decides between two bodies of one key. */
    take(event: StoredEvent): void {
        const key = keyHex(event);
        const own = this.log.get(key);
        const isLarger = own === undefined || digestOf(event) > digestOf(own);
        const isEqual = own !== undefined && digestOf(event) === digestOf(own);
        if (isLarger || (isEqual && Buffer.compare(event.body, own.body) > 0)) this.log.set(key, event);
    }

    has(event: StoredEvent): boolean {
        return this.log.get(keyHex(event))?.body.equals(event.body) === true;
    }

    /** A login: the game reads the inbox. */
    login(): void {
        this.changed += 60;
        this.outcomes = new Map();
        if (!this.readsInbox) return;
        for (const { id, block } of readInbox(join(inboxFolder(this.install), "Inbox.lua"))) {
            const { events, fault } = readBlock(block);
            expect(fault).toBe(undefined);
            const bits = Buffer.alloc(Math.ceil(events.length / 8));
            events.forEach((event, index) => {
                if (!this.isStubborn) this.take(event);
                else if (!this.has(event)) bits[index >> 3] |= 1 << (index & 7);
            });
            const isRefused = bits.some((byte) => byte !== 0);
            this.outcomes.set(id, { reason: isRefused ? 1 : 0, bits: isRefused ? bits : Buffer.of() });
        }
    }

    /** The file as a companion reads it. Now and then it comes upon one that is damaged, and keeps what it has. */
    scopes(random: Random): readonly SavedScope[] {
        const outcomes = [...this.outcomes].sort(([one], [other]) => (one < other ? -1 : 1));
        const entry = Buffer.concat(
            outcomes.flatMap(([id, { reason, bits }]) => [
                Buffer.from(id, "hex"),
                Buffer.of(reason, bits.length),
                bits,
            ]),
        );
        const events = [...this.log.values()].sort(compareKeys);
        const bytes = savedBytes(events, this.readsInbox ? entry : null);
        const isCut = random.integer(1, 6) === 1;
        const file = readSavedVariables(isCut ? bytes.subarray(0, random.integer(0, bytes.length - 3)) : bytes);
        const { name: account, install, changed } = this;
        if (file.problems.length === 0 && !isCut) {
            this.read = savedScopesOf({ install, account, changed, kind: "current" }, file);
            expect(this.read).toHaveLength(1);
            expect(this.read[0].events.map(nameOf)).toEqual(events.map(nameOf));
        }
        return this.read;
    }
}

/** A computer of a member. */
interface Computer {
    readonly device: Signer;
    readonly role: number;
    readonly install: string;
    readonly accounts: readonly Account[];
    memory: typeof NO_MEMORY;
    inbox: typeof NOTHING_REFUSED;
}

class World {
    readonly guild = new Guild();
    readonly computers: Computer[] = [];
    now = NOW;

    constructor(
        readonly random: Random,
        roles: readonly number[],
        seed: number,
    ) {
        this.guild.takeScope();
        const devices = [FOUNDER, ...roles.map((role, index) => this.guild.join(index + 1, role))];
        devices.forEach((device, index) => {
            const install = mkdtempSync(join(folder, `s${seed}-`));
            const accounts = Array.from({ length: random.integer(1, 2) }, (_, number) => {
                const isStubborn = index > 0 && random.integer(1, 8) === 1;
                return new Account(`${index}-${number}`, install, random.integer(1, 5) > 1, isStubborn);
            });
            const role = index === 0 ? ROLE.admin : roles[index - 1];
            this.computers.push({ device, role, install, accounts, memory: NO_MEMORY, inbox: NOTHING_REFUSED });
        });
    }

    get accounts(): Account[] {
        return this.computers.flatMap(({ accounts }) => accounts);
    }

    /** A computer looks at its files. @returns whether it has added anything. */
    private look(computer: Computer, files: readonly SavedScope[], view: RoomView): boolean {
        const { device, memory } = computer;
        const random = (): number => this.random.integer(0, 999) / 1000;
        const planned = planRecords({ view, device: device.key, files, memory, now: this.now, random });
        computer.memory = planned.memory;
        expect([planned.mayWrite, planned.untaken]).toEqual([true, []]);
        const records = planned.records.map((content) => this.guild.sign(device, content));
        const { refusals } = checkOffer(
            this.guild.room,
            records.map(({ bytes }) => bytes),
            this.now,
        );
        expect(refusals).toEqual([]);
        for (const record of records) this.guild.take(record);
        return records.length > 0 || planned.next !== undefined;
    }

    /** Every computer looks, writes its inbox, and players log in. @returns whether anything has happened. */
    round(): boolean {
        this.now += 700;
        let isBusy = false;
        // Now and then all look at the same moment, and none sees what the others add.
        const isAtOnce = this.random.integer(1, 2) === 1;
        const before = viewOf(this.guild.room);
        for (const computer of this.computers) {
            const files = computer.accounts.flatMap((account) => account.scopes(this.random));
            isBusy = this.look(computer, files, isAtOnce ? before : viewOf(this.guild.room)) || isBusy;
            const rooms = [{ view: viewOf(this.guild.room), files }];
            const planned = planInbox(rooms, computer.inbox, this.now);
            computer.inbox = JSON.parse(JSON.stringify(planned.memory)) as typeof planned.memory;
            const { kind } = writeInbox(computer.install, planned, this.now);
            isBusy ||= kind === "made" || kind === "written";
            if (kind !== "none") for (const account of computer.accounts) account.login();
        }
        return isBusy;
    }

    /** Until nothing happens any more, a few rounds in a row: files are cut now and then. */
    play(): void {
        let quiet = 0;
        for (let round = 0; quiet < 6; round++) {
            expect(round, "it does not come to rest").toBeLessThan(120);
            quiet = this.round() ? 0 : quiet + 1;
        }
    }
}

/** Gives events to accounts at random; some keys have two bodies. */
function scatter(world: World, random: Random): Map<string, Set<Account>> {
    const holders = new Map<string, Set<Account>>();
    const give = (event: StoredEvent, accounts: readonly Account[]): void => {
        for (const account of accounts) account.log.set(keyHex(event), event);
    };
    for (const event of randomEvents(random, "s", 3, 20)) {
        const some = world.accounts.filter(() => random.integer(1, 4) === 1);
        give(event, some.length > 0 ? some : [random.pick(world.accounts)]);
        if (random.integer(1, 8) > 1) continue;
        give({ ...event, body: Buffer.of(1, random.integer(0, 9)) }, [random.pick(world.accounts)]);
    }
    for (const account of world.accounts) {
        for (const event of account.log.values()) {
            const name = nameOf(event);
            holders.set(name, (holders.get(name) ?? new Set()).add(account));
        }
    }
    return holders;
}

const isLater = (one: StoredEvent, other: StoredEvent): boolean => {
    const difference = digestOf(one) - digestOf(other);
    return difference > 0 || (difference === 0 && Buffer.compare(one.body, other.body) > 0);
};

/** What counts in the end, by the document: by the hex of the key. */
function expectedOf(world: World, holders: ReadonlyMap<string, ReadonlySet<Account>>): Map<string, StoredEvent> {
    const counted = new Map<string, StoredEvent>();
    for (const account of world.accounts) {
        for (const event of account.log.values()) {
            const having = holders.get(nameOf(event));
            const computers = world.computers.filter(({ accounts }) =>
                accounts.some((each) => having?.has(each) === true),
            );
            const isStrong = computers.some(({ role }) => role === ROLE.relay || role === ROLE.admin);
            if (!isStrong && (computers.length < 2 || event.body[0] === 0)) continue;
            const before = counted.get(keyHex(event));
            if (before === undefined || isLater(event, before)) counted.set(keyHex(event), event);
        }
    }
    return counted;
}

function playOnce(seed: number, roles: (random: Random) => number[]): void {
    const random = new Random(seed);
    const world = new World(random, roles(random), seed);
    const holders = scatter(world, random);
    const expected = expectedOf(world, holders);
    const before = new Map(world.accounts.map((account) => [account, new Map(account.log)]));
    world.play();
    for (const account of world.accounts) {
        const own = before.get(account) ?? new Map<string, StoredEvent>();
        const all = new Map(own);
        if (account.readsInbox && !account.isStubborn) {
            for (const [key, event] of expected) {
                const mine = own.get(key);
                if (mine === undefined || isLater(event, mine)) all.set(key, event);
            }
        }
        const text = (log: ReadonlyMap<string, StoredEvent>): string[] => [...log.values()].map(nameOf).sort();
        expect(text(account.log), `seed ${seed}, account ${account.name}`).toEqual(text(all));
    }
}

describe("from saved files into a room and back", () => {
    it("everybody has everything where all may pass it on", () => {
        console.log(`round trip: seeds ${FIRST} to ${FIRST + SEEDS - 1}`);
        for (let seed = FIRST; seed < FIRST + SEEDS; seed++)
            playOnce(seed, (random) =>
                Array.from({ length: random.integer(1, 4) }, () => random.pick([ROLE.relay, ROLE.admin])),
            );
    });

    it("what nobody may pass on alone comes where a second has it, or a relay", () => {
        console.log(`round trip with roles: seeds ${FIRST} to ${FIRST + SEEDS - 1}`);
        for (let seed = FIRST; seed < FIRST + SEEDS; seed++)
            playOnce(1000 + seed, (random) =>
                Array.from({ length: random.integer(2, 5) }, () =>
                    random.pick([ROLE.own, ROLE.own, ROLE.own, ROLE.relay]),
                ),
            );
    });
});
