import type { LedgerEvent, SubmitRefusal } from "../../src/api/event";
import { parseField } from "../../src/event/field";
import { againKeyOf } from "../../src/event/import-mark";
import { packKey } from "../../src/event/key";
import { encodeBody, Schema } from "../../src/event/schema";
import { CARRIED_BYTES, Rewrites } from "../../src/ledger/rewrites";
import { Log } from "../../src/log/log";
import { revocationBody, targetOf } from "../../src/log/revocations";
import { ImmediateBackground } from "../support/background";
import { WEEK } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { NO_NATIVE } from "../support/natives";

const TIME = WEEK * 604800;
const ID = 5 * 256;

interface Stage {
    readonly rewrites: Rewrites;
    readonly log: Log;
    readonly written: string[];
    readonly revoked: number[];
    hasUndo: boolean;
    isRevoked: boolean;
}

function create(): Stage {
    const schema = new Schema();
    schema.add({ name: "note", id: 1, fields: [parseField("text")!, parseField("amount")!] });
    const log = new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
    const written: string[] = [];
    const revoked: number[] = [];
    const stage = { log, written, revoked, hasUndo: true, isRevoked: false };
    const event = {} as LedgerEvent;
    const rewrites = new Rewrites({
        log,
        schema,
        hasUndo: () => stage.hasUndo,
        isRevoked: () => stage.isRevoked,
        submit: (body) => {
            written.push(body);
            return $multi(event);
        },
        revoke: (time) => {
            revoked.push(time);
            return $multi(event);
        },
    });
    return Object.assign(stage, { rewrites });
}

function note(text: string): string {
    const schema = new Schema();
    schema.add({ name: "note", id: 1, fields: [parseField("text")!, parseField("amount")!] });
    return encodeBody(schema.named("note")!, { text })[0]!;
}

function refusal({ rewrites }: Stage): SubmitRefusal | undefined {
    const [, reason] = rewrites.revokeSealed(TIME, ID);
    return reason;
}

describe("Rewrites", () => {
    it("revoke a sealed event by a revocation that carries it", () => {
        const stage = create();
        stage.log.insert(TIME, ID, note("one"));
        assert.is_nil(refusal(stage));
        const target = targetOf(stage.written[0])!;
        assert.are.same([TIME, ID, note("one")], [target.time, target.id, target.undoBody]);
    });

    it("refuse what is not here, does not count, has no undo, is the library's own, or is too long", () => {
        const stage = create();
        assert.are.equal("sealed", refusal(stage));
        stage.log.insert(TIME, ID, note("one"));
        stage.hasUndo = false;
        assert.are.equal("sealed", refusal(stage));
        stage.hasUndo = true;
        stage.isRevoked = true;
        assert.are.equal("sealed", refusal(stage));
        const own = create();
        own.log.insert(TIME, ID, revocationBody(TIME - 1, ID));
        assert.are.equal("sealed", refusal(own));
        const unknown = create();
        unknown.log.insert(TIME, ID, "\x07");
        assert.are.equal("sealed", refusal(unknown));
        for (const over of [0, 1]) {
            const long = create();
            const head = note(string.rep("x", 3000)).length - 3000;
            const body = note(string.rep("x", CARRIED_BYTES + over - head));
            assert.are.equal(CARRIED_BYTES + over, body.length);
            long.log.insert(TIME, ID, body);
            assert.are.equal(over === 1 ? "sealed" : undefined, refusal(long));
        }
    });

    it("write an orphan again with the key that it had, and a second time with the last one", () => {
        const { rewrites, written } = create();
        rewrites.resubmit({ time: TIME, id: ID, server: 0, body: note("one") });
        assert.are.equal(packKey(TIME, ID), againKeyOf(written[0]));
        rewrites.resubmit({ time: TIME + 9, id: ID, server: 0, body: written[0] });
        assert.are.equal(packKey(TIME + 9, ID), againKeyOf(written[1]));
        assert.are.equal(written[0].length, written[1].length);
    });

    it("revoke anew what an orphan revoked", () => {
        const { rewrites, revoked, written } = create();
        rewrites.resubmit({ time: TIME, id: ID, server: 0, body: revocationBody(TIME - 5, ID) });
        assert.are.same([TIME - 5], revoked);
        assert.are.same([], written);
    });

    it("refuse an orphan of a type that is not known", () => {
        const { rewrites } = create();
        const [, reason] = rewrites.resubmit({ time: TIME, id: ID, server: 0, body: "\x07" });
        assert.are.equal("refused", reason);
    });
});
