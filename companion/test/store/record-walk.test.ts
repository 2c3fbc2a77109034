/** A room in SQLite on a walk at random: what is on disk is what the records say, after each step. */
import assert from "node:assert/strict";
import { describe, it } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { type Content, KIND } from "../../src/room/contents";
import { isTaken } from "../../src/room/history";
import type { Signer } from "../../src/room/keys";
import { START } from "../../src/room/position";
import { idOfRecord } from "../../src/room/record";
import { KeptRoom } from "../../src/rooms/kept-room";
import type { RecordStores } from "../../src/rooms/record-store";
import { type Driver } from "../../src/store/driver";
import { openRecordStores } from "../../src/store/record-stores";
import { describeDatabases, inMemory, type MakeDatabase } from "../support/databases";
import { batchOf, deviceOf, eventOf, FOUNDER, guidOf, LEDGER, NOW, SCOPE } from "../support/guild";
import { searchSize } from "../support/long";
import { RandomGuild } from "../support/random-guild";
import { type EventRow, expectedRows, failing, storedRows } from "../support/room-rows";

const SEEDS = searchSize(10, 30);
const RECORDS = 120;
const STEPS = 60;

/** A walk. */
class Walk {
    readonly guild: RandomGuild;
    private readonly bytes = new Map<string, Buffer>();
    private readonly signers: readonly Signer[] = [FOUNDER, deviceOf(1), deviceOf(2), deviceOf(3)];
    private events: readonly EventRow[] = [];
    kept!: KeptRoom;
    failed = 0;
    readonly statuses = new Set<unknown>();

    constructor(
        private readonly random: Random,
        private readonly driver: Driver & { isFull: boolean },
        private readonly stores: RecordStores,
    ) {
        this.guild = new RandomGuild(new Random(random.integer(1, 1_000_000)));
        while (this.guild.list.length < RECORDS) this.guild.step();
    }

    async begin(): Promise<void> {
        this.kept = await KeptRoom.open(this.guild.room.id, await this.stores.create(this.guild.room.id));
        await this.kept.follow(START, this.noted(this.guild.list.slice(0, 20)));
        await this.compare();
    }

    private noted(records: readonly Buffer[]): readonly Buffer[] {
        for (const all of records) this.bytes.set(idOfRecord(all).toString("hex"), all);
        return records;
    }

    async step(): Promise<void> {
        const { random } = this;
        const steps = [this.offer, this.offer, this.follow, this.rewind, this.sign, this.sign, this.drop, this.reopen];
        this.driver.isFull = random.integer(1, 4) === 1;
        try {
            await random.pick(steps)();
        } catch (error) {
            if (!this.driver.isFull) throw error;
            assert.match(String(error), /no room left/);
            this.failed++;
        } finally {
            this.driver.isFull = false;
        }
        await this.compare();
    }

    private page(): readonly Buffer[] {
        const start = this.random.integer(0, 2) > 0 ? this.kept.room.position.n : this.random.integer(0, RECORDS - 1);
        return this.guild.list.slice(start, start + this.random.integer(1, 12));
    }

    private readonly offer = async (): Promise<void> => {
        await Promise.all([this.page(), this.page()].map((page) => this.kept.offer(this.noted(page), NOW)));
    };

    private readonly follow = async (): Promise<void> => {
        const rubbish = this.random.integer(1, 3) === 1 ? [this.random.bytes(70)] : [];
        await this.kept.follow(this.kept.room.position, this.noted([...rubbish, ...this.page()]));
    };

    private readonly rewind = async (): Promise<void> => {
        const since = this.kept.room.positionAt(Math.max(1, this.kept.room.position.n - this.random.integer(1, 15)));
        if (since !== undefined) await this.kept.follow(since, this.noted(this.page()));
    };

    private readonly sign = async (): Promise<void> => {
        const { random } = this;
        const dropped = this.kept.loose.filter(() => random.integer(1, 6) === 1).map(({ id }) => id);
        await this.kept.sign(
            random.pick(this.signers),
            () => [random.pick([this.batch, this.about, this.refusal, this.refusal])()],
            dropped,
        );
    };

