import type { Authorize } from "../../src/api/authorize";
import type { LedgerEvent } from "../../src/api/event";
import { parseField } from "../../src/event/field";
import { encodeBody, Schema } from "../../src/event/schema";
import { EVERYONE, NOBODY, rightsOf } from "../../src/ledger/policy";
import { withSeals } from "../../src/ledger/seal-policy";

const SENDER = "PlayerA-Realm";

function eventOf(type: string, more: object = {}): LedgerEvent {
    return { type, time: 1700000000, creator: 5, counter: 0, creatorGuid: "", ...more } as unknown as LedgerEvent;
}

function isNeverLate(this: void): boolean {
    return false;
}

describe("withSeals", () => {
    const schema = new Schema();
    schema.add({ name: "note", id: 1, fields: [parseField("text")!] });

    it("asks the sealers about a seal of its sender, and authorize about one that is passed on", () => {
        const asked = withSeals(() => false, EVERYONE, schema, isNeverLate);
        assert.is_true(asked(eventOf("seal"), SENDER, "in", true, undefined));
        assert.is_false(asked(eventOf("seal"), SENDER, "in", false, undefined));
        const open = withSeals(() => true, NOBODY, schema, isNeverLate);
        assert.is_false(open(eventOf("seal"), SENDER, "in", true, undefined));
        assert.is_true(open(eventOf("seal"), SENDER, "in", false, undefined));
        const named = withSeals(
            () => false,
            rightsOf((_event, sender) => sender === SENDER),
            schema,
            isNeverLate,
        );
        assert.is_true(named(eventOf("seal"), SENDER, "in", true, undefined));
        assert.is_false(named(eventOf("seal"), "PlayerB-Realm", "in", true, undefined));
    });

    it("leaves all else to authorize, also who may speak", () => {
        const check = (answer: boolean | undefined): void => {
            const asked = withSeals(() => answer, NOBODY, schema, isNeverLate);
            assert.are.equal(answer, asked(eventOf("note"), SENDER, "in", true, undefined));
            assert.are.equal(answer, asked(eventOf("revoke"), SENDER, "in", true, undefined));
            assert.are.equal(answer, asked(undefined, SENDER, "out", false, undefined));
        };
        check(true);
        check(false);
        check(undefined);
    });

    it("lets a revocation that carries an event pass where that event may be passed on, too", () => {
        const target = { time: 1699000000, creator: 7, counter: 0 };
        const [body] = encodeBody(schema.named("note")!, { text: "carried" });
        const undo = eventOf("revoke", { target, targetBody: body });
        let carried: LedgerEvent | undefined;
        let isRelayed: boolean | undefined = false;
        const authorize: Authorize = (event, _sender, _direction, isCreator) => {
            if (event?.type === "note") {
                carried = event;
                assert.is_false(isCreator);
                return isRelayed;
            }
            return true;
        };
        const asked = withSeals(authorize, NOBODY, schema, isNeverLate);
        assert.is_false(asked(undo, SENDER, "in", true, undefined));
        assert.are.same(["carried", 1699000000, 7], [carried!.text, carried!.time, carried!.creator]);
        isRelayed = undefined;
        assert.is_nil(asked(undo, SENDER, "in", true, undefined));
        isRelayed = true;
        assert.is_true(asked(undo, SENDER, "in", true, undefined));
        // What it carries cannot be read.
        assert.is_false(asked(eventOf("revoke", { target, targetBody: "\xff" }), SENDER, "in", true, undefined));
    });
    it("lets one that is late pass where it may be passed on, too", () => {
        const revocation = eventOf("revoke", { target: { time: 1699000000, creator: 5, counter: 0 } });
        let mayRelay: boolean | undefined = false;
        const authorize: Authorize = (_event, _sender, _direction, isCreator) => isCreator || mayRelay;
        const asked = withSeals(authorize, NOBODY, schema, (event) => event === revocation);
        assert.is_false(asked(revocation, SENDER, "in", true, undefined));
        assert.is_true(asked(eventOf("revoke"), SENDER, "in", true, undefined));
        assert.is_true(asked(eventOf("note"), SENDER, "in", true, undefined));
        mayRelay = undefined;
        assert.is_nil(asked(revocation, SENDER, "in", true, undefined));
        mayRelay = true;
        assert.is_true(asked(revocation, SENDER, "in", true, undefined));
        assert.is_true(asked(revocation, SENDER, "in", false, undefined));
    });
});
