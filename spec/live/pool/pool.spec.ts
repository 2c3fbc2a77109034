import { Pool } from "../../../src/live/pool/pool";
import { Pools } from "../../../src/live/pool/entries";
import { ANY_VALUE, fieldsCodec } from "../../../src/live/pool/value-codec";
import { parseField } from "../../../src/event/field";
import { seeds } from "../../support/rounds";
import { messageOf } from "../../support/world";
import { type RoomClient, RoomGuild } from "../guild";

/** The pool "bids" of a client, made anew at each login: a bid each member and item. */
class Bidder {
    pool!: Pool;
    pools!: Pools;
    /** Changes as it was told of them. */
    readonly told: string[] = [];
    readonly isBarred = new LuaSet<string>();

    constructor(readonly client: RoomClient) {
        client.onOpen = (session) => {
            this.pools = new Pools(session, (_pool, owner) => !this.isBarred.has(owner));
            this.pool = new Pool({
                name: "bids",
                guard: client.guard,
                codec: ANY_VALUE,
                keyOf: (value) => (value as { item: string }).item,
            });
            this.pool.attach(session, this.pools.pool("bids"));
            this.pool.on("changed", (key, value, owner) => {
                this.told.push(
                    `${key as string}=${tostring((value as { bid?: number } | undefined)?.bid)} ${tostring(owner)}`,
                );
            });
        };
    }

    bid(item: string, bid: number): boolean {
        const [ok] = this.pool.replaceContribution({ item, bid });
        return ok;
    }

    view(): string {
        const lines: string[] = [];
        for (const [key, value] of this.pool.getAllContributions()) {
            lines.push(`${key}=${tostring((value as { bid: number }).bid)} ${tostring(this.pool.ownerOf(key))}`);
        }
        table.sort(lines, (a, b) => a < b);
        return lines.join(", ");
    }
}

function bidders(guild: RoomGuild): Bidder[] {
    return guild.clients.map((client) => new Bidder(client));
}

function assertAlike(all: readonly Bidder[], what: string): void {
    const [first, ...others] = all.filter(({ client }) => client.isOnline);
    for (const other of others) assert.equal(first.view(), other.view(), `${what}: ${other.client.name}`);
}

describe("Pool", () => {
    it("shows the contributions of all, and gives each key to who contributed last", () => {
        const guild = new RoomGuild(1, 3);
        const [a, b, c] = bidders(guild);
        for (const { client } of [a, b, c]) client.login();
        guild.advance(2);
        assert.is_true(a.bid("Ashkandi", 10));
        guild.advance(2);
        assert.is_true(b.bid("Ashkandi", 20));
        guild.advance(2);
        assert.equal("Ashkandi=20 M002-Realm", c.view());
        assertAlike([a, b, c], "seed 1");
        assert.is_false(a.pool.removeContribution("Ashkandi"));
        assert.is_true(b.pool.removeContribution("Ashkandi"));
        guild.advance(2);
        assert.equal("", c.view());
        assertAlike([a, b, c], "seed 1");
        assert.same(["Ashkandi=10 M001-Realm", "Ashkandi=20 M002-Realm", "Ashkandi=nil nil"], c.told);
    });

    it("takes out what a member has contributed when it goes, and not when it reloads", () => {
        const guild = new RoomGuild(2, 3);
        const [a, b, c] = bidders(guild);
        for (const { client } of [a, b, c]) client.login();
        guild.advance(20);
        a.bid("Ashkandi", 10);
        b.bid("Rhok'delar", 5);
        guild.advance(5);
        const before = c.told.length;
        a.client.reload();
        guild.advance(0.2);
        a.bid("Ashkandi", 10);
        guild.advance(40);
        assert.equal(before, c.told.length);
        b.client.crash();
        guild.advance(0.3);
        assert.equal("Rhok'delar=nil nil", c.told[before]);
        assert.equal(before + 1, c.told.length);
        assert.equal("Ashkandi=10 M001-Realm", c.view());
    });

    it("shows what may be contributed, and keeps the rest out of sight", () => {
        const guild = new RoomGuild(3, 2);
        const [a, b] = bidders(guild);
        b.isBarred.add("M001-Realm");
        for (const { client } of [a, b]) client.login();
        guild.advance(2);
        a.bid("Ashkandi", 10);
        guild.advance(2);
        assert.equal("", b.view());
        b.bid("Ashkandi", 5);
        guild.advance(2);
        a.bid("Ashkandi", 11);
        guild.advance(2);
        assert.equal("Ashkandi=5 M002-Realm", b.view());
        b.isBarred.delete("M001-Realm");
        b.pools.settleAll();
        assert.equal("Ashkandi=11 M001-Realm", b.view());
    });

    it("refuses what is no value, no key, or too much", () => {
        const guild = new RoomGuild(4, 1);
        const [a] = bidders(guild);
        a.client.login();
        assert.matches(
            "'value' must be a value, got nil$",
            messageOf(() => a.pool.replaceContribution(undefined)),
        );
        assert.matches(
            "'key' of pool \"bids\" must be a string or a number, got nil$",
            messageOf(() => a.pool.replaceContribution({ bid: 1 })),
        );
        const [ok, why] = a.pool.replaceContribution({ item: "a", text: string.rep("x", 4100) });
        assert.same([false, "tooLarge"], [ok, why]);
        let count = 0;
        while (a.bid(`item ${tostring(count)}`, count)) count++;
        assert.equal(256, count);
        assert.same([false, "full"], [...a.pool.replaceContribution({ item: "one more", bid: 1 })]);
    });

    it("comes to one view for all, whatever is lost and whoever comes and goes", () => {
        for (const seed of $range(1, seeds(100, 10))) {
            playEvening(seed);
        }
    });
});