    private readonly batch = (): Content => {
        const creator = this.random.integer(1, 4);
        const counters = new Set([this.random.integer(0, 15), this.random.integer(0, 15)]);
        return batchOf(
            [...counters]
                .sort((one, other) => one - other)
                .map((counter) => eventOf(creator, counter, Buffer.of(1, this.random.integer(0, 2))))
                .slice(0, this.random.integer(1, 2)),
        );
    };

    private readonly about = (): Content => ({
        ...{ kind: KIND.about, ledger: LEDGER, scope: SCOPE, stateVersion: this.random.integer(1, 4) },
        types: [1, 2].map((id) => ({
            id,
            name: this.random.pick([Buffer.from("award"), Buffer.of(0xff), Buffer.from("ß")]),
            fields: [this.random.pick(["points:number", "player:guid?", "x:unheard", ":"])].map((text) =>
                Buffer.from(text),
            ),
        })),
        names: [1, 2, 3]
            .filter(() => this.random.integer(0, 1) === 1)
            .map((player) => ({ guid: guidOf(player), name: `P${this.random.integer(1, 3)}-Realm`, token: "MAGE" })),
    });

    private readonly refusal = (): Content => {
        const batches = [...this.kept.counted.records()].filter((one) => {
            return isTaken(one) && one.record.content.kind === KIND.batch && this.random.integer(1, 3) > 1;
        });
        const ids = batches.map(({ id }) => id).sort((one, other) => Buffer.compare(one, other));
        const refused = ids.map((id) => ({
            id,
            reason: this.random.integer(1, 6),
            bits: this.random.pick([this.random.bytes(1), Buffer.of(0xff)]),
        }));
        return { kind: KIND.vouch, admitted: [], refused };
    };

    private readonly drop = async (): Promise<void> => {
        await this.kept.drop(this.kept.loose.filter(() => this.random.integer(1, 3) === 1).map(({ id }) => id));
    };

    private readonly reopen = async (): Promise<void> => {
        const { id } = this.guild.room;
        const store = await this.stores.open(id);
        if (store !== undefined) this.kept = await KeptRoom.open(id, store);
    };

    private async compare(): Promise<void> {
        const { events, ...rest } = await storedRows(this.driver, this.guild.room.id);
        const expected = expectedRows(this.kept, (id) => this.bytes.get(id.toString("hex")) as Buffer);
        assert.deepEqual({ events: events.map(({ touched: _, ...row }) => row), ...rest }, expected);
        // Touched are those that count otherwise than before.
        const before = new Map(this.events.map((row) => [row.name, row]));
        for (const { name, counts, touched } of events) {
            const was = before.get(name);
            assert.equal(touched, was?.counts === counts ? was.touched : this.kept.counted.position.n, name);
            this.statuses.add((JSON.parse(counts) as unknown[])[0]);
        }
        this.events = events;
    }
}

function walks(make: MakeDatabase): void {
    it("leaves on disk what the records say", async () => {
        const statuses = new Set<unknown>();
        let failed = 0;
        for (let seed = 1; seed <= SEEDS; seed++) {
            const driver = failing(await (await make())());
            const stores = openRecordStores(driver, () => NOW * 1000);
            const walk = new Walk(new Random(seed), driver, stores);
            try {
                await walk.begin();
                for (let step = 0; step < STEPS; step++) await walk.step();
            } catch (error) {
                throw new Error(`seed ${seed}`, { cause: error });
            }
            for (const status of walk.statuses) statuses.add(status);
            failed += walk.failed;
            await stores.close();
        }
        for (const status of ["conflict", "counted", "refused", "unconfirmed"]) assert.ok(statuses.has(status), status);
        assert.ok(failed > SEEDS, `${failed} transactions have failed`);
    });
}

describe("a walk at random: SQLite in memory", () => walks(() => Promise.resolve(inMemory)));
describeDatabases("a walk at random", walks);
