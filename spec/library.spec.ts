import { LedgerRegistry, type Taken } from "../src/library";
import { noteReducer, ledgerOptions } from "./support/ledgers";
import { messageOf, World } from "./support/world";

function house(world: World, prefixes: string[] = []): LedgerRegistry {
    return new LedgerRegistry(world.ports(), (prefix) => {
        prefixes.push(prefix);
        return world.channel;
    });
}

function nothingTaken(): Taken {
    return { ledgers: {}, savedTables: new LuaTable(), rooms: {} };
}

describe("LedgerRegistry", () => {
    it("opens a channel under the ledger's name and lists the ledger", () => {
        const prefixes: string[] = [];
        const taken = nothingTaken();
        const ledger = house(new World(), prefixes).create(ledgerOptions({ name: "MyDKP" }), taken);
        assert.same(["MyDKP"], prefixes);
        assert.equal(ledger, taken.ledgers.MyDKP);
    });

    it("refuses a name that is in use, also by another copy of the library, and opens nothing", () => {
        const prefixes: string[] = [];
        const taken = nothingTaken();
        taken.ledgers.MyDKP = {};
        assert.matches(
            "LibEventLedger: createLedger: 'name' is already used by another ledger, got \"MyDKP\"$",
            messageOf(() => house(new World(), prefixes).create(ledgerOptions({ name: "MyDKP" }), taken)),
        );
        assert.same([], prefixes);
    });

    it("refuses a saved table that another ledger has, also of another copy of the library", () => {
        const prefixes: string[] = [];
        const taken = nothingTaken();
        const saved = {};
        house(new World()).create(ledgerOptions({ name: "A", saved }), taken);
        assert.matches(
            "LibEventLedger: createLedger: 'saved' is already used by ledger \"A\"$",
            messageOf(() => house(new World(), prefixes).create(ledgerOptions({ name: "B", saved }), taken)),
        );
        assert.same([], prefixes);
        assert.is_nil(taken.ledgers.B);
    });

    it("carries what happens to all its ledgers, and messages to the one of the prefix", () => {
        const world = new World();
        world.identity.isKnown = false;
        const own = house(world);
        const a = own.create(ledgerOptions({ name: "A" }), nothingTaken());
        const b = own.create(ledgerOptions({ name: "B" }), nothingTaken());
        for (const ledger of [a, b]) {
            ledger.define("note", { id: 1, fields: ["text", "amount"] }, noteReducer);
            ledger.start();
            assert.is_nil(ledger.status().scope);
        }
        world.identity.isKnown = true;
        own.onScopeChanged();
        assert.equal("guild:Guild-Realm", a.status().scope);
        assert.equal("guild:Guild-Realm", b.status().scope);
        own.receive("A", "nonsense", "Jaina-Realm", "open");
        own.receive("nobody's", "nonsense", "Jaina-Realm", "open");
        assert.same({ malformedFrame: 1 }, a.status().ignored);
        assert.same({}, b.status().ignored);
    });
});
