import { decodeChecked } from "../../src/block/checked-text";
import { decodeCbor } from "../../src/codec/cbor";
import type { SavedLedger } from "../../src/log/archive";
import { noPause } from "../support/background";
import { startLedger } from "../support/ledgers";
import { NO_NATIVE } from "../support/natives";
import { World } from "../support/world";

const SCOPE = "guild:Guild-Realm";

function typesOf({ types }: SavedLedger): unknown {
    const [, value] = decodeCbor(decodeChecked(types, NO_NATIVE, noPause)!, 1);
    return value;
}

describe("What a session writes for tools", () => {
    it("is the name of the ledger, its types, and names", () => {
        const saved: SavedLedger = {};
        const ledger = startLedger(new World(), { saved, stateVersion: 3 });
        ledger.stop();
        assert.equal("Spec", saved.ledger);
        assert.same([1, 3, [1, "note", ["text:any", "amount:any"]]], typesOf(saved));
        const world = new World();
        const next = startLedger(world, { saved });
        world.time.advance(1);
        assert.is_not_nil(saved.scopes![SCOPE].names);
        next.stop();
        assert.is_nil(saved.scopes![SCOPE].inbox);
    });

    it("has the types that are defined at logout", () => {
        const saved: SavedLedger = {};
        const world = new World();
        const ledger = startLedger(world, { saved });
        world.time.advance(20);
        ledger.define("more", { id: 2, fields: [] }, () => {});
        ledger.save();
        assert.same([1, 1, [1, "note", ["text:any", "amount:any"]], [2, "more", []]], typesOf(saved));
        ledger.define("more", { id: 2, fields: ["x"] }, () => {});
        world.time.advance(10);
        assert.same([2, "more", ["x:any"]], (typesOf(saved) as unknown[])[3]);
    });

    it("is no stranger in the file", () => {
        const saved: SavedLedger = {};
        startLedger(new World(), { saved }).stop();
        const world = new World();
        startLedger(world, { saved, debug: true });
        assert.same([], world.guard.reports);
    });

    it("leaves a file of a newer version as it is", () => {
        const saved: SavedLedger = { version: 99 };
        const world = new World();
        const ledger = startLedger(world, { saved, inbox: true });
        world.time.advance(20);
        ledger.stop();
        assert.same({ version: 99 }, saved);
        assert.same([], world.inbox.asked);
    });

    it("no longer says that the inbox is read when the addon does without", () => {
        const saved: SavedLedger = {};
        startLedger(new World(), { saved, inbox: true }).stop();
        assert.is_not_nil(saved.scopes![SCOPE].inbox);
        startLedger(new World(), { saved }).stop();
        assert.is_nil(saved.scopes![SCOPE].inbox);
    });

    it("tells of damaged names", () => {
        const saved: SavedLedger = { scopes: { [SCOPE]: { names: "x" } } };
        const world = new World();
        const ledger = startLedger(world, { saved });
        world.time.advance(1);
        assert.same(["names"], ledger.status().damagedParts);
    });
});
