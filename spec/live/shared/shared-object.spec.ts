import { CELL_BYTES } from "../../../src/live/board/cells";
import { EMPTY_ARRAY } from "../../../src/live/object/values";
import type { Lease } from "../../../src/api/room-lease";
import type { PatchOperators } from "../../../src/api/room-object";
import { ObjectNetwork } from "./network";

/** A guild whose object is known to all. */
function shared(
    seed: number,
    count: number,
    options: ConstructorParameters<typeof ObjectNetwork>[2] = {},
): ObjectNetwork {
    const network = new ObjectNetwork(seed, count, options).login();
    network.guild.advance(25);
    return network;
}

function messageOf(body: (this: void) => void): string {
    const [ok, message] = pcall(body);
    return ok ? "no error" : tostring(message);
}

describe("a shared object", () => {
    it("is made by one, and patched by all", () => {
        const network = shared(1, 5);
        assert.is_true(network.of(0).isKnown());
        for (const index of $range(0, 4)) network.of(index).patch({ $inc: { n: 1 } });
        assert.same({ n: 1 }, network.of(2).get());
        network.guild.advance(3);
        for (const index of $range(0, 4)) assert.same({ n: 5 }, network.of(index).get());
        network.guild.advance(60);
        for (const index of $range(0, 4)) {
            assert.same({ n: 5 }, network.of(index).get());
            assert.equal(0, network.of(index).status().patches);
        }
        assert.same([], network.reports());
    });

    it("takes patches before it is known, and sends them then", () => {
        const network = new ObjectNetwork(2, 3).login();
        const told: string[] = [];
        network.of(1).patch({ $inc: { n: 2 } }, (ok, _why, _value, isFinal) => {
            told.push(`${tostring(ok)} ${tostring(isFinal)}`);
        });
        assert.is_false(network.of(1).isKnown());
        assert.same({ n: 2 }, network.of(1).get());
        network.guild.advance(15);
        assert.same({ n: 2 }, network.of(2).get());
        assert.same(["true false"], told);
        network.guild.advance(40);
        assert.same(["true false", "true true"], told);
    });

    it("applies all or nothing, and says why", () => {
        const network = shared(3, 2);
        let heard = "";
        network.of(0).patch({ $set: { n: "text" } });
        network.of(0).patch({ $inc: { n: 1 }, $set: { other: 1 } }, (ok, why, _value, isFinal, detail) => {
            heard += `${tostring(ok)} ${why} ${tostring(isFinal)} ${detail};`;
        });
        network.guild.advance(2);
        assert.same({ n: "text" }, network.of(1).get());
        assert.equal("false failed false '$inc' of 'n' needs a number there, found text;", heard);
    });

    it("tells observers of a path, of what it is in and of what is in it", () => {
        const network = shared(4, 2, { data: { boss: { hp: 100, name: "Onyxia" } } });
        const heard: string[] = [];
        for (const path of ["", "boss", "boss.hp", "boss.name"]) {
            network.of(1).observe(path, (value, old) => {
                const show = (each: unknown): string => (type(each) === "table" ? "table" : tostring(each));
                heard.push(`${path}: ${show(old)} ${show(value)}`);
            });
        }
        const cancel = network.of(1).observe("boss.hp", () => heard.push("cancelled"));
        cancel();
        network.of(0).patch({ $set: { "boss.hp": 40 } });
        network.guild.advance(2);
        assert.same([": table table", "boss: table table", "boss.hp: 100 40"], heard);
        network.of(0).patch({ $unset: { boss: 1 } });
        network.guild.advance(2);
        assert.same([": table table", "boss: table nil", "boss.hp: 40 nil", "boss.name: Onyxia nil"], heard.slice(3));
    });

    it("tells of each patch and its author", () => {
        const network = shared(5, 2);
        const heard: string[] = [];
        network.of(1).on("patched", (operators, author, ok) => {
            const [operator] = next(operators as unknown as LuaTable<string, unknown>);
            heard.push(`${operator} ${author} ${tostring(ok)}`);
        });
        network.of(0).patch({ $inc: { n: 1 } });
        network.of(0).patch({ $push: { n: 1 } });
        network.guild.advance(2);
        assert.same(["$inc M001-Realm true", "$push M001-Realm false"], heard);
    });

    it("reaches a late joiner, with 4 kB", () => {
        const network = shared(6, 6, { followers: 6 });
        const joiner = network.guild.clients[5];
        joiner.logout();
        for (const part of $range(1, 4)) {
            network.of(0).patch({ $set: { [`t${string.format("%d", part)}`]: string.rep("x", 1000) } });
            network.guild.advance(5);
        }
        network.guild.advance(60);
        network.guild.messages = 0;
        joiner.login();
        const seconds = network.secondsUntilEqual(60);
        assert.is_true(seconds !== undefined && seconds <= 10, `${seconds} s`);
        assert.same([], network.reports());
    });

    it("outlives those who made and patched it", () => {
        const network = shared(7, 6);
        network.of(0).patch({ $inc: { n: 1 } });
        network.guild.advance(3);
        network.guild.clients[0].crash();
        network.guild.advance(40);
        for (const index of $range(1, 4)) {
            network.guild.clients[index].crash();
            network.guild.advance(10);
        }
        network.guild.clients[0].login();
        network.guild.advance(30);
        assert.same({ n: 1 }, network.of(5).get());
        assert.same({ n: 1 }, network.of(0).get());
    });

    it("is new when all have gone", () => {
        const network = shared(8, 3);
        network.of(0).patch({ $inc: { n: 1 } });
        network.guild.advance(3);
        for (const client of network.guild.clients) client.logout();
        network.guild.advance(60);
        network.guild.clients[1].login();
        network.guild.advance(30);
        assert.is_true(network.of(1).isKnown());
        assert.same({ n: 0 }, network.of(1).get());
    });

    it("counts patches of those alone who may patch", () => {
        const network = shared(9, 4, { mayPatch: (author) => author === "M001-Realm" });
        let why: string | undefined;
        network.of(1).patch({ $inc: { n: 10 } }, (_ok, reason) => {
            why = reason;
        });
        network.of(0).patch({ $inc: { n: 1 } });
        network.guild.advance(5);
        for (const index of $range(0, 3)) assert.same({ n: 1 }, network.of(index).get());
        assert.equal("unauthorized", why);
        network.guild.advance(60);
        for (const index of $range(0, 3)) assert.same({ n: 1 }, network.of(index).get());
    });

    it("goes on when the only one who may patch crashes", () => {
        const network = shared(10, 6, { mayPatch: (author) => author === "M001-Realm" });
        network.guild.faults.loss = 0.5;
        for (const _ of $range(1, 5)) network.of(0).patch({ $inc: { n: 1 } });
        network.guild.advance(0.5);
        network.guild.clients[0].crash();
        network.guild.faults.loss = 0.05;
        network.guild.advance(90);
        assert.is_true(network.isEqual(), network.describe());
        const last = network.of(1).get();
        network.guild.clients[0].login();
        network.guild.advance(60);
        assert.same(last, network.of(0).get());
    });

    it("is patched under a lease by its holder alone, in the order of terms", () => {
        const holders = ["M001-Realm"];
        const terms = new LuaMap<string, number>();
        const leaseOf = (name: string): Lease =>
            ({ isHeld: () => holders.includes(name), term: () => terms.get(name) }) as unknown as Lease;
        terms.set("M001-Realm", 100);
        const network = new ObjectNetwork(11, 3, { writersOf: leaseOf }).login();
        network.guild.advance(25);
        let why: string | undefined;
        network.of(1).patch({ $inc: { n: 1 } }, (_ok, reason) => {
            why = reason;
        });
        assert.equal("notHeld", why);
        network.of(0).patch({ $set: { n: 7 } });
        network.guild.advance(3);
        assert.same({ n: 7 }, network.of(2).get());
        // Both believe that they hold it: what the one with the higher term has done counts from then on.
        holders.push("M002-Realm");
        terms.set("M002-Realm", 200);
        network.of(1).patch({ $set: { n: 8 } });
        network.guild.advance(3);
        network.of(0).patch({ $set: { n: 9 } }, (_ok, reason) => {
            why = reason;
        });
        network.guild.advance(3);
        assert.equal("outdated", why);
        for (const index of $range(0, 2)) assert.same({ n: 8 }, network.of(index).get());
        network.guild.advance(60);
        network.of(0).patch({ $set: { n: 9 } });
        network.guild.advance(60);
        for (const index of $range(0, 2)) assert.same({ n: 8 }, network.of(index).get());
    });

    it("lasts over the end of all sessions where it is saved", () => {
        const saved = new LuaTable<string, unknown>();
        const network = new ObjectNetwork(12, 3, { savedOf: (name) => (name === "M002-Realm" ? saved : undefined) });
        network.login().guild.advance(25);
        network.of(0).patch({ $push: { list: EMPTY_ARRAY }, $inc: { n: 3 } });
        network.guild.advance(3);
        network.of(1).save();
        for (const client of network.guild.clients) client.logout();
        network.guild.advance(120);
        network.guild.clients[1].login();
        network.guild.clients[2].login();
        network.guild.advance(30);
        assert.same({ n: 3, list: [EMPTY_ARRAY] }, network.of(1).get());
        assert.same({ n: 3, list: [EMPTY_ARRAY] }, network.of(2).get());
    });

    it("refuses what cannot be", () => {
        const network = shared(13, 2);
        const object = network.of(0);
        const whys: unknown[] = [];
        const note = (_ok: boolean, why: unknown): void => {
            whys.push(why);
        };
        object.patch({ $set: { text: string.rep("x", CELL_BYTES) } }, note);
        for (const _ of $range(1, 130)) object.patch({ $inc: { n: 1 } }, note);
        object.stop();
        object.patch({ $inc: { n: 1 } }, note);
        object.detach();
        assert.equal("tooLarge", whys[0]);
        assert.equal("full", whys[1]);
        assert.same(["full", "full", "stopped"], whys.slice(1));
        assert.matches(
            "patch: '%$inc' of 'n' must be a finite number",
            messageOf(() => object.patch({ $inc: { n: "1" } })),
        );
        assert.matches(
            "must be a table of update operators",
            messageOf(() => object.patch(5 as unknown as PatchOperators)),
        );
        assert.matches(
            "'callback' must be a function",
            messageOf(() => object.patch({ $inc: { n: 1 } }, 5 as never)),
        );
        assert.matches(
            "observe: 'path' must be a path without empty parts",
            messageOf(() => object.observe("a..b", () => {})),
        );
        assert.matches(
            'on: \'name\' must be "patched" or "reissued"',
            messageOf(() => object.on("other" as never, (() => {}) as never)),
        );
    });
});
