import { packKey, toId, WEEK_SECONDS } from "../../src/event/key";
import { type SealedScope, SealedPart, SealFlag } from "../../src/log/sealed-part";
import { ORPHAN_LIMIT, type SealEvent } from "../../src/log/sealed-texts";
import { Log } from "../../src/log/log";
import { packRow } from "../../src/log/week-row";
import { encodeChecked } from "../../src/block/checked-text";
import { fuzzDecoder } from "../codec/fuzz";
import { fromHex, toHex } from "../codec/hex";
import { decodeBase64 } from "../../src/codec/base64";
import { packU16 } from "../../src/codec/integers";
import { SeededRandom } from "../random";
import { ImmediateBackground, noPause, runStepwise, yieldAlways } from "../support/background";
import { randomBody, WEEK } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { NO_NATIVE } from "../support/natives";
import { rounds } from "../support/rounds";

const KEY = packKey(WEEK * WEEK_SECONDS, toId(7, 3));
const DIGEST = string.rep("d", 16);
const BODY = "\0\x01\x02";
const STATE = { digest: DIGEST, week: WEEK, stateVersion: 70_000, plainSize: 300, stream: "deflated" };
const HEAD = { digest: DIGEST, week: WEEK, stateVersion: 70_000, plainSize: 300 };
const ROW = { weekNumber: WEEK, count: 300, hash: 0x01020304, fingerprint: 0xfffffffe };

const PARTS = ["seal", "orphans", "seals", "sealState"] as const;

/** The saved part of one scope, and its log. */
class Saved {
    readonly log = new Log(new ImmediateBackground(), NO_NATIVE, new RecordingListener());
    readonly aside: string[] = [];
    readonly part: SealedPart;

    constructor(readonly scope: SealedScope = {}) {
        this.part = new SealedPart(scope, this.log, NO_NATIVE, (what) => this.aside.push(what));
        this.part.load(noPause);
    }

    /** What the game reads back. */
    reload(): Saved {
        return new Saved({ ...this.scope });
    }
}

function sealAt(counter: number, body = BODY): SealEvent {
    return { time: WEEK * WEEK_SECONDS + counter, id: toId(7, 1), body };
}

function orphan(counter: number): { time: number; id: number; server: number; body: string } {
    return { time: WEEK * WEEK_SECONDS + counter, id: toId(7, 0), server: 4440, body: "\x05\x01" };
}