/** Members contribute, withdraw, come, go, crash, are cut off and locked, for some minutes; then all see the same. */
function playEvening(seed: number): void {
    const guild = new RoomGuild(seed, 8);
    const all = bidders(guild);
    const random = guild.random;
    guild.faults.loss = random.integer(0, 3) / 10;
    for (const { client } of all) client.login();
    for (const step of $range(1, 120)) {
        const bidder = all[random.integer(0, all.length - 1)];
        const { client } = bidder;
        const dice = random.integer(1, 100);
        const item = `item ${tostring(random.integer(1, 5))}`;
        if (!client.isOnline) {
            if (dice <= 30) client.login();
        } else if (dice <= 60) {
            bidder.bid(item, step);
        } else if (dice <= 75) {
            bidder.pool.removeContribution(item);
        } else if (dice <= 80) {
            client.crash();
        } else if (dice <= 84) {
            client.logout();
        } else if (dice <= 90) {
            client.reload();
        } else if (dice <= 95) {
            client.side = 1 - client.side;
        } else {
            client.isLocked = !client.isLocked;
        }
        guild.advance(random.integer(1, 30) / 10);
    }
    guild.faults.loss = 0;
    for (const { client } of all) {
        client.side = 0;
        client.isLocked = false;
    }
    guild.advance(60);
    assertAlike(all, `seed ${tostring(seed)}`);
    for (const { client } of all) assert.same([], client.guard.reports);
}

describe("fieldsCodec()", () => {
    const codec = fieldsCodec(["item:string", "bid:number", "note:string?"].map((text) => parseField(text)!));

    it("carries the fields without their names", () => {
        const [bytes] = codec.encode({ item: "Ashkandi", bid: 10 });
        assert.equal(11, bytes!.length);
        assert.same([true, { item: "Ashkandi", bid: 10 }], [...codec.decode(bytes!)]);
    });

    it("says what is wrong with a value", () => {
        assert.equal("must be a table, got 5", codec.encode(5)[1]);
        assert.equal("has a field 'bid' that must be a finite number, got nil", codec.encode({ item: "a" })[1]);
        assert.equal(
            "has a field 'bidd' that is unknown; did you mean 'bid'?",
            codec.encode({ item: "a", bidd: 1 })[1],
        );
    });

    it("gives nothing for bytes that are no such value", () => {
        for (const bytes of ["", "\x05", "\x61a", "\x61a\x61b\xf6"]) assert.same([false], [...codec.decode(bytes)]);
    });
});