describe("SealedPart", () => {
    it("is empty at first, and writes nothing", () => {
        const { part, scope } = new Saved();
        assert.is_nil(part.seal());
        assert.same([], part.orphans());
        assert.same([], part.seals());
        assert.is_nil(part.stateHead());
        assert.is_nil(part.state(noPause));
        assert.is_false(part.isBehind());
        part.save(noPause);
        assert.same({}, scope);
        part.quarantine();
        assert.same([], part.damagedParts);
    });

    it("has the form of the document", () => {
        const { part, log, scope } = new Saved();
        part.setSeal({ key: KEY, body: BODY, flags: SealFlag.Checked + SealFlag.Confirmed });
        log.makeAbsent(WEEK, ROW);
        part.addOrphan(orphan(9));
        part.setSeals([sealAt(1), sealAt(2, string.rep("x", 200))]);
        part.setState(STATE, noPause);
        part.save(noPause);
        const bytesOf = (text?: string): string => toHex(string.sub(decodeBase64(text!)!, 5));
        assert.equal(toHex(KEY) + "05" + "03000102" + toHex(packRow(ROW)), bytesOf(scope.seal));
        assert.equal(toHex(packKey(orphan(9).time, orphan(9).id)) + "d822" + "02" + "0501", bytesOf(scope.orphans));
        const week = toHex(packU16(WEEK));
        assert.equal(toHex(DIGEST) + week + "00011170" + "0000012c" + toHex("deflated"), bytesOf(scope.sealState));
        const [first, second] = [1, 2].map((counter) => toHex(packKey(sealAt(counter).time, sealAt(counter).id)));
        const long = string.rep("78", 200);
        assert.equal(first + "03000102" + second + "c801" + long, bytesOf(scope.seals));
    });

    it("gives back what it saved, and is behind when something changed", () => {
        for (const seed of $range(1, rounds(40))) {
            const random = new SeededRandom(9400 + seed);
            const saved = new Saved();
            const { part, log } = saved;
            for (const number of $range(WEEK - 60, WEEK)) {
                if (random.integer(1, 2) === 1) continue;
                log.makeAbsent(number, { count: random.integer(1, 1_000_000), hash: seed, fingerprint: number });
            }
            assert.equal(log.absentCount() > 0, part.isBehind());
            part.setSeal({ key: KEY, body: randomBody(random), flags: random.integer(0, 7) });
            const seals: SealEvent[] = [];
            for (const counter of $range(1, random.integer(0, 20))) seals.push(sealAt(counter, randomBody(random)));
            part.setSeals(seals);
            for (const counter of $range(1, random.integer(0, 50))) {
                assert.is_true(part.addOrphan({ ...orphan(counter), body: randomBody(random) }));
            }
            assert.is_true(part.isBehind());
            part.save(noPause);
            assert.is_false(part.isBehind());
            const again = saved.reload();
            assert.same(part.seal(), again.part.seal());
            assert.same(seals, part.seals());
            assert.same(seals, again.part.seals());
            assert.same(part.orphans(), again.part.orphans());
            assert.same(log.absentRows(), again.log.absentRows());
            assert.is_false(again.part.isBehind());
            again.part.save(noPause);
            assert.same(saved.scope, again.scope);
        }
    });

    it("is behind when the body of the seal, its flags or the seals change", () => {
        const { part } = new Saved();
        const isBehind = (): boolean => {
            const answer = part.isBehind();
            part.save(noPause);
            return answer;
        };
        const seal = { key: KEY, body: BODY, flags: 1 };
        part.setSeal(seal);
        assert.is_true(isBehind());
        part.setSeal({ ...seal });
        assert.is_false(isBehind());
        part.setSeal({ ...seal, body: "\0\x02" });
        assert.is_true(isBehind());
        part.setSeal({ ...seal, body: "\0\x02", flags: 5 });
        assert.is_true(isBehind());
        const seals = [sealAt(1)];
        part.setSeals(seals);
        seals.push(sealAt(2));
        assert.same([sealAt(1)], part.seals());
        assert.is_true(isBehind());
        assert.is_false(isBehind());
    });

    it("saves what changes while it saves the next time", () => {
        const saved = new Saved();
        const { part } = saved;
        const large = string.rep("x", 4000);
        const seals: SealEvent[] = [];
        for (const counter of $range(1, 20)) seals.push(sealAt(counter, large));
        part.setSeals(seals);
        let pauses = 0;
        runStepwise(
            () => part.save(yieldAlways),
            () => {
                pauses++;
                part.setSeals([sealAt(pauses)]);
            },
        );
        assert.is_true(pauses > 3);
        assert.is_true(part.isBehind());
        part.save(noPause);
        assert.is_false(part.isBehind());
        assert.same([sealAt(pauses)], saved.reload().part.seals());
    });

    it("takes seal and orphans out of the file when there are none any more", () => {
        const { part, scope } = new Saved();
        part.setSeal({ key: KEY, body: BODY, flags: 0 });
        part.addOrphan(orphan(1));
        part.setSeals([sealAt(1)]);
        part.setState(STATE, noPause);
        part.save(noPause);
        part.setSeal(undefined);
        part.setSeals([]);
        assert.is_true(part.removeOrphan(orphan(1).time, orphan(1).id));
        assert.is_false(part.removeOrphan(orphan(1).time, orphan(1).id));
        part.save(noPause);
        scope.sealState = undefined;
        assert.same({}, scope);
    });

    it("keeps each orphan once, and no more than the limit", () => {
        const { part } = new Saved();
        for (const counter of $range(1, ORPHAN_LIMIT)) assert.is_true(part.addOrphan(orphan(counter)));
        assert.is_false(part.addOrphan(orphan(0)));
        assert.is_true(part.addOrphan(orphan(5)));
        assert.equal(ORPHAN_LIMIT, part.orphans().length);
        assert.same(orphan(1), part.orphans()[0]);
        assert.is_true(part.removeOrphan(orphan(1).time, orphan(1).id));
        assert.is_true(part.addOrphan(orphan(0)));
        assert.same(orphan(0), part.orphans()[ORPHAN_LIMIT - 1]);
    });

    it("keeps different orphans that had one key apart", () => {
        const { part } = new Saved();
        part.addOrphan(orphan(1));
        part.addOrphan({ ...orphan(1), body: "\x05\x02" });
        assert.equal(2, part.orphans().length);
        assert.is_true(part.removeOrphan(orphan(1).time, orphan(1).id));
        assert.same([], part.orphans());
    });

    it("tells what the state is without reading it, and reads it in slices", () => {
        const random = new SeededRandom(3);
        const saved = new Saved();
        const state = { ...STATE, stream: random.bytes(60_000) };
        let pauses = 0;
        runStepwise(
            () => saved.part.setState(state, yieldAlways),
            () => {
                pauses++;
                assert.is_nil(saved.scope.sealState);
            },
        );
        assert.is_true(pauses > 3);
        const { part } = saved.reload();
        assert.same(HEAD, part.stateHead());
        assert.same(state, part.state(noPause));
    });

    it("keeps the state before until a new one is written", () => {
        const saved = new Saved();
        saved.part.setState(STATE, noPause);
        const before = saved.scope.sealState;
        runStepwise(
            () => saved.part.setState({ ...STATE, stream: string.rep("x", 50_000) }, yieldAlways),
            () => assert.equal(before, saved.scope.sealState),
        );
        assert.not_equal(before, saved.scope.sealState);
    });

    it("sets aside what is damaged, and goes on without it", () => {
        const whole = new Saved();
        whole.part.setSeal({ key: KEY, body: BODY, flags: 1 });
        whole.part.setSeals([sealAt(1)]);
        whole.log.makeAbsent(WEEK, ROW);
        whole.part.addOrphan(orphan(1));
        whole.part.setState(STATE, noPause);
        whole.part.save(noPause);
        for (const name of PARTS) {
            for (const text of ["", "damaged", string.sub(whole.scope[name]!, 1, -5), 5, {}]) {
                const scope = { ...whole.scope, [name]: text as string };
                const { part, aside, log } = new Saved(scope);
                part.quarantine();
                assert.equal(name === "sealState" ? undefined : name, aside[0]);
                part.state(noPause);
                part.state(noPause);
                assert.same([name], aside);
                assert.same([name], part.damagedParts);
                assert.is_nil(scope[name]);
                assert.equal(name === "seal", part.seal() === undefined);
                assert.equal(name === "seal" ? 0 : 1, log.absentCount());
                assert.equal(name === "orphans" ? 0 : 1, part.orphans().length);
                assert.equal(name === "seals" ? 0 : 1, part.seals().length);
            }
        }
    });

    it("reads no rows out of order or without events, no state that is too large, and no orphans beyond the limits", () => {
        const checked = (bytes: string): string => encodeChecked(bytes, NO_NATIVE, noPause);
        const head = `${KEY}\x01\x03${BODY}`;
        const bad: [keyof SealedScope, string][] = [
            ["seal", head + packRow(ROW) + packRow(ROW)],
            ["seal", head + packRow({ ...ROW, count: 0 })],
            ["seal", head + packRow({ ...ROW, count: 1_000_001 })],
            ["seal", head + packRow({ ...ROW, weekNumber: 7102 })],
            ["seal", `${head}x`],
            ["seal", KEY],
            ["seal", `${KEY}\x01`],
            ["seal", `${KEY}\x01\x04${BODY}`],
            ["seal", KEY + fromHex("018120") + string.rep("x", 4097)],
            ["seals", `${KEY}\x04${BODY}`],
            ["seals", `${KEY}\x03${BODY}${KEY}`],
            ["seals", KEY + fromHex("8120") + string.rep("x", 4097)],
            ["orphans", KEY + fromHex("0000")],
            ["orphans", KEY + fromHex("000101") + KEY],
            ["orphans", KEY + fromHex("80808008") + fromHex("0101")],
            ["orphans", KEY + fromHex("0002") + fromHex("0118")],
            ["orphans", string.rep(KEY + fromHex("000101"), ORPHAN_LIMIT + 1)],
        ];
        for (const [name, bytes] of bad) {
            const { part } = new Saved({ [name]: checked(bytes) });
            part.quarantine();
            assert.same([name], part.damagedParts, toHex(string.sub(bytes, 1, 40)));
        }
        const { part } = new Saved({ sealState: checked(DIGEST + fromHex("0b04" + "00000001" + "ffffffff")) });
        assert.is_nil(part.stateHead());
        assert.is_nil(part.state(noPause));
        assert.same(["sealState"], part.damagedParts);
    });

    it("has the rows of weeks in the file that are about to be dropped, until they are or stay", () => {
        const saved = new Saved();
        const { part, log } = saved;
        part.setSeal({ key: KEY, body: BODY, flags: 1 });
        log.makeAbsent(WEEK - 3, { ...ROW, count: 9 });
        const going = [ROW, { ...ROW, weekNumber: WEEK - 9 }];
        part.announce(going, noPause);
        const numbers = (): number[] =>
            saved
                .reload()
                .log.absentRows()
                .map(({ weekNumber }) => weekNumber);
        assert.same([WEEK - 9, WEEK - 3, WEEK], numbers());
        part.addOrphan(orphan(1));
        log.makeAbsent(WEEK - 5, ROW);
        part.save(noPause);
        assert.same([WEEK - 9, WEEK - 5, WEEK - 3, WEEK], numbers());
        log.makeAbsent(WEEK, ROW);
        part.withdraw(going);
        part.save(noPause);
        assert.same([WEEK - 5, WEEK - 3, WEEK], numbers());
    });

    it("announces although the seal changes on the way", () => {
        const saved = new Saved();
        let isFirst = true;
        runStepwise(
            () => saved.part.announce([ROW], yieldAlways),
            () => {
                if (isFirst) saved.part.setSeal({ key: KEY, body: BODY, flags: 1 });
                isFirst = false;
            },
        );
        const { part, log } = saved.reload();
        assert.same({ key: KEY, body: BODY, flags: 1 }, part.seal());
        assert.same([ROW], log.absentRows());
    });

    it("never raises on damaged bytes", () => {
        for (const name of PARTS) {
            fuzzDecoder(
                36,
                (random) => {
                    const { part, log, scope } = new Saved();
                    part.setSeal({ key: KEY, body: randomBody(random), flags: 1 });
                    part.setSeals([sealAt(1, randomBody(random)), sealAt(2)]);
                    for (const number of $range(1, random.integer(1, 9))) log.makeAbsent(number, ROW);
                    for (const counter of $range(1, random.integer(1, 9))) part.addOrphan(orphan(counter));
                    part.setState({ ...STATE, stream: random.bytes(20) }, noPause);
                    part.save(noPause);
                    return string.sub(decodeBase64(scope[name]!)!, 5);
                },
                (input) => {
                    const { part } = new Saved({ [name]: encodeChecked(input, NO_NATIVE, noPause) });
                    part.stateHead();
                    part.state(noPause);
                    part.quarantine();
                    return part.damagedParts.length === 0;
                },
            );
        }
    });
});
